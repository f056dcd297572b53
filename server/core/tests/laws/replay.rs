//! Replay equals live: the journal, or a snapshot and the rest of the journal, give the same workshop.

use crate::kit::{
    edit::{Edit, path},
    player::Player,
    screen::{CLASSES, Watcher, honest},
    seed::{seeds, steps, usual},
    world::{FACILITATOR, World},
    writer::Writer,
};
use serde_json::Value;
use trestle_core::{
    Actor, Fold, FoldError, Viewer,
    entry::{Entry, UpdateEntry, UpdateHead},
    record,
};
use trestle_protocol::{DocumentName, Role};

/// No differences.
const NONE: Vec<String> = Vec::new();

/// Plays on; snapshots that were taken on the way come back with their places in the journal.
fn play(world: &mut World, player: &mut Player, count: u64) -> Vec<(usize, Vec<u8>)> {
    let mut snapshots = Vec::new();
    for _ in 0..count {
        let act = player.act(world);
        let _ = world.perform(&act);
        if player.dice.percent(if world.fold.state.rehearsal { 4 } else { 1 }) {
            snapshots.push((world.journal.len(), world.fold.snapshot().unwrap()));
        }
    }
    snapshots
}

fn replay(mut fold: Fold, entries: &[Vec<u8>]) -> Fold {
    for entry in entries {
        fold.replay(entry).unwrap();
    }
    fold
}

/// Everything that anybody could tell two workshops apart by.
fn assert_same(live: &World, fold: Fold, what: &str) {
    assert_eq!(fold.state, live.fold.state, "{what}: the state");
    assert_eq!(differences(&fold.snapshot().unwrap(), &live.fold.snapshot().unwrap()), NONE, "{what}: the snapshot");
    let other = World::of(fold);
    let seats = live.fold.state.seats.keys().map(|seat| Watcher::Seat(*seat));
    for watcher in CLASSES.map(Watcher::Class).into_iter().chain(seats) {
        assert_eq!(watcher.cells(&other, &honest), watcher.cells(live, &honest), "{what}: what {watcher:?} sees");
    }
    for role in CLASSES {
        let made = |world: &World| record(&world.fold.state, &world.fold.documents, Viewer::class(role), live.now);
        assert_eq!(made(&other), made(live), "{what}: the record");
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Where two snapshots differ, as paths into their JSON.
fn differences(a: &[u8], b: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    compare("", &canonical(a), &canonical(b), &mut found);
    found
}

/// A snapshot with its documents written anew: the CRDT writes neighbouring deletions as one piece only once it has read them from bytes.
fn canonical(snapshot: &[u8]) -> Value {
    let mut snapshot: Value = serde_json::from_slice(snapshot).unwrap();
    if let Some(before) = snapshot.get("before").and_then(Value::as_str) {
        snapshot["before"] = canonical(before.as_bytes());
    }
    for document in snapshot["documents"].as_array_mut().unwrap() {
        let state = unhex(document["state"].as_str().unwrap());
        document["state"] = format!("{:?}", Writer::from(&state).state()).into();
    }
    snapshot
}

fn unhex(digits: &str) -> Vec<u8> {
    (0..digits.len()).step_by(2).map(|place| u8::from_str_radix(&digits[place..place + 2], 16).unwrap()).collect()
}

fn compare(path: &str, a: &Value, b: &Value, found: &mut Vec<String>) {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            a.iter().for_each(|(key, value)| compare(&format!("{path}/{key}"), value, &b[key], found));
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            (0..a.len()).for_each(|place| compare(&format!("{path}/{place}"), &a[place], &b[place], found));
        }
        _ if a == b => {}
        _ => found.push(format!("{path}: {a} / {b}")),
    }
}

#[test]
fn replay_equals_live() {
    let mut rehearsed = 0;
    for seed in seeds(8) {
        let (mut world, mut player) = (World::new(), Player::rough(seed.dice()));
        let snapshots = play(&mut world, &mut player, steps(250));
        rehearsed += snapshots.iter().filter(|(_, snapshot)| text(snapshot).contains("\"before\":")).count();
        assert_same(&world, replay(Fold::empty(), &world.journal), "from the beginning");
        for (place, snapshot) in snapshots {
            let restored = Fold::restore(&snapshot).unwrap();
            assert_eq!(differences(&restored.snapshot().unwrap(), &snapshot), NONE, "a snapshot of what was restored is the same");
            assert_same(&world, replay(restored, &world.journal[place..]), "from a snapshot");
        }
    }
    assert!(!usual() || rehearsed > 0, "some snapshot was taken in the middle of a rehearsal");
}

/// The negative control: the comparison notices an entry that is missing.
#[test]
fn a_journal_that_lost_an_entry_gives_another_workshop() {
    for seed in seeds(3) {
        let (mut world, mut player) = (World::new(), Player::tidy(seed.dice()));
        play(&mut world, &mut player, steps(200));
        // What is lost of a rehearsal makes no difference after its end.
        let rehearsed = world.journal.iter().rposition(|entry| text(entry).contains("rehearsal_ended")).unwrap_or_default();
        play(&mut world, &mut player, 20);
        // Nor does, sometimes, what was said or written over again; that somebody asked for it under an id always does.
        let decided = |place: &usize| text(&world.journal[*place]).contains("\"cause\":");
        let places: Vec<usize> = (rehearsed + 1..world.journal.len()).filter(decided).collect();
        let lost = player.dice.pick(&places);
        let rest: Vec<_> = world.journal.iter().enumerate().filter(|(place, _)| *place != lost).map(|(_, entry)| entry.clone()).collect();
        let other = replay(Fold::empty(), &rest);
        assert!(other.snapshot().unwrap() != world.fold.snapshot().unwrap(), "nobody missed {}", text(&world.journal[lost]));
    }
}

/// A snapshot holds no text that was deleted before it.
#[test]
fn what_was_deleted_is_gone_from_the_snapshot() {
    let mut world = World::open(|_| {});
    let desk = DocumentName::Desk(FACILITATOR.seat().unwrap());
    let write = |word| Edit::Text { path: path("draft"), word: Some(word) };
    world.write(FACILITATOR, desk, &write(1), true).unwrap();
    let hex = |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert!(text(&world.fold.snapshot().unwrap()).contains(&hex("w1.")), "it is there as long as it stands");
    world.write(FACILITATOR, desk, &write(2), true).unwrap();
    let snapshot = text(&world.fold.snapshot().unwrap());
    assert!(snapshot.contains(&hex("w2.")) && !snapshot.contains(&hex("w1.")));
}

/// An entry of somebody who may not write is passed over by every replica alike, and so is one that the gate refuses.
#[test]
fn entries_that_access_or_gate_refuse_are_passed_over() {
    let mut world = World::open(|_| {});
    let stranger = world.join("Ann", "Council");
    let before = world.fold.snapshot().unwrap();
    let update = Writer::new(77).edit(&Edit::Text { path: path("communications"), word: Some(1) }, &world.words);
    let entry = |by: Actor, update: &[u8]| {
        let head = UpdateHead { at: world.now, by, document: DocumentName::Plan };
        Entry::Update(UpdateEntry { head, update: update.to_vec() }).encode().unwrap()
    };
    for refused in [entry(stranger, &update), entry(Actor::Wall, &update), entry(FACILITATOR, b"no update"), entry(FACILITATOR, &[])] {
        assert!(world.fold.replay(&refused).unwrap().is_empty());
        assert_eq!(text(&world.fold.snapshot().unwrap()), text(&before));
    }
    assert!(!world.fold.replay(&entry(FACILITATOR, &update)).unwrap().is_empty(), "the same bytes from one who may");
    assert!(world.fold.documents.plan().next.communications.starts_with("w1."));
    assert!(world.fold.replay(&entry(FACILITATOR, &update)).unwrap().is_empty(), "and once more: known already");
}

#[test]
fn bytes_that_are_no_entry_are_an_error_and_change_nothing() {
    for seed in seeds(60) {
        let mut dice = seed.dice();
        let mut world = World::open(|_| {});
        let before = world.fold.snapshot().unwrap();
        let count = dice.below(60) as usize;
        let mut bytes = dice.bytes(count);
        if dice.percent(60) {
            bytes.insert(0, dice.pick(&[1, 2])); // the two kinds that there are
        }
        assert_eq!(world.fold.replay(&bytes).err(), Some(FoldError::Entry));
        assert_eq!(text(&world.fold.snapshot().unwrap()), text(&before));
        assert_eq!(Fold::restore(&bytes).err(), Some(FoldError::Snapshot));
    }
}

#[test]
fn p2_a_class_without_a_seat_has_nothing_of_its_own() {
    for seed in seeds(2) {
        let (mut world, mut player) = (World::new(), Player::rough(seed.dice()));
        play(&mut world, &mut player, steps(150));
        let cells = Watcher::Class(Role::Participant).cells(&world, &honest);
        assert!(!cells.is_empty() && cells.keys().all(|key| !key.is_mine()));
    }
}
