//! Rules G1 to G12: what the bytes alone must keep.

use trestle_gate::{GateRefusal, Limits};

use crate::guarded::forge::{Forge, Part, scalar};
use crate::{admitted, one, refused, with_limits};

#[test]
fn g1_an_update_is_no_larger_than_the_bound() {
    let text = "x".repeat(Limits::DEFAULT.update_bytes - 20);
    let update = one(Part::text(&text).under("t"));
    admitted(&update);
    assert_eq!(with_limits(&update, |limits| limits.update_bytes = update.len()), None);
    let refusal = with_limits(&update, |limits| limits.update_bytes = update.len() - 1);
    assert_eq!(refusal, Some(GateRefusal::TooLarge));
}

#[test]
fn g2_every_length_and_count_is_backed_by_bytes() {
    let update = Forge::default()
        .section(7, 0, &[Part::text("é🤝").under("t"), Part::value("v").under("m").at("x")])
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
    refused(&update(&[0xff, 0xff, 0xff, 0xff, 0x1f]), GateRefusal::Number);
    refused(&update(&[0xff; 9]), GateRefusal::Number);
    // The flag before a parent is 0 or 1.
    refused(&[1, 1, 7, 0, 4, 2, 1, b't', 1, b'x', 0], GateRefusal::Number);
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
        refused(&one(Part::new(kind, vec![1, 1, b'x']).under("t")), GateRefusal::UnknownContent);
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
    for empty in [Part::gone(0), Part::deleted(0).under("t"), Part::text("").under("t")] {
        refused(&one(empty), GateRefusal::Empty);
    }
    refused(&one(Part::values(&[]).under("m").at("x")), GateRefusal::Empty);
    refused(&Forge::default().section(7, 0, &[]).bytes(), GateRefusal::Empty);
    refused(&Forge::default().delete(99, &[]).bytes(), GateRefusal::Empty);
    refused(&Forge::default().delete(99, &[(0, 0)]).bytes(), GateRefusal::Empty);
    admitted(&Forge::default().delete(99, &[(0, 1)]).bytes());
}

#[test]
fn g8_an_update_has_no_more_parts_than_the_bound() {
    let parts: Vec<_> = (0..3).map(|_| Part::text("x").under("t")).collect();
    let update = Forge::default().section(7, 0, &parts).bytes();
    assert_eq!(with_limits(&update, |limits| limits.structs = 3), None);
    let refusal = with_limits(&update, |limits| limits.structs = 2);
    assert_eq!(refusal, Some(GateRefusal::TooMany));
    let values = one(Part::values(&[vec![126], vec![126], vec![126]]).under("m").at("x"));
    assert_eq!(with_limits(&values, |limits| limits.structs = 3), None);
    let refusal = with_limits(&values, |limits| limits.structs = 2);
    assert_eq!(refusal, Some(GateRefusal::TooMany), "values are passed on one by one");
    let deletes = Forge::default().delete(99, &[(0, 1), (2, 1)]).bytes();
    assert_eq!(with_limits(&deletes, |limits| limits.delete_ranges = 2), None);
    let refusal = with_limits(&deletes, |limits| limits.delete_ranges = 1);
    assert_eq!(refusal, Some(GateRefusal::TooMany));
}

#[test]
fn g9_each_client_has_one_section() {
    let part = || Part::text("x").under("t");
    let update = Forge::default().section(7, 0, &[part()]).section(7, 1, &[part()]).bytes();
    refused(&update, GateRefusal::RepeatedClient);
    let update = Forge::default().delete(99, &[(0, 1)]).delete(99, &[(1, 1)]).bytes();
    refused(&update, GateRefusal::RepeatedClient);
    admitted(&Forge::default().section(7, 0, &[part()]).section(8, 0, &[part()]).bytes());
}

#[test]
fn g10_client_ids_fit_into_32_bits() {
    let section = |client| Forge::default().section(client, 0, &[Part::text("x").under("t")]).bytes();
    admitted(&section(u64::from(u32::MAX)));
    admitted(&section(0));
    for client in [1 << 32, (1 << 53) - 1, 1 << 53, (1 << 56) - 1] {
        refused(&section(client), GateRefusal::ClientId);
        refused(&one(Part::text("x").after(client, 0)), GateRefusal::ClientId);
        refused(&Forge::default().delete(client, &[(0, 1)]).bytes(), GateRefusal::ClientId);
    }
}

#[test]
fn g11_keys_are_short_and_printable() {
    let key = |key: &str| one(Part::value("v").under("m").at(key));
    let longest = "k".repeat(Limits::DEFAULT.key_bytes);
    admitted(&key(&longest));
    for wrong in ["", "a\nb", "\u{0}", "\u{85}", "__proto__", &format!("{longest}k")] {
        refused(&key(wrong), GateRefusal::Key);
    }
}

#[test]
fn g12_a_value_is_one_plain_scalar() {
    let value = |scalar: Vec<u8>| one(Part::values(&[scalar]).under("m").at("x"));
    let double = |number: f64| value([vec![123], number.to_be_bytes().to_vec()].concat());
    let float = |number: f32| value([vec![124], number.to_be_bytes().to_vec()].concat());
    for plain in [vec![120], vec![121], vec![126], vec![125, 0x41], vec![125, 0xbf, 0xff, 0xff, 0xff, 0x0f]] {
        admitted(&value(plain));
    }
    admitted(&double(1.5));
    admitted(&float(1.5));
    admitted(&value(scalar(&"v".repeat(Limits::DEFAULT.value_bytes))));
    refused(&value(scalar(&"v".repeat(Limits::DEFAULT.value_bytes + 1))), GateRefusal::Value);
    refused(&double(f64::NAN), GateRefusal::Value);
    refused(&double(f64::INFINITY), GateRefusal::Value);
    refused(&float(f32::NEG_INFINITY), GateRefusal::Value);
    // Undefined, big integers, objects, arrays, bytes, integers of more than 31 bits.
    let others =
        [vec![127], vec![122, 0, 0, 0, 0, 0, 0, 0, 1], vec![118, 0], vec![117, 0], vec![116, 0], vec![125, 0x80, 0x80, 0x80, 0x80, 0x10]];
    for other in others {
        refused(&value(other), GateRefusal::Value);
    }
}
