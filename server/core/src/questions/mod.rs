//! Questions: what is asked in private and counted, shown only once it is closed. One mechanism for every kind, from its declaration to the record.

mod answer;
pub(crate) mod apply;
pub(crate) mod before;
pub(crate) mod change;
pub(crate) mod decide;
pub(crate) mod hands;
pub(crate) mod import;
mod poll;
pub(crate) mod record;
pub(crate) mod sheet;
pub(crate) mod subjects;
mod tally;
pub(crate) mod view;

pub use poll::{Hands, Poll, Results};
pub use sheet::{Called, about, called};

use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, ops::Deref};
use trestle_protocol::{PollId, QuestionId, QuestionRole, StepId};

/// All that was ever asked, by poll: what a step asks is a poll of its own. Read by everybody, changed in this room alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Polls(BTreeMap<PollId, Poll>);

impl Deref for Polls {
    type Target = BTreeMap<PollId, Poll>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Polls {
    #[cfg(test)]
    pub(crate) fn of(polls: impl IntoIterator<Item = Poll>) -> Self {
        Self(polls.into_iter().map(|poll| (poll.id(), poll)).collect())
    }

    /// The polls of questions that have this role.
    pub(crate) fn with_role(&self, role: QuestionRole) -> impl Iterator<Item = (&PollId, &Poll)> {
        self.0.iter().filter(move |(_, poll)| poll.question.is == Some(role))
    }
}

/// The id of what a step asks. The two questions that a step could ask one of, before there were others, bear the step's own name.
pub fn id(step: &StepId, question: &QuestionId) -> PollId {
    match question.as_str() {
        "rating" | "choice" => PollId(step.0.clone()),
        other => PollId(format!("{step}-{other}")),
    }
}
