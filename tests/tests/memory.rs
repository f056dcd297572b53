//! P7 of memory: what screens that do not read cost, and that it comes back when they have gone. Sizes are what the system counts, of the binary as it is built
//! for tests; the system counts memory on Linux alone.
#![cfg(target_os = "linux")]

use futures_util::{SinkExt, future::join_all};
use tokio_tungstenite::tungstenite::Message;
use trestle_client::Socket;
use trestle_protocol::{ClientFrame, DocumentName, VERSION};
use trestle_tests::{Room, Trestle, wait::notes};

/// Seats with twelve screens each: 480 that do not read.
const SEATS: usize = 40;
const SCREENS_EACH: usize = 12;
/// Notes of each: what everybody is shown has about 800 KB then.
const NOTES_EACH: usize = 40;
/// What a screen that does not read may cost, in KiB.
const EACH: usize = 256;
/// What stays in a process that has done something for the first time: code, caches, the journal's pages; in KiB.
const ONCE: usize = 24 * 1024;

/// A screen that says hello and reads nothing.
async fn silent(room: &Room, token: &str) -> Socket {
    let mut socket = room.server.socket(room.workshop(), None).await.expect("a socket");
    let hello = serde_json::to_string(&ClientFrame::Hello { version: VERSION, token: token.to_owned() }).expect("JSON");
    socket.send(Message::text(hello)).await.expect("a hello that leaves");
    socket
}

/// A room that has much to show: every note lies on the wall.
async fn full_of_notes(trestle: &Trestle) -> Room {
    let room = Room::open(trestle.server(), SEATS).await;
    room.go("write").await;
    room.all_in("write").await;
    for person in &room.people {
        for number in 0..NOTES_EACH {
            person.note_unsaved(&format!("{number} {}", "what we hear at the desk ".repeat(19)), "reading");
        }
    }
    for person in &room.people {
        person.screen.saved().await.expect("notes that are saved");
    }
    room.go("group").await;
    room.groups(&["g1"]).await;
    let all = |view: &trestle_tests::View| (notes(view).len() == SEATS * NOTES_EACH).then_some(());
    room.people[0].screen.until("every note", all).await.expect("a wall full of notes");
    room
}

#[tokio::test]
async fn p7_a_screen_that_does_not_read_costs_little_and_nothing_once_it_has_gone() {
    let trestle = Trestle::start();
    let room = full_of_notes(&trestle).await;
    let (before, _) = trestle.memory();
    let mut silent_ones = Vec::new();
    for (number, person) in room.people.iter().enumerate() {
        silent_ones.extend(join_all((0..SCREENS_EACH - 1).map(|_| silent(&room, person.screen.token()))).await);
        // So that what the next ones are shown is not what these were shown.
        person.note(&format!("one more {number}"), "reading").await;
        room.facilitator.types(DocumentName::Board, "groups/g1/who", "words ").await;
    }
    // They have not kept anybody from anything.
    let screen = &room.facilitator.screen;
    screen
        .until("the last note", |view| notes(view).iter().any(|note| note.text == format!("one more {}", SEATS - 1)).then_some(()))
        .await
        .expect("it");
    let (_, most) = trestle.memory();
    let allowed = before + ONCE + silent_ones.len() * EACH;
    assert!(most < allowed, "{} screens that do not read cost {} KiB each", silent_ones.len(), (most - before) / silent_ones.len());
    let count = silent_ones.len();
    drop(silent_ones);
    let mut tries = 0;
    loop {
        let (now, _) = trestle.memory();
        if now < before + ONCE {
            break println!("{before} KiB before, {most} at the most with {count} screens that do not read, {now} after they had gone");
        }
        tries += 1;
        assert!(tries < 4_000, "{before} KiB before, {now} after they had gone");
        // Each answer is some work for the server, so this is no waiting for a time but for what it does.
        room.server.request(hyper::Method::GET, "/healthz", &[], Vec::new()).await.expect("a server that answers");
    }
}
