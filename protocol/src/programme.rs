//! The programme: a workshop as data, an ordered list of stages made of steps.

use crate::{StageId, StepId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What people can do in a step. Code asks for these, never for a stage by its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Arrive: purpose, house rules, agenda, who is here, the wave; the wall shows the code large.
    Arrive,
    /// Fill in the organisation cards.
    Card,
    /// Speak in turn, one organisation after the other.
    Speak,
    /// Write notes in private.
    Write,
    /// Entering this step turns the notes over.
    Reveal,
    /// Gather notes into groups and name these.
    Group,
    /// Answer the fixed questions for each group.
    Discuss,
    /// All cards' offers and asks side by side; anyone links an offer to an ask.
    Match,
    /// Share out dots among the groups.
    Dots,
    /// Say in private how each group fits one's organisation: core, useful, not ours.
    Fit,
    /// Rate each group for seriousness and priority.
    Rate,
    /// Entering this step makes teams across organisations, if there are none.
    Pair,
    /// Write the challenge brief in teams.
    Brief,
    /// Report back, one brief at a time; briefs become readable for everyone.
    Report,
    /// Choose one brief by poll.
    Choose,
    /// Finish the chosen brief together.
    Agree,
    /// List who is in, whom to engage, who must support it.
    Roles,
    /// Actions, commitments, how to keep in touch, the next date.
    Act,
    /// One minute on the way out: how was it?
    Pulse,
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
#[serde(deny_unknown_fields)]
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
    #[serde(default)]
    pub hint: String,
    /// What the clock counts down to, as in "6:24 left to write".
    #[serde(default)]
    pub clock: String,
    /// What people can do.
    pub does: Vec<Capability>,
    /// What happens when the time is up.
    #[serde(default)]
    pub at_end: AtEnd,
    /// The facilitator's private script; empty for everybody else.
    #[serde(default)]
    pub script: String,
    /// Switched off: kept in the programme, passed over when the workshop moves on.
    #[serde(default)]
    pub off: bool,
    /// Whose answers the step's polls count.
    #[serde(default)]
    pub voice: Voice,
    /// Dots that each voice has to share out, 1 to `DOTS_MAX`; for steps with [`Capability::Dots`].
    #[serde(default = "dots")]
    pub dots: u8,
}

/// What most workshops give: enough to say "this and that", too few to say everything.
fn dots() -> u8 {
    3
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
    /// At least one.
    pub stages: Vec<Stage>,
}

impl Programme {
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
