//! Rules G13 to G16: what an update must keep with regard to what the document knows; and what is
//! passed on of it.

use trestle_gate::{GateRefusal, Owner};

use crate::guarded;
use crate::guarded::forge::{Forge, Part, scalar};
use crate::{AUTHOR, SCHEMA, SENDER, admitted, document, one, refused};

#[test]
fn g13_an_update_continues_what_the_document_knows() {
    let behind = GateRefusal::Behind;
    refused(&Forge::default().section(7, 1, &[Part::text("x").under("t")]).bytes(), behind);
    refused(&one(Part::text("x").after(99, 13)), behind);
    refused(&one(Part::text("x").before(98, 0)), behind);
    refused(&one(Part::text("x").inside(98, 0)), behind);
    refused(&Forge::default().delete(99, &[(12, 2)]).bytes(), behind);
    refused(&Forge::default().delete(98, &[(0, 1)]).bytes(), behind);
    let own = |len| {
        let parts = [Part::text("xyz").under("t")];
        Forge::default().section(7, 0, &parts).delete(7, &[(1, len)]).bytes()
    };
    admitted(&own(2));
    refused(&own(3), behind);
}

#[test]
fn g13_what_is_known_is_trimmed() {
    let mut guarded = document();
    let whole = one(Part::text("wxyz").under("t"));
    guarded.push(SENDER, &one(Part::text("wx").under("t"))).expect("the beginning");
    let rest = guarded.push(SENDER, &whole).expect("the whole of it");
    let expected = Forge::default().section(7, 2, &[Part::text("yz").after(7, 1)]).bytes();
    assert_eq!(rest, expected);
    assert_eq!(guarded.push(SENDER, &whole), Ok(Vec::new()), "all of it is known");
    // Known deletions are left out as well, and known structs of others need no right to write.
    let delete = Forge::default().delete(99, &[(0, 2)]).bytes();
    assert_eq!(guarded.push(SENDER, &delete), Ok(delete.clone()));
    let more = Forge::default().delete(99, &[(1, 3)]).bytes();
    let rest = Forge::default().delete(99, &[(2, 2)]).bytes();
    assert_eq!(guarded.push(SENDER, &more), Ok(rest));
    let everything = guarded::state(&guarded.doc);
    assert_eq!(guarded.push(SENDER, &everything), Ok(Vec::new()));
    guarded.check_index();
}

#[test]
fn g14_new_structs_stand_under_client_ids_of_their_author() {
    let update = Forge::default().section(99, 13, &[Part::text("x").after(99, 3)]).bytes();
    refused(&update, GateRefusal::TakenClient);
    document().push(AUTHOR, &update).expect("its author may");
    let guarded = admitted(&one(Part::text("x").under("t")));
    assert_eq!(guarded.index.owner(7), Some(Owner(SENDER)));
    let more = Forge::default().section(7, 1, &[Part::text("y").after(7, 0)]).bytes();
    assert_eq!(guarded.refused(AUTHOR, &more), Some(GateRefusal::TakenClient));
    assert_eq!(guarded.refused(SENDER, &more), None);
}

#[test]
fn g15_no_struct_depends_on_itself() {
    let circular = GateRefusal::Circular;
    refused(&one(Part::text("x").after(7, 0)), circular);
    let parts = [Part::text("x").before(7, 1), Part::text("y").under("t")];
    refused(&Forge::default().section(7, 0, &parts).bytes(), circular);
    let across = |first: Part<'_>, second: Part<'_>| Forge::default().section(7, 0, &[first]).section(8, 0, &[second]).bytes();
    refused(&across(Part::text("x").after(8, 0), Part::text("y").after(7, 0)), circular);
    // One way is no circle, whichever section comes first.
    admitted(&across(Part::text("x").after(8, 0), Part::text("y").under("t")));
    admitted(&across(Part::text("x").under("t"), Part::text("y").after(7, 0)));
}

#[test]
fn g15_dependencies_may_go_back_and_forth() {
    let chain = |first: u64, second: u64| -> Vec<Part<'static>> {
        (0..50)
            .map(|clock| match (first < second, clock) {
                (true, 0) => Part::text("a").under("t"),
                (true, _) => Part::text("a").after(second, clock - 1),
                (false, _) => Part::text("b").after(second, clock),
            })
            .collect()
    };
    let update = Forge::default().section(7, 0, &chain(7, 8)).section(8, 0, &chain(8, 7)).bytes();
    admitted(&update);
}

#[test]
fn g16_what_is_known_does_not_end_within_a_character() {
    let mut guarded = document();
    guarded.push(SENDER, &one(Part::text("x\u{fffd}").under("t"))).expect("the beginning");
    let longer = |text| one(Part::text(text).under("t"));
    assert_eq!(guarded.refused(SENDER, &longer("x🤝")), Some(GateRefusal::SplitCharacter));
    assert_eq!(guarded.refused(SENDER, &longer("x\u{fffd}🤝")), None);
}

#[test]
fn values_that_yjs_joined_are_passed_on_one_by_one() {
    let update = one(Part::values(&[scalar("a"), vec![126], scalar("c")]).under("m").at("x"));
    let passed_on = document().push(SENDER, &update).expect("three values in a row");
    let parts = [Part::value("a").under("m").at("x"), Part::values(&[vec![126]]).after(7, 0).at("x"), Part::value("c").after(7, 1).at("x")];
    assert_eq!(passed_on, Forge::default().section(7, 0, &parts).bytes());
    let guarded = admitted(&update);
    assert_eq!(guarded::show(&guarded.doc, &SCHEMA)["m"]["x"], "c");
}

#[test]
fn negative_zero_is_passed_on_as_zero() {
    let zeros =
        [vec![125, 0x40], [vec![124], (-0f32).to_be_bytes().to_vec()].concat(), [vec![123], (-0f64).to_be_bytes().to_vec()].concat()];
    for zero in zeros {
        let part = |zero: Vec<u8>| one(Part::values(&[zero]).under("m").at("x"));
        assert_eq!(document().push(SENDER, &part(zero)), Ok(part(vec![125, 0])));
    }
}

#[test]
fn a_refused_update_changes_nothing() {
    let guarded = document();
    let before = guarded.index.clone();
    // The first struct would be right.
    let parts = [Part::text("x").under("t"), Part::text("y").under("m").at("k")];
    let update = Forge::default().section(7, 0, &parts).bytes();
    assert_eq!(guarded.refused(SENDER, &update), Some(GateRefusal::WrongContent));
    assert_eq!(guarded.index, before);
}
