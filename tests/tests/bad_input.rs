//! P6: bad input is refused, never absorbed, and the workshop goes on for everybody else.

use futures_util::{SinkExt, StreamExt};
use hyper::Method;
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;
use trestle_client::wire::{BinaryFrame, Kind};
use trestle_client::{Response, Socket};
use trestle_protocol::{
    Cell, Command, DocumentName, ErrorBody, FeedbackKind, Join, LinkKind, OrganisationId, PollId, Refusal, Role, RoundKind, SeatId, Stance,
    TeamId, Turn, WorkshopId, close,
};
use trestle_tests::{ClientError, Person, Room, Screen, Server, Trestle, View};
use uuid::Uuid;
use yrs::{Doc, Map, MapPrelim, ReadTxn, StateVector, Text, TextPrelim, Transact, WriteTxn};

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

#[tokio::test]
async fn p6_http_that_is_malformed_oversized_foreign_or_forged_is_refused_with_its_rule() {
    let trestle = Trestle::start();
    let server = trestle.server();
    let room = Room::open(server, 2).await;
    let code = &room.created.code;
    for path in ["/api/workshops", "/api/look", "/api/join"] {
        for body in ["", "{", "[]", "null", "\"x\"", r#"{"key": 7}"#, r#"{"key": "a", "role": "facilitator"}"#, "{\"key\": \"\u{0}"] {
            let answer = post(server, path, &[], body).await;
            assert_eq!((answer.status, rule(&answer)), (400, Refusal::Malformed), "{path} {body}");
        }
        let large = json!({ "key": "x".repeat(70_000) }).to_string();
        let answer = post(server, path, &[], large).await;
        assert_eq!((answer.status, rule(&answer)), (413, Refusal::Oversized), "{path}");
        let answer = post(server, path, &[("origin", "http://evil.example")], json!({"key": code}).to_string()).await;
        assert_eq!((answer.status, rule(&answer)), (403, Refusal::ForeignOrigin), "{path}");
    }
    let own = server.address();
    let answer = post(server, "/api/look", &[("origin", &own)], json!({"key": code}).to_string()).await;
    assert_eq!(answer.status, 200, "the own origin is no stranger: {}", answer.text());
    assert!(!answer.text().contains(room.created.token.as_str()));
    for origin in ["http://evil.example", "null", "http://127.0.0.1:1", &own.replace("http", "https")] {
        match server.socket(room.workshop(), Some(origin)).await {
            Err(ClientError::BadAnswer { status, .. }) => assert_eq!(status, 403, "{origin}"),
            other => panic!("{origin}: {:?}", other.map(drop)),
        }
    }
    server.socket(room.workshop(), Some(&own)).await.expect("a socket from the own origin");

    let workshop = room.workshop();
    for kind in [LinkKind::Facilitator, LinkKind::Wall] {
        let error = server.link(workshop, room.people[0].screen.token(), kind).await.expect_err("a forged role");
        assert_eq!(error.refusal(), Some(Refusal::NotFacilitator));
    }
    let other = Room::open(server, 1).await;
    for token in ["", "x", "not-a-token-at-all", other.people[0].screen.token(), &other.created.token] {
        for form in ["md", "json"] {
            let error = server.record(workshop, token, form).await.expect_err("somebody else's record");
            assert_eq!(error.refusal(), Some(Refusal::WrongKey), "{token}");
        }
        assert!(server.link(workshop, token, LinkKind::Seat).await.is_err());
    }
    let nowhere = WorkshopId(Uuid::new_v4());
    let error = server.record(nowhere, &room.created.token, "md").await.expect_err("a record of nothing");
    assert_eq!(error.refusal(), Some(Refusal::WrongKey));
    for path in ["/assets/missing.js", "/assets/../main.js", "/api/nothing", "/api/workshops/not-an-id/record.md"] {
        let answer = server.request(Method::GET, path, &[], Vec::new()).await.expect("an answer");
        assert!((400..500).contains(&answer.status), "{path}: {}", answer.status);
        let kind = answer.headers.get("content-type").map(|kind| kind.to_str().unwrap_or_default().to_owned()).unwrap_or_default();
        assert!(!kind.contains("html"), "{path} answers with {kind}");
    }
    goes_on(&room, &room.people[1]).await;
}

#[tokio::test]
async fn p6_what_cannot_be_a_workshop_is_not_created() {
    let trestle = Trestle::start();
    let good = json!({
        "details": {"title": "T", "place": "P", "purpose": "", "rules": [], "themes": [{"id": "a", "title": "A"}], "authors": "hidden", "ends_at": null},
        "convener": "C", "organisations": ["O"], "facilitator": "F"
    });
    assert_eq!(post(trestle.server(), "/api/workshops", &[], good.to_string()).await.status, 201);
    for (pointer, value, expected) in [
        ("/details/title", json!(""), Refusal::Empty),
        ("/details/title", json!("x".repeat(121)), Refusal::TooLong),
        ("/details/themes", json!([]), Refusal::Empty),
        ("/details/themes", json!([{"id": "a", "title": "A"}, {"id": "a", "title": "B"}]), Refusal::Taken),
        ("/details/rules", json!(vec!["r"; 13]), Refusal::TooMany),
        ("/convener", json!("  \u{7}"), Refusal::Empty),
        ("/facilitator", json!("n".repeat(81)), Refusal::TooLong),
        ("/organisations", json!((0..81).map(|number| format!("O{number}")).collect::<Vec<_>>()), Refusal::TooMany),
        ("/details/authors", json!("everybody"), Refusal::Malformed),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).expect("a field") = value.clone();
        let answer = post(trestle.server(), "/api/workshops", &[], bad.to_string()).await;
        assert_eq!(rule(&answer), expected, "{pointer} = {value}");
    }
    let unknown = json!({"programme": "no-such-programme"});
    let mut bad = good.clone();
    bad.as_object_mut().expect("an object").extend(unknown.as_object().expect("an object").clone());
    assert_eq!(rule(&post(trestle.server(), "/api/workshops", &[], bad.to_string()).await), Refusal::BadProgramme);
}

#[tokio::test]
async fn p6_wrong_and_locked_keys_get_one_answer_and_are_slowed_down() {
    let trestle = Trestle::start();
    let server = trestle.server();
    let room = Room::open(server, 1).await;
    let spaced = format!(" {} - {} ", room.created.code[..4].to_lowercase(), &room.created.code[4..]);
    assert_eq!(server.look(&spaced).await.expect("a code as typed").workshop, room.workshop());
    room.facilitate(Command::Lock { locked: true }).await;
    let secret = format!("{}.{}", room.workshop(), "a".repeat(26));
    let mut answers = Vec::new();
    for key in ["AAAA-AAAA", "", "nonsense", room.created.code.as_str(), secret.as_str(), &"9".repeat(500)] {
        let asked = std::time::Instant::now();
        let answer = post(server, "/api/join", &[], json!({"key": key, "name": "Mallory"}).to_string()).await;
        assert!(asked.elapsed().as_millis() >= 200, "{key}: answered at once");
        answers.push((key.to_owned(), answer.status, answer.text()));
    }
    assert!(answers.iter().all(|(_, status, text)| (*status, text) == (404, &answers[0].2)), "{answers:?}");
    let mut slowed = false;
    for number in 0..60 {
        let answer = post(server, "/api/look", &[], json!({"key": format!("ZZZZ{number:04}")}).to_string()).await;
        match rule(&answer) {
            Refusal::WrongKey => assert!(!slowed),
            Refusal::TooManyTries => slowed = true,
            other => panic!("{other:?}"),
        }
    }
    assert!(slowed, "sixty wrong codes in a row were all tried");
    goes_on(&room, &room.people[0]).await;
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
        ("a novel", hello(1, &"x".repeat(5_000)), close::HELLO),
        ("a stranger", hello(1, &"x".repeat(26)), close::UNKNOWN),
        ("no token", hello(1, ""), close::UNKNOWN),
        ("the future", hello(2, &token), close::OUTDATED),
        ("the past", hello(0, &token), close::OUTDATED),
    ] {
        let mut socket = trestle.server().socket(room.workshop(), None).await.expect("a socket");
        socket.send(frame).await.expect("sent");
        assert_eq!(close_code(&mut socket).await, Some(code), "{name}");
    }
    let mut socket = trestle.server().socket(WorkshopId(Uuid::new_v4()), None).await.expect("a socket");
    socket.send(hello(1, &token)).await.expect("sent");
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
        Message::binary(BinaryFrame { document: desk, number: 0, kind: Kind::Update, payload: vec![0, 0] }.encode()),
        Message::binary([BinaryFrame { document: desk, number: 1, kind: Kind::Update, payload: vec![0, 0] }.encode(), vec![0]].concat()),
        Message::binary([&[6u8][..], b"nobody", &[1, 2, 2, 0, 0]].concat()),
        Message::binary([&[7u8][..], b"desk/01", &[1, 2, 2, 0, 0]].concat()),
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

#[tokio::test]
async fn p6_what_only_a_facilitator_may_do_nobody_else_does() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 2).await;
    let wall = room.wall().await;
    let one = room.people[0].seat;
    let before = room.facilitator.screen.view(|view| view.cells.clone());
    let step = |id: &str| id.into();
    let commands = vec![
        Command::LowerHand { seat: one },
        Command::Move { to: step("write"), from: step("welcome") },
        Command::Pause {},
        Command::Resume {},
        Command::Extend { seconds: 60 },
        Command::Restart {},
        Command::Stay {},
        Command::SetMinutes { step: step("write"), minutes: 1 },
        Command::Conceal {},
        Command::HoldNote { note: "0".into(), held: true },
        Command::Turn { round: RoundKind::Speak, turn: Turn::Next },
        Command::TurnTo { round: RoundKind::Report, subject: 1 },
        Command::ClosePoll { poll: PollId::from("rate") },
        Command::OpenPoll { poll: PollId::from("rate") },
        Command::Pair {},
        Command::Shuffle {},
        Command::Assign { seat: one, team: None },
        Command::Unassign { seat: one },
        Command::Settle { team: None },
        Command::Describe { details: Room::details() },
        Command::AddOrganisation { name: "Mallory Ltd".to_owned() },
        Command::RemoveSeat { seat: room.people[1].seat, with_notes: true },
        Command::SetRole { seat: one, role: Role::Facilitator },
        Command::Lock { locked: true },
        Command::Close {},
        Command::Reopen {},
    ];
    for command in commands {
        for screen in [&room.people[0].screen, &wall] {
            assert_eq!(refused(screen, command.clone()).await, Refusal::NotFacilitator, "{command:?}");
        }
    }
    let seat_only = vec![
        Command::Wave {},
        Command::Hand { up: true },
        Command::Done { done: true },
        Command::Rename { name: "Wall".to_owned() },
        Command::Answer { poll: PollId::from("rate"), subject: "g".to_owned(), values: vec![1, 1] },
        Command::Feedback { team: TeamId(1), kind: FeedbackKind::Like, text: "x".to_owned() },
    ];
    let console = room.server.join(&Join { key: room.key(&room.created.links.facilitator), ..Join::default() }).await.expect("a console");
    let console = Screen::open(&room.server, room.workshop(), &console.token).await.expect("a console");
    for command in seat_only {
        for screen in [&wall, &console] {
            assert_eq!(refused(screen, command.clone()).await, Refusal::NoSeat, "{command:?}");
        }
    }
    let stance = Command::Commit { organisation: OrganisationId(2), stance: Some(Stance::In), until: None, line: String::new() };
    assert_eq!(refused(&room.people[0].screen, stance.clone()).await, Refusal::NotYourOrganisation);
    assert_eq!(refused(&wall, stance).await, Refusal::NoSeat);
    room.facilitator.screen.ping().await.expect("a server that answers");
    let after = room.facilitator.screen.view(|view| view.cells.clone());
    assert_eq!(after, before, "something happened all the same");
    goes_on(&room, &room.people[1]).await;
}

#[tokio::test]
async fn p6_unknown_seats_and_impossible_values_are_refused() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 2).await;
    let facilitator = &room.facilitator.screen;
    let (nobody, step) = (SeatId(77), |id: &str| id.into());
    for (command, expected) in [
        (Command::RemoveSeat { seat: nobody, with_notes: false }, Refusal::Unknown),
        (Command::SetRole { seat: nobody, role: Role::Facilitator }, Refusal::Unknown),
        (Command::SetRole { seat: room.people[0].seat, role: Role::Wall }, Refusal::OutOfRange),
        (Command::LowerHand { seat: nobody }, Refusal::Unknown),
        (Command::Assign { seat: nobody, team: None }, Refusal::Unknown),
        (Command::Assign { seat: room.people[0].seat, team: Some(TeamId(9)) }, Refusal::Unknown),
        (Command::Move { to: step("nowhere"), from: step("welcome") }, Refusal::Unknown),
        (Command::Move { to: step("act"), from: step("rate") }, Refusal::Moved),
        (Command::Extend { seconds: 0 }, Refusal::OutOfRange),
        (Command::Extend { seconds: i32::MIN }, Refusal::OutOfRange),
        (Command::SetMinutes { step: step("write"), minutes: 0 }, Refusal::OutOfRange),
        (Command::SetMinutes { step: step("write"), minutes: 100_000 }, Refusal::OutOfRange),
        (Command::SetMinutes { step: step("nowhere"), minutes: 5 }, Refusal::Unknown),
        (Command::ClosePoll { poll: PollId::from("nothing") }, Refusal::Unknown),
        (Command::HoldNote { note: "0".into(), held: true }, Refusal::Unknown),
        (Command::Settle { team: Some(TeamId(4)) }, Refusal::Unknown),
        (Command::AddOrganisation { name: " ".to_owned() }, Refusal::Empty),
        (Command::AddOrganisation { name: "the CLINIC".to_owned() }, Refusal::Taken),
        (Command::Rename { name: "n".repeat(81) }, Refusal::TooLong),
        (Command::Feedback { team: TeamId(1), kind: FeedbackKind::Like, text: "x".to_owned() }, Refusal::Unknown),
        (Command::Commit { organisation: OrganisationId(99), stance: None, until: None, line: String::new() }, Refusal::Unknown),
        (
            Command::Commit {
                organisation: OrganisationId(1),
                stance: Some(Stance::Reflecting),
                until: Some("2026-02-30".to_owned()),
                line: String::new(),
            },
            Refusal::BadDate,
        ),
        (
            Command::Commit { organisation: OrganisationId(1), stance: Some(Stance::In), until: None, line: "x".repeat(1_001) },
            Refusal::TooLong,
        ),
        (Command::Answer { poll: PollId::from("rate"), subject: "g".to_owned(), values: vec![1, 1] }, Refusal::Unknown),
    ] {
        assert_eq!(refused(facilitator, command.clone()).await, expected, "{command:?}");
    }
    room.facilitate(Command::Assign { seat: room.people[0].seat, team: None }).await;
    assert_eq!(
        refused(&room.people[1].screen, Command::Feedback { team: TeamId(1), kind: FeedbackKind::Like, text: "x".to_owned() }).await,
        Refusal::NotNow
    );
    room.go("rate").await;
    for (subject, values, expected) in [
        ("g", vec![1, 1], Refusal::Unknown),
        ("g", vec![0, 6], Refusal::OutOfRange),
        ("g", vec![], Refusal::OutOfRange),
        ("g", vec![3; 60], Refusal::OutOfRange),
    ] {
        let answer = Command::Answer { poll: PollId::from("rate"), subject: subject.to_owned(), values };
        assert_eq!(refused(&room.people[0].screen, answer.clone()).await, expected, "{answer:?}");
    }
    room.go("brief").await;
    let late = Command::Answer { poll: PollId::from("rate"), subject: "g".to_owned(), values: vec![1, 1] };
    assert_eq!(refused(&room.people[0].screen, late).await, Refusal::NotNow);
    room.facilitate(Command::Close {}).await;
    assert_eq!(refused(&room.people[0].screen, Command::Wave {}).await, Refusal::Closed);
    room.facilitate(Command::Reopen {}).await;
    goes_on(&room, &room.people[1]).await;
}

#[tokio::test]
async fn p6_a_seat_that_was_removed_is_out_at_once() {
    let trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), 2).await;
    room.go("write").await;
    room.people[0].note("Something rude", "health").await;
    let seat = room.people[0].seat;
    room.facilitate(Command::RemoveSeat { seat, with_notes: true }).await;
    let removed = &mut room.people[0].screen;
    let ended = removed.until("the close frame", |view| view.ended.clone().filter(|ended| ended.code.is_some())).await.expect("an end");
    assert_eq!((ended.code, ended.farewell), (Some(close::REMOVED), Some(trestle_protocol::Farewell::Removed)));
    assert!(removed.reconnect().await.is_err());
    let token = removed.token().to_owned();
    assert!(trestle.server().record(room.created.workshop, &token, "md").await.is_err());
    room.go("group").await;
    let record = trestle.server().record(room.created.workshop, &room.created.token, "json").await.expect("a record");
    assert!(!record.contains("Something rude"), "its notes went with it");
    goes_on(&room, &room.people[1]).await;
}

/// An update as an honest client would make it, for a document that it may not write.
fn update(write: impl FnOnce(&mut yrs::TransactionMut<'_>)) -> Vec<u8> {
    let doc = Doc::with_client_id(4_000_000_000);
    write(&mut doc.transact_mut());
    doc.transact().encode_state_as_update_v1(&StateVector::default())
}

#[tokio::test]
async fn p6_documents_of_others_and_out_of_turn_take_no_word() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 4).await;
    room.facilitate(Command::Assign { seat: room.people[1].seat, team: None }).await;
    let forger = &room.people[0].screen;
    let text = |root: &'static str| {
        update(move |transaction| {
            let text = transaction.get_or_insert_text(root);
            text.push(transaction, "MALLORY was here");
        })
    };
    let note = update(|transaction| {
        let notes = transaction.get_or_insert_map("notes");
        let row = notes.insert(transaction, "forged", MapPrelim::default());
        row.insert(transaction, "text", TextPrelim::new("MALLORY was here"));
        row.insert(transaction, "theme", "health");
    });
    let place = update(|transaction| {
        let places = transaction.get_or_insert_map("places");
        places.insert(transaction, "MALLORY", "was here");
    });
    let forged = vec![
        (DocumentName::Desk(room.people[1].seat), note),
        (DocumentName::Desk(SeatId(99)), text("draft")),
        (DocumentName::Card(OrganisationId(2)), text("does")),
        (DocumentName::Card(OrganisationId(99)), text("does")),
        (DocumentName::Aside(OrganisationId(2)), text("unsure")),
        (DocumentName::Board, place),
        (DocumentName::Brief(TeamId(1)), text("title")),
        (DocumentName::Brief(TeamId(99)), text("title")),
        (DocumentName::Plan, text("communications")),
    ];
    let count = forged.len();
    for (number, (document, payload)) in forged.into_iter().enumerate() {
        forger.send_raw(Message::binary(BinaryFrame { document, number: number as u32 + 1, kind: Kind::Update, payload }.encode()));
    }
    forger
        .until_open("every refusal", |view| (view.refused_updates.len() == count && view.saved == count as u32).then_some(()))
        .await
        .expect("every refusal");
    forger.view(|view| {
        for refused in &view.refused_updates {
            assert!(!refused.behind, "{refused:?}");
            assert!(matches!(refused.refusal.rule, Refusal::NotYours | Refusal::NotNow | Refusal::Unknown), "{refused:?}");
        }
    });
    // A wall and an aside of one's own facilitators: nobody but its people writes it.
    let wall = room.wall().await;
    for (screen, document, payload) in [
        (&wall, DocumentName::Plan, text("communications")),
        (&room.facilitator.screen, DocumentName::Aside(OrganisationId(2)), text("unsure")),
    ] {
        screen.send_raw(Message::binary(BinaryFrame { document, number: 1, kind: Kind::Update, payload }.encode()));
        screen.until_open("a refusal", |view| view.refused_updates.first().map(drop)).await.expect("a refusal");
    }
    for step in ["group", "report", "act"] {
        room.go(step).await;
        let record = room.server.record(room.workshop(), &room.created.token, "json").await.expect("a record");
        assert!(!record.contains("MALLORY"), "{record}");
    }
    room.facilitator.screen.view(|view| assert!(!format!("{:?}", view.cells).contains("MALLORY")));
    goes_on(&room, &room.people[1]).await;
}

#[tokio::test]
async fn p6_updates_that_break_a_crdt_are_refused_and_nobody_notices() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 2).await;
    let forger = &room.people[0];
    forger.note("Written in good faith", "health").await;
    let hostile = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/gate/tests/hostile");
    let mut samples: Vec<_> = std::fs::read_dir(hostile)
        .expect("samples")
        .map(|entry| entry.expect("a sample").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "bin"))
        .collect();
    samples.sort();
    assert!(samples.len() >= 20, "where are the samples?");
    let first = forger.screen.view(|view| view.sent) + 1;
    for (number, path) in samples.iter().enumerate() {
        let payload = std::fs::read(path).expect("a sample");
        forger.screen.send_raw(Message::binary(
            BinaryFrame { document: forger.desk(), number: first + number as u32, kind: Kind::Update, payload }.encode(),
        ));
    }
    let count = samples.len();
    forger.screen.until_open("every refusal", |view| (view.refused_updates.len() == count).then_some(())).await.expect("every refusal");
    forger.screen.view(|view| {
        let rules: Vec<Refusal> = view.refused_updates.iter().map(|refused| refused.refusal.rule).collect();
        assert!(rules.iter().all(|rule| matches!(rule, Refusal::BadUpdate | Refusal::Behind | Refusal::DocumentFull)), "{rules:?}");
    });
    let fresh = Screen::open(trestle.server(), room.workshop(), forger.screen.token()).await.expect("a reload");
    fresh.until_writable(forger.desk()).await.expect("the desk");
    fresh.view(|view| {
        let replica = &view.documents[&forger.desk()];
        let notes: Vec<String> = replica.keys("notes").iter().map(|key| replica.text(&format!("notes/{key}/text"))).collect();
        assert_eq!(notes, ["Written in good faith"]);
    });
    goes_on(&room, &room.people[1]).await;
}

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
