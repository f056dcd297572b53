//! Commands of those who may not give them, about those who are not there, with values that cannot be.

use super::{goes_on, refused};
use trestle_protocol::{
    Command, Door, FeedbackKind, Join, OrganisationId, PollId, Refusal, Role, RoundId, RoundKind, SeatId, Stance, TeamId, Turn, close,
};
use trestle_tests::{Room, Screen, Trestle};

#[tokio::test]
async fn p6_what_only_a_facilitator_may_do_nobody_else_does() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 2).await;
    let wall = room.wall().await;
    let one = room.people[0].seat;
    let mut before = room.facilitator.screen.view(|view| view.cells.clone());
    before.remove("passes");
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
        Command::Turn { round: RoundId::new(&step("introduce"), RoundKind::Speak), turn: Turn::Next },
        Command::Bring {},
        Command::TurnTo { round: RoundId::new(&step("report"), RoundKind::Report), subject: 1 },
        Command::ClosePoll { poll: PollId::from("rate") },
        Command::OpenPoll { poll: PollId::from("rate") },
        Command::Pair {},
        Command::Shuffle {},
        Command::Assign { seat: one, team: None },
        Command::Unassign { seat: one },
        Command::Settle { team: None },
        Command::Describe { details: Room::details() },
        Command::AddOrganisation { name: "Mallory Ltd".to_owned() },
        Command::RemoveSeat { seat: room.people[1].seat, with_notes: true, hidden: false },
        Command::SetRole { seat: one, role: Role::Facilitator },
        Command::SetDoor { door: Door::Locked },
        Command::Close { anyway: true },
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
        Command::Answer { poll: PollId::from("rate"), subject: "g".to_owned(), values: vec![1, 1] },
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
    let mut after = room.facilitator.screen.view(|view| view.cells.clone());
    // The console that came in meanwhile stands among the links.
    after.remove("passes");
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
        (Command::RemoveSeat { seat: nobody, with_notes: false, hidden: false }, Refusal::Unknown),
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
        (Command::Rename { seat: room.people[0].seat, name: "n".repeat(81) }, Refusal::TooLong),
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
    room.facilitate(Command::Close { anyway: true }).await;
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
    room.facilitate(Command::RemoveSeat { seat, with_notes: true, hidden: false }).await;
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
