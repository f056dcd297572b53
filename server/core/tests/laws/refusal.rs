//! What is refused changes nothing: no state, no document, no entry, no cell.

use crate::kit::{
    player::Player,
    seed::{seeds, steps, usual},
    world::World,
};
use std::collections::BTreeSet;
use trestle_core::{Fold, State};
use trestle_protocol::{DocumentName, Refusal};

/// What a refusal must not change. The whole snapshot is compared at the end of a run: it takes longer.
fn everything(fold: &Fold) -> (State, Vec<Vec<u8>>) {
    let state = fold.state.clone();
    let desks = state.seats.keys().map(|seat| DocumentName::Desk(*seat));
    let cards = state.organisations.keys().flat_map(|id| [DocumentName::Card(*id), DocumentName::Aside(*id)]);
    let briefs = state.teams.keys().map(|team| DocumentName::Brief(*team));
    let names = desks.chain(cards).chain(briefs).chain([DocumentName::Board, DocumentName::Plan]);
    let documents = names.map(|name| fold.documents.state(name).unwrap()).collect();
    (state, documents)
}

#[test]
fn a_refused_order_or_update_changes_nothing() {
    let mut refusals = BTreeSet::new();
    for seed in seeds(30) {
        let (mut world, mut player) = (World::new(), Player::rough(seed.dice()));
        for _ in 0..steps(250) {
            let (act, before) = (player.act(&world), everything(&world.fold));
            let entries = world.journal.len();
            let result = world.perform(&act);
            let changed = result.as_ref().is_ok_and(|changed| !changed.entries.is_empty());
            assert_eq!(world.journal.len() > entries, changed, "{act:?}");
            if !changed {
                assert!(before == everything(&world.fold), "{act:?} gave {result:?} and changed something");
                assert!(result.as_ref().map_or(true, |changed| changed.touched.is_empty()), "{act:?}");
            }
            assert!(!world.fold.broken());
            refusals.extend(result.err().map(|refusal| format!("{refusal:?}")));
        }
        assert_refusals_alone_leave_the_snapshot(&mut world, &mut player);
    }
    // The negative control: the runs came upon refusals of every origin.
    for refusal in [
        Refusal::NotFacilitator,
        Refusal::NotYours,
        Refusal::Closed,
        Refusal::BadUpdate,
        Refusal::Moved,
        Refusal::OutOfRange,
        Refusal::Unknown,
    ] {
        assert!(!usual() || refusals.contains(&format!("{refusal:?}")), "no {refusal:?} among {refusals:?}");
    }
}

/// Ten refusals on end: not a byte of the snapshot changes, the gate's knowledge included.
fn assert_refusals_alone_leave_the_snapshot(world: &mut World, player: &mut Player) {
    let mut refused = 0;
    while refused < 10 {
        let (act, before) = (player.act(world), world.fold.snapshot().unwrap());
        if world.perform(&act).is_err() {
            refused += 1;
            assert!(before == world.fold.snapshot().unwrap(), "{act:?}");
        }
    }
}
