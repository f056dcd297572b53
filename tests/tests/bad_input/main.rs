//! P6: bad input is refused, never absorbed, and the workshop goes on for everybody else.

mod commands;
mod http;
mod operator;
mod socket;
mod updates;

use futures_util::StreamExt;
use hyper::Method;
use tokio_tungstenite::tungstenite::Message;
use trestle_client::{Response, Socket};
use trestle_protocol::{Cell, Command, ErrorBody, Refusal};
use trestle_tests::{Person, Room, Screen, Server, View};

/// The rule that an HTTP answer names.
fn rule(response: &Response) -> Refusal {
    let body: ErrorBody =
        serde_json::from_slice(&response.body).unwrap_or_else(|error| panic!("no error body ({error}): {}", response.text()));
    assert!(body.refusal.message.len() > 10, "no sentence for people");
    body.refusal.rule
}

async fn post(server: &Server, path: &str, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Response {
    let json = [("content-type", "application/json".to_owned())];
    let headers: Vec<(&str, String)> = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).chain(json).collect();
    server.request(Method::POST, path, &headers, body.into()).await.expect("an answer")
}

async fn refused(screen: &Screen, command: Command) -> Refusal {
    let what = format!("{command:?}");
    screen.command(command).await.err().unwrap_or_else(|| panic!("{what} was carried out")).refusal().expect("a rule")
}

/// The workshop still works for somebody who did nothing wrong.
async fn goes_on(room: &Room, person: &Person) {
    room.go("write").await;
    let before = person.screen.view(|view| mine(view));
    person.note("Nothing stops me", "health").await;
    person.screen.until_open("one's own note", |view| (mine(view) > before).then_some(())).await.expect("the workshop goes on");
    person.screen.view(|view| assert!(view.refused_updates.is_empty() && view.complaints.is_empty() && view.unreadable.is_empty()));
}

fn mine(view: &View) -> usize {
    match view.cell("mine/notes") {
        Some(Cell::MyNotes(mine)) => mine.ids.len(),
        _ => 0,
    }
}

/// Reads until the server closes; the code.
async fn close_code(socket: &mut Socket) -> Option<u16> {
    let read = async {
        while let Some(frame) = socket.next().await {
            match frame {
                Ok(Message::Close(frame)) => return frame.map(|frame| frame.code.into()),
                Ok(_) => {}
                Err(_) => return None,
            }
        }
        None
    };
    tokio::time::timeout(trestle_client::limits::DEADLINE, read).await.expect("a socket that is closed")
}
