//! The record: what a workshop leaves behind, as one value that every document is made from (P8).

mod escape;
mod make;
mod markdown;
mod names;
pub mod paper;
mod private;
mod sheet;
mod shown;

pub use make::record;
pub(crate) use names::Whose;
pub use private::{Aside, Private, part, private};
pub use sheet::{offers_table, stance};

use serde::{Deserialize, Serialize};
use trestle_protocol::{
    ActionRow, Authors, CardFields, CoreRow, Details, ExtendedRow, FeedbackLine, LeadershipRow, NextCell, OfferHeading, OrganisationId,
    PollKind, Stance, StepId, ThemeId, Time, WayOut, WorkshopId,
};

/// Everything there is to take home, as far as its reader may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Shape of this value; rises when it changes.
    pub version: u32,
    /// When it was made (milliseconds since 1970-01-01T00:00Z).
    pub made_at: Time,
    /// The workshop is not closed yet.
    pub draft: bool,
    /// Which workshop.
    pub workshop: RecordWorkshop,
    /// Where it is.
    pub step: StepId,
    /// The live step's title.
    pub step_title: String,
    /// Organisations with their people, cards and commitments.
    pub organisations: Vec<RecordOrganisation>,
    /// People without an organisation.
    pub others: Vec<String>,
    /// Offers that answer asks.
    #[serde(default)]
    pub links: Vec<RecordLink>,
    /// Notes that nobody may read yet.
    pub face_down: u32,
    /// Groups in their order, with notes and ratings.
    pub groups: Vec<RecordGroup>,
    /// Notes in no group.
    pub loose: Vec<RecordNote>,
    /// How many people rated.
    pub rated: u32,
    /// Briefs that may be read, the chosen one first.
    pub briefs: Vec<RecordBrief>,
    /// Roles, stakeholders, actions, communications, the next date.
    pub plan: RecordPlan,
    /// Organisations that are in.
    pub committed: u32,
    /// Organisations that must be in for the project to go ahead.
    pub committed_needed: u32,
    /// What to do with fewer.
    #[serde(default)]
    pub way_out: Option<WayOut>,
    /// What was missing when the workshop was closed all the same; none if nothing was, or it is open.
    #[serde(default)]
    pub closed_without: Option<RecordMissing>,
    /// How the workshop was, once that poll is closed.
    #[serde(default)]
    pub pulse: Vec<RecordPulse>,
    /// Who counted shows of hands in closed polls. Not those from before that was kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hands: Vec<RecordHands>,
}

/// What somebody counted by show of hands in a poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordHands {
    /// What the poll asks.
    pub poll: PollKind,
    /// The table whose device counted; none: a facilitator, for the room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// As many people at least had a say.
    pub hands: u32,
}

impl RecordHands {
    /// Who counted, as a document says it.
    pub fn counter(&self) -> String {
        self.table.as_ref().map_or_else(|| "a facilitator".to_owned(), |table| format!("the table of {table}"))
    }
}

/// An offer that answers an ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordLink {
    /// Who offers.
    pub offered_by: String,
    /// Under which heading of its card.
    pub heading: OfferHeading,
    /// What is offered.
    pub offer: String,
    /// Who asks.
    pub asked_by: String,
    /// What is asked for.
    pub ask: String,
}

/// What was missing when a workshop was closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordMissing {
    /// How we keep in touch.
    pub communications: bool,
    /// The next date, or why there is none.
    pub date: bool,
    /// Organisations with neither an action nor a "stepping away".
    pub organisations: Vec<String>,
}

/// One question of the pulse.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordPulse {
    /// `useful`, `heard` or `next`.
    pub subject: String,
    /// How many answered.
    pub count: u32,
    /// 1 to 5.
    pub mean: f64,
    /// How many gave 1, 2, 3, 4, 5.
    pub counts: Vec<u32>,
}

/// Dots on a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordDots {
    /// All of them.
    pub dots: u32,
    /// From how many voices.
    pub count: u32,
    /// How many of these by show of hands.
    pub hands: u32,
}

/// How a group fits: how many said what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordFit {
    /// Core to us.
    pub core: u32,
    /// Useful.
    pub useful: u32,
    /// Not ours.
    pub not_ours: u32,
}

/// An organisation that agreed to the chosen brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordAgreement {
    /// Its name.
    pub organisation: String,
    /// To the brief as it stands here; else to an older version.
    pub current: bool,
}

/// The workshop itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordWorkshop {
    /// Its id.
    pub id: WorkshopId,
    /// What the facilitator said about it.
    #[serde(flatten)]
    pub details: Details,
    /// Who convened.
    pub convener: String,
    /// When it is to begin, if it has not: the programme's minutes before its agreed end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begins_at: Option<Time>,
    /// When its clock first ran.
    pub started_at: Option<Time>,
    /// When it was closed.
    pub closed_at: Option<Time>,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordOrganisation {
    /// Its number, as rows of the plan name it.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Did it convene?
    pub convener: bool,
    /// Its people who came.
    pub people: Vec<String>,
    /// Its card.
    pub card: CardFields,
    /// How it stands to the project.
    pub commitment: Option<RecordCommitment>,
}

/// How an organisation stands to the project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordCommitment {
    /// In, reflecting, later, away.
    pub stance: Stance,
    /// Reflecting: until (YYYY-MM-DD).
    pub until: Option<String>,
    /// A line.
    pub line: String,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordNote {
    /// What it says.
    pub text: String,
    /// Its lane; empty for none.
    pub theme: ThemeId,
    /// Its lane's title.
    pub theme_title: String,
    /// Its author's name, as far as shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Its author's organisation, as far as shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// The table whose device wrote it for them, as far as shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// A console without a seat wrote it, for the room or for them, as far as shown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub room: bool,
}

/// Whose words they are that a console without a seat wrote for nobody in particular.
pub const THE_ROOM: &str = "the room";

impl RecordNote {
    /// Whose note it is, as far as shown: a person, or the room where it is nobody's in particular.
    pub fn person(&self) -> Option<&str> {
        let room = (self.room && self.organisation.is_none()).then_some(THE_ROOM);
        self.author.as_deref().or(room)
    }

    /// Who wrote it down for them, as far as shown: a table's device, or a console for the room.
    pub fn by_way_of(&self) -> Option<&str> {
        let for_somebody = self.room && self.person() != Some(THE_ROOM);
        self.via.as_deref().or(for_somebody.then_some(THE_ROOM))
    }
}

/// One axis of a rating.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordScore {
    /// 1 to 5.
    pub mean: f64,
    /// Standard deviation.
    pub spread: f64,
}

/// A group's rating.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordRating {
    /// How many rated it.
    pub count: u32,
    /// How many of these by show of hands.
    #[serde(default)]
    pub hands: u32,
    /// How serious.
    pub seriousness: RecordScore,
    /// How much of a priority.
    pub priority: RecordScore,
}

/// A group: a problem.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordGroup {
    /// Its name.
    pub title: String,
    /// Who is it a problem for?
    pub who: String,
    /// Which social and cultural factors shape it?
    pub factors: String,
    /// How serious is it, in words?
    pub seriousness: String,
    /// How much of a priority is it, in words?
    pub priority: String,
    /// Its notes.
    pub notes: Vec<RecordNote>,
    /// Its rating, once the poll is closed and anybody rated.
    pub rating: Option<RecordRating>,
    /// Its dots, once the poll is closed and anybody gave some.
    #[serde(default)]
    pub dots: Option<RecordDots>,
    /// How it fits, once the poll is closed and anybody said.
    #[serde(default)]
    pub fit: Option<RecordFit>,
}

/// A challenge brief.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordBrief {
    /// Was it chosen?
    pub chosen: bool,
    /// Who wrote it, with their organisations.
    pub team: Vec<String>,
    /// Written by everyone together.
    #[serde(default)]
    pub whole: bool,
    /// Votes, once the poll is closed.
    pub votes: Option<u32>,
    /// How many of these by show of hands.
    #[serde(default)]
    pub vote_hands: u32,
    /// Organisations that agreed to it, if it is the chosen one.
    #[serde(default)]
    pub agreements: Vec<RecordAgreement>,
    /// The challenge in a line.
    pub title: String,
    /// The problem: titles of groups.
    pub groups: Vec<String>,
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
    /// What is already being done.
    pub already: String,
    /// How we would know that it worked.
    pub success: String,
    /// What was said about it.
    pub feedback: Vec<FeedbackLine>,
}

/// A row with the names of its organisation and person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Named<R> {
    /// The row.
    #[serde(flatten)]
    pub row: R,
    /// The organisation's name.
    pub organisation_name: Option<String>,
    /// The person's name.
    pub person: Option<String>,
}

/// Roles, stakeholders, actions, communications, the next date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordPlan {
    /// Who carries the strand.
    pub core: Vec<Named<CoreRow>>,
    /// Whom to engage.
    pub extended: Vec<ExtendedRow>,
    /// Who must know and support it.
    pub leadership: Vec<LeadershipRow>,
    /// The actions.
    pub actions: Vec<Named<ActionRow>>,
    /// How we keep in touch, the next date.
    pub next: NextCell,
}

impl Record {
    /// The record's present shape. Until 2, facilitators' records also held what is in `Private` now.
    pub const VERSION: u32 = 3;

    /// How authors are shown in it.
    pub fn authors(&self) -> Authors {
        self.workshop.details.authors
    }
}
