//! Seeded games against the gate: whatever it admits, no reader panics, waits or differs.

mod guarded;

use std::fs::File;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use guarded::choices::{Choices, Seeded};
use guarded::play::{Game, SCHEMA, Score, mutated};
use guarded::{apply, document, settled, show, state};

/// Seeds of a run: `GATE_SEED` to repeat one, `GATE_GAMES` to play more.
fn seeds() -> std::ops::Range<u64> {
    let read = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let first = read("GATE_SEED").unwrap_or(1);
    first..first + read("GATE_GAMES").unwrap_or(3000)
}

/// Writes what the gate passed on in a game and what came of it, for `honest/read.mjs`.
fn write(file: &mut File, seed: u64, game: &Game<'_>) -> std::io::Result<()> {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    writeln!(file, "case {seed}")?;
    for update in &game.log {
        writeln!(file, "u {}", hex(update))?;
    }
    writeln!(file, "s {}", hex(&state(&game.guarded.doc)))?;
    writeln!(file, "= {}", show(&game.guarded.doc, &SCHEMA))
}

#[test]
fn whatever_is_admitted_reads_the_same_everywhere() {
    let mut total = Score::default();
    let mut record = std::env::var("GATE_RECORD").ok().map(|path| File::create(path).expect("the file of GATE_RECORD"));
    for seed in seeds() {
        let mut seeded = Seeded::new(seed);
        let bytes = seeded.bytes(200);
        let game = catch_unwind(AssertUnwindSafe(|| Game::new(&bytes).play()));
        let Ok(game) = game else { panic!("seed {seed}") };
        if let Some(file) = &mut record {
            write(file, seed, &game).expect("the record is written");
        }
        total.honest += game.score.honest;
        total.hostile += game.score.hostile;
        total.hostile_admitted += game.score.hostile_admitted;
    }
    println!("seeds {:?}: {total:?}", seeds());
    assert!(total.honest > 0 && total.hostile_admitted > 0, "both sides got something through");
    assert!(total.hostile_admitted < total.hostile, "and the gate refused something");
}

/// The control: mutations of what the gate passed on in the same games, straight into yrs.
#[test]
fn without_the_gate_the_same_mutations_break_a_document() {
    let (mut mutants, mut panics, mut pending) = (0, 0, 0);
    for seed in 1..=400 {
        let mut seeded = Seeded::new(seed);
        let bytes = seeded.bytes(200);
        let game = Game::new(&bytes).play();
        for update in &game.log {
            let bytes = seeded.bytes(16);
            let mutant = mutated(&mut Choices::new(&bytes), update);
            let doc = document(1000, &SCHEMA);
            apply(&doc, &state(&game.guarded.doc)).expect("the state is an update");
            let applied = apply(&doc, &mutant);
            let encoded = catch_unwind(AssertUnwindSafe(|| state(&doc)));
            mutants += 1;
            if applied.is_err_and(|error| error == "panic") || encoded.is_err() {
                panics += 1;
                // Not dropped after a panic: that would commit.
                std::mem::forget(doc);
            } else if !settled(&doc) {
                pending += 1;
            }
        }
        // yrs may read freed memory on the way: no more of this than the control needs.
        if panics > 0 && pending > 0 {
            break;
        }
    }
    println!("{mutants} mutants: {panics} panics, {pending} pending");
    assert!(panics > 0 && pending > 0, "the mutations are harmful");
}
