//! A simulated workshop for tests: a world that keeps its journal, people who act in it at random, and screens that look on.

#![allow(dead_code, reason = "each test binary uses its own part of the kit")]

pub(crate) mod act;
mod asker;
pub(crate) mod dice;
pub(crate) mod edit;
pub(crate) mod hand;
pub(crate) mod nonsense;
pub(crate) mod player;
pub(crate) mod screen;
mod scribe;
pub(crate) mod seed;
pub(crate) mod words;
pub(crate) mod world;
pub(crate) mod writer;
