//! Plays a scenario step by step for the browser's tests: the room around the screens that a real browser shows.
//!
//! `stepper wear SERVER WORKSHOP DOCUMENT PATH TOKEN...` lets these people wear a document out at a text until it begins anew, tells its generation, and ends.
//!
//! `stepper FILE SERVER`, then one command on each line of stdin: `play` plays the live step (whoever moved there), `ready` does what has to be done before
//! the next one. Each is answered by one line of JSON on stdout; the first line tells what was created. The room leaves when stdin ends.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::BufRead;
use tokio::sync::mpsc;
use trestle_client::Server;
use trestle_protocol::WorkshopId;
use trestle_tests::{Player, Scenario, wear::wear_out};

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(address)) = (arguments.next(), arguments.next()) else { panic!("stepper FILE SERVER") };
    if file == "wear" {
        return wear(&Server::at(&address).expect("an address"), &arguments.collect::<Vec<_>>()).await;
    }
    let scenario = Scenario::parse(&std::fs::read_to_string(&file).expect("the file")).expect("a scenario");
    let seats: Vec<String> = scenario.seats.iter().map(|seat| seat.id.clone()).collect();
    let server = Server::at(&address).expect("an address");
    let mut player = Player::begin(&server, scenario, None).await.unwrap_or_else(|error| panic!("{error}"));
    let tokens: BTreeMap<&String, &str> = seats.iter().map(|seat| (seat, player.screen(seat).token())).collect();
    answer(json!({ "created": player.created(), "tokens": tokens }));
    let mut commands = commands();
    while let Some(command) = commands.recv().await {
        match command.as_str() {
            "play" => match player.play_step().await {
                Ok(step) => answer(json!({ "played": step })),
                Err(error) => answer(json!({ "error": error.to_string() })),
            },
            "ready" => match player.make_ready().await {
                Ok(()) => answer(json!({ "ready": true })),
                Err(error) => answer(json!({ "error": error.to_string() })),
            },
            other => answer(json!({ "error": format!("what is `{other}`?") })),
        }
    }
    player.leave().await;
}

async fn wear(server: &Server, arguments: &[String]) {
    let [workshop, document, path, tokens @ ..] = arguments else { panic!("stepper wear SERVER WORKSHOP DOCUMENT PATH TOKEN...") };
    let workshop = WorkshopId(workshop.parse().expect("a workshop"));
    let document = document.parse().expect("a document");
    answer(json!({ "generation": wear_out(server, workshop, document, path, tokens).await }));
}

/// Standard input is read on a thread of its own: it may be silent for minutes.
fn commands() -> mpsc::UnboundedReceiver<String> {
    let (sender, receiver) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if sender.send(line.trim().to_owned()).is_err() {
                return;
            }
        }
    });
    receiver
}

fn answer(line: Value) {
    println!("{line}");
}
