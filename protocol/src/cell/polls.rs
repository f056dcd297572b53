//! Polls: questions that are asked, and their results.

use crate::{PollId, Question, SeatId, StepId, Voice};
use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

/// What a poll asked before questions were declared: it stands in journals and records from then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// How the workshop was, 1 to 5.
    Pulse,
}

impl PollKind {
    /// The built-in question that asks the same.
    pub fn question(self) -> &'static str {
        match self {
            Self::Rating => "rating",
            Self::Choice => "choice",
            Self::Dots => "dots",
            Self::Fit => "fit",
            Self::Pulse => "pulse",
        }
    }
}

/// A question's result for one subject. Where it shows a difference, everything but how many answered is there from
/// `DIFFERENCE_ORGANISATIONS` answering organisations on, and empty before.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct SubjectResult {
    /// A group's id, a team's or organisation's number, an item's or row's id; empty where it is asked once about the workshop.
    pub subject: String,
    /// How many answered for it, shows of hands included.
    #[serde(default)]
    pub count: u32,
    /// How many of these by show of hands.
    #[serde(default)]
    pub hands: u32,
    /// Mean on each scale; empty for other kinds.
    #[serde(default)]
    pub means: Vec<f64>,
    /// Standard deviation (population) on each scale.
    #[serde(default)]
    pub spreads: Vec<f64>,
    /// Scale: for each, how many gave 1, 2, and so on. One, several: one row, how many by option. Order: for each option, how many put it first, second, and so
    /// on. Otherwise empty; also for what was counted before this was kept.
    #[serde(default, deserialize_with = "rows")]
    pub counts: Vec<Vec<u32>>,
    /// Where it shows a difference: for each scale, from the lowest to the highest mean of an organisation; otherwise empty.
    #[serde(default)]
    pub apart: Vec<f64>,
    /// Dots: all that were given; otherwise 0.
    #[serde(default)]
    pub dots: u32,
    /// Lines that were given, without authors, in the order of the alphabet.
    #[serde(default)]
    pub lines: Vec<String>,
}

/// Rows of counts, or one row by itself, as it stood when no question had several.
fn rows<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<u32>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Counts {
        Row(Vec<u32>),
        Rows(Vec<Vec<u32>>),
    }
    Ok(match Counts::deserialize(deserializer)? {
        Counts::Row(row) if row.is_empty() => Vec::new(),
        Counts::Row(row) => vec![row],
        Counts::Rows(rows) => rows,
    })
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
    /// As many people at least had a say: the most hands for any one subject; in a pick all of them.
    pub hands: u32,
    /// A facilitator struck it: it is in no result.
    #[serde(default)]
    pub struck: bool,
}

/// A question that a step asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PollCell {
    /// Its id: the step that asks it; behind a dash the question, unless that is `rating` or `choice`.
    pub id: PollId,
    /// What it asks: answered as it was when it was opened, in the words of now, filled in.
    pub question: Question,
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
    /// Once closed; in the order of the subjects. Of a question that is shown to facilitators, for them alone.
    pub results: Option<Vec<SubjectResult>>,
}
