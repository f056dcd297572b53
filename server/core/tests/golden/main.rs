//! P10: journals, snapshots and a database that released versions wrote open for ever, and give the record that they gave then.
//!
//! They lie in `tests/data/golden/`, one folder a generation; its README says how a new one comes about. A generation is never written again.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../kit/mod.rs"]
mod kit;

mod changed;
mod compare;
mod database;
mod expected;
mod generation;
mod held;
mod layout;
mod opens;
mod story;
mod tighter;
mod writing;
