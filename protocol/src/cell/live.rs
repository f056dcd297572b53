//! What goes on just now: the step, the clock, whose turn it is, what is said to everybody, whom one follows.

use crate::{Capability, GroupId, RoundId, RoundKind, SeatId, StageId, StepId, Time};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// A facilitator's line for everybody, or for one team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Said {
    /// What it says.
    pub text: String,
    /// When it was said.
    pub at: Time,
}

/// What a facilitator last said to everybody; empty text for nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MessageCell {
    /// The line, if there is one.
    pub said: Option<Said>,
}

/// Everyone is asked to look where a facilitator looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Leading {
    /// Whose place; none for a console without a seat.
    pub seat: Option<SeatId>,
    /// The place, as in presence.
    pub at: String,
    /// Since when this facilitator leads.
    pub since: Time,
}

/// Whom one can follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeadCell {
    /// None: nobody.
    pub leading: Option<Leading>,
}

/// Where the workshop is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct StageCell {
    /// The live step.
    pub step: StepId,
    /// Its stage.
    pub stage: StageId,
    /// Its place among all steps, from 0.
    pub index: u32,
    /// What people can do now.
    pub does: Vec<Capability>,
    /// When it was entered.
    pub entered_at: Time,
    /// Steps that have been live, with the milliseconds spent in them before this visit.
    pub spent: BTreeMap<StepId, u32>,
    /// Are the notes turned over?
    pub revealed: bool,
    /// When they were, as long as the step that did it is live; with `UNDO_REVEAL_MS` it says how long that can be undone.
    pub revealed_at: Option<Time>,
    /// The group that is discussed now.
    pub spotlight: Option<GroupId>,
    /// When everybody was last asked to come to this step whose screen stayed behind.
    pub brought_at: Option<Time>,
}

/// What the clock does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// Not started, or paused: `left_ms` stands still.
    Paused,
    /// Runs towards `ends_at`.
    Running,
    /// The time is up; counts on from `ends_at`.
    Over,
}

/// The one clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClockCell {
    /// What it does.
    pub state: ClockState,
    /// This step's whole time in milliseconds, extensions included.
    #[ts(type = "number")]
    pub total_ms: u64,
    /// Paused: time left in milliseconds.
    #[ts(type = "number")]
    pub left_ms: u64,
    /// Running or over: when the time is up.
    pub ends_at: Option<Time>,
    /// Over and about to move: when it moves on by itself.
    pub moves_at: Option<Time>,
    /// Where it moves to.
    pub moves_to: Option<StepId>,
}

/// How a turn stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TurnState {
    /// Not yet.
    Waiting,
    /// Now.
    Now,
    /// Has been.
    Had,
}

/// One turn of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TurnView {
    /// An organisation's (speak) or team's (report) number.
    pub subject: u32,
    /// How it stands.
    pub state: TurnState,
}

/// A round of turns, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RoundCell {
    /// Its id.
    pub id: RoundId,
    /// The step that it belongs to.
    pub step: StepId,
    /// Who takes turns.
    pub kind: RoundKind,
    /// In order.
    pub turns: Vec<TurnView>,
    /// Whose turn it is.
    pub now: Option<u32>,
    /// Whose turn comes next.
    pub next: Option<u32>,
    /// Running: when this turn's slot ends.
    pub ends_at: Option<Time>,
    /// Paused: what is left of the slot in milliseconds.
    #[ts(type = "number | null")]
    pub left_ms: Option<u64>,
    /// The whole slot in milliseconds.
    #[ts(type = "number")]
    pub total_ms: u64,
    /// By how many pages the facilitators have turned what this turn shows on the wall; negative for backwards.
    pub page: i32,
}
