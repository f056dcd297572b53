//! The programme: a workshop as data, an ordered list of stages made of steps, and what people fill in on the way.

mod field;
mod form;
mod former;
mod list;
mod question;

pub use field::*;
pub use form::*;
pub use list::*;
pub use question::*;

use crate::{FormId, ListId, QuestionId, StageId, StepId};
use former::AnyStep;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What people can do in a step. Code asks for these, never for a stage by its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Arrive: purpose, house rules, agenda, who is here, the wave; the wall shows the code large.
    Arrive,
    /// Speak in turn, one organisation after the other.
    Speak,
    /// Write notes in private.
    Write,
    /// Entering this step turns the notes over.
    Reveal,
    /// Gather notes into groups and name these.
    Group,
    /// All cards' offers and asks side by side; anyone links an offer to an ask.
    Match,
    /// Entering this step makes teams across organisations, if there are none.
    Pair,
    /// Report back, one brief at a time; briefs become readable for everyone.
    Report,
    /// Finish the chosen brief together.
    Agree,
    /// Each organisation says how it stands to the project.
    Commit,
}

/// Whose answers a poll counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// Each person's.
    #[default]
    Person,
    /// One for each organisation: whoever of it answers last.
    Organisation,
}

/// What happens when a step's time is up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AtEnd {
    /// Stay until a facilitator moves on.
    #[default]
    Hold,
    /// Move on after a grace that the facilitator sees and can stop.
    Move,
}

/// One step: a question, minutes, and what people may do in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(from = "AnyStep")]
pub struct Step {
    /// Unique in the programme.
    pub id: StepId,
    /// A few words, as in the agenda.
    pub title: String,
    /// Planned length in whole minutes.
    pub minutes: u32,
    /// The question or request everybody sees, with `{place}`, `{theme}`, `{convener}` filled in.
    pub prompt: String,
    /// A line under the prompt; may be empty.
    pub hint: String,
    /// What the clock counts down to, as in "6:24 left to write".
    pub clock: String,
    /// What people can do.
    pub does: Vec<Capability>,
    /// The forms that are filled in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<FormId>>", optional)]
    pub fills: Vec<FormId>,
    /// The lists that are filled in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<ListId>>", optional)]
    pub lists: Vec<ListId>,
    /// The questions that are asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<QuestionId>>", optional)]
    pub asks: Vec<QuestionId>,
    /// What happens when the time is up.
    pub at_end: AtEnd,
    /// The facilitator's private script; empty for everybody else.
    pub script: String,
    /// Switched off: kept in the programme, passed over when the workshop moves on.
    pub off: bool,
    /// Whose answers the step's questions count.
    pub voice: Voice,
    /// Dots that each voice has to share out, 1 to `DOTS_MAX`.
    pub dots: u8,
}

/// One stage: a title and its steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Unique in the programme.
    pub id: StageId,
    /// As on the folder's tab.
    pub title: String,
    /// At least one.
    pub steps: Vec<Step>,
}

/// An ordered list of stages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Names the built-in programme it comes from.
    pub id: String,
    /// As people know it.
    pub title: String,
    /// What is filled in, field by field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Form>>", optional)]
    pub forms: Vec<Form>,
    /// What is filled in, row by row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<List>>", optional)]
    pub lists: Vec<List>,
    /// What each answers in private.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Question>>", optional)]
    pub questions: Vec<Question>,
    /// At least one.
    pub stages: Vec<Stage>,
}

impl Programme {
    /// Does it declare everything that its steps name?
    pub fn declares_all(&self) -> bool {
        let form = |step: &Step| step.fills.iter().all(|id| self.form(id).is_some());
        let list = |step: &Step| step.lists.iter().all(|id| self.list(id).is_some());
        let question = |step: &Step| step.asks.iter().all(|id| self.question(id).is_some());
        self.steps().all(|step| form(step) && list(step) && question(step))
    }

    /// The form of that id.
    pub fn form(&self, id: &FormId) -> Option<&Form> {
        self.forms.iter().find(|form| form.id == *id)
    }

    /// The form of that role; the first, if there are several.
    pub fn form_for(&self, role: FormRole) -> Option<&Form> {
        self.forms.iter().find(|form| form.is == Some(role))
    }

    /// The list of that id.
    pub fn list(&self, id: &ListId) -> Option<&List> {
        self.lists.iter().find(|list| list.id == *id)
    }

    /// The list of that role; the first, if there are several.
    pub fn list_for(&self, role: ListRole) -> Option<&List> {
        self.lists.iter().find(|list| list.is == Some(role))
    }

    /// The question of that id.
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == *id)
    }

    /// All steps in order.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = &Step> {
        self.stages.iter().flat_map(|stage| &stage.steps)
    }

    /// The steps that are not switched off, in order.
    pub fn running(&self) -> impl DoubleEndedIterator<Item = &Step> {
        self.steps().filter(|step| !step.off)
    }

    /// The step of that id and its place among all steps, counted from 0.
    pub fn step(&self, id: &StepId) -> Option<(usize, &Step)> {
        self.steps().enumerate().find(|(_, step)| step.id == *id)
    }

    /// The stage that holds the step of that id.
    pub fn stage_of(&self, id: &StepId) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.steps.iter().any(|step| step.id == *id))
    }

    /// Steps with another length than the programme's own, in minutes by step.
    pub fn with_minutes(mut self, minutes: &BTreeMap<StepId, u32>) -> Self {
        for step in self.stages.iter_mut().flat_map(|stage| &mut stage.steps) {
            if let Some(minutes) = minutes.get(&step.id) {
                step.minutes = *minutes;
            }
        }
        self
    }
}
