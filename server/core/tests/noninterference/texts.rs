//! Whatever somebody may not know is changed, and everything that they are shown after every action stays the same.

use crate::{
    kit::{
        act::Act,
        screen::{CLASSES, Look, Watcher, honest},
        seed::{Seed, seeds, usual},
        words::mark,
        world::World,
    },
    play::{Otherwise, Play},
    screens::{compare_cells, documents_of_record, sent_documents},
};
use trestle_core::Changed;
use trestle_protocol::{OrganisationId, Refusal, Role, SeatId};

/// The classes, three people (what they may know changes with their teams, roles, admission and removal), and who fills in a card beforehand.
pub(crate) const WATCHERS: [Watcher; 8] = [
    Watcher::Class(CLASSES[0]),
    Watcher::Class(CLASSES[1]),
    Watcher::Class(CLASSES[2]),
    Watcher::Class(CLASSES[3]),
    Watcher::Organisation(OrganisationId(2)),
    Watcher::Seat(SeatId(2)),
    Watcher::Seat(SeatId(3)),
    Watcher::Seat(SeatId(4)),
];

/// Record and documents are compared after every so many actions: they take longer.
const THOROUGH: usize = 20;

/// Plays a workshop, and beside it one for each watcher in which what they may not know is another; the first difference that one of them sees.
fn compare(play: &Play, watchers: &[Watcher], look: &Look) -> Result<(), String> {
    let mut world = World::new();
    let mut others: Vec<(Watcher, Otherwise)> = watchers.iter().map(|watcher| (*watcher, play.otherwise(*watcher))).collect();
    for (number, act) in play.acts.iter().enumerate() {
        let result = world.perform(act);
        let is_thorough = number % THOROUGH == 0 || number + 1 == play.acts.len();
        for (watcher, otherwise) in &mut others {
            step(&result, otherwise, number, act)?;
            if result.as_ref().is_ok_and(|changed| !changed.entries.is_empty()) {
                compare_cells(*watcher, look, &world, &otherwise.world).map_err(|said| format!("after act {number}, {act:?}: {said}"))?;
            }
            if is_thorough {
                compare_documents(*watcher, &world, &otherwise.world)?;
            }
        }
    }
    Ok(())
}

/// The same happens in the other world; a refusal would tell them apart, too.
fn step(result: &Result<Changed, Refusal>, otherwise: &mut Otherwise, number: usize, act: &Act) -> Result<(), String> {
    let changed = otherwise.act(number, act);
    let (one, other) = (result.as_ref().err(), otherwise.world.perform(&changed).err());
    if one == other.as_ref() { Ok(()) } else { Err(format!("{act:?} gave {one:?}, {changed:?} gave {other:?}")) }
}

fn compare_documents(watcher: Watcher, world: &World, otherwise: &World) -> Result<(), String> {
    if documents_of_record(watcher, world) != documents_of_record(watcher, otherwise) {
        return Err(format!("{watcher:?} tells two workshops apart by the record"));
    }
    let (one, other) = (sent_documents(watcher, world), sent_documents(watcher, otherwise));
    if one.keys().ne(other.keys()) || one.iter().any(|(name, sent)| sent.content != other[name].content) {
        return Err(format!("{watcher:?} tells two workshops apart by a document"));
    }
    Ok(())
}

/// Does any watcher notice anything in the workshops of that seed?
pub(crate) fn notice(seed: &Seed, watchers: &[Watcher], usual: u64, look: &Look) -> Result<(), String> {
    compare(&Play::record(seed, watchers, usual), watchers, look)
}

#[test]
fn p2_what_somebody_may_not_know_changes_nothing_that_they_are_shown() {
    for seed in seeds(16) {
        if let Err(said) = notice(&seed, &WATCHERS, 240, &honest) {
            panic!("{said}");
        }
    }
}

/// The same the other way round: no byte of what is sent holds the mark of a text that the watcher was never allowed to read.
#[test]
fn p2_no_forbidden_text_is_in_what_is_sent() {
    let mut searched = 0;
    for seed in seeds(8) {
        let play = Play::record(&seed, &WATCHERS, 240);
        let mut world = World::new();
        for (number, act) in play.acts.iter().enumerate() {
            let _ = world.perform(act);
            if number % THOROUGH != 0 && number + 1 != play.acts.len() {
                continue;
            }
            for watcher in WATCHERS {
                let sent = everything(watcher, &world);
                for word in play.oracle.forbidden(watcher) {
                    assert!(!sent.contains(&mark(word)), "{watcher:?} was sent {}", mark(word));
                    searched += 1;
                }
            }
        }
    }
    assert!(searched > 1_000, "there was something to search for");
}

/// Cells, record and documents as one text.
fn everything(watcher: Watcher, world: &World) -> String {
    let cells: Vec<_> = watcher.cells(world, &honest).into_values().collect();
    let mut sent = serde_json::to_string(&cells).unwrap();
    if let Some((json, markdown)) = documents_of_record(watcher, world) {
        sent.push_str(&json);
        sent.push_str(&markdown);
    }
    for document in sent_documents(watcher, world).into_values() {
        sent.push_str(&String::from_utf8_lossy(&document.bytes));
    }
    sent
}

/// The control of the oracle: it forbids much to everybody, and not everything; each sees what another does not.
#[test]
fn the_oracle_forbids_much_and_allows_much() {
    let (mut forbidden, mut allowed, mut private, mut counted, mut unheard, mut knocks) = (0, 0, 0, 0, 0, 0);
    for seed in seeds(40) {
        let play = Play::record(&seed, &WATCHERS, 240);
        for watcher in WATCHERS {
            let never = play.oracle.forbidden(watcher).len();
            (forbidden, allowed) = (forbidden + never, allowed + play.oracle.written.len() - never);
            private += play.oracle.private(watcher).len();
            unheard += play.oracle.unheard(watcher).len();
            knocks += play.oracle.unknown_knocks(watcher).len();
        }
        counted += play.oracle.ballots.counted.len();
        assert!(play.oracle.facilitated.contains(&WATCHERS[0]) && !play.oracle.facilitated.contains(&Watcher::Class(Role::Wall)));
    }
    println!("texts: {forbidden} forbidden, {allowed} allowed; answers: {private} private, {counted} counted");
    println!("{unheard} words to teams not heard, {knocks} knocks at the door not known");
    assert!(!usual() || (forbidden > 300 && allowed > 300 && private > 20 && counted > 5 && unheard > 10 && knocks > 20));
}
