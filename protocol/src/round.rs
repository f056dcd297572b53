//! Rounds of turns: what kinds there are, and how one is named.

use crate::StepId;
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// The kinds of round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoundKind {
    /// Organisations speak.
    #[default]
    Speak,
    /// Teams report back.
    Report,
    /// Organisations say their next steps.
    Act,
}

impl RoundKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Speak, Self::Report, Self::Act];

    /// As it stands in ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Speak => "speak",
            Self::Report => "report",
            Self::Act => "act",
        }
    }
}

/// A round belongs to the step that it is held in; a step may hold one of each kind. On the wire it reads `STEP/KIND`.
///
/// The kind alone is how rounds were named when a workshop had one of each; it means the round of the first step with that kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct RoundId {
    /// The step; empty in what was written before rounds had one.
    pub step: StepId,
    /// Who takes turns.
    pub kind: RoundKind,
}

impl RoundId {
    /// The round of that kind in that step.
    pub fn new(step: &StepId, kind: RoundKind) -> Self {
        Self { step: step.clone(), kind }
    }
}

impl From<RoundKind> for RoundId {
    fn from(kind: RoundKind) -> Self {
        Self { kind, ..Self::default() }
    }
}

impl TryFrom<String> for RoundId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (step, kind) = text.rsplit_once('/').unwrap_or(("", &text));
        let kind = RoundKind::ALL.into_iter().find(|known| known.as_str() == kind).ok_or("there is no such kind of round")?;
        Ok(Self { step: step.into(), kind })
    }
}

impl From<RoundId> for String {
    fn from(id: RoundId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for RoundId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.step.0.is_empty() { f.write_str(self.kind.as_str()) } else { write!(f, "{}/{}", self.step, self.kind.as_str()) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may panic
    use super::*;

    #[test]
    fn a_round_reads_as_its_step_and_kind_and_the_kind_alone_is_how_it_once_read() {
        let id = RoundId::new(&"introduce".into(), RoundKind::Speak);
        assert_eq!(serde_json::to_string(&id).unwrap(), r#""introduce/speak""#);
        assert_eq!(serde_json::from_str::<RoundId>(r#""introduce/speak""#).unwrap(), id);
        assert_eq!(serde_json::from_str::<RoundId>(r#""report""#).unwrap(), RoundId { step: "".into(), kind: RoundKind::Report });
        assert!(serde_json::from_str::<RoundId>(r#""introduce/sing""#).is_err());
    }
}
