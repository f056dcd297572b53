//! Documents that begin anew: when one should, and who may write in it.

use trestle_gate::{GateRefusal, Index, Limits, SERVER};

use crate::guarded::forge::{Forge, Part};
use crate::guarded::{BRIEF, Guarded};
use crate::{AUTHOR, SCHEMA, SENDER, document};

/// Few enough to be used up in a test.
const FEW: Limits = Limits { pieces: 80, clients: 16, clients_per_owner: 8, ..Limits::DEFAULT };

/// A text with every second letter taken out.
fn full_of_holes(letters: u32) -> Guarded {
    let mut guarded = Guarded::new(SCHEMA);
    guarded
        .push(AUTHOR, &Forge::default().section(9, 0, &[Part::text(&"ab".repeat(letters as usize)).under("t")]).bytes())
        .expect("a text");
    let holes: Vec<(u32, u32)> = (0..letters).map(|at| (2 * at, 1)).collect();
    guarded.push(AUTHOR, &Forge::default().delete(9, &holes).bytes()).expect("letters go");
    guarded
}

#[test]
fn a_document_is_worn_when_its_pieces_run_out_and_a_new_one_would_have_more() {
    assert!(!full_of_holes(20).index.is_worn(&FEW));
    assert!(full_of_holes(45).index.is_worn(&FEW));
}

#[test]
fn a_document_in_which_everything_stands_is_full_and_not_worn() {
    let mut guarded = Guarded::new(SCHEMA);
    for at in 0..70 {
        let update = Forge::default().section(9, at, &[Part::value("v").under("m").at(&format!("k{at}"))]).bytes();
        guarded.push(AUTHOR, &update).expect("a value");
    }
    assert!(!guarded.index.is_worn(&FEW), "it would begin anew with every update");
}

#[test]
fn a_document_is_worn_when_the_client_ids_of_one_author_or_of_all_run_out() {
    let with = |clients: u32, owners: u32| {
        let mut guarded = Guarded::new(SCHEMA);
        for client in 0..clients {
            let update = Forge::default().section(u64::from(100 + client), 0, &[Part::text("x").under("t")]).bytes();
            guarded.push(client % owners, &update).expect("a page load");
        }
        guarded.index.is_worn(&FEW)
    };
    assert_eq!([with(6, 1), with(7, 1), with(12, 4), with(13, 4)], [false, true, false, true]);
}

#[test]
fn g14_nobody_writes_under_the_id_that_a_new_document_was_written_under() {
    let nothing = vec![0, 0];
    let something = Forge::default().section(SERVER.into(), 0, &[Part::text("base").under("title")]).bytes();
    for state in [nothing, something.clone()] {
        let (index, canonical) = Index::anew(&state).expect("a state");
        assert_eq!(canonical, state);
        let begins = Forge::default().section(SERVER.into(), 0, &[Part::text("base").under("title"), Part::text("x").under("who")]).bytes();
        let goes_on = Forge::default().section(SERVER.into(), 4, &[Part::text("x").under("who")]).bytes();
        for owner in [AUTHOR, SENDER, 0] {
            let admitted = index.admit(&BRIEF, &Limits::DEFAULT, trestle_gate::Owner(owner), &begins);
            assert_eq!(admitted.err(), Some(GateRefusal::TakenClient));
            if state == something {
                let admitted = index.admit(&BRIEF, &Limits::DEFAULT, trestle_gate::Owner(owner), &goes_on);
                assert_eq!(admitted.err(), Some(GateRefusal::TakenClient));
            }
            let own = Forge::default().section(50, 0, &[Part::text("x").under("who")]).bytes();
            assert!(index.admit(&BRIEF, &Limits::DEFAULT, trestle_gate::Owner(owner), &own).is_ok(), "under one's own");
        }
    }
}

#[test]
fn a_state_that_does_not_stand_on_its_own_begins_nothing() {
    let goes_on = Forge::default().section(SERVER.into(), 4, &[Part::text("x").under("title")]).bytes();
    for (state, rule) in [(goes_on, GateRefusal::Behind), (vec![1], GateRefusal::Truncated)] {
        assert_eq!(Index::anew(&state).err(), Some(rule));
    }
    assert!(!document().index.is_worn(&Limits::DEFAULT));
}
