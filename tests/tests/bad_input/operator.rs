//! What an operator meets: a damaged journal, a second server, the log.

use super::{close_code, goes_on};
use futures_util::SinkExt;
use tokio_tungstenite::tungstenite::Message;
use trestle_tests::{Room, Trestle};

#[tokio::test]
async fn p6_a_damaged_journal_says_what_is_wrong_and_does_not_start_empty() {
    let mut trestle = Trestle::start();
    let room = Room::open(trestle.server(), 1).await;
    drop(room);
    assert_eq!(trestle.terminate(), Some(0));
    let file = std::fs::read_dir(trestle.data())
        .expect("the data")
        .map(|entry| entry.expect("a file").path())
        .max_by_key(|path| path.metadata().map(|data| data.len()).unwrap_or(0))
        .expect("a journal");
    let whole = std::fs::read(&file).expect("the journal");
    let mut damaged = whole.clone();
    damaged[..100].fill(0x5A);
    std::fs::write(&file, &damaged).expect("damage");
    let said = trestle.fails_to_start();
    assert!(said.contains(&file.display().to_string()), "it does not name the file: {said}");
    assert_eq!(std::fs::read(&file).expect("the journal"), damaged, "it was written to");
    std::fs::write(&file, &whole).expect("the copy");
    trestle.restart();
}

#[tokio::test]
async fn p6_a_second_server_on_the_same_journal_is_refused() {
    let trestle = Trestle::start();
    let said = trestle.fails_to_start();
    assert!(!said.is_empty());
    let room = Room::open(trestle.server(), 1).await;
    goes_on(&room, &room.people[0]).await;
}

#[tokio::test]
async fn secrets_and_texts_never_stand_in_the_log() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 1).await;
    let wall = room.wall().await;
    room.people[0].note("A private thought of mine", "health").await;
    let mut socket = trestle.server().socket(room.workshop(), None).await.expect("a socket");
    socket.send(Message::text("a private thought of mine")).await.expect("sent");
    close_code(&mut socket).await;
    let log = trestle.log();
    let created = &room.created;
    let secrets = [
        created.token.as_str(),
        created.code.as_str(),
        wall.token(),
        room.people[0].screen.token(),
        created.links.wall.rsplit('#').next().expect("a secret"),
    ];
    for secret in secrets {
        assert!(!log.contains(secret), "a secret in the log: {log}");
    }
    assert!(!log.to_lowercase().contains("private thought"), "{log}");
}
