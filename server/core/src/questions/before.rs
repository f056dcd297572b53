//! Questions from before they were declared: a kind named what there was one of.

use crate::programmes;
use serde::{Deserialize, Deserializer};
use trestle_protocol::{PollKind, Question};

/// Reads what was asked, in whichever way it was kept.
pub(crate) fn asked<'de, D: Deserializer<'de>, T: From<Question>>(deserializer: D) -> Result<T, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Asked {
        Before(PollKind),
        Now(Box<Question>),
    }
    Ok(match Asked::deserialize(deserializer)? {
        Asked::Before(kind) => question(kind).into(),
        Asked::Now(question) => (*question).into(),
    })
}

/// The built-in question that asks what such a poll asked.
pub(crate) fn question(kind: PollKind) -> Question {
    programmes::common_question(kind.question())
}
