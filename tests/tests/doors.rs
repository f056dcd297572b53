//! Doors through the real binary: waiting and being let in, another code, a card filled in before anybody came, the record to read.

use trestle_protocol::{
    Capability, Cell, Command, DocumentName, Door, Join, LinkKind, MadeCode, MadeLink, MakeLink, OrganisationId, Refusal, Role, Shut, close,
};
use trestle_tests::{ClientError, Room, Screen, Trestle, View};

fn role(view: &View) -> Option<Role> {
    view.welcome.as_ref().map(|welcome| welcome.role)
}

/// What the facilitator is given for this.
async fn made(room: &Room, path: &str, body: &serde_json::Value) -> Vec<u8> {
    let headers = [("authorization", format!("Bearer {}", room.created.token)), ("content-type", "application/json".to_owned())];
    let path = format!("/api/workshops/{}/{path}", room.workshop());
    let answer = room.server.request(hyper::Method::POST, &path, &headers, body.to_string().into_bytes()).await.expect("an answer");
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.body
}

async fn link(room: &Room, link: MakeLink) -> String {
    let body = made(room, "links", &serde_json::to_value(link).expect("JSON")).await;
    serde_json::from_slice::<MadeLink>(&body).expect("a link").link
}

#[tokio::test]
async fn p2_who_waits_is_a_guest_and_gets_everything_once_let_in() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 1).await;
    room.people[0].screen.until_open("a colleague", |view| view.cell("seat/1").map(drop)).await.expect("a colleague");
    let look = room.server.look(&room.created.code).await.expect("the code opens");
    assert!(look.does.contains(&Capability::Arrive), "W2: what the page may fetch meanwhile");
    room.facilitate(Command::SetDoor { door: Door::Ask }).await;
    let look = room.server.look(&room.created.code).await.expect("the code opens");
    assert!(look.asks, "one is told beforehand");
    assert!(look.does.is_empty(), "and not where the workshop stands");
    let join = Join { key: room.created.code.clone(), name: "Secretly Waiting".into(), ..Join::default() };
    let joined = room.server.join(&join).await.expect("a place at the door");
    assert_eq!(joined.role, Role::Guest);
    let seat = joined.seat.expect("a seat that waits");
    let waits = Screen::open_with_transcript(&room.server, room.workshop(), &joined.token).await.expect("a screen");
    waits.view(|view| {
        assert_eq!(role(view), Some(Role::Guest));
        assert_eq!(view.cells.keys().map(String::as_str).collect::<Vec<_>>(), ["message", "mine", "workshop"]);
        let seen = String::from_utf8_lossy(view.transcript.as_ref().expect("a transcript")).into_owned();
        assert!(!seen.contains(&room.created.code) && !seen.contains("Person 1"));
    });
    let refused = waits.command(Command::Wave {}).await.expect_err("a guest waves");
    assert_eq!(refused.refusal(), Some(Refusal::NoSeat));
    room.people[0].screen.ping().await.expect("up to date");
    room.people[0].screen.view(|view| {
        let seen = String::from_utf8_lossy(view.transcript.as_ref().expect("a transcript")).into_owned();
        assert!(!seen.contains("Secretly Waiting"), "who waits is the facilitators' business");
    });
    room.facilitate(Command::Admit { seat }).await;
    waits.until_open("a second welcome", |view| (role(view) == Some(Role::Participant)).then_some(())).await.expect("let in");
    waits.until_writable(DocumentName::Desk(seat)).await.expect("a desk of one's own");
    waits.until_open("the stage", |view| view.cell("stage").map(drop)).await.expect("everything");
    for screen in [&waits, &room.people[0].screen] {
        screen.until_open("who is connected", |view| view.presence.contains_key(&seat).then_some(())).await.expect("here at once");
    }
}

#[tokio::test]
async fn p6_an_old_code_and_invitation_open_nothing_and_the_new_ones_do() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 0).await;
    let first = invitation(&room.facilitator.screen, "").await;
    assert!(room.created.links.join.ends_with(&format!("/join#{first}")), "{}", room.created.links.join);
    assert_eq!(room.server.look(&first.to_ascii_uppercase()).await.expect("the invitation").workshop, room.workshop());
    let made: MadeCode = serde_json::from_slice(&made(&room, "code", &serde_json::json!({})).await).expect("a code");
    let second = invitation(&room.facilitator.screen, &first).await;
    for old in [&room.created.code, &first] {
        let refused = room.server.look(old).await.expect_err("an old key");
        assert_eq!(refused.refusal(), Some(Refusal::WrongKey));
    }
    for new in [&made.code, &second] {
        assert_eq!(room.server.look(new).await.expect("a new key").workshop, room.workshop());
    }
}

/// The invitation on a console or wall, once it is another than this.
async fn invitation(screen: &Screen, other: &str) -> String {
    let shown = |view: &View| match view.cell("workshop") {
        Some(Cell::Workshop(cell)) if cell.invitation != other => Some(cell.invitation.clone()),
        _ => None,
    };
    screen.until_open("an invitation", shown).await.expect("an invitation")
}

#[tokio::test]
async fn p2_an_invitation_opens_the_door_as_the_code_does_and_is_shown_where_people_scan_it() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 1).await;
    let shown = invitation(&room.wall().await, "").await;
    let join = |name: &str| Join { key: shown.to_ascii_uppercase(), name: name.into(), ..Join::default() };
    assert_eq!(room.server.join(&join("Ann")).await.expect("a seat").role, Role::Participant);
    room.facilitate(Command::SetDoor { door: Door::Ask }).await;
    assert_eq!(room.server.join(&join("Ben")).await.expect("a place at the door").role, Role::Guest);
    room.facilitate(Command::SetDoor { door: Door::Locked }).await;
    assert_eq!(room.server.join(&join("Cem")).await.expect_err("a locked door").refusal(), Some(Refusal::Locked));
    let look = room.server.look(&shown).await.expect("a right key at a locked door is told so");
    assert_eq!((look.shut, look.title.as_str()), (Some(Shut::Locked), ""));
    room.people[0].screen.ping().await.expect("up to date");
    room.people[0].screen.view(|view| {
        let seen = String::from_utf8_lossy(view.transcript.as_ref().expect("a transcript")).into_owned();
        assert!(seen.contains(&room.created.code) && !seen.contains(&shown), "who is in needs no invitation");
    });
}

#[tokio::test]
async fn p2_a_card_is_filled_in_before_anybody_came_and_stands_in_the_record() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 0).await;
    let clinic = OrganisationId(2);
    let made = link(&room, MakeLink { kind: LinkKind::Card, organisation: Some(clinic) }).await;
    let key = room.key(&made);
    let look = room.server.look(&key).await.expect("the link opens");
    assert_eq!((look.role, look.organisation), (Role::Guest, Some(clinic)));
    let joined = room.server.join(&Join { key, ..Join::default() }).await.expect("a token");
    let guest = Screen::open(&room.server, room.workshop(), &joined.token).await.expect("a screen");
    guest.until_writable(DocumentName::Card(clinic)).await.expect("the card");
    guest.write(DocumentName::Card(clinic), |pen| pen.push("does", "We mend people")).expect("written");
    guest.saved().await.expect("saved");
    guest.view(|view| assert!(!view.cells.contains_key("seat/1") && !view.writable(DocumentName::Card(OrganisationId(3)))));
    let refused = room.server.record(room.workshop(), guest.token(), "json").await;
    assert!(refused.is_err(), "a guest reads no record");
    let record = room.server.record(room.workshop(), &room.created.token, "json").await.expect("a record");
    assert!(record.contains("We mend people"));
}

#[tokio::test]
async fn p8_a_results_link_reads_the_record_and_decides_nothing() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 0).await;
    let made = link(&room, MakeLink { kind: LinkKind::Results, organisation: None }).await;
    assert!(made.contains("/record/"));
    room.facilitate(Command::Close { anyway: true }).await;
    let joined = room.server.join(&Join { key: room.key(&made), ..Join::default() }).await.expect("a token");
    let record = room.server.record(room.workshop(), &joined.token, "json").await.expect("the record, also after the end");
    assert!(record.contains("A test of the room"));
}

/// A reader of the record and nothing else: no code, no cell, no socket that shows the wall.
#[tokio::test]
async fn p2_a_results_link_shows_nothing_of_what_goes_on() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 1).await;
    room.go("introduce").await;
    room.facilitate(Command::Say { team: None, text: "Said to those who are here".into() }).await;
    let made = link(&room, MakeLink { kind: LinkKind::Results, organisation: None }).await;
    let key = room.key(&made);
    let looked = room.server.look(&key).await.expect("the link opens");
    assert_eq!((looked.role, looked.workshop), (Role::Reader, room.workshop()));
    assert!(looked.title.is_empty() && looked.does.is_empty() && looked.organisations.is_empty(), "{looked:?}");
    let joined = room.server.join(&Join { key: key.clone(), name: "Nosy".into(), ..Join::default() }).await.expect("a token");
    assert_eq!((joined.role, joined.seat), (Role::Reader, None), "a name makes no seat of it");
    for secret in [joined.token.as_str(), key.split_once('.').expect("a secret").1] {
        let refused = Screen::open_with_transcript(&room.server, room.workshop(), secret).await.err().expect("no screen");
        let ClientError::Ended { ended, .. } = refused else { panic!("{refused}") };
        assert_eq!(ended.code, Some(close::UNKNOWN), "as a stranger's");
    }
    for kind in [LinkKind::Facilitator, LinkKind::Wall, LinkKind::Results, LinkKind::Seat] {
        assert!(room.server.link(room.workshop(), &joined.token, kind).await.is_err(), "{kind:?}");
    }
    let mut read = 0;
    for file in
        ["record.md", "record.json", "record.docx", "record.pdf", "record.xlsx", "record.zip", "notes.csv", "actions.csv", "agreement.md"]
    {
        let text = room.server.export(room.workshop(), &joined.token, file).await.unwrap_or_else(|error| panic!("{file}: {error}")).text();
        assert!(!text.contains(&room.created.code) && !text.contains("Said to those"), "{file}");
        read += 1;
    }
    assert_eq!(read, 9);
    // Negative control: a wall has a screen, and the code on it.
    let wall = room.wall().await;
    assert!(wall.view(|view| String::from_utf8_lossy(view.transcript.as_ref().expect("a transcript")).contains(&room.created.code)));
}

#[tokio::test]
async fn p5_who_is_turned_away_is_told_at_once() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 0).await;
    room.facilitate(Command::SetDoor { door: Door::Ask }).await;
    let join = Join { key: room.created.code.clone(), name: "Ann".into(), ..Join::default() };
    let joined = room.server.join(&join).await.expect("a place at the door");
    let waits = Screen::open(&room.server, room.workshop(), &joined.token).await.expect("a screen");
    room.facilitate(Command::RemoveSeat { seat: joined.seat.expect("a seat"), with_notes: false, hidden: false }).await;
    let ended = waits.until("the end", |view| view.ended.as_ref().and_then(|ended| ended.code)).await.expect("an end");
    assert_eq!(ended, close::REMOVED);
}
