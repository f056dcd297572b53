//! Each rule of the gate by its number: an update that breaks just that rule, beside one that does
//! not.

mod anew;
mod budget;
#[path = "../guarded/mod.rs"]
mod guarded;
mod knowledge;
mod lists;
mod place;
mod reading;

use guarded::Guarded;
use guarded::forge::{Forge, Part};
use trestle_gate::{GateRefusal, Limits, Schema, Shape};

const SCHEMA: Schema = Schema {
    roots: &[
        ("t", Shape::Text),
        ("u", Shape::Text),
        ("m", Shape::Map(&Shape::Value)),
        ("n", Shape::Map(&Shape::Record(&[("text", Shape::Text), ("theme", Shape::Value)]))),
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
    guarded.push(SENDER, update).unwrap_or_else(|refusal| panic!("{} {refusal}", refusal.id()));
    guarded.check_index();
    guarded
}

fn with_limits(update: &[u8], set: impl Fn(&mut Limits)) -> Option<GateRefusal> {
    let mut guarded = document();
    set(&mut guarded.limits);
    guarded.refused(SENDER, update)
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
        OverShare,
        ListFull,
    ];
    let readme = include_str!("../../README.md");
    for (number, refusal) in (1..).zip(all) {
        assert_eq!(refusal.id(), format!("G{number}"));
        assert!(readme.contains(&format!("**G{number}** {refusal}")), "the README has {refusal}");
    }
}
