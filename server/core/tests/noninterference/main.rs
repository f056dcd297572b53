//! P2, non-interference: texts, choices and authors that somebody may not know never change what they are shown.
//! `TRESTLE_SEED`, `TRESTLE_SEEDS` and `TRESTLE_STEPS` choose other runs.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../kit/mod.rs"]
mod kit;

mod authors;
mod ballots;
mod mutants;
mod oracle;
mod play;
mod screens;
mod texts;
