//! How a workshop behaves, by promise and by what it can do.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../kit/mod.rs"]
mod kit;

mod agreeing;
mod anew;
mod attention;
mod belonging;
mod bringing_back;
mod clock;
mod closing;
mod commitments;
mod deleting;
mod describe;
mod doors;
mod entries;
mod erasure;
mod feedback;
mod full_room;
mod import;
mod keeping;
mod limits;
mod linking;
mod losses;
mod moments;
mod movement;
mod names;
mod organisations;
mod passes;
mod people;
mod polls;
mod preview;
mod programme;
mod recovering;
mod rehearsal;
mod reveal;
mod rights;
mod round;
mod shares;
mod steps;
mod tables;
mod teams;
mod teamwork;
mod the_room;
mod tokens;
mod voices;
