//! What comes through a socket: bad beginnings, frames that cannot be read, floods.

use super::{close_code, goes_on};
use futures_util::SinkExt;
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;
use trestle_client::wire::{BinaryFrame, Kind};
use trestle_protocol::{Command, Refusal, VERSION, WorkshopId, close};
use trestle_tests::{Room, Trestle};
use uuid::Uuid;

#[tokio::test]
async fn p6_w7_a_socket_that_does_not_begin_well_is_closed() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 1).await;
    let token = room.people[0].screen.token().to_owned();
    let hello = |version: u32, token: &str| Message::text(json!({"type": "hello", "version": version, "token": token}).to_string());
    for (name, frame, code) in [
        ("a command", Message::text(r#"{"type":"command","id":"a","command":{"type":"wave"}}"#), close::HELLO),
        ("nonsense", Message::text("hello?"), close::HELLO),
        ("bytes", Message::binary(vec![1, 2, 3]), close::HELLO),
        ("a novel", hello(VERSION, &"x".repeat(5_000)), close::HELLO),
        ("a stranger", hello(VERSION, &"x".repeat(26)), close::UNKNOWN),
        ("no token", hello(VERSION, ""), close::UNKNOWN),
        ("the future", hello(VERSION + 1, &token), close::OUTDATED),
        ("the past", hello(VERSION - 1, &token), close::OUTDATED),
    ] {
        let mut socket = trestle.server().socket(room.workshop(), None).await.expect("a socket");
        socket.send(frame).await.expect("sent");
        assert_eq!(close_code(&mut socket).await, Some(code), "{name}");
    }
    let mut socket = trestle.server().socket(WorkshopId(Uuid::new_v4()), None).await.expect("a socket");
    socket.send(hello(VERSION, &token)).await.expect("sent");
    assert_eq!(close_code(&mut socket).await, Some(close::UNKNOWN), "a workshop that is not there");
    let mut silent = trestle.server().socket(room.workshop(), None).await.expect("a socket");
    assert_eq!(close_code(&mut silent).await, Some(close::HELLO), "silence");
    goes_on(&room, &room.people[0]).await;
}

#[tokio::test]
async fn p6_frames_that_cannot_be_read_are_refused_and_the_socket_lives_on() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 2).await;
    let forger = &room.people[0].screen;
    let desk = room.people[0].desk();
    let frames = vec![
        Message::text(""),
        Message::text("{"),
        Message::text("[]"),
        Message::text(r#"{"type":"fly"}"#),
        Message::text(r#"{"type":"command"}"#),
        Message::text(r#"{"type":"hello","version":1,"token":"again"}"#),
        Message::text(r#"{"type":"command","id":"","command":{"type":"wave"}}"#),
        Message::text(json!({"type": "command", "id": "x".repeat(41), "command": {"type": "wave"}}).to_string()),
        Message::text(r#"{"type":"presence","at":"not a place"}"#),
        Message::text(r#"{"type":"ping","sent":"now"}"#),
        Message::binary(vec![]),
        Message::binary(vec![255; 40]),
        Message::binary(BinaryFrame { document: desk, number: 0, generation: 0, kind: Kind::Update, payload: vec![0, 0] }.encode()),
        Message::binary(
            [BinaryFrame { document: desk, number: 1, generation: 0, kind: Kind::Update, payload: vec![0, 0] }.encode(), vec![0]].concat(),
        ),
        Message::binary([&[6u8][..], b"nobody", &[1, 0, 2, 2, 0, 0]].concat()),
        Message::binary([&[7u8][..], b"desk/01", &[1, 0, 2, 2, 0, 0]].concat()),
    ];
    for (number, frame) in frames.into_iter().enumerate() {
        let name = format!("{frame:?}");
        forger.send_raw(frame);
        let complaint = forger.until_open(&name, |view| view.complaints.get(number).cloned()).await.expect("a refusal");
        assert_eq!(complaint.rule, Refusal::Malformed, "{name}");
    }
    // With an id that can be read, the refusal says which command it was.
    for (number, command) in [
        json!({"type": "fly"}),
        json!({"type": "wave", "extra": 1}),
        json!({"type": "hand"}),
        json!({"type": "hand", "up": "yes"}),
        json!({"type": "remove_seat", "seat": -1, "with_notes": true}),
        json!(null),
    ]
    .into_iter()
    .enumerate()
    {
        let id = format!("bad{number}");
        forger.send_raw(Message::text(json!({"type": "command", "id": id, "command": command}).to_string()));
        let error = forger.answer(&id, "a refusal").await.expect_err("carried out");
        assert_eq!(error.refusal(), Some(Refusal::Malformed), "{command}");
    }
    forger.command(Command::Wave {}).await.expect("the socket lives on");
    goes_on(&room, &room.people[1]).await;
}

#[tokio::test]
async fn p6_a_frame_that_is_too_large_ends_its_own_socket_alone() {
    let trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), 2).await;
    for frame in [Message::text("x".repeat(65 * 1024)), Message::binary(vec![0; 65 * 1024])] {
        let forger = &mut room.people[0].screen;
        forger.send_raw(frame);
        let ended = forger.until("the end", |view| view.ended.clone()).await.expect("an end");
        assert_eq!(ended.code, Some(1009), "message too big: {ended}");
        forger.view(|view| assert_eq!(view.complaints.last().map(|refused| refused.rule), Some(Refusal::Oversized)));
        forger.reconnect().await.expect("and may come back");
    }
    goes_on(&room, &room.people[1]).await;
}

#[tokio::test]
async fn p6_a_flood_is_slowed_down_and_then_cut_off_while_others_go_on() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 2).await;
    let forger = &room.people[0].screen;
    for _ in 0..1_000 {
        forger.ask(Command::Wave {});
    }
    let ended = forger.until("the end", |view| view.ended.clone()).await.expect("an end");
    assert_eq!(ended.code, Some(close::FLOOD), "{ended}");
    forger.view(|view| {
        let refused: Vec<Refusal> = view.answers.values().filter_map(|answer| answer.as_ref().err().map(|refused| refused.rule)).collect();
        assert!(!refused.is_empty() && refused.iter().all(|rule| *rule == Refusal::TooFast), "{refused:?}");
    });
    goes_on(&room, &room.people[1]).await;
}
