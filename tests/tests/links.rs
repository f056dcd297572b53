//! Links and consoles through the real binary: seen and ended, the creator's protection, shut doors, and codes as people paste them.

use hyper::Method;
use std::time::{Duration, Instant};
use trestle_protocol::{
    Cell, Command, CreateWorkshop, Door, Join, Joined, LinkKind, Looked, PassRow, Refusal, Role, SeatId, Shut, WorkshopId, close,
};
use trestle_tests::{Room, Screen, Trestle, View, room::refused};

/// How long an ended screen may still be open.
const WITHIN: Duration = Duration::from_secs(1);
/// Everything that is made of a record.
const EXPORTS: [&str; 10] =
    ["md", "json", "docx", "pdf", "ics", "zip", "../notes.csv", "../actions.csv", "../agreement.docx", "../agreement.md"];

fn rows(view: &View) -> Option<Vec<PassRow>> {
    match view.cell("passes")? {
        Cell::Passes(cell) => Some(cell.rows.clone()),
        _ => None,
    }
}

/// A console that was opened with a link of that secret.
async fn console(room: &Room, link: &str) -> Screen {
    let joined = room.server.join(&Join { key: room.key(link), ..Join::default() }).await.expect("a console");
    assert_eq!((joined.role, joined.seat), (Role::Facilitator, None));
    Screen::open_with_transcript(&room.server, room.workshop(), &joined.token).await.expect("a screen")
}

/// The status with which a token ends a link.
async fn end(room: &Room, token: &str, number: u32) -> u16 {
    let headers = [("authorization", format!("Bearer {token}"))];
    let path = format!("/api/workshops/{}/links/{number}", room.workshop());
    room.server.request(Method::DELETE, &path, &headers, Vec::new()).await.expect("an answer").status
}

/// The status with which a token reads a file of the record.
async fn reads(room: &Room, workshop: WorkshopId, token: &str, file: &str) -> u16 {
    let file = file.strip_prefix("../").map_or_else(|| format!("record.{file}"), str::to_owned);
    let headers = [("authorization", format!("Bearer {token}"))];
    room.server.request(Method::GET, &format!("/api/workshops/{workshop}/{file}"), &headers, Vec::new()).await.expect("an answer").status
}

async fn closes(screen: &Screen) {
    let since = Instant::now();
    let code = screen.until("the end", |view| view.ended.as_ref().and_then(|ended| ended.code)).await.expect("an end");
    assert_eq!(code, close::REMOVED);
    assert!(since.elapsed() < WITHIN, "{:?}", since.elapsed());
}

#[tokio::test]
async fn p9_an_ended_console_closes_within_a_second_and_its_link_opens_nothing() {
    let trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), 0).await;
    let rhys = room.join("Rhys").await;
    let key = room.key(&room.created.links.facilitator);
    let here = [("authorization", format!("Bearer {}", room.people[rhys].screen.token())), ("content-type", "application/json".into())];
    let body = serde_json::to_vec(&Join { key: key.clone(), ..Join::default() }).expect("JSON");
    let answer = room.server.request(Method::POST, "/api/join", &here, body).await.expect("an answer");
    let leaked: Joined = serde_json::from_slice(&answer.body).expect("a console");
    let screen = Screen::open(&room.server, room.workshop(), &leaked.token).await.expect("a screen");
    let other = console(&room, &room.created.links.facilitator).await;

    let facilitator = &room.facilitator.screen;
    let seat = room.people[rhys].seat;
    let (link, opened) = facilitator
        .until("both consoles under their link, live, and whose device used it", |view| {
            let rows = rows(view)?;
            let link = rows.iter().find(|row| row.kind == LinkKind::Facilitator && !row.screen)?;
            let opened: Vec<u32> =
                rows.iter().filter(|row| row.link == Some(link.number) && row.used_at.is_some()).map(|row| row.number).collect();
            let live = opened.iter().all(|number| view.passes.contains(number));
            (opened.len() == 2 && live && link.screens == 2 && link.used_by == Some(seat)).then_some((link.number, opened))
        })
        .await
        .expect("what a facilitator sees");
    room.people[rhys].screen.view(|view| assert!(rows(view).is_none() && view.passes.is_empty(), "nobody else is told"));

    assert_eq!(end(&room, &room.created.token, opened[0]).await, 204);
    closes(&screen).await;
    assert_eq!(reads(&room, room.workshop(), &leaked.token, "json").await, 401);
    other.ping().await.expect("the other console goes on");

    assert_eq!(end(&room, &room.created.token, link).await, 204);
    closes(&other).await;
    let again = room.server.look(&key).await.expect_err("an ended link");
    assert_eq!(again.refusal(), Some(Refusal::WrongKey), "it answers like a wrong one");
    assert_eq!(room.server.join(&Join { key, ..Join::default() }).await.err().and_then(|error| error.refusal()), Some(Refusal::WrongKey));
    facilitator
        .until("the list without them", |view| rows(view)?.iter().all(|row| row.kind != LinkKind::Facilitator).then_some(()))
        .await
        .expect("gone");
    facilitator.command(Command::Wave {}).await.expect("the creator goes on");
}

#[tokio::test]
async fn p9_a_console_without_a_seat_takes_nothing_from_the_creator() {
    let trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), 0).await;
    let dee = room.join("Dee").await;
    room.facilitate(Command::SetRole { seat: room.people[dee].seat, role: Role::Facilitator }).await;
    let leaked = console(&room, &room.created.links.facilitator).await;
    for screen in [&leaked, &room.people[dee].screen] {
        for with_notes in [false, true] {
            assert_eq!(refused(screen, Command::RemoveSeat { seat: SeatId(1), with_notes, hidden: false }).await, Refusal::CreatorOnly);
        }
        assert_eq!(refused(screen, Command::SetRole { seat: SeatId(1), role: Role::Participant }).await, Refusal::CreatorOnly);
    }
    // It may end whatever it likes: none of it is the creator's.
    let all = leaked.until("the list", rows).await.expect("the list");
    for row in all.iter().filter(|row| !row.screen) {
        assert_eq!(end(&room, leaked.token(), row.number).await, 204);
    }
    leaked.ping().await.expect("whoever asks stays");
    room.facilitator.screen.command(Command::Wave {}).await.expect("so does the creator");
    let number = room
        .facilitator
        .screen
        .until("the console alone", |view| {
            let rows = rows(view)?;
            (rows.len() == 1).then(|| rows[0].number)
        })
        .await
        .expect("one row");
    assert_eq!(end(&room, &room.created.token, number).await, 204);
    closes(&leaked).await;
}

#[tokio::test]
async fn p9_a_workshop_of_consoles_keeps_its_creator_and_a_way_in() {
    let trestle = Trestle::start();
    let server = trestle.server();
    let workshop = CreateWorkshop { details: Room::details(), convener: "The library".into(), ..CreateWorkshop::default() };
    let created = server.create(&workshop, None).await.expect("a workshop");
    let creator = Screen::open(server, created.workshop, &created.token).await.expect("the creator's console");
    let own = creator.until("its own row", |view| rows(view)?.into_iter().find(|row| row.creator)).await.expect("a row");
    let ends = async |token: &str, number: u32| {
        let headers = [("authorization", format!("Bearer {token}"))];
        let path = format!("/api/workshops/{}/links/{number}", created.workshop);
        let answer = server.request(Method::DELETE, &path, &headers, Vec::new()).await.expect("an answer");
        (answer.status, answer.text().to_owned())
    };
    let (status, why) = ends(&created.token, own.number).await;
    assert_eq!(status, 422, "{why}");
    assert!(why.contains("last_facilitator"), "{why}");
    let secret = created.links.facilitator.split_once('#').expect("a secret").1;
    let key = format!("{}.{secret}", created.workshop);
    let leaked = server.join(&Join { key, ..Join::default() }).await.expect("a console");
    let (status, why) = ends(&leaked.token, own.number).await;
    assert_eq!(status, 403, "{why}");
    assert!(why.contains("creator_only"), "{why}");
    creator.ping().await.expect("it is still there");
    assert_eq!(ends(&created.token, own.number).await.0, 204, "with another console in use the creator may go");
    closes(&creator).await;
}

#[tokio::test]
async fn p8_a_results_link_that_was_ended_reads_no_export_any_more() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 0).await;
    let made = room.server.link(room.workshop(), &room.created.token, LinkKind::Results).await.expect("a link");
    let joined = room.server.join(&Join { key: room.key(&made.link), ..Join::default() }).await.expect("a reader");
    for file in EXPORTS {
        // Nothing is planned here, so that there is no calendar to give: which is said to whoever may read.
        let expected = if file == "ics" { 409 } else { 200 };
        assert_eq!(reads(&room, room.workshop(), &joined.token, file).await, expected, "{file}");
    }
    let row = room
        .facilitator
        .screen
        .until("the link, used", |view| rows(view)?.into_iter().find(|row| row.kind == LinkKind::Results && row.used_at.is_some()))
        .await
        .expect("the link");
    assert_eq!(row.screens, 1);
    assert_eq!(end(&room, &room.created.token, row.number).await, 204);
    for file in EXPORTS {
        assert_eq!(reads(&room, room.workshop(), &joined.token, file).await, 401, "{file}");
    }
}

#[tokio::test]
async fn p10_links_and_their_uses_outlive_a_restart() {
    let mut trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), 0).await;
    let leaked = console(&room, &room.created.links.facilitator).await;
    let seen = |view: &View| rows(view).filter(|rows| rows.iter().any(|row| row.screen && row.used_at.is_some()));
    let before = room.facilitator.screen.until("the list", seen).await.expect("the list");
    trestle.kill();
    trestle.restart();
    room.come_back().await;
    let after = room.facilitator.screen.until("the list again", rows).await.expect("the list");
    assert_eq!(after, before);
    drop(leaked);
}

#[tokio::test]
async fn p6_a_shut_door_says_so_to_whoever_holds_the_right_code() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 0).await;
    let code = room.created.code.clone();
    let join = Join { key: code.clone(), name: "Late".into(), ..Join::default() };
    room.facilitate(Command::SetDoor { door: Door::Locked }).await;
    let told: Looked = room.server.look(&code).await.expect("a right code");
    assert_eq!((told.workshop, told.shut), (room.workshop(), Some(Shut::Locked)));
    assert!(told.title.is_empty() && told.convener.is_empty() && told.organisations.is_empty(), "nothing else is said");
    assert_eq!(room.server.join(&join).await.err().and_then(|error| error.refusal()), Some(Refusal::Locked));
    room.facilitate(Command::SetDoor { door: Door::Ask }).await;
    let told = room.server.look(&code).await.expect("a right code");
    assert!(told.asks && told.shut.is_none());
    room.facilitate(Command::Close { anyway: true }).await;
    assert_eq!(room.server.look(&code).await.expect("a right code").shut, Some(Shut::Over));
    assert_eq!(room.server.join(&join).await.err().and_then(|error| error.refusal()), Some(Refusal::Closed));
    let wrong = room.server.look("ZZZZ-ZZZZ").await.expect_err("a wrong code");
    assert_eq!(wrong.refusal(), Some(Refusal::WrongKey));
}

/// A room in front of a shut door uses up none of its address's tries, and a code that opens nothing is answered as ever.
#[tokio::test]
async fn p9_a_room_in_front_of_a_shut_door_is_told_so_again_and_again() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 0).await;
    room.facilitate(Command::SetDoor { door: Door::Locked }).await;
    for _ in 0..60 {
        assert_eq!(room.server.look(&room.created.code).await.expect("told").shut, Some(Shut::Locked));
    }
    let wrong = room.server.look("ZZZZ-ZZZZ").await.expect_err("a wrong code");
    assert_eq!(wrong.refusal(), Some(Refusal::WrongKey));
}

/// Case 14 and more of the kind.
#[tokio::test]
async fn p6_codes_open_the_workshop_as_people_paste_them() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 0).await;
    let (first, second) = room.created.code.split_at(4);
    let forms = include_str!("../data/cases/14-codes.txt").lines().skip(1).chain(include_str!("../data/cases/14-codes-more.txt").lines());
    let mut tried = 0;
    for form in forms.filter(|form| form.contains("G1JQ") && form.contains("FD02")) {
        let origin = room.server.address();
        let typed = form.replace("G1JQ", first).replace("FD02", second).replace("ORIGIN", &origin).replace("\\n", "\n");
        let told = room.server.look(&typed).await.unwrap_or_else(|error| panic!("{typed}: {error}"));
        assert_eq!(told.workshop, room.workshop(), "{typed}");
        tried += 1;
    }
    assert!(tried > 40, "{tried}");
    let wall = room.created.links.wall.clone();
    for typed in [wall.clone(), format!("({wall})"), format!("The wall: {wall}?fbclid=x"), wall.replace('#', "%23")] {
        assert_eq!(room.server.look(&typed).await.unwrap_or_else(|error| panic!("{typed}: {error}")).role, Role::Wall);
    }
    for typed in include_str!("../data/cases/14-no-codes.txt").lines() {
        assert_eq!(room.server.look(typed).await.err().and_then(|error| error.refusal()), Some(Refusal::WrongKey), "{typed}");
    }
}
