//! Damage is said: a server that is killed and whose write-ahead log is then damaged says in its log and on consoles what is missing, and nothing comes to
//! harm that need not.

use hyper::Method;
use std::{fs, path::PathBuf};
use trestle_protocol::{Cell, Command, Join, LinkKind, LossRow, Refusal, Role};
use trestle_tests::{ClientError, Room, Screen, Trestle, View, room::refused, seed, wait::until};

fn log_of(trestle: &Trestle) -> PathBuf {
    trestle.data().join("trestle.sqlite-wal")
}

/// What a screen is told was lost; none before it has the cell.
fn losses(view: &View) -> Option<Vec<LossRow>> {
    match view.cell("workshop")? {
        Cell::Workshop(workshop) => Some(workshop.losses.clone()),
        _ => None,
    }
}

/// A room whose beginning is in the database file, so that the log holds only what people write.
async fn settled(trestle: &mut Trestle, people: usize) -> Room {
    let mut room = Room::open(trestle.server(), people).await;
    assert_eq!(trestle.terminate(), Some(0));
    trestle.restart();
    room.come_back().await;
    room
}

/// Everybody writes words one by one, each saved before the next; what they wrote.
async fn write(room: &Room, words: usize) -> Vec<String> {
    let mut written = vec![String::new(); room.people.len()];
    for number in 0..words {
        for (place, person) in room.people.iter().enumerate() {
            let word = format!("p{place}w{number} ");
            person.types(person.desk(), "draft", &word).await;
            written[place] += &word;
        }
    }
    written
}

/// What the server holds of each person's draft, seen by screens that know nothing beforehand.
async fn held(room: &Room) -> Vec<String> {
    let mut held = Vec::new();
    for person in &room.people {
        let fresh = Screen::open(&room.server, room.workshop(), person.screen.token()).await.expect("a screen");
        fresh.until_writable(person.desk()).await.expect("a desk");
        held.push(fresh.view(|view| view.documents[&person.desk()].text("draft")));
        fresh.close().await;
    }
    held
}

#[tokio::test]
async fn p1_what_a_cut_log_lost_is_said_on_consoles_and_comes_back_from_open_pages() {
    let mut chance = seed::chance("p1_what_a_cut_log_lost_is_said_on_consoles_and_comes_back_from_open_pages");
    let mut trestle = Trestle::start();
    let mut room = settled(&mut trestle, 3).await;
    let written = write(&room, 20).await;
    trestle.kill();
    let whole = fs::read(log_of(&trestle)).expect("a log");
    fs::write(log_of(&trestle), &whole[..chance.usize(whole.len() / 4..whole.len() / 2)]).expect("cut");
    trestle.restart();

    let workshop = room.workshop().to_string();
    let log = trestle.log();
    let line =
        log.lines().find(|line| line.contains("entries of a workshop are missing") && line.contains(&workshop)).expect("a line in the log");
    let ready = room.server.request(Method::GET, "/readyz", &[], Vec::new()).await.expect("an answer");
    assert_eq!((ready.status, ready.text().contains("was damaged")), (200, true));
    assert_ne!(held(&room).await, written, "something is missing");

    room.facilitator.screen.reconnect().await.expect("back");
    let told = until(&room.facilitator.screen, "what was lost", |view| losses(view).filter(|losses| !losses.is_empty())).await;
    assert_eq!(told.len(), 1);
    assert!(line.contains(&format!("entries={} ", told[0].entries)), "the console says what the log says: {line}");
    assert!(!told[0].returned && told[0].entries > 0);

    room.come_back().await;
    for person in &room.people {
        assert_eq!(until(&person.screen, "its cell", losses).await, [], "facilitators alone are told");
        person.screen.until_writable(person.desk()).await.expect("a desk");
        person.screen.saved().await.expect("what its page still holds is saved again");
        assert_eq!(refused(&person.screen, Command::SeenLosses {}).await, Refusal::NotFacilitator);
    }
    assert_eq!(held(&room).await, written, "pages that were open have brought all of it back");

    room.facilitate(Command::SeenLosses {}).await;
    until(&room.facilitator.screen, "nothing", |view| losses(view)?.is_empty().then_some(())).await;
    trestle.kill();
    trestle.restart();
    room.come_back().await;
    assert_eq!(until(&room.facilitator.screen, "its cell", losses).await, [], "what was seen is not told again");
    let ready = room.server.request(Method::GET, "/readyz", &[], Vec::new()).await.expect("an answer");
    assert_eq!(ready.text(), "ready\n");
}

#[tokio::test]
async fn p1_a_flipped_bit_in_the_log_costs_nothing_where_the_page_was_written_again() {
    let mut trestle = Trestle::start();
    let mut room = settled(&mut trestle, 2).await;
    let written = write(&room, 20).await;
    trestle.kill();
    let mut log = fs::read(log_of(&trestle)).expect("a log");
    let early = log.len() / 8;
    log[early] ^= 4;
    fs::write(log_of(&trestle), &log).expect("flipped");
    trestle.restart();
    let said = trestle.log();
    assert!(said.contains("the journal was damaged") && said.contains("nothing that was saved is missing"), "{said}");
    assert_eq!(held(&room).await, written);
    room.come_back().await;
    assert_eq!(until(&room.facilitator.screen, "its cell", losses).await, []);
}

#[tokio::test]
async fn p8_a_workshop_that_is_gone_whole_is_not_answered_as_if_it_had_never_been() {
    let mut trestle = Trestle::start();
    let stays = settled(&mut trestle, 0).await;
    let lost = Room::open(trestle.server(), 1).await;
    trestle.kill();
    fs::remove_file(log_of(&trestle)).expect("gone");
    trestle.restart();
    let workshop = lost.workshop().to_string();
    assert!(trestle.log().lines().any(|line| line.contains("a workshop is gone whole") && line.contains(&workshop)));
    let rule = |error: ClientError| error.refusal();
    for link in [&lost.created.links.facilitator, &lost.created.links.wall] {
        let answer = lost.server.join(&Join { key: lost.key(link), ..Join::default() }).await;
        assert_eq!(answer.err().and_then(rule), Some(Refusal::LostByDamage));
        assert_eq!(lost.server.look(&lost.key(link)).await.err().and_then(rule), Some(Refusal::LostByDamage));
    }
    let made = lost.server.link(lost.workshop(), &lost.created.token, LinkKind::Wall).await;
    assert_eq!(made.err().and_then(rule), Some(Refusal::LostByDamage));
    let strange = format!("{}.{}", uuid::Uuid::from_u128(9), "a".repeat(26));
    assert_eq!(lost.server.look(&strange).await.err().and_then(rule), Some(Refusal::WrongKey), "one that never was is answered as ever");
    let console =
        stays.server.join(&Join { key: stays.key(&stays.created.links.facilitator), ..Join::default() }).await.expect("the other goes on");
    assert_eq!(console.role, Role::Facilitator);
}
