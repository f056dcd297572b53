//! Erasure never rests on one look at a clock: a workshop whose time is up is closed and announced first, and erased after two days in which the server ran.

use serde_json::Value;
use trestle_journal::{Entry, Journal, Sqlite};
use trestle_protocol::{Command, Details, Farewell, Join, Keeping, LinkKind, Refusal, Role, Time, close};
use trestle_tests::wait::until;
use trestle_tests::{ClientError, Person, Room, Screen, Trestle, View, process::Binary};

/// When stepped clocks begin.
const BEGINNING: u64 = 1_795_000_000_000;
const HOUR: u64 = 60 * 60 * 1000;
const DAY: u64 = 24 * HOUR;
/// How long what has lapsed is kept, as the server says.
const KEPT: u64 = 48 * HOUR;

/// A room that is kept for 90 days, on the machine that has been running for a day.
async fn kept(people: usize) -> (Trestle, Room) {
    let trestle = Trestle::start_with(Binary::Stepped, &["--clock-start", &BEGINNING.to_string(), "--clock-boot", &DAY.to_string()]);
    let room = room(&trestle, people).await;
    (trestle, room)
}

/// The journal of a server that has stopped.
fn journal(trestle: &Trestle) -> Sqlite {
    Sqlite::open(trestle.data().join("trestle.sqlite")).expect("a journal")
}

async fn room(trestle: &Trestle, people: usize) -> Room {
    let details = Details { erase_at: Some(Time(BEGINNING + 90 * DAY)), ..Room::details() };
    Room::open_with(trestle.server(), people, details).await
}

/// The first person writes a note, and all notes are turned over.
async fn shown(room: &Room, note: &str) {
    room.go("write").await;
    room.people[0].note(note, "health").await;
    room.go("group").await;
}

/// What the server says to a facilitator.
async fn keeping(room: &Room) -> Keeping {
    let path = format!("/api/workshops/{}/keeping", room.workshop());
    let headers = [("authorization", format!("Bearer {}", room.created.token))];
    let answer = room.server.request(hyper::Method::GET, &path, &headers, Vec::new()).await.expect("an answer");
    assert_eq!(answer.status, 200, "{}", answer.text());
    serde_json::from_slice(&answer.body).expect("how long it is kept")
}

/// Waits until the sweep has come so far: until so much is left.
async fn until_left(room: &Room, left: Option<u64>) {
    let asked = async { while keeping(room).await.lapsed != left {} };
    tokio::time::timeout(std::time::Duration::from_secs(60), asked).await.unwrap_or_else(|_| panic!("the sweep never came to {left:?}"));
}

/// Asks until nobody knows the workshop any more.
async fn until_erased(room: &Room) {
    let known = async || room.server.look(&room.created.code).await.err().and_then(|error| error.refusal()) != Some(Refusal::WrongKey);
    let asked = async { while known().await {} };
    tokio::time::timeout(std::time::Duration::from_secs(60), asked).await.expect("it is erased");
}

fn ended(view: &View) -> Option<(Option<u16>, Option<Farewell>)> {
    view.ended.as_ref().filter(|ended| ended.code.is_some()).map(|ended| (ended.code, ended.farewell))
}

async fn ends(screen: &Screen) {
    let end = screen.until("the end", ended).await.expect("an end");
    assert_eq!(end, (Some(close::TIME_UP), Some(Farewell::TimeUp)));
}

/// What a screen that comes now is told.
async fn turned_away(room: &Room, token: &str) {
    match Screen::open(&room.server, room.workshop(), token).await {
        Err(ClientError::Ended { ended, .. }) => assert_eq!(ended.code, Some(close::TIME_UP)),
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("it was let in"),
    }
}

async fn refused(room: &Room, token: &str, file: &str) -> Option<Refusal> {
    room.server.record(room.workshop(), token, file).await.err().and_then(|error| error.refusal())
}

/// How often a screen was sent the cell that makes a facilitator's page ask how long it is still kept.
fn told(view: &View) -> usize {
    let cell = b"\"workshop\":{\"type\"";
    view.transcript.as_ref().expect("a transcript").windows(cell.len()).filter(|bytes| bytes == cell).count()
}

/// Somebody who may read the results, and nothing else.
async fn reader(room: &Room) -> (String, String) {
    let link = room.server.link(room.workshop(), &room.created.token, LinkKind::Results).await.expect("a link").link;
    let reader = room.server.join(&Join { key: room.key(&link), ..Join::default() }).await.expect("a reader");
    (link, reader.token)
}

#[tokio::test]
async fn what_falls_due_is_closed_to_all_but_facilitators_who_are_told_and_erased_two_days_later() {
    let (trestle, room) = kept(2).await;
    let wall = room.wall().await;
    let (link, reader) = reader(&room).await;
    let before = room.facilitator.screen.view(|view| told(view));
    trestle.advance(90 * DAY - 1).await;
    assert!(room.server.look(&room.created.code).await.is_ok() && keeping(&room).await.lapsed.is_none(), "not before");
    trestle.advance(10 * 60 * 1000).await;
    until_left(&room, Some(KEPT)).await;
    for screen in [&wall, &room.people[0].screen, &room.people[1].screen] {
        ends(screen).await;
        turned_away(&room, screen.token()).await;
        assert_eq!(refused(&room, screen.token(), "json").await, Some(Refusal::TimeUp));
    }
    for file in ["json", "md", "pdf", "ics"] {
        assert_eq!(refused(&room, &reader, file).await, Some(Refusal::TimeUp), "{file}");
    }
    for key in [&room.created.code, &room.key(&link), &room.key(&room.created.links.wall)] {
        assert_eq!(room.server.look(key).await.expect_err("it is closed").refusal(), Some(Refusal::TimeUp), "{key}");
        let join = Join { key: key.clone(), name: "Late".into(), ..Join::default() };
        assert_eq!(room.server.join(&join).await.expect_err("it is closed").refusal(), Some(Refusal::TimeUp), "{key}");
    }
    // Facilitators are told, see everything, and another one comes in.
    until(&room.facilitator.screen, "the announcement", |view| (told(view) > before).then_some(())).await;
    assert!(refused(&room, &room.created.token, "json").await.is_none());
    let helper = Join { key: room.key(&room.created.links.facilitator), name: "Helper".into(), ..Join::default() };
    let helper = room.server.join(&helper).await.expect("a facilitator");
    assert_eq!(helper.role, Role::Facilitator);
    let second = Screen::open(&room.server, room.workshop(), &helper.token).await.expect("a facilitator's screen");
    // Who may not run it any more has no place there.
    room.facilitate(Command::SetRole { seat: helper.seat.expect("a seat"), role: Role::Participant }).await;
    ends(&second).await;
    trestle.advance(KEPT - 1).await;
    until_left(&room, Some(1)).await;
    trestle.advance(10 * 60 * 1000).await;
    until_erased(&room).await;
    let end = room.facilitator.screen.until("the end", ended).await.expect("an end");
    assert_eq!(end, (Some(close::ERASED), Some(Farewell::Erased)));
}

/// A server that was off for 200 days and one whose clock is wrong look the same: both lose nothing at their first start.
#[tokio::test]
async fn a_server_that_was_off_and_one_whose_clock_is_wrong_lose_nothing() {
    let (mut trestle, mut room) = kept(1).await;
    shown(&room, "A note from before").await;
    trestle.kill();
    trestle.restart_at(BEGINNING + 200 * DAY);
    until_left(&room, Some(KEPT)).await;
    turned_away(&room, room.people[0].screen.token()).await;
    assert!(trestle.log().contains("its time is up"), "the operator reads of it");
    // The clock was wrong, and is put right: it is as if nothing had been.
    trestle.put_right(-200 * DAY as i64).await;
    until_left(&room, None).await;
    room.come_back().await;
    let record = room.record(room.people[0].screen.token()).await;
    assert!(record.to_string().contains("A note from before"));
    // It jumps once more, runs wrong for a day, and is right again: what was counted then counts no more.
    trestle.put_right(200 * DAY as i64).await;
    until_left(&room, Some(KEPT)).await;
    trestle.advance(DAY).await;
    until_left(&room, Some(KEPT - DAY)).await;
    trestle.put_right(-200 * DAY as i64).await;
    until_left(&room, None).await;
    trestle.put_right(200 * DAY as i64).await;
    until_left(&room, Some(KEPT)).await;
    assert!(room.server.look(&room.key(&room.created.links.facilitator)).await.is_ok(), "nothing was lost");
}

#[tokio::test]
async fn two_days_are_counted_over_restarts_and_no_step_of_the_calendar_adds_to_them() {
    let (mut trestle, room) = kept(1).await;
    trestle.kill();
    let mut civil = BEGINNING + 91 * DAY;
    trestle.restart_at(civil);
    until_left(&room, Some(KEPT)).await;
    let mut left = KEPT;
    for hours in [20, 15, 10] {
        trestle.advance(hours * HOUR).await;
        left -= hours * HOUR;
        until_left(&room, Some(left)).await;
        trestle.kill();
        // Off for ten days, which nobody counts.
        civil += 10 * DAY;
        trestle.restart_at(civil);
        until_left(&room, Some(left)).await;
    }
    for step in [30 * DAY as i64, -(30 * DAY as i64), 2 * HOUR as i64] {
        trestle.put_right(step).await;
        trestle.advance(1).await;
    }
    trestle.advance(HOUR).await;
    let seen = keeping(&room).await.lapsed.expect("it has lapsed");
    assert!(seen <= left && seen >= left - HOUR - 3, "{seen}");
    // A look that comes late sees the last step and the hours behind it as one, and counts none of them: the next ones do.
    for _ in 0..10 {
        trestle.advance(HOUR).await;
        room.server.request(hyper::Method::GET, "/readyz", &[], Vec::new()).await.expect("an answer");
    }
    until_erased(&room).await;
}

#[tokio::test]
async fn a_facilitator_who_chooses_a_later_day_opens_it_to_everybody_again() {
    let (mut trestle, mut room) = kept(2).await;
    let (_, reader) = reader(&room).await;
    trestle.advance(90 * DAY).await;
    until_left(&room, Some(KEPT)).await;
    trestle.advance(40 * HOUR).await;
    until_left(&room, Some(8 * HOUR)).await;
    let details = |days: u64| Details { erase_at: Some(Time(BEGINNING + days * DAY)), ..Room::details() };
    // Something else about it opens nothing.
    let another = Details { title: "Another title".into(), ..details(90) };
    room.facilitate(Command::Describe { details: another }).await;
    turned_away(&room, room.people[0].screen.token()).await;
    room.facilitate(Command::Describe { details: details(100) }).await;
    until_left(&room, None).await;
    room.come_back().await;
    assert!(refused(&room, &reader, "json").await.is_none());
    // The next time it is counted from the beginning.
    trestle.advance(9 * DAY).await;
    until_left(&room, Some(KEPT)).await;
    // And now is now.
    room.server.erase(room.workshop(), &room.created.token).await.expect("erased");
    until_erased(&room).await;
    trestle.kill();
    let journal = journal(&trestle);
    let id = room.workshop().0;
    assert_eq!((journal.head(id).await, journal.course(id).await, journal.lapsed().await), (Ok(None), Ok(None), Ok(vec![])));
    assert_eq!(journal.close().await, Ok(()));
}

/// What cannot be opened is counted as well, and the person whose seat it was learns as little as before.
#[tokio::test]
async fn a_broken_workshop_is_kept_for_two_days_as_well() {
    let (mut trestle, room) = kept(0).await;
    trestle.kill();
    let id = room.workshop().0;
    let broken = journal(&trestle);
    assert!(broken.append(id, None, vec![Entry::event(b"no entry at all".as_slice())]).await.is_ok());
    assert_eq!(broken.close().await, Ok(()));
    trestle.restart_at(BEGINNING + 91 * DAY);
    until_said(&trestle, "its time is up").await;
    trestle.advance(47 * HOUR).await;
    // Whoever asks meanwhile is told that something is wrong with it, and not that it never was.
    let asked = room.server.look(&room.created.code).await.expect_err("it cannot be opened");
    assert_eq!(asked.refusal(), Some(Refusal::Internal));
    stops_at(&mut trestle, id, 47 * HOUR).await;
    trestle.restart_at(BEGINNING + 95 * DAY);
    trestle.advance(HOUR).await;
    until_erased(&room).await;
    assert!(trestle.log().contains("erased unread"));
}

/// Waits for a line of the log.
async fn until_said(trestle: &Trestle, line: &str) {
    let said = async {
        while !trestle.log().contains(line) {
            trestle.server().look("nobody's").await.expect_err("nobody's");
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), said).await.unwrap_or_else(|_| panic!("{line}: never said"));
}

/// Stops the server, which writes down what has passed since its last look; so much has been counted then.
async fn stops_at(trestle: &mut Trestle, id: uuid::Uuid, wanted: u64) {
    assert_eq!(trestle.terminate(), Some(0));
    let stopped = journal(trestle);
    assert_eq!(stopped.lapsed().await, Ok(vec![(id, wanted)]));
    assert_eq!(stopped.close().await, Ok(()));
}

/// A timer that runs in one workshop is not touched by what becomes of another, and a device's seat survives the lapse.
#[tokio::test]
async fn p5_who_comes_back_after_a_lapse_is_who_they_were() {
    let (trestle, mut room) = kept(1).await;
    shown(&room, "Mine").await;
    let before: Vec<Person> = std::mem::take(&mut room.people);
    let token = before[0].screen.token().to_owned();
    trestle.put_right(90 * DAY as i64).await;
    until_left(&room, Some(KEPT)).await;
    ends(&before[0].screen).await;
    trestle.put_right(-90 * DAY as i64).await;
    until_left(&room, None).await;
    let back = Screen::open(&room.server, room.workshop(), &token).await.expect("the same seat");
    let welcomed = back.view(|view| view.welcome.clone()).expect("a welcome");
    assert_eq!(welcomed.seat, Some(before[0].seat));
    let record: Value = room.record(&token).await;
    assert!(record.to_string().contains("Mine"));
}
