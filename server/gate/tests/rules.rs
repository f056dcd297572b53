//! Each rule of the gate by its number: an update that breaks just that rule, beside one that does
//! not.

mod guarded;

use guarded::forge::{Forge, Part, number, scalar};
use guarded::{BOARD, DESK, Guarded};
use trestle_gate::{GateRefusal, Limits, Owner, Schema, Shape};

const SCHEMA: Schema = Schema {
    roots: &[
        ("t", Shape::Text),
        ("u", Shape::Text),
        ("m", Shape::Map(&Shape::Value)),
        (
            "n",
            Shape::Map(&Shape::Record(&[
                ("text", Shape::Text),
                ("theme", Shape::Value),
            ])),
        ),
    ],
};

/// The author of what is there, and the one who sends updates.
const AUTHOR: u32 = 1;
const SENDER: u32 = 2;

/// Client 99: units 0 to 3 "base" in `t`, 4 the value `m.k`, 5 the note `n.k`, 6 its text, 7 and 8
/// "hi" in that text, 9 to 11 garbage, 12 a deleted value `m.d`.
fn document() -> Guarded {
    let mut guarded = Guarded::new(SCHEMA);
    let parts = [
        Part::text("base").under("t"),
        Part::value("1").under("m").at("k"),
        Part::map().under("n").at("k"),
        Part::y_text().inside(99, 5).at("text"),
        Part::text("hi").inside(99, 6),
        Part::gone(3),
        Part::deleted(1).under("m").at("d"),
    ];
    let base = Forge::default().section(99, 0, &parts).bytes();
    guarded.push(AUTHOR, &base).expect("the document is honest");
    guarded.check_index();
    guarded
}

fn one(part: Part<'_>) -> Vec<u8> {
    Forge::default().section(7, 0, &[part]).bytes()
}

fn refused(update: &[u8], expected: GateRefusal) {
    assert_eq!(document().refused(SENDER, update), Some(expected));
}

/// The update is taken in, and all readers agree.
fn admitted(update: &[u8]) -> Guarded {
    let mut guarded = document();
    guarded
        .push(SENDER, update)
        .unwrap_or_else(|refusal| panic!("{} {refusal}", refusal.id()));
    guarded.check_index();
    guarded
}

fn with_limits(update: &[u8], set: impl Fn(&mut Limits)) -> Option<GateRefusal> {
    let mut guarded = document();
    set(&mut guarded.limits);
    guarded.refused(SENDER, update)
}

#[test]
fn g1_an_update_is_no_larger_than_the_bound() {
    let text = "x".repeat(Limits::DEFAULT.update_bytes - 20);
    let update = one(Part::text(&text).under("t"));
    admitted(&update);
    assert_eq!(
        with_limits(&update, |limits| limits.update_bytes = update.len()),
        None
    );
    let refusal = with_limits(&update, |limits| limits.update_bytes = update.len() - 1);
    assert_eq!(refusal, Some(GateRefusal::TooLarge));
}

#[test]
fn g2_every_length_and_count_is_backed_by_bytes() {
    let update = Forge::default()
        .section(
            7,
            0,
            &[
                Part::text("é🤝").under("t"),
                Part::value("v").under("m").at("x"),
            ],
        )
        .section(8, 0, &[Part::text("x").after(99, 0).before(99, 1)])
        .delete(99, &[(0, 1)])
        .bytes();
    admitted(&update);
    for len in 0..update.len() {
        refused(&update[..len], GateRefusal::Truncated);
    }
}

#[test]
fn g3_an_update_ends_where_its_delete_set_ends() {
    let update = one(Part::text("x").under("t"));
    refused(&[update, vec![0]].concat(), GateRefusal::TrailingBytes);
}

#[test]
fn g4_numbers_are_short_and_fit_into_32_bits() {
    let update = |clock: &[u8]| [&[1, 1, 7], clock, &[4, 1, 1, b't', 1, b'x', 0]].concat();
    admitted(&update(&[0]));
    refused(&update(&[0x80, 0]), GateRefusal::Number);
    refused(
        &update(&[0xff, 0xff, 0xff, 0xff, 0x1f]),
        GateRefusal::Number,
    );
    refused(&update(&[0xff; 9]), GateRefusal::Number);
    // The flag before a parent is 0 or 1.
    refused(
        &[1, 1, 7, 0, 4, 2, 1, b't', 1, b'x', 0],
        GateRefusal::Number,
    );
}

#[test]
fn g5_strings_are_utf8() {
    let update = |byte| [1, 1, 7, 0, 4, 1, 1, b't', 1, byte, 0];
    admitted(&update(b'x'));
    refused(&update(0xff), GateRefusal::NotUtf8);
}

#[test]
fn g6_content_is_of_a_kind_that_documents_use() {
    // Strings of JSON, bytes, embeds, formats, sub-documents, skips, and kinds that do not exist.
    for kind in [2, 3, 5, 6, 9, 10, 11, 16, 20, 31] {
        refused(
            &one(Part::new(kind, vec![1, 1, b'x']).under("t")),
            GateRefusal::UnknownContent,
        );
    }
    // Types that are no text and no map.
    for shared in [0, 3, 4, 5, 6, 7, 9, 15] {
        let part = Part::new(7, vec![shared]).under("n").at("x");
        refused(&one(part), GateRefusal::UnknownContent);
    }
    admitted(&one(Part::new(7, vec![1]).under("n").at("x")));
}

#[test]
fn g7_structs_sections_and_ranges_are_not_empty() {
    for empty in [
        Part::gone(0),
        Part::deleted(0).under("t"),
        Part::text("").under("t"),
    ] {
        refused(&one(empty), GateRefusal::Empty);
    }
    refused(
        &one(Part::values(&[]).under("m").at("x")),
        GateRefusal::Empty,
    );
    refused(
        &Forge::default().section(7, 0, &[]).bytes(),
        GateRefusal::Empty,
    );
    refused(
        &Forge::default().delete(99, &[]).bytes(),
        GateRefusal::Empty,
    );
    refused(
        &Forge::default().delete(99, &[(0, 0)]).bytes(),
        GateRefusal::Empty,
    );
    admitted(&Forge::default().delete(99, &[(0, 1)]).bytes());
}

#[test]
fn g8_an_update_has_no_more_parts_than_the_bound() {
    let parts: Vec<_> = (0..3).map(|_| Part::text("x").under("t")).collect();
    let update = Forge::default().section(7, 0, &parts).bytes();
    assert_eq!(with_limits(&update, |limits| limits.structs = 3), None);
    let refusal = with_limits(&update, |limits| limits.structs = 2);
    assert_eq!(refusal, Some(GateRefusal::TooMany));
    let values = one(Part::values(&[vec![126], vec![126], vec![126]])
        .under("m")
        .at("x"));
    assert_eq!(with_limits(&values, |limits| limits.structs = 3), None);
    let refusal = with_limits(&values, |limits| limits.structs = 2);
    assert_eq!(
        refusal,
        Some(GateRefusal::TooMany),
        "values are passed on one by one"
    );
    let deletes = Forge::default().delete(99, &[(0, 1), (2, 1)]).bytes();
    assert_eq!(
        with_limits(&deletes, |limits| limits.delete_ranges = 2),
        None
    );
    let refusal = with_limits(&deletes, |limits| limits.delete_ranges = 1);
    assert_eq!(refusal, Some(GateRefusal::TooMany));
}

#[test]
fn g9_each_client_has_one_section() {
    let part = || Part::text("x").under("t");
    let update = Forge::default()
        .section(7, 0, &[part()])
        .section(7, 1, &[part()])
        .bytes();
    refused(&update, GateRefusal::RepeatedClient);
    let update = Forge::default()
        .delete(99, &[(0, 1)])
        .delete(99, &[(1, 1)])
        .bytes();
    refused(&update, GateRefusal::RepeatedClient);
    admitted(
        &Forge::default()
            .section(7, 0, &[part()])
            .section(8, 0, &[part()])
            .bytes(),
    );
}

#[test]
fn g10_client_ids_fit_into_32_bits() {
    let section = |client| {
        Forge::default()
            .section(client, 0, &[Part::text("x").under("t")])
            .bytes()
    };
    admitted(&section(u64::from(u32::MAX)));
    admitted(&section(0));
    for client in [1 << 32, (1 << 53) - 1, 1 << 53, (1 << 56) - 1] {
        refused(&section(client), GateRefusal::ClientId);
        refused(
            &one(Part::text("x").after(client, 0)),
            GateRefusal::ClientId,
        );
        refused(
            &Forge::default().delete(client, &[(0, 1)]).bytes(),
            GateRefusal::ClientId,
        );
    }
}

#[test]
fn g11_keys_are_short_and_printable() {
    let key = |key: &str| one(Part::value("v").under("m").at(key));
    let longest = "k".repeat(Limits::DEFAULT.key_bytes);
    admitted(&key(&longest));
    for wrong in [
        "",
        "a\nb",
        "\u{0}",
        "\u{85}",
        "__proto__",
        &format!("{longest}k"),
    ] {
        refused(&key(wrong), GateRefusal::Key);
    }
}

#[test]
fn g12_a_value_is_one_plain_scalar() {
    let value = |scalar: Vec<u8>| one(Part::values(&[scalar]).under("m").at("x"));
    let double = |number: f64| value([vec![123], number.to_be_bytes().to_vec()].concat());
    let float = |number: f32| value([vec![124], number.to_be_bytes().to_vec()].concat());
    for plain in [
        vec![120],
        vec![121],
        vec![126],
        vec![125, 0x41],
        vec![125, 0xbf, 0xff, 0xff, 0xff, 0x0f],
    ] {
        admitted(&value(plain));
    }
    admitted(&double(1.5));
    admitted(&float(1.5));
    admitted(&value(scalar(&"v".repeat(Limits::DEFAULT.value_bytes))));
    refused(
        &value(scalar(&"v".repeat(Limits::DEFAULT.value_bytes + 1))),
        GateRefusal::Value,
    );
    refused(&double(f64::NAN), GateRefusal::Value);
    refused(&double(f64::INFINITY), GateRefusal::Value);
    refused(&float(f32::NEG_INFINITY), GateRefusal::Value);
    // Undefined, big integers, objects, arrays, bytes, integers of more than 31 bits.
    let others = [
        vec![127],
        vec![122, 0, 0, 0, 0, 0, 0, 0, 1],
        vec![118, 0],
        vec![117, 0],
        vec![116, 0],
        vec![125, 0x80, 0x80, 0x80, 0x80, 0x10],
    ];
    for other in others {
        refused(&value(other), GateRefusal::Value);
    }
}

#[test]
fn g13_an_update_continues_what_the_document_knows() {
    let behind = GateRefusal::Behind;
    refused(
        &Forge::default()
            .section(7, 1, &[Part::text("x").under("t")])
            .bytes(),
        behind,
    );
    refused(&one(Part::text("x").after(99, 13)), behind);
    refused(&one(Part::text("x").before(98, 0)), behind);
    refused(&one(Part::text("x").inside(98, 0)), behind);
    refused(&Forge::default().delete(99, &[(12, 2)]).bytes(), behind);
    refused(&Forge::default().delete(98, &[(0, 1)]).bytes(), behind);
    let own = |len| {
        let parts = [Part::text("xyz").under("t")];
        Forge::default()
            .section(7, 0, &parts)
            .delete(7, &[(1, len)])
            .bytes()
    };
    admitted(&own(2));
    refused(&own(3), behind);
}

#[test]
fn g13_what_is_known_is_trimmed() {
    let mut guarded = document();
    let whole = one(Part::text("wxyz").under("t"));
    guarded
        .push(SENDER, &one(Part::text("wx").under("t")))
        .expect("the beginning");
    let rest = guarded.push(SENDER, &whole).expect("the whole of it");
    let expected = Forge::default()
        .section(7, 2, &[Part::text("yz").after(7, 1)])
        .bytes();
    assert_eq!(rest, expected);
    assert_eq!(
        guarded.push(SENDER, &whole),
        Ok(Vec::new()),
        "all of it is known"
    );
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
    let update = Forge::default()
        .section(99, 13, &[Part::text("x").after(99, 3)])
        .bytes();
    refused(&update, GateRefusal::TakenClient);
    document().push(AUTHOR, &update).expect("its author may");
    let guarded = admitted(&one(Part::text("x").under("t")));
    assert_eq!(guarded.index.owner(7), Some(Owner(SENDER)));
    let more = Forge::default()
        .section(7, 1, &[Part::text("y").after(7, 0)])
        .bytes();
    assert_eq!(
        guarded.refused(AUTHOR, &more),
        Some(GateRefusal::TakenClient)
    );
    assert_eq!(guarded.refused(SENDER, &more), None);
}

#[test]
fn g15_no_struct_depends_on_itself() {
    let circular = GateRefusal::Circular;
    refused(&one(Part::text("x").after(7, 0)), circular);
    let parts = [Part::text("x").before(7, 1), Part::text("y").under("t")];
    refused(&Forge::default().section(7, 0, &parts).bytes(), circular);
    let across = |first: Part<'_>, second: Part<'_>| {
        Forge::default()
            .section(7, 0, &[first])
            .section(8, 0, &[second])
            .bytes()
    };
    refused(
        &across(Part::text("x").after(8, 0), Part::text("y").after(7, 0)),
        circular,
    );
    // One way is no circle, whichever section comes first.
    admitted(&across(
        Part::text("x").after(8, 0),
        Part::text("y").under("t"),
    ));
    admitted(&across(
        Part::text("x").under("t"),
        Part::text("y").after(7, 0),
    ));
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
    let update = Forge::default()
        .section(7, 0, &chain(7, 8))
        .section(8, 0, &chain(8, 7))
        .bytes();
    admitted(&update);
}

#[test]
fn g16_what_is_known_does_not_end_within_a_character() {
    let mut guarded = document();
    guarded
        .push(SENDER, &one(Part::text("x\u{fffd}").under("t")))
        .expect("the beginning");
    let longer = |text| one(Part::text(text).under("t"));
    assert_eq!(
        guarded.refused(SENDER, &longer("x🤝")),
        Some(GateRefusal::SplitCharacter)
    );
    assert_eq!(guarded.refused(SENDER, &longer("x\u{fffd}🤝")), None);
}

#[test]
fn g17_the_document_has_only_the_roots_of_its_schema() {
    refused(&one(Part::text("x").under("a")), GateRefusal::UnknownRoot);
    refused(&one(Part::text("x").under("")), GateRefusal::UnknownRoot);
    admitted(&one(Part::text("x").under("u")));
}

#[test]
fn g18_a_parent_is_a_shared_type() {
    refused(
        &one(Part::text("x").inside(99, 0)),
        GateRefusal::WrongParent,
    );
    refused(
        &one(Part::value("x").inside(99, 4).at("k")),
        GateRefusal::WrongParent,
    );
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
        assert_eq!(
            document().push(SENDER, &one(part.clone())),
            Ok(garbage.clone())
        );
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
        guarded
            .push(SENDER, &update)
            .expect("the writer did not know");
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
    let other = Forge::default()
        .section(6, 0, &[Part::text("+++").after(99, 0).before(99, 1)])
        .bytes();
    guarded.push(3, &other).expect("the other of two");
    guarded.check_index();
}

#[test]
fn g23_a_map_entry_has_no_right_neighbour() {
    refused(
        &one(Part::value("x").before(99, 4)),
        GateRefusal::EntryRight,
    );
    refused(
        &one(Part::deleted(1).before(99, 4)),
        GateRefusal::EntryRight,
    );
    admitted(&one(Part::value("x").after(99, 4)));
}

#[test]
fn g24_the_document_stays_within_its_budget() {
    let over = Some(GateRefusal::OverBudget);
    let update = Forge::default()
        .section(
            7,
            0,
            &[
                Part::text("xyz").under("t"),
                Part::value("v").under("m").at("new"),
            ],
        )
        .bytes();
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
    assert_eq!(
        guarded.refused(SENDER, &text),
        Some(GateRefusal::OverBudget)
    );
    guarded
        .push(SENDER, &Forge::default().delete(99, &[(0, 1)]).bytes())
        .expect("deleting");
    guarded.limits.pieces = 1;
    let splits = Forge::default().delete(99, &[(2, 1)]).bytes();
    assert_eq!(
        guarded.refused(SENDER, &splits),
        Some(GateRefusal::OverBudget),
        "but not without end"
    );
}

#[test]
fn g25_one_author_has_no_more_client_ids_than_the_bound() {
    let mut guarded = document();
    guarded.limits.clients_per_owner = 2;
    let section = |client| {
        Forge::default()
            .section(client, 0, &[Part::text("x").under("t")])
            .bytes()
    };
    guarded.push(SENDER, &section(7)).expect("the first");
    guarded.push(SENDER, &section(8)).expect("the second");
    assert_eq!(
        guarded.refused(SENDER, &section(9)),
        Some(GateRefusal::TooManyClients)
    );
    assert_eq!(
        guarded.refused(AUTHOR, &section(9)),
        None,
        "others have their own"
    );
    let more = Forge::default()
        .section(8, 1, &[Part::text("y").after(8, 0)])
        .bytes();
    assert_eq!(
        guarded.refused(SENDER, &more),
        None,
        "ids in use stay in use"
    );
}

#[test]
fn g26_finding_a_place_stays_within_the_budget() {
    let mut guarded = document();
    // Forty pieces that all begin at the front, so that another one there walks past them.
    for clock in 0..40 {
        let update = Forge::default()
            .section(200, clock, &[Part::text("x").under("u")])
            .bytes();
        guarded.push(SENDER, &update).expect("a piece");
    }
    let late = Forge::default()
        .section(300, 0, &[Part::text("y").under("u")])
        .bytes();
    assert_eq!(guarded.refused(SENDER, &late), None);
    guarded.limits.steps = 20;
    assert_eq!(guarded.refused(SENDER, &late), Some(GateRefusal::Tangled));
    guarded.limits.steps = 0;
    let near = Forge::default()
        .section(300, 0, &[Part::text("y").after(99, 3)])
        .bytes();
    assert_eq!(
        guarded.refused(SENDER, &near),
        None,
        "neighbours side by side cost nothing"
    );
}

#[test]
fn values_that_yjs_joined_are_passed_on_one_by_one() {
    let update = one(Part::values(&[scalar("a"), vec![126], scalar("c")])
        .under("m")
        .at("x"));
    let passed_on = document()
        .push(SENDER, &update)
        .expect("three values in a row");
    let parts = [
        Part::value("a").under("m").at("x"),
        Part::values(&[vec![126]]).after(7, 0).at("x"),
        Part::value("c").after(7, 1).at("x"),
    ];
    assert_eq!(passed_on, Forge::default().section(7, 0, &parts).bytes());
    let guarded = admitted(&update);
    assert_eq!(guarded::show(&guarded.doc, &SCHEMA)["m"]["x"], "c");
}

#[test]
fn a_refused_update_changes_nothing() {
    let guarded = document();
    let before = guarded.index.clone();
    // The first struct would be right.
    let parts = [
        Part::text("x").under("t"),
        Part::text("y").under("m").at("k"),
    ];
    let update = Forge::default().section(7, 0, &parts).bytes();
    assert_eq!(
        guarded.refused(SENDER, &update),
        Some(GateRefusal::WrongContent)
    );
    assert_eq!(guarded.index, before);
}

#[test]
fn typing_stays_one_piece() {
    let mut guarded = Guarded::new(DESK);
    let first = Forge::default()
        .section(7, 0, &[Part::text("x").under("draft")])
        .bytes();
    guarded.push(SENDER, &first).expect("the first letter");
    for clock in 1..2000 {
        let update = Forge::default()
            .section(7, clock, &[Part::text("x").after(7, clock - 1)])
            .bytes();
        guarded.push(SENDER, &update).expect("one more letter");
    }
    assert_eq!(
        guarded.index.order("draft").collect::<Vec<_>>(),
        [(7, 0, 2000)]
    );
    let stored = serde_json::to_string(&guarded.index).expect("an index is JSON");
    assert!(stored.len() < 500, "{stored}");
}

#[test]
fn every_rule_has_its_number_and_sentence() {
    use GateRefusal::*;
    let all = [
        TooLarge,
        Truncated,
        TrailingBytes,
        Number,
        NotUtf8,
        UnknownContent,
        Empty,
        TooMany,
        RepeatedClient,
        ClientId,
        Key,
        Value,
        Behind,
        TakenClient,
        Circular,
        SplitCharacter,
        UnknownRoot,
        WrongParent,
        WrongKey,
        WrongContent,
        Apart,
        Disorder,
        EntryRight,
        OverBudget,
        TooManyClients,
        Tangled,
    ];
    let readme = include_str!("../README.md");
    for (number, refusal) in (1..).zip(all) {
        assert_eq!(refusal.id(), format!("G{number}"));
        assert!(
            readme.contains(&format!("**G{number}** {refusal}")),
            "the README has {refusal}"
        );
    }
    assert!(number(0) == [0] && BOARD.root("groups").is_some());
}
