//! Rules G24 to G26: what a document and an update may cost.

use trestle_gate::GateRefusal;

use crate::guarded::forge::{Forge, Part};
use crate::guarded::{DESK, Guarded};
use crate::{AUTHOR, SENDER, document, one, with_limits};

#[test]
fn g24_the_document_stays_within_its_budget() {
    let over = Some(GateRefusal::OverBudget);
    let update = Forge::default().section(7, 0, &[Part::text("xyz").under("t"), Part::value("v").under("m").at("new")]).bytes();
    assert_eq!(with_limits(&update, |limits| limits.units = 13 + 4), None);
    assert_eq!(with_limits(&update, |limits| limits.units = 13 + 3), over);
    assert_eq!(with_limits(&update, |limits| limits.bytes = 40), over);
    assert_eq!(with_limits(&update, |limits| limits.pieces = 8), over);
    // Places: t, m.k, n.k, n.k.text, its list, m.d, m.new; types: t, m, n, the note, its text.
    assert_eq!(with_limits(&update, |limits| limits.places = 7 + 5), None);
    assert_eq!(with_limits(&update, |limits| limits.places = 7 + 4), over);
    assert_eq!(with_limits(&update, |limits| limits.clients = 2), None);
    assert_eq!(with_limits(&update, |limits| limits.clients = 1), over);
    let huge = one(Part::deleted(u32::MAX).under("t"));
    assert_eq!(document().refused(SENDER, &huge), over);
}

#[test]
fn g24_taking_away_stays_possible_in_a_full_document() {
    let mut guarded = document();
    guarded.limits.units = 13;
    guarded.limits.bytes = 0;
    let text = one(Part::text("x").under("t"));
    assert_eq!(guarded.refused(SENDER, &text), Some(GateRefusal::OverBudget));
    guarded.push(SENDER, &Forge::default().delete(99, &[(0, 1)]).bytes()).expect("deleting");
    guarded.limits.pieces = 1;
    let splits = Forge::default().delete(99, &[(2, 1)]).bytes();
    assert_eq!(guarded.refused(SENDER, &splits), Some(GateRefusal::OverBudget), "but not without end");
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
