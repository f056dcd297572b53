//! A question: a private answer that is counted.

use super::{About, Choice};
use crate::{ListId, QuestionId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a question is answered, for each thing that it is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// A number from 1 to `most` on each of its scales.
    #[default]
    Scale,
    /// One of its options.
    One,
    /// Any of its options.
    Several,
    /// Dots, shared out among all that it is about.
    Dots,
    /// One of all that it is about.
    Pick,
    /// Its options in an order, the first first.
    Order,
    /// A line of one's own.
    Line,
}

/// How a result is shown once the question is closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Showing {
    /// How many said what.
    #[default]
    Totals,
    /// Where answers lie and how far apart.
    Spread,
    /// How far apart the answers of organisations lie; nameless, and from four of them on.
    Difference,
    /// Everything that it is about against its options.
    Matrix,
    /// Two scales against each other.
    Scatter,
    /// To facilitators alone.
    Facilitators,
}

/// What a question is to the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuestionRole {
    /// Its answer is the chosen brief.
    Choice,
    /// How it was, on the way out: answered after the end, too.
    Pulse,
}

/// A scale with named ends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Unique in the question.
    pub id: String,
    /// As people read it.
    pub label: String,
    /// What 1 means; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub low: String,
    /// What the highest number means; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub high: String,
}

/// A private answer that is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Unique among forms, lists and questions; never used again.
    pub id: QuestionId,
    /// What is asked.
    pub title: String,
    /// How it is answered.
    #[serde(default)]
    pub kind: QuestionKind,
    /// What it is asked about: each of these. `workshop`: once, or once for each of its `items`.
    #[serde(default)]
    pub about: About,
    /// Asked about each row of this list instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub list: Option<ListId>,
    /// What it is asked about, named here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Choice>>", optional)]
    pub items: Vec<Choice>,
    /// Of a scale: at least one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Scale>>", optional)]
    pub scales: Vec<Scale>,
    /// Of a scale: its highest number, 2 to `RATING_MAX`.
    #[serde(default = "rating")]
    pub most: u8,
    /// What can be picked or put in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Choice>>", optional)]
    pub options: Vec<Choice>,
    /// How the result is shown.
    #[serde(default)]
    pub show: Showing,
    /// What it is to the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub is: Option<QuestionRole>,
}

/// What most people can tell apart.
fn rating() -> u8 {
    crate::limits::RATING_MAX
}
