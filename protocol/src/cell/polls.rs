//! Polls and their results.

use crate::{PollId, SeatId, StepId, Voice};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a poll asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PollKind {
    /// Seriousness and priority of each group, 1 to 5.
    Rating,
    /// One team's brief.
    Choice,
    /// Dots shared out among the groups.
    Dots,
    /// How each group fits: 1 core, 2 useful, 3 not ours.
    Fit,
    /// How the workshop was, 1 to 5 for each of `PULSE`.
    Pulse,
}

impl PollKind {
    /// Every kind, in the order in which a workshop asks them.
    pub const ALL: [Self; 5] = [Self::Rating, Self::Dots, Self::Fit, Self::Choice, Self::Pulse];
}

/// A poll's result for one subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SubjectResult {
    /// A group's id, a team's number, or one of `PULSE`.
    pub subject: String,
    /// How many answered for it, shows of hands included.
    pub count: u32,
    /// How many of these by show of hands.
    pub hands: u32,
    /// Mean of each value (rating: seriousness, priority); empty for a choice.
    pub means: Vec<f64>,
    /// Standard deviation (population) of each value.
    pub spreads: Vec<f64>,
    /// Fit: core, useful, not ours. Pulse: 1 to 5. How many gave each; otherwise empty.
    pub counts: Vec<u32>,
    /// Dots: all that were given; otherwise 0.
    pub dots: u32,
}

/// Who counted a show of hands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Counter {
    /// Somebody, before this was kept.
    #[default]
    Earlier,
    /// The facilitators, for the room: people without a device at no table.
    Room,
    /// A table, for the people at it: its device's seat.
    Table(SeatId),
}

/// What somebody counted by show of hands in a poll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HandsBy {
    /// Who counted.
    pub by: Counter,
    /// As many people at least had a say: the most hands for any one subject; in a choice all of them.
    pub hands: u32,
    /// A facilitator struck it: it is in no result.
    #[serde(default)]
    pub struck: bool,
}

/// A private choice that is counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PollCell {
    /// Its id: the step that asks it; behind a dash its kind if the step asks more.
    pub id: PollId,
    /// What it asks.
    pub kind: PollKind,
    /// The step that asks it.
    pub step: StepId,
    /// Whose answers count.
    pub voice: Voice,
    /// Dots that each voice has.
    pub dots: u8,
    /// Can people answer?
    pub open: bool,
    /// Voices that have answered.
    pub answered: u32,
    /// Voices that may.
    pub of: u32,
    /// Counted besides by show of hands.
    pub hands: u32,
    /// Who counted these, those that were struck included.
    pub counted: Vec<HandsBy>,
    /// Once closed; in the order of the subjects.
    pub results: Option<Vec<SubjectResult>>,
}
