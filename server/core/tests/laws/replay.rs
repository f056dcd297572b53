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
    Author, Fold, FoldError, Viewer,
    entry::{Entry, UpdateEntry, UpdateHead},
    record,
};
use trestle_gate::GateRefusal;
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

/// The negative control: an entry that is missing is noticed, if not by what stands behind it, then by the comparison.
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
        let other = rest.iter().try_fold(Fold::empty(), |mut fold, entry| fold.replay(entry).map(|_| fold));
        let noticed = other.map_or(true, |other| other.snapshot().unwrap() != world.fold.snapshot().unwrap());
        assert!(noticed, "nobody missed {}", text(&world.journal[lost]));
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

/// What does not go on from what stands before it is said and changes nothing; what is known already changes nothing either.
#[test]
fn p10_an_update_that_cannot_be_followed_is_an_error_and_never_passed_over() {
    let mut world = World::open(|_| {});
    let device = Writer::new(77);
    let [first, second] = [1, 2].map(|word| device.edit(&Edit::Text { path: path("communications"), word: Some(word) }, &world.words));
    let now = world.now;
    let entry = |update: &[u8]| {
        let head = UpdateHead { at: now, by: FACILITATOR, pass: None, document: DocumentName::Plan, judged: false };
        Entry::Update(UpdateEntry { head, update: update.to_vec() }).encode().unwrap()
    };
    let before = text(&world.fold.snapshot().unwrap());
    for (broken, rule) in [
        (&b"no update"[..], GateRefusal::Truncated),
        (&[], GateRefusal::Truncated),
        (&first[..first.len() - 1], GateRefusal::Truncated),
        (&second, GateRefusal::Behind),
    ] {
        let error = world.fold.replay(&entry(broken)).unwrap_err();
        assert!(matches!(error, FoldError::Gap { document: DocumentName::Plan, rule: found } if found == rule), "{error}, not {rule}");
        assert!(!error.to_string().contains("w1."), "no word of anybody's: {error}");
        assert_eq!(text(&world.fold.snapshot().unwrap()), before);
    }
    for (update, says) in [(&first, "w1."), (&second, "w2.")] {
        assert!(!world.fold.replay(&entry(update)).unwrap().is_empty());
        assert!(world.fold.documents.plan().next.communications.starts_with(says));
    }
    assert!(world.fold.replay(&entry(&first)).unwrap().is_empty(), "once more: known already");
}

/// Replay does not judge, so nothing may be appended that was not judged at exactly its place. Of every journal: at its place, access and gate say yes to each
/// update, with what stands before it and nothing behind it; and they pass on the very bytes that stand there.
#[test]
fn p10_every_update_in_a_journal_was_admitted_at_its_place() {
    let (mut judged, mut begun) = (0, 0);
    for seed in seeds(8) {
        let (mut world, mut player) = (World::new(), Player::rough(seed.dice()));
        play(&mut world, &mut player, steps(250));
        let mut fold = Fold::empty();
        for bytes in &world.journal {
            match Entry::decode(bytes).unwrap() {
                Entry::Event(_) => drop(fold.replay(bytes).unwrap()),
                Entry::Update(UpdateEntry { head, update }) => {
                    let author = Author { actor: head.by, pass: head.pass };
                    let changed = fold.update(author, head.document, &update, head.at).expect("it may stand here");
                    assert_eq!(changed.entries.iter().map(|entry| &entry.bytes).collect::<Vec<_>>(), [bytes]);
                    judged += 1;
                }
                Entry::Generation(entry) => {
                    let changed = fold.begin_anew(entry.head.document, entry.head.at).expect("it may begin here");
                    assert_eq!(changed.entries.iter().map(|entry| &entry.bytes).collect::<Vec<_>>(), [bytes]);
                    begun += 1;
                }
            }
        }
        assert_eq!(differences(&fold.snapshot().unwrap(), &world.fold.snapshot().unwrap()), NONE);
    }
    assert!(!usual() || judged > 200, "{judged} updates");
    assert!(!usual() || begun > 5, "{begun} generations");
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
            bytes.insert(0, dice.pick(&[1, 2, 3])); // the kinds that there are
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
