//! Rules G17 to G23: where a struct may stand and what it may be there.

use trestle_gate::GateRefusal;

use crate::guarded::forge::{Forge, Part};
use crate::{SENDER, admitted, document, one, refused};

#[test]
fn g17_the_document_has_only_the_roots_of_its_schema() {
    refused(&one(Part::text("x").under("a")), GateRefusal::UnknownRoot);
    refused(&one(Part::text("x").under("")), GateRefusal::UnknownRoot);
    admitted(&one(Part::text("x").under("u")));
}

#[test]
fn g18_a_parent_is_a_shared_type() {
    refused(&one(Part::text("x").inside(99, 0)), GateRefusal::WrongParent);
    refused(&one(Part::value("x").inside(99, 4).at("k")), GateRefusal::WrongParent);
    admitted(&one(Part::text("x").inside(99, 6)));
}

#[test]
fn g19_maps_have_keys_texts_have_none_records_have_theirs() {
    let wrong = GateRefusal::WrongKey;
    refused(&one(Part::text("x").under("t").at("k")), wrong);
    refused(&one(Part::value("x").under("m")), wrong);
    refused(&one(Part::value("x").inside(99, 5).at("other")), wrong);
    refused(&one(Part::deleted(1).inside(99, 5).at("other")), wrong);
    refused(&one(Part::text("x").inside(99, 6).at("k")), wrong);
    admitted(&one(Part::value("x").inside(99, 5).at("theme")));
}

#[test]
fn g20_content_fits_the_shared_type_that_it_is_put_into() {
    let wrong = GateRefusal::WrongContent;
    refused(&one(Part::value("x").under("t")), wrong);
    refused(&one(Part::map().under("t")), wrong);
    refused(&one(Part::text("x").under("m").at("k")), wrong);
    refused(&one(Part::map().under("m").at("k")), wrong);
    refused(&one(Part::y_text().under("n").at("k")), wrong);
    refused(&one(Part::value("x").under("n").at("k")), wrong);
    refused(&one(Part::map().inside(99, 5).at("text")), wrong);
    refused(&one(Part::y_text().inside(99, 5).at("theme")), wrong);
    // The same next to a neighbour, where the parent is not written.
    refused(&one(Part::value("x").after(99, 0)), wrong);
    refused(&one(Part::text("x").after(99, 4)), wrong);
    admitted(&one(Part::value("x").after(99, 4)));
}

#[test]
fn g21_neighbours_lie_in_one_shared_type_under_one_key() {
    let apart = GateRefusal::Apart;
    refused(&one(Part::text("x").after(99, 3).before(99, 7)), apart);
    refused(&one(Part::value("x").after(99, 4).before(99, 12)), apart);
    // What stands next to garbage has no other neighbour: yjs and yrs would not agree on it.
    refused(&one(Part::text("x").after(99, 3).before(99, 9)), apart);
    refused(&one(Part::text("x").after(99, 9).before(99, 0)), apart);
}

#[test]
fn g21_what_stands_in_garbage_is_garbage() {
    let garbage = Forge::default().section(7, 0, &[Part::gone(1)]).bytes();
    let parts = [
        Part::text("x").after(99, 9),
        Part::text("x").before(99, 10),
        Part::text("x").after(99, 9).before(99, 11),
        Part::text("x").inside(99, 9),
        Part::text("x").inside(99, 12),
    ];
    for part in parts {
        assert_eq!(document().push(SENDER, &one(part.clone())), Ok(garbage.clone()));
        admitted(&one(part));
    }
}

#[test]
fn g21_what_stands_in_a_deleted_type_is_admitted() {
    let mut guarded = document();
    let delete = Forge::default().delete(99, &[(5, 1)]).bytes();
    guarded.push(SENDER, &delete).expect("the note is deleted");
    let late = [
        Part::text("x").after(99, 7).before(99, 8),
        Part::text("x").after(99, 8),
        Part::text("x").inside(99, 6),
        Part::value("x").inside(99, 5).at("theme"),
        Part::map().after(99, 5),
    ];
    for (part, clock) in late.into_iter().zip(0..) {
        let update = Forge::default().section(7, clock, &[part]).bytes();
        guarded.push(SENDER, &update).expect("the writer did not know");
        guarded.check_index();
    }
}

#[test]
fn g22_neighbours_were_neighbours() {
    let disorder = GateRefusal::Disorder;
    refused(&one(Part::text("x").after(99, 2).before(99, 1)), disorder);
    refused(&one(Part::text("x").after(99, 1).before(99, 1)), disorder);
    // Left and right, but never side by side: one grew out of the other, by others between them.
    refused(&one(Part::text("x").after(99, 0).before(99, 2)), disorder);
    refused(&one(Part::text("x").before(99, 1)), disorder);
    admitted(&one(Part::text("x").after(99, 0).before(99, 1)));
    admitted(&one(Part::text("x").before(99, 0)));
}

#[test]
fn g22_who_did_not_know_what_was_written_between_may_write_there() {
    let mut guarded = document();
    let between = Part::text("---").after(99, 0).before(99, 1);
    guarded.push(SENDER, &one(between)).expect("one of two");
    let other = Forge::default().section(6, 0, &[Part::text("+++").after(99, 0).before(99, 1)]).bytes();
    guarded.push(3, &other).expect("the other of two");
    guarded.check_index();
}

#[test]
fn g23_a_map_entry_has_no_right_neighbour() {
    refused(&one(Part::value("x").before(99, 4)), GateRefusal::EntryRight);
    refused(&one(Part::deleted(1).before(99, 4)), GateRefusal::EntryRight);
    admitted(&one(Part::value("x").after(99, 4)));
}
