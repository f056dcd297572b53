//! A document that begins anew says the same, all of it, and nothing of one generation goes into another.

use crate::kit::{
    edit::{Edit, path},
    player::Player,
    screen::{CLASSES, Watcher, honest},
    seed::{seeds, steps, usual},
    world::{FACILITATOR, World},
    writer::Writer,
};
use std::collections::BTreeMap;
use trestle_core::{Actor, CellKey, Fold, Viewer, documents::schema::schema, record, writable};
use trestle_gate::Shape;
use trestle_protocol::{Cell, DocumentName, Refusal, SeatId};
use yrs::{Any, GetString, ReadTxn, Transact, types::ToJson};

/// Everything that stands in a document, also what nobody is shown.
fn held(fold: &Fold, name: DocumentName) -> BTreeMap<&'static str, Any> {
    let copy = Writer::from(&fold.documents.state(name).unwrap());
    let txn = copy.doc().transact();
    let root = |(root, shape): &(&'static str, Shape)| {
        let held = match shape {
            Shape::Text => {
                txn.get_text(*root).map(|text| Any::from(text.get_string(&txn))).filter(|text| *text != Any::from(String::new()))
            }
            _ => txn.get_map(*root).map(|map| map.to_json(&txn)).filter(|map| !matches!(map, Any::Map(map) if map.is_empty())),
        };
        held.map(|held| (*root, held))
    };
    schema(name).roots.iter().filter_map(root).collect()
}

/// All documents that anybody could write into.
fn documents(world: &World) -> Vec<DocumentName> {
    let state = &world.fold.state;
    let named = [DocumentName::Board, DocumentName::Plan, DocumentName::Desk(SeatId(0))];
    let desks = state.seats.keys().map(|seat| DocumentName::Desk(*seat));
    let cards = state.organisations.keys().flat_map(|id| [DocumentName::Card(*id), DocumentName::Aside(*id)]);
    let briefs = state.teams.keys().map(|team| DocumentName::Brief(*team));
    named.into_iter().chain(desks).chain(cards).chain(briefs).collect()
}

/// What everybody is shown.
fn shown(world: &World) -> Vec<BTreeMap<CellKey, Cell>> {
    let seats = world.fold.state.seats.keys().map(|seat| Watcher::Seat(*seat));
    CLASSES.map(Watcher::Class).into_iter().chain(seats).map(|watcher| watcher.cells(world, &honest)).collect()
}

#[test]
fn p3_a_document_that_begins_anew_says_the_same_to_everybody_and_holds_the_same() {
    let (mut begun, mut marked, mut drafts) = (0, 0, 0);
    for seed in seeds(8) {
        let (mut world, mut player) = (World::new(), Player::rough(seed.dice()));
        for _ in 0..6 {
            for _ in 0..steps(50) {
                let act = player.act(&world);
                drop(world.perform(&act));
            }
            let made = |world: &World| CLASSES.map(|role| record(&world.fold.state, &world.fold.documents, Viewer::class(role), world.now));
            let before = (shown(&world), made(&world));
            for name in documents(&world) {
                let (held_before, generation) = (held(&world.fold, name), world.fold.documents.generation(name));
                let changed = world.begin_anew(name);
                assert_eq!(held(&world.fold, name), held_before, "{name}");
                let entries = changed.entries.len() as u32;
                assert_eq!(world.fold.documents.generation(name), generation + entries);
                assert_eq!(changed.entries.iter().filter(|entry| entry.event).count(), 0, "it goes behind a snapshot, as updates do");
                begun += entries;
                drafts += u32::from(held_before.contains_key("draft"));
                if let DocumentName::Desk(seat) = name {
                    marked += world.fold.documents.marked(seat).count();
                }
            }
            assert!((shown(&world), made(&world)) == before, "nobody sees that anything happened");
        }
    }
    assert!(!usual() || (begun > 50 && marked > 0 && drafts > 0), "{begun} generations, {marked} marked notes, {drafts} drafts");
}

/// A plan in generation 2, and a device that has it as it was in generation 0.
fn world_of_two() -> (World, Writer) {
    let mut world = World::open(|_| {});
    let write = |word| Edit::Text { path: path("communications"), word: Some(word) };
    world.write(FACILITATOR, DocumentName::Plan, &write(1), true).unwrap();
    let device = Writer::new(55);
    device.sync(&world.fold.documents, DocumentName::Plan);
    assert_eq!([0, 1].map(|_| world.begin_anew(DocumentName::Plan).entries.len()), [1, 1]);
    (world, device)
}

#[test]
fn p6_an_update_of_another_generation_is_refused_and_changes_nothing() {
    let (mut world, device) = world_of_two();
    let before = world.fold.snapshot().unwrap();
    let alone = Writer::new(56);
    let standing_alone = alone.edit(&Edit::Text { path: path("place"), word: Some(3) }, &world.words);
    for update in [device.state(), standing_alone.clone()] {
        for generation in [0, 1, 3, u32::MAX] {
            let refused = world.fold.update_in(FACILITATOR, (DocumentName::Plan, generation), &update, world.now).err();
            assert_eq!(refused.map(Refusal::from), Some(Refusal::NewGeneration), "{generation}");
        }
    }
    assert_eq!(world.fold.snapshot().unwrap(), before);
    assert!(
        world.fold.update_in(FACILITATOR, (DocumentName::Plan, 2), &standing_alone, world.now).is_ok(),
        "the control: it may go into its own"
    );
}

#[test]
fn p2_a_refusal_tells_nobody_else_which_generation_a_document_is_in() {
    let (mut world, device) = world_of_two();
    let stranger = world.join("Stranger", "");
    assert!(!writable(&world.fold.state, stranger).contains(&DocumentName::Plan));
    for (actor, generation) in [(stranger, 0), (stranger, 2), (Actor::Wall, 0), (Actor::Wall, 2)] {
        let refused = world.fold.update_in(actor, (DocumentName::Plan, generation), &device.state(), world.now).err();
        assert_eq!(refused.map(Refusal::from), Some(Refusal::NotYours));
    }
}

#[test]
fn p6_nobody_writes_under_the_id_that_the_server_wrote_under() {
    let (mut world, _) = world_of_two();
    let forger = Writer::new(trestle_gate::SERVER.into());
    forger.sync(&world.fold.documents, DocumentName::Plan);
    let before = world.fold.snapshot().unwrap();
    let update = forger.edit(&Edit::Text { path: path("place"), word: Some(4) }, &world.words);
    let refused = world.fold.update_in(FACILITATOR, (DocumentName::Plan, 2), &update, world.now).err();
    assert_eq!(refused.map(Refusal::from), Some(Refusal::BadUpdate));
    assert_eq!(world.fold.snapshot().unwrap(), before);
}

#[test]
fn a_document_that_began_anew_in_a_rehearsal_goes_on_in_a_generation_of_its_own() {
    let mut world = World::open(|_| {});
    let write = |word| Edit::Text { path: path("communications"), word: Some(word) };
    world.write(FACILITATOR, DocumentName::Plan, &write(1), true).unwrap();
    world.command(FACILITATOR, trestle_protocol::Command::Rehearse { on: true }).unwrap();
    world.write(FACILITATOR, DocumentName::Plan, &write(2), true).unwrap();
    world.begin_anew(DocumentName::Plan);
    let held_by_a_device = (world.fold.documents.generation(DocumentName::Plan), world.fold.documents.state(DocumentName::Plan).unwrap());
    world.command(FACILITATOR, trestle_protocol::Command::Rehearse { on: false }).unwrap();
    assert!(world.fold.documents.plan().next.communications.starts_with("w1."));
    let refused = world.fold.update_in(FACILITATOR, (DocumentName::Plan, held_by_a_device.0), &held_by_a_device.1, world.now).err();
    assert_eq!(refused.map(Refusal::from), Some(Refusal::NewGeneration));
    // And on from there, as often as it has to.
    world.begin_anew(DocumentName::Plan);
    let replayed = world.journal.iter().fold(Fold::empty(), |mut fold, entry| {
        fold.replay(entry).unwrap();
        fold
    });
    assert_eq!(replayed.documents.generation(DocumentName::Plan), world.fold.documents.generation(DocumentName::Plan));
    assert_eq!(replayed.snapshot().unwrap(), world.fold.snapshot().unwrap());
}

#[test]
fn p10_a_generation_that_does_not_follow_is_an_error_and_one_that_is_known_is_passed_over() {
    let (world, _) = world_of_two();
    let generations: Vec<&Vec<u8>> = world.journal.iter().filter(|entry| entry[0] == 3).collect();
    let mut other = World::open(|_| {});
    assert!(other.fold.replay(generations[1]).is_err(), "the one before it is missing");
    let mut cut = generations[0].clone();
    cut.truncate(cut.len() - 1);
    assert!(other.fold.replay(&cut).is_err(), "not all of it is there");
    assert!(other.fold.replay(generations[0]).is_ok() && other.fold.replay(generations[0]).is_ok(), "read twice");
    assert_eq!(other.fold.documents.generation(DocumentName::Plan), 1);
}
