//! Fuzz target: honest clients and a hostile one play against the gate as the input says; whatever
//! is admitted goes into yrs, and every reader must see the same, with nothing pending.
//!
//! The first byte says what the rest is: a game (see `guarded/play.rs`), or one update for a
//! document that has a text and a map.
#![no_main]

#[path = "../../tests/guarded/mod.rs"]
mod guarded;

use guarded::Guarded;
use guarded::forge::{Forge, Part};
use guarded::play::{Game, SCHEMA};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    match input.split_first() {
        Some((0, update)) => alone(update),
        Some((_, moves)) => drop(Game::new(moves).play()),
        None => {}
    }
});

/// One update, as it is, on a document of another author.
fn alone(update: &[u8]) {
    let mut guarded = Guarded::new(SCHEMA);
    let parts = [Part::text("base").under("t"), Part::value("1").under("m").at("k")];
    let base = Forge::default().section(99, 0, &parts).bytes();
    guarded.push(0, &base).expect("the base is honest");
    if guarded.push(1, update).is_ok() {
        guarded.check_index();
    }
}
