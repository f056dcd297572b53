//! What people do in a workshop, one file for each kind of thing.

pub(super) mod arrival;
pub(super) mod board;
pub(super) mod briefs;
pub(super) mod cards;
pub(super) mod notes;
pub(super) mod plan;
pub(super) mod polls;
pub(super) mod rounds;
pub(super) mod teams;
mod typing;
