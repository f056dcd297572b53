//! Rehearsals through the real binary: every screen is told, everything is as it was, and a kill in the middle changes nothing about that.

use trestle_protocol::{Command, DocumentName, OrganisationId, close};
use trestle_tests::{Person, Room, Screen, Trestle};

async fn record(room: &Room) -> serde_json::Value {
    let record = room.server.record(room.workshop(), &room.created.token, "json").await.expect("a record");
    let mut record: serde_json::Value = serde_json::from_str(&record).expect("JSON");
    record["made_at"] = serde_json::Value::Null;
    record
}

async fn write_card(person: &Person, text: &str) {
    let card = DocumentName::Card(OrganisationId(1));
    person.screen.until_writable(card).await.expect("a card");
    person.screen.write(card, |pen| pen.push("does", text)).expect("written");
    person.screen.saved().await.expect("saved");
}

async fn until_rewound(screen: &Screen) {
    let ended =
        screen.until("the end of the rehearsal", |view| view.ended.clone().filter(|ended| ended.code.is_some())).await.expect("an end");
    assert_eq!(ended.code, Some(close::REWOUND), "{ended}");
}

#[tokio::test]
async fn p3_a_rehearsal_ends_for_every_screen_and_leaves_no_trace_also_after_a_kill() {
    let mut trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), 1).await;
    write_card(&room.facilitator, "Written before. ").await;
    let before = record(&room).await;
    room.facilitate(Command::Rehearse { on: true }).await;
    let late = room.join("Only rehearses").await;
    write_card(&room.facilitator, "Only rehearsed.").await;
    room.go("write").await;
    room.people[0].note("A note that was only rehearsed", "health").await;
    room.go("group").await;
    assert_ne!(record(&room).await, before);

    trestle.kill();
    trestle.restart();
    for person in room.people.iter_mut().chain([&mut room.facilitator]) {
        person.screen.reconnect().await.expect("back again");
    }
    room.facilitate(Command::Rehearse { on: false }).await;
    for person in room.people.iter().chain([&room.facilitator]) {
        until_rewound(&person.screen).await;
    }
    assert_eq!(record(&room).await, before);
    let stranger = Screen::open(&room.server, room.workshop(), room.people[late].screen.token()).await;
    assert!(stranger.is_err(), "who came in the rehearsal is unknown now");
    let again = Screen::open_with_transcript(&room.server, room.workshop(), room.people[0].screen.token()).await.expect("the same seat");
    again.until_writable(DocumentName::Desk(room.people[0].seat)).await.expect("a desk");
    again.view(|view| {
        let seen = String::from_utf8_lossy(view.transcript.as_ref().expect("a transcript")).into_owned();
        assert!(!seen.contains("only rehearsed") && !seen.contains("Only rehearse") && seen.contains("Written before."));
    });
}
