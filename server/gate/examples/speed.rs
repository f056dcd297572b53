//! Measures the gate: `cargo run --release -p trestle-gate --example speed`.
//!
//! Prints microseconds per update for typing, at the end and all over a long text, and what the
//! dearest update that the limits allow costs the gate and the document.

#[path = "../tests/guarded/mod.rs"]
mod guarded;

use std::time::Instant;

use guarded::choices::Seeded;
use guarded::forge::{Forge, Part};
use guarded::{Guarded, apply};
use trestle_gate::{Limits, Owner, Schema, Shape};

const SCHEMA: Schema = Schema { roots: &[("t", Shape::Text), ("m", Shape::Map(&Shape::Value))] };

/// Admits and commits each update; microseconds of both for one.
fn gate(guarded: &mut Guarded, owner: u32, updates: &[Vec<u8>]) -> f64 {
    let start = Instant::now();
    for update in updates {
        let admitted = guarded.index.admit(&SCHEMA, &guarded.limits, Owner(owner), update).expect("the update is honest");
        guarded.index.commit(&admitted);
    }
    start.elapsed().as_secs_f64() * 1e6 / updates.len() as f64
}

fn typing() {
    let mut guarded = Guarded::new(SCHEMA);
    let first = vec![Forge::default().section(7, 0, &[Part::text("x").under("t")]).bytes()];
    gate(&mut guarded, 1, &first);
    let rest: Vec<_> =
        (1..100_000).map(|clock| Forge::default().section(7, clock, &[Part::text("x").after(7, clock - 1)]).bytes()).collect();
    println!("typing at the end: {:.2} µs an update", gate(&mut guarded, 1, &rest));
}

/// Letters put between two others at random places.
fn scattered() {
    let mut guarded = Guarded::new(SCHEMA);
    let mut seeded = Seeded::new(1);
    let base = Part::text(&"x".repeat(20_000)).under("t");
    gate(&mut guarded, 1, &[Forge::default().section(6, 0, &[base]).bytes()]);
    for thousand in 0..5 {
        let updates: Vec<_> = (0..1000)
            .map(|number| {
                let at = 4 * (thousand * 1000 + number) + seeded.next() as u32 % 4;
                let at = at * 7919 % 20_000;
                let part = Part::text("y").after(6, at.min(19_998)).before(6, at.min(19_998) + 1);
                Forge::default().section(7, thousand * 1000 + number, &[part]).bytes()
            })
            .collect();
        let micros = gate(&mut guarded, 1, &updates);
        let pieces = guarded.index.order("t").count();
        println!("typing anywhere in {pieces} pieces: {micros:.2} µs an update");
    }
}

/// Many pieces at one spot, then updates that have to walk past all of them.
fn dearest() {
    let mut guarded = Guarded::new(SCHEMA);
    let count = 30_000u32;
    for start in (0..count).step_by(250) {
        let parts: Vec<_> = (start..(start + 250).min(count))
            .map(|at| if at == 0 { Part::text("x").under("t") } else { Part::text("x").before(6, at - 1) })
            .collect();
        let update = Forge::default().section(6, start, &parts).bytes();
        guarded.push(1, &update).expect("within the limits");
    }
    let before = guarded.limits;
    for structs in [1, 4, 16, 64, 256, 1024] {
        let parts: Vec<_> = (0..structs).map(|_| Part::text("y").under("t")).collect();
        let update = Forge::default().section(600 + structs, 0, &parts).bytes();
        let start = Instant::now();
        let admitted = guarded.index.admit(&SCHEMA, &before, Owner(2), &update);
        let gate = start.elapsed();
        match admitted {
            Err(refusal) => {
                println!("{structs} structs past {count} pieces: {refusal} ({gate:.0?})")
            }
            Ok(admitted) => {
                let start = Instant::now();
                apply(&guarded.doc, admitted.update()).expect("yrs takes it");
                println!("{structs} structs past {count} pieces: gate {gate:.0?}, yrs {:.0?}", start.elapsed());
                guarded.index.commit(&admitted);
            }
        }
    }
}

fn main() {
    println!("{:?}", Limits::DEFAULT);
    typing();
    scattered();
    dearest();
}
