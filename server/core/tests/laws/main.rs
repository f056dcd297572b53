//! The laws of the core, each over many random workshops. `TRESTLE_SEED`, `TRESTLE_SEEDS` and `TRESTLE_STEPS` choose others.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../kit/mod.rs"]
mod kit;

mod access;
mod frames;
mod generations;
mod idempotence;
mod import;
mod reach;
mod refusal;
mod replay;
mod totality;
