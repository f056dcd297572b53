//! Why an update was not taken: a refusal, or not yet.

use trestle_gate::GateRefusal;
use trestle_protocol::Refusal;

/// Why an update was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unwritten {
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Its author's share of the document is used up for now: the same bytes will be taken later.
    #[error("{}", Refusal::Later)]
    Later {
        /// In so many seconds.
        seconds: u32,
    },
}

impl Unwritten {
    /// Not for so many milliseconds, in whole seconds.
    pub(crate) fn for_ms(millis: u64) -> Self {
        Self::Later { seconds: u32::try_from(millis.div_ceil(1_000)).unwrap_or(u32::MAX) }
    }

    /// In how many seconds the same bytes will be taken.
    pub fn after(self) -> Option<u32> {
        if let Self::Later { seconds } = self { Some(seconds) } else { None }
    }
}

impl From<Unwritten> for Refusal {
    fn from(unwritten: Unwritten) -> Self {
        match unwritten {
            Unwritten::Refused(refusal) => refusal,
            Unwritten::Later { .. } => Self::Later,
        }
    }
}

impl From<GateRefusal> for Unwritten {
    fn from(refusal: GateRefusal) -> Self {
        Self::Refused(match refusal {
            GateRefusal::Behind => Refusal::Behind,
            GateRefusal::OverBudget | GateRefusal::TooManyClients => Refusal::DocumentFull,
            GateRefusal::OverShare => Refusal::ShareUsed,
            GateRefusal::ListFull => Refusal::TooMany,
            GateRefusal::TooLarge | GateRefusal::TooMany => Refusal::Oversized,
            _ => Refusal::BadUpdate,
        })
    }
}
