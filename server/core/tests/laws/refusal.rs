//! What is refused changes nothing: no state, no document, no entry, no cell.

use crate::kit::{
    player::Player,
    seed::{seeds, steps},
    world::World,
};
use std::collections::BTreeSet;
use trestle_protocol::Refusal;

#[test]
fn a_refused_order_or_update_changes_nothing() {
    let mut refusals = BTreeSet::new();
    for seed in seeds(8) {
        let (mut world, mut player) = (World::new(), Player::rough(seed.dice()));
        let mut before = world.fold.snapshot().unwrap();
        for _ in 0..steps(250) {
            let (act, entries) = (player.act(&world), world.journal.len());
            let result = world.perform(&act);
            let changed = result.as_ref().is_ok_and(|changed| !changed.entries.is_empty());
            assert_eq!(world.journal.len() > entries, changed, "{act:?}");
            let after = world.fold.snapshot().unwrap();
            if !changed {
                assert!(before == after, "{act:?} gave {result:?} and changed something");
                assert!(result.as_ref().is_err() || result.as_ref().is_ok_and(|changed| changed.touched.is_empty()), "{act:?}");
            }
            assert!(!world.fold.broken());
            refusals.extend(result.err().map(|refusal| format!("{refusal:?}")));
            before = after;
        }
    }
    // The negative control: the runs came upon refusals of every origin.
    for refusal in [Refusal::NotFacilitator, Refusal::NotYours, Refusal::Closed, Refusal::BadUpdate, Refusal::Moved, Refusal::BadDate, Refusal::Unknown] {
        assert!(refusals.contains(&format!("{refusal:?}")), "no {refusal:?} among {refusals:?}");
    }
}
