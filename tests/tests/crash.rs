//! P1: a kill -9 at any moment loses nothing that anyone was told is saved.
//!
//! `TRESTLE_CRASH_ROUNDS` says how many rounds, `TRESTLE_SEED` repeats one run's chances.

use futures_util::future::join_all;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Notify;
use trestle_protocol::{Cell, Command, DocumentName};
use trestle_tests::{Room, Screen, Trestle, seed};

/// People who write at the same time.
const PEOPLE: usize = 8;
/// Rounds in one workshop, before its desks grow full.
const ROUNDS_PER_WORKSHOP: usize = 5;
/// Most acknowledgements before the server is killed.
const MOST_ACKNOWLEDGED: usize = 120;

/// What one person was told is saved.
#[derive(Default)]
struct Ledger {
    words: Vec<String>,
    notes: Vec<String>,
    /// The last name that was acknowledged, and those that were asked for after it.
    name: Option<String>,
    asked: Vec<String>,
}

impl Ledger {
    fn len(&self) -> usize {
        self.words.len() + self.notes.len()
    }
}

/// Counts acknowledgements, and rings when there were enough.
struct Count {
    acknowledged: AtomicUsize,
    enough: usize,
    bell: Notify,
}

impl Count {
    fn one_more(&self) {
        if self.acknowledged.fetch_add(1, Ordering::SeqCst) + 1 >= self.enough {
            self.bell.notify_one();
        }
    }
}

/// Writes and gives commands until the line is cut, and keeps account.
async fn write(room: &Room, person: usize, round: usize, mut chance: fastrand::Rng, ledger: &mut Ledger, count: &Count) {
    let person_ = &room.people[person];
    for number in 0.. {
        let mark = format!("r{round}p{person}n{number}");
        match chance.u8(0..4) {
            0 => {
                ledger.asked.push(mark.clone());
                if person_.screen.command(Command::Rename { seat: person_.seat, name: mark.clone() }).await.is_err() {
                    return;
                }
                ledger.asked.retain(|asked| *asked != mark);
                ledger.name = Some(mark);
                count.one_more();
            }
            1 => {
                person_.note_unsaved(&mark, "reading");
                if person_.screen.saved().await.is_err() {
                    return;
                }
                ledger.notes.push(mark);
                count.one_more();
            }
            _ => {
                // Several frames on their way at once, acknowledged together.
                let words: Vec<String> = (0..chance.usize(1..6)).map(|word| format!("{mark}w{word} ")).collect();
                for word in &words {
                    if person_.screen.write(person_.desk(), |pen| pen.push("draft", word)).is_err() {
                        return;
                    }
                }
                if person_.screen.saved().await.is_err() {
                    return;
                }
                ledger.words.extend(words);
                count.one_more();
            }
        }
    }
}

/// What is missing of what was acknowledged, as a screen sees it that knows nothing beforehand.
async fn missing(trestle: &Trestle, room: &Room, ledgers: &[Ledger]) -> Vec<String> {
    let mut missing = Vec::new();
    for (person, ledger) in room.people.iter().zip(ledgers) {
        let fresh = Screen::open(trestle.server(), room.workshop(), person.screen.token()).await.expect("a screen that connects");
        let desk = DocumentName::Desk(person.seat);
        fresh.until_writable(desk).await.expect("one's own desk");
        fresh.view(|view| {
            let replica = &view.documents[&desk];
            let draft = replica.text("draft");
            let there: BTreeSet<&str> = draft.split_inclusive(' ').collect();
            missing.extend(ledger.words.iter().filter(|word| !there.contains(word.as_str())).cloned());
            let notes: BTreeSet<String> = replica.keys("notes").iter().map(|key| replica.text(&format!("notes/{key}/text"))).collect();
            missing.extend(ledger.notes.iter().filter(|note| !notes.contains(*note)).cloned());
            if let (Some(name), Some(Cell::Seat(seat))) = (&ledger.name, view.cell(&format!("seat/{}", person.seat)))
                && seat.name != *name
                && !ledger.asked.contains(&seat.name)
            {
                missing.push(format!("the name {name} (it is {})", seat.name));
            }
        });
        fresh.close().await;
    }
    missing
}

/// One round: everybody writes, the server is killed in the middle of it.
async fn round(trestle: &mut Trestle, room: &mut Room, number: usize, chance: &mut fastrand::Rng, ledgers: &mut [Ledger]) {
    let count = Count { acknowledged: AtomicUsize::new(0), enough: chance.usize(1..=MOST_ACKNOWLEDGED), bell: Notify::new() };
    let writers = ledgers.iter_mut().enumerate().map(|(person, ledger)| write(room, person, number, chance.fork(), ledger, &count));
    let everybody = join_all(writers);
    let killer = async {
        count.bell.notified().await;
        trestle.kill();
    };
    tokio::join!(everybody, killer);
}

async fn come_back(room: &mut Room) {
    for person in room.people.iter_mut().chain([&mut room.facilitator]) {
        person.screen.reconnect().await.expect("back again");
        person.screen.until_writable(DocumentName::Desk(person.seat)).await.expect("one's own desk");
        person.screen.saved().await.expect("what was on its way is saved now");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p1_nothing_acknowledged_is_lost_by_killing_the_server() {
    let mut chance = seed::chance("p1_nothing_acknowledged_is_lost_by_killing_the_server");
    let rounds = seed::rounds("TRESTLE_CRASH_ROUNDS", 25);
    let mut trestle = Trestle::start();
    let (mut acknowledged, mut done) = (0, 0);
    while done < rounds {
        let mut room = Room::open(trestle.server(), PEOPLE).await;
        let mut ledgers: Vec<Ledger> = (0..PEOPLE).map(|_| Ledger::default()).collect();
        for _ in 0..ROUNDS_PER_WORKSHOP.min(rounds - done) {
            round(&mut trestle, &mut room, done, &mut chance, &mut ledgers).await;
            trestle.restart();
            let missing = missing(&trestle, &room, &ledgers).await;
            assert!(missing.is_empty(), "round {done}: acknowledged and lost: {missing:?}");
            come_back(&mut room).await;
            done += 1;
        }
        acknowledged += ledgers.iter().map(Ledger::len).sum::<usize>();
    }
    assert!(!trestle.log().contains("was damaged"), "a kill is no damage");
    println!("{rounds} kills, {acknowledged} acknowledged writings, none lost");
    assert!(acknowledged > rounds, "there was no load");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p1_the_check_notices_a_loss() {
    let mut chance = seed::chance("p1_the_check_notices_a_loss");
    let mut trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), PEOPLE).await;
    let mut ledgers: Vec<Ledger> = (0..PEOPLE).map(|_| Ledger::default()).collect();
    trestle.kill();
    let before = tempfile::TempDir::new().expect("a folder");
    copy(&trestle.data(), before.path());
    trestle.restart();
    come_back(&mut room).await;
    round(&mut trestle, &mut room, 0, &mut chance, &mut ledgers).await;
    std::fs::remove_dir_all(trestle.data()).expect("the data to go");
    copy(before.path(), &trestle.data());
    trestle.restart();
    assert!(!missing(&trestle, &room, &ledgers).await.is_empty(), "a whole round was lost and nobody noticed");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        if !entry.path().is_file() {
            continue;
        }
        std::fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
    }
}
