//! Teams, briefs, what is said about them, and which one was chosen.

use crate::{Author, FeedbackId, FeedbackKind, GroupId, OrganisationId, Said, SeatId, TeamId, Time};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The people who write one brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TeamCell {
    /// Its number.
    pub id: TeamId,
    /// Who is in it.
    pub seats: Vec<SeatId>,
    /// Fields of its brief with text.
    pub filled: u32,
    /// Fields of a brief.
    pub fields: u32,
    /// Is its brief the chosen one?
    pub chosen: bool,
    /// Shuffling leaves it as it is.
    pub pinned: bool,
    /// Everyone together.
    pub whole: bool,
    /// Members who are happy with the brief as it stands.
    pub happy: Vec<SeatId>,
    /// Asks for help since.
    pub help_at: Option<Time>,
    /// When somebody last wrote in its brief.
    pub written_at: Option<Time>,
    /// Time of its own beside the step's, in milliseconds; negative for less.
    #[ts(type = "number")]
    pub extra_ms: i64,
    /// Facilitators alone: where it meets; empty for nowhere.
    pub video: String,
    /// Facilitators alone: what was last said to it.
    pub said: Option<Said>,
}

/// A challenge brief. Fields may be empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BriefCell {
    /// Whose it is.
    pub team: TeamId,
    /// The challenge in a line.
    pub title: String,
    /// The problem: groups it picks up.
    pub groups: Vec<GroupId>,
    /// Who it affects.
    pub who: String,
    /// Why it matters.
    pub why: String,
    /// How it fits each member's strategy.
    pub fit: String,
    /// Constraints and context.
    pub constraints: String,
    /// First ideas.
    pub ideas: String,
    /// What is already being done, and how well it works.
    pub already: String,
    /// How we would know that it worked.
    pub success: String,
}

/// One line of feedback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FeedbackLine {
    /// By which it is taken away. (Records have none.)
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub id: Option<FeedbackId>,
    /// Like or improve.
    pub kind: FeedbackKind,
    /// What it says.
    pub text: String,
    /// Its author, as far as shown.
    pub author: Option<Author>,
}

/// What people said about a brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FeedbackCell {
    /// Whose brief.
    pub team: TeamId,
    /// In the order of arrival.
    pub lines: Vec<FeedbackLine>,
}

/// An organisation that agreed to the chosen brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Agreement {
    /// Which organisation.
    pub organisation: OrganisationId,
    /// When.
    pub at: Time,
    /// To the brief as it stands now; else to an older version.
    pub current: bool,
}

/// Which brief was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChoiceCell {
    /// The chosen one.
    pub chosen: Option<TeamId>,
    /// The poll ended level between these; a facilitator settles it.
    pub tied: Vec<TeamId>,
    /// Organisations that agreed to the chosen one.
    pub agreements: Vec<Agreement>,
}
