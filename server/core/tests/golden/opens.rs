//! Everything that was ever written opens, and gives what it gave then.

use super::{
    compare, database,
    expected::given,
    generation::{Kept, generations},
};
use trestle_core::Fold;

pub(crate) fn assert_given(kept: &Kept, fold: Fold, how: &str) {
    let found = given(fold, kept.now);
    for (file, expected) in &kept.expected {
        let lost = compare::lost(file, expected, &found[file]);
        assert!(lost.is_empty(), "{}, {how}, {file}: {} lost or altered\n{}", kept.what, lost.len(), lost.join("\n"));
    }
    assert_eq!(kept.expected.len(), found.len(), "{}: something is not compared", kept.what);
}

#[test]
fn p10_golden_journals_replay_from_the_beginning() {
    for kept in generations().iter().flat_map(|generation| generation.workshops()) {
        assert_given(&kept, kept.replayed(Fold::empty(), 0), "replayed");
    }
}

#[test]
fn p10_golden_snapshots_are_restored_and_go_on() {
    for kept in generations().iter().flat_map(|generation| generation.workshops()) {
        let whole = kept.replayed(Fold::empty(), 0);
        for (at, snapshot) in &kept.snapshots {
            let restored = Fold::restore(snapshot).unwrap_or_else(|error| panic!("{}, snapshot {at}: {error}", kept.what));
            let fold = kept.replayed(restored, *at);
            assert_eq!(fold.state, whole.state, "{}: the state from snapshot {at} on", kept.what);
            assert_given(&kept, fold, &format!("from snapshot {at} on"));
        }
    }
}

/// What is restored is kept again, and opens again.
#[test]
fn p10_golden_snapshots_are_restored_from_their_own_snapshots() {
    for kept in generations().iter().flat_map(|generation| generation.workshops()) {
        let again = kept.replayed(Fold::empty(), 0).snapshot().unwrap();
        assert_given(&kept, Fold::restore(&again).unwrap(), "kept again");
    }
}

#[tokio::test]
async fn p10_golden_databases_open_with_the_journal() {
    for generation in generations() {
        for (kept, fold) in database::folds(&generation).await {
            assert_given(&kept, fold, "from the database");
        }
    }
}
