//! The record: what a workshop leaves behind, as one value that every document is made from, as it stands in `record.json`.

use crate::{
    Authors, Details, FeedbackLine, FieldId, Form, FormId, FormRole, GroupId, List, ListRole, OrganisationId, Question, QuestionKind,
    Stance, StepId, SubjectResult, TeamId, ThemeId, Time, Values, WayOut, WorkshopId,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Everything there is to take home, as far as its reader may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(rename = "WorkshopRecord")]
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
    /// The forms that could be filled in, as people read them.
    pub forms: Vec<Form>,
    /// What is filled in about the workshop, by form.
    #[serde(default)]
    pub filled: BTreeMap<FormId, Values>,
    /// Names of the organisations and people in it, by form.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(as = "Option<BTreeMap<FormId, RecordNames>>", optional)]
    pub names: BTreeMap<FormId, RecordNames>,
    /// The lists that could be filled in, with their rows.
    pub lists: Vec<RecordList>,
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
    /// Briefs that may be read, the chosen one first.
    pub briefs: Vec<RecordBrief>,
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
    /// What was asked and is closed to everybody, with what it came to.
    #[serde(default)]
    pub questions: Vec<RecordQuestion>,
}

/// A question that was asked and is closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RecordQuestion {
    /// What was asked, in the words that people read last.
    pub question: Question,
    /// The step that asked it; none in what comes from before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub step: Option<StepId>,
    /// How many voices answered on a device.
    #[serde(default)]
    pub answered: u32,
    /// What it came to for each thing that it is about and that anybody answered for; in a pick for each that could be picked.
    pub results: Vec<RecordResult>,
    /// Who counted shows of hands. Not those from before that was kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<RecordHands>>", optional)]
    pub hands: Vec<RecordHands>,
}

impl RecordQuestion {
    /// As many voices as answered for any one thing did at least; those of a pick each answered for another. Older records say no more.
    pub fn count_answered(&mut self) {
        let voices = self.results.iter().map(|one| one.result.count.saturating_sub(one.result.hands));
        let least = match self.question.kind {
            QuestionKind::Pick => voices.fold(0, u32::saturating_add),
            _ => voices.max().unwrap_or(0),
        };
        self.answered = self.answered.max(least);
    }

    /// What it came to for that.
    pub fn about(&self, subject: &str) -> Option<&SubjectResult> {
        self.results.iter().map(|one| &one.result).find(|result| result.subject == subject)
    }
}

/// What a question came to for one thing that it is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RecordResult {
    /// What that is called.
    pub title: String,
    /// What it came to.
    #[serde(flatten)]
    pub result: SubjectResult,
}

/// What somebody counted by show of hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordHands {
    /// The table whose device counted; none: a facilitator, for the room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordLink {
    /// Who offers.
    pub offered_by: String,
    /// The field of its card that it stands in.
    pub heading: FieldId,
    /// What is offered.
    pub offer: String,
    /// Who asks.
    pub asked_by: String,
    /// What is asked for.
    pub ask: String,
}

/// What was missing when a workshop was closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordMissing {
    /// How we keep in touch.
    pub communications: bool,
    /// The next date, or why there is none.
    pub date: bool,
    /// Organisations with neither an action nor a "stepping away".
    pub organisations: Vec<String>,
}

/// An organisation that agreed to the chosen brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordAgreement {
    /// Its name.
    pub organisation: String,
    /// To the brief as it stands here; else to an older version.
    pub current: bool,
}

/// The workshop itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
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
    #[ts(optional)]
    pub begins_at: Option<Time>,
    /// When its clock first ran.
    pub started_at: Option<Time>,
    /// When it was closed.
    pub closed_at: Option<Time>,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RecordOrganisation {
    /// Its number, as rows of the plan name it.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Did it convene?
    pub convener: bool,
    /// Its people who came.
    pub people: Vec<String>,
    /// What is filled in about it, by form.
    #[serde(default)]
    pub forms: BTreeMap<FormId, Values>,
    /// Names of the organisations and people in it, by form.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(as = "Option<BTreeMap<FormId, RecordNames>>", optional)]
    pub names: BTreeMap<FormId, RecordNames>,
    /// How it stands to the project.
    pub commitment: Option<RecordCommitment>,
}

/// How an organisation stands to the project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RecordCommitment {
    /// In, reflecting, later, away.
    pub stance: Stance,
    /// Reflecting: until (YYYY-MM-DD).
    pub until: Option<String>,
    /// A line.
    pub line: String,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RecordNote {
    /// What it says.
    pub text: String,
    /// Its lane; empty for none.
    pub theme: ThemeId,
    /// Its lane's title.
    pub theme_title: String,
    /// Its author's name, as far as shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub author: Option<String>,
    /// Its author's organisation, as far as shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub organisation: Option<String>,
    /// The table whose device wrote it for them, as far as shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub via: Option<String>,
    /// A console without a seat wrote it, for the room or for them, as far as shown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
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

/// A group: a problem.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RecordGroup {
    /// Its key.
    pub id: GroupId,
    /// Its name.
    pub title: String,
    /// What is filled in about it, by form.
    #[serde(default)]
    pub forms: BTreeMap<FormId, Values>,
    /// Names of the organisations and people in it, by form.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(as = "Option<BTreeMap<FormId, RecordNames>>", optional)]
    pub names: BTreeMap<FormId, RecordNames>,
    /// Its notes.
    pub notes: Vec<RecordNote>,
}

/// A challenge brief.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RecordBrief {
    /// Its team.
    pub team_id: TeamId,
    /// Was it chosen?
    pub chosen: bool,
    /// Who wrote it, with their organisations.
    pub team: Vec<String>,
    /// Written by everyone together.
    #[serde(default)]
    pub whole: bool,
    /// Organisations that agreed to it, if it is the chosen one.
    #[serde(default)]
    pub agreements: Vec<RecordAgreement>,
    /// What is filled in about it, by form.
    #[serde(default)]
    pub forms: BTreeMap<FormId, Values>,
    /// Names of the organisations and people in it, by form.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(as = "Option<BTreeMap<FormId, RecordNames>>", optional)]
    pub names: BTreeMap<FormId, RecordNames>,
    /// What was said about it.
    pub feedback: Vec<FeedbackLine>,
}

/// What the organisations and people are called that stand in one form or row by their number.
pub type RecordNames = BTreeMap<FieldId, String>;

/// A list with what people put into it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RecordList {
    /// As people read it.
    pub list: List,
    /// In order.
    pub rows: Vec<RecordRow>,
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RecordRow {
    /// Its key.
    pub id: String,
    /// What stands in it, by column.
    pub values: Values,
    /// Names of the organisations and people in it, by column.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(as = "Option<RecordNames>", optional)]
    pub names: RecordNames,
}

impl Record {
    /// The record's present shape.
    pub const VERSION: u32 = 4;

    /// How authors are shown in it.
    pub fn authors(&self) -> Authors {
        self.workshop.details.authors
    }

    /// The form of that role.
    pub fn form_for(&self, role: FormRole) -> Option<&Form> {
        self.forms.iter().find(|form| form.is == Some(role))
    }

    /// The list of that role.
    pub fn list_for(&self, role: ListRole) -> Option<&RecordList> {
        self.lists.iter().find(|list| list.list.is == Some(role))
    }
}
