//! Rules G24 to G26: what a document and an update may cost.

use trestle_gate::{Cost, GateRefusal, Growth, Index, Owner, Owners};

use crate::guarded::forge::{Forge, Part, scalar};
use crate::guarded::{DESK, Guarded, state};
use crate::{AUTHOR, SENDER, document, one, with_limits};

#[test]
fn g24_the_document_stays_within_its_budget() {
    let over = Some(GateRefusal::OverBudget);
    let update = Forge::default().section(7, 0, &[Part::text("xyz").under("t"), Part::value("v").under("m").at("new")]).bytes();
    // Texts: "base" and "hi"; entries: m.k, the note, its text. What was deleted stands no more.
    assert_eq!(document().index.cost(), Cost { units: 6, entries: 3, pieces: 7 });
    assert_eq!(with_limits(&update, |limits| limits.units = 6 + 3), None);
    assert_eq!(with_limits(&update, |limits| limits.units = 6 + 2), over);
    assert_eq!(with_limits(&update, |limits| limits.entries = 3 + 1), None);
    assert_eq!(with_limits(&update, |limits| limits.entries = 3), over);
    assert_eq!(with_limits(&update, |limits| limits.pieces = 7 + 2), None);
    assert_eq!(with_limits(&update, |limits| limits.pieces = 7 + 1), over);
    assert_eq!(with_limits(&update, |limits| limits.clients = 2), None);
    assert_eq!(with_limits(&update, |limits| limits.clients = 1), over);
}

#[test]
fn g24_taking_away_stays_possible_in_a_full_document() {
    let mut guarded = document();
    guarded.limits.units = 6;
    let text = one(Part::text("x").under("t"));
    assert_eq!(guarded.refused(SENDER, &text), Some(GateRefusal::OverBudget));
    (guarded.limits.pieces, guarded.limits.pieces_taking) = (1, 9);
    guarded.push(SENDER, &Forge::default().delete(99, &[(1, 1)]).bytes()).expect("deleting");
    assert_eq!(guarded.index.cost().pieces, 9, "one piece is three");
    let splits = Forge::default().delete(99, &[(3, 1)]).bytes();
    assert_eq!(guarded.refused(SENDER, &splits), Some(GateRefusal::OverBudget), "but not without end");
    guarded.push(SENDER, &Forge::default().delete(99, &[(0, 1)]).bytes()).expect("what grows nothing is always let in");
    assert_eq!(guarded.index.cost(), Cost { units: 4, entries: 3, pieces: 8 });
}

#[test]
fn p9_typing_and_deleting_closes_no_document() {
    let mut guarded = Guarded::new(DESK);
    let text = "x".repeat(30_000);
    for round in 0..100 {
        let clock = round * 30_000;
        let part = if round == 0 { Part::text(&text).under("draft") } else { Part::text(&text).after(7, clock - 1) };
        guarded.push(SENDER, &Forge::default().section(7, clock, &[part]).bytes()).expect("typing");
        assert_eq!(guarded.index.cost().units, 30_000);
        guarded.push(SENDER, &Forge::default().delete(7, &[(clock, 30_000)]).bytes()).expect("deleting");
    }
    assert_eq!(guarded.index.cost(), Cost { units: 0, entries: 0, pieces: 1 }, "a deleted run is one piece");
}

#[test]
fn only_a_keys_last_value_stands_whatever_is_named_as_deleted() {
    let mut guarded = document();
    // Nobody names what was there before; two of three come in one struct; one comes late and is no value at all.
    for (clock, part) in [
        (0, Part::value("2").after(99, 4)),
        (1, Part::values(&[scalar("3"), scalar("4")]).after(7, 0)),
        (3, Part::value("between").after(99, 4)),
    ] {
        guarded.push(SENDER, &Forge::default().section(7, clock, &[part]).bytes()).expect("a value");
        guarded.check_index();
        assert_eq!(guarded.index.cost().entries, 3);
    }
}

#[test]
fn what_lies_in_a_deleted_type_stands_no_more_whatever_is_named_as_deleted() {
    let mut guarded = document();
    // The type alone is named; its text and the words in it go with it.
    guarded.push(SENDER, &Forge::default().delete(99, &[(5, 1)]).bytes()).expect("deleting the note");
    guarded.check_index();
    assert_eq!(guarded.index.cost(), Cost { units: 4, entries: 1, pieces: 7 });
    // What comes late into it does not stand either, nor what is put into a note that is written over at once.
    let late = Forge::default().section(7, 0, &[Part::text("late").inside(99, 6), Part::value("x").inside(99, 5).at("theme")]).bytes();
    guarded.push(SENDER, &late).expect("the writer did not know");
    guarded.check_index();
    let parts = [
        Part::map().under("n").at("twice"),
        Part::y_text().inside(8, 0).at("text"),
        Part::text("gone").inside(8, 1),
        Part::map().after(8, 0),
    ];
    guarded.push(SENDER, &Forge::default().section(8, 0, &parts).bytes()).expect("a note, and another in its place");
    guarded.check_index();
    let Cost { units, entries, .. } = guarded.index.cost();
    assert_eq!((units, entries), (4, 2));
}

#[test]
fn growth_is_what_is_given_for_good() {
    let growth = |guarded: &Guarded, update: &[u8]| {
        let admitted = guarded.index.admit(&guarded.schema, &guarded.limits, Owner(SENDER), update).expect("within the rules");
        let Growth { units, pieces, clients } = admitted.growth();
        (units, pieces, clients)
    };
    let guarded = document();
    assert_eq!(growth(&guarded, &one(Part::text("xyz").under("t"))), (3, 1, 1));
    assert_eq!(growth(&guarded, &one(Part::text("xyz").after(99, 1).before(99, 2))), (3, 2, 1), "a piece is split");
    assert_eq!(growth(&guarded, &one(Part::deleted(9).after(99, 3))), (0, 1, 1), "what was deleted before it came has no units");
    assert_eq!(growth(&guarded, &Forge::default().section(7, 0, &[Part::text("xyz").under("t")]).delete(7, &[(0, 3)]).bytes()), (3, 1, 1));
    assert_eq!(growth(&guarded, &Forge::default().delete(99, &[(1, 2)]).bytes()), (0, 2, 0), "taking away costs its pieces alone");
    assert_eq!(growth(&guarded, &Forge::default().delete(99, &[(0, 4)]).bytes()), (0, 0, 0));
}

#[test]
fn an_index_from_before_costs_were_counted_learns_what_is_deleted_from_the_document() {
    let mut guarded = document();
    guarded.push(SENDER, &one(Part::value("2").after(99, 4))).expect("a value");
    guarded.push(SENDER, &Forge::default().delete(99, &[(5, 1)]).bytes()).expect("deleting the note");
    let mut stored = serde_json::to_value(&guarded.index).expect("an index is JSON");
    stored["spent"] = serde_json::json!({ "units": 14, "bytes": 60, "pieces": 9 });
    // Only what was named was known then.
    stored["clients"]["99"]["deleted"] = serde_json::json!([[5, 6], [9, 13]]);
    let mut index: Index = serde_json::from_value(stored).expect("it is read");
    assert_ne!(index, guarded.index, "it reckons with too little room");
    let known = index.follow(Owner(0), &state(&guarded.doc)).expect("the state can be followed");
    index.commit(&known);
    assert_eq!(index, guarded.index);
}

#[test]
fn who_has_a_number_of_their_own_goes_on_with_what_several_shared() {
    let guarded = document();
    let more = Forge::default().section(99, 13, &[Part::text("x").after(99, 3)]).bytes();
    let admit = |owners: Owners| guarded.index.admit(&guarded.schema, &guarded.limits, owners, &more).map(drop);
    assert_eq!(admit(Owners { now: Owner(7), formerly: Some(Owner(AUTHOR)) }), Ok(()));
    assert_eq!(admit(Owner(7).into()), Err(GateRefusal::TakenClient));
    assert_eq!(admit(Owners { now: Owner(7), formerly: Some(Owner(8)) }), Err(GateRefusal::TakenClient));
}

#[test]
fn g25_one_author_has_no_more_client_ids_than_the_bound() {
    let mut guarded = document();
    guarded.limits.clients_per_owner = 2;
    let section = |client| Forge::default().section(client, 0, &[Part::text("x").under("t")]).bytes();
    guarded.push(SENDER, &section(7)).expect("the first");
    guarded.push(SENDER, &section(8)).expect("the second");
    assert_eq!(guarded.refused(SENDER, &section(9)), Some(GateRefusal::TooManyClients));
    assert_eq!(guarded.refused(AUTHOR, &section(9)), None, "others have their own");
    let more = Forge::default().section(8, 1, &[Part::text("y").after(8, 0)]).bytes();
    assert_eq!(guarded.refused(SENDER, &more), None, "ids in use stay in use");
}

#[test]
fn g26_finding_a_place_stays_within_the_budget() {
    let mut guarded = document();
    // Forty pieces that all begin at the front, so that another one there walks past them.
    for clock in 0..40 {
        let update = Forge::default().section(200, clock, &[Part::text("x").under("u")]).bytes();
        guarded.push(SENDER, &update).expect("a piece");
    }
    let late = Forge::default().section(300, 0, &[Part::text("y").under("u")]).bytes();
    assert_eq!(guarded.refused(SENDER, &late), None);
    guarded.limits.steps = 20;
    assert_eq!(guarded.refused(SENDER, &late), Some(GateRefusal::Tangled));
    guarded.limits.steps = 0;
    let near = Forge::default().section(300, 0, &[Part::text("y").after(99, 3)]).bytes();
    assert_eq!(guarded.refused(SENDER, &near), None, "neighbours side by side cost nothing");
}

#[test]
fn typing_stays_one_piece() {
    let mut guarded = Guarded::new(DESK);
    let first = Forge::default().section(7, 0, &[Part::text("x").under("draft")]).bytes();
    guarded.push(SENDER, &first).expect("the first letter");
    for clock in 1..2000 {
        let update = Forge::default().section(7, clock, &[Part::text("x").after(7, clock - 1)]).bytes();
        guarded.push(SENDER, &update).expect("one more letter");
    }
    assert_eq!(guarded.index.order("draft").collect::<Vec<_>>(), [(7, 0, 2000)]);
    let stored = serde_json::to_string(&guarded.index).expect("an index is JSON");
    assert!(stored.len() < 500, "{stored}");
}
