//! Updates that crash or poison yrs, found by fuzzing it: none of them gets through.

mod guarded;

use std::collections::BTreeMap;
use std::path::Path;

use guarded::forge::{Forge, Part, number};
use guarded::{Guarded, apply, document, state};
use trestle_gate::{GateRefusal, Limits, Schema, Shape};

/// The document that the samples were made for, as far as our shapes go: arrays are none of them.
const SAMPLED: Schema = Schema { roots: &[("t", Shape::Text), ("m", Shape::Map(&Shape::Value))] };
/// The same with a text instead of the array, so that naming `a` alone is not a reason.
const WIDER: Schema = Schema { roots: &[("t", Shape::Text), ("m", Shape::Map(&Shape::Value)), ("a", Shape::Text)] };

/// Who wrote the document, and who sends the sample.
const AUTHOR: u32 = 1;
const SENDER: u32 = 2;

fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let mut samples: Vec<_> = std::fs::read_dir(folder)
        .expect("the samples")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "bin"))
        .map(|path| (path.display().to_string(), std::fs::read(&path).expect("a sample")))
        .collect();
    samples.sort();
    samples
}

/// A text `t` with "base", a map `m` with `z = 1.0` and, if there is one, a text `a` with "q".
fn sampled(schema: Schema) -> Guarded {
    let mut guarded = Guarded::new(schema);
    let one = [vec![123], 1f64.to_be_bytes().to_vec()].concat();
    let mut parts = vec![Part::text("base").under("t"), Part::values(&[one]).under("m").at("z")];
    parts.extend(schema.root("a").map(|_| Part::text("q").under("a")));
    let base = Forge::default().section(99, 0, &parts).bytes();
    guarded.push(AUTHOR, &base).expect("the document is honest");
    guarded.check();
    guarded
}

#[test]
fn every_sample_is_refused() {
    for schema in [SAMPLED, WIDER] {
        let guarded = sampled(schema);
        let mut rules: BTreeMap<GateRefusal, u32> = BTreeMap::new();
        for (name, update) in samples() {
            let refusal = guarded.refused(SENDER, &update).unwrap_or_else(|| panic!("{name} is admitted"));
            *rules.entry(refusal).or_default() += 1;
            // Nor does it get through as the author's own, or into an empty document.
            assert!(guarded.refused(AUTHOR, &update).is_some(), "{name} is admitted as the author's");
            assert!(Guarded::new(schema).refused(SENDER, &update).is_some(), "{name} is admitted at first");
        }
        println!("{} roots: {rules:?}", schema.roots.len());
        assert_eq!(rules.values().sum::<u32>(), 64, "all samples are here");
        let by_name = rules.get(&GateRefusal::UnknownRoot).copied().unwrap_or(0);
        assert!(by_name < 8, "nearly all are refused for what they are, not for a root's name");
    }
}

/// The control: without the gate, the samples do what is said of them.
#[test]
fn without_the_gate_samples_break_the_document() {
    let mut broken = 0;
    for (name, update) in samples() {
        // Those that read freed memory do so without a sign, or worse.
        if !name.contains("panic") {
            continue;
        }
        let doc = document(5, &SAMPLED);
        apply(&doc, &state(&sampled(SAMPLED).doc)).expect("the document is honest");
        let applied = apply(&doc, &update);
        let encoded = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| state(&doc)));
        broken += u32::from(applied.is_err() || encoded.is_err() || !guarded::settled(&doc));
        // After a panic the document may not be dropped: that would commit.
        std::mem::forget(doc);
    }
    println!("{broken} samples break yrs");
    assert!(broken > 30, "the samples are what they are said to be");
}

fn refused(update: &[u8], expected: GateRefusal) {
    assert_eq!(sampled(WIDER).refused(SENDER, update), Some(expected));
}

#[test]
fn the_same_client_section_twice() {
    let part = || Part::text("x").under("t");
    let update = Forge::default().section(7, 0, &[part()]).section(7, 1, &[part()]).bytes();
    refused(&update, GateRefusal::RepeatedClient);
    let update = Forge::default().section(7, 0, &[part()]).section(7, 0, &[part()]).bytes();
    refused(&update, GateRefusal::RepeatedClient);
}

#[test]
fn values_nested_ten_thousand_deep() {
    let mut scalar = [117u8, 1].repeat(10_000);
    scalar.push(126);
    let part = Part::values(&[scalar]).under("m").at("k");
    refused(&Forge::default().section(7, 0, &[part]).bytes(), GateRefusal::Value);
}

#[test]
fn shared_types_nested_ten_thousand_deep() {
    let mut parts = vec![Part::map().under("m").at("k")];
    parts.extend((0..4000).map(|clock| Part::map().inside(7, clock).at("k")));
    refused(&Forge::default().section(7, 0, &parts).bytes(), GateRefusal::WrongContent);
    // Where a map may stand under a key, what may stand in it is still as deep as the schema.
    const DEEP: Schema = Schema { roots: &[("n", Shape::Map(&Shape::Record(&[("text", Shape::Text)])))] };
    let mut parts = vec![Part::map().under("n").at("k")];
    parts.extend((0..4000).map(|clock| Part::map().inside(7, clock).at("text")));
    let update = Forge::default().section(7, 0, &parts).bytes();
    assert_eq!(Guarded::new(DEEP).refused(SENDER, &update), Some(GateRefusal::WrongContent));
}

#[test]
fn clocks_and_lengths_at_the_end_of_the_numbers() {
    let text = || Part::text("x").under("t");
    refused(&Forge::default().section(7, 1 << 31, &[text()]).bytes(), GateRefusal::Behind);
    refused(&Forge::default().section(7, u32::MAX, &[text()]).bytes(), GateRefusal::Number);
    let long = |len| Forge::default().section(7, 0, &[Part::deleted(len).under("t")]).bytes();
    refused(&long(u32::MAX - 1), GateRefusal::OverBudget);
    refused(&long(1 << 31), GateRefusal::OverBudget);
    let gone = Forge::default().section(7, 0, &[Part::gone(u32::MAX), Part::gone(u32::MAX)]).bytes();
    refused(&gone, GateRefusal::Number);
    refused(&Forge::default().delete(99, &[(2, u32::MAX)]).bytes(), GateRefusal::Number);
    refused(&Forge::default().delete(99, &[(0, u32::MAX)]).bytes(), GateRefusal::Behind);
}

#[test]
fn counts_beyond_the_bytes_that_follow() {
    let huge = number(u32::MAX.into());
    refused(&huge, GateRefusal::Truncated);
    refused(&[vec![1], huge.clone(), vec![7, 0]].concat(), GateRefusal::Truncated);
    refused(&[vec![0], huge.clone()].concat(), GateRefusal::Truncated);
    refused(&[vec![0, 1, 99], huge.clone()].concat(), GateRefusal::Truncated);
    let values = [vec![1, 1, 7, 0, 0x28, 1, 1, b'm', 1, b'k'], huge].concat();
    refused(&values, GateRefusal::Truncated);
}

#[test]
fn twenty_thousand_colliding_client_ids() {
    let mut guarded = sampled(WIDER);
    let mut admitted = 0;
    for number in 1..=2 * Limits::DEFAULT.clients_per_owner as u64 {
        let update = Forge::default().section(number << 16, 0, &[Part::text("x").under("t")]).bytes();
        admitted += u64::from(guarded.push(SENDER, &update).is_ok());
    }
    assert_eq!(admitted, Limits::DEFAULT.clients_per_owner as u64);
    let beyond = Forge::default().section(1 << 32, 0, &[Part::text("x").under("t")]).bytes();
    refused(&beyond, GateRefusal::ClientId);
    let mut many = Forge::default();
    for number in 1..=5000 {
        many = many.section(number << 16, 0, &[Part::text("x").under("t")]);
    }
    refused(&many.bytes(), GateRefusal::TooMany);
}

#[test]
fn thousands_of_updates_whose_dependency_never_comes() {
    let guarded = sampled(WIDER);
    for clock in 1..3000 {
        let update = Forge::default().section(7, clock, &[Part::text("x").after(7, clock - 1)]).bytes();
        assert_eq!(guarded.refused(SENDER, &update), Some(GateRefusal::Behind));
        let update = Forge::default().section(7, 0, &[Part::text("x").after(8, clock)]).bytes();
        assert_eq!(guarded.refused(SENDER, &update), Some(GateRefusal::Behind));
    }
}

#[test]
fn a_million_deletions_of_an_unknown_client() {
    let ranges: Vec<(u32, u32)> = (0..1_000_000).map(|number| (number * 2, 1)).collect();
    refused(&Forge::default().delete(7, &ranges).bytes(), GateRefusal::TooLarge);
    refused(&Forge::default().delete(7, &ranges[..10_000]).bytes(), GateRefusal::Behind);
}

#[test]
fn structs_under_the_client_id_of_somebody_else() {
    let update = Forge::default().section(99, 6, &[Part::text("x").after(99, 3)]).bytes();
    refused(&update, GateRefusal::TakenClient);
    assert_eq!(sampled(WIDER).refused(AUTHOR, &update), None, "its owner may");
    // Before its owner uses it, an id is free; whoever comes second is told, and takes another.
    let mut guarded = sampled(WIDER);
    let first = Forge::default().section(50, 0, &[Part::text("x").under("t")]).bytes();
    guarded.push(SENDER, &first).expect("a free id");
    assert_eq!(
        guarded.refused(AUTHOR, &Forge::default().section(50, 1, &[Part::text("y").after(50, 0)]).bytes()),
        Some(GateRefusal::TakenClient)
    );
}

#[test]
fn a_string_directly_in_a_map_or_without_a_key() {
    refused(&Forge::default().section(7, 0, &[Part::text("é").under("m")]).bytes(), GateRefusal::WrongKey);
    refused(&Forge::default().section(7, 0, &[Part::text("é").under("m").at("k")]).bytes(), GateRefusal::WrongContent);
}

#[test]
fn the_second_version_of_the_encoding() {
    use yrs::{ReadTxn, StateVector, Transact};
    let v2 = sampled(WIDER).doc.transact().encode_state_as_update_v2(&StateVector::default());
    assert!(Guarded::new(WIDER).refused(SENDER, &v2).is_some());
    let empty: [u8; 13] = [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    refused(&empty, GateRefusal::TrailingBytes);
}
