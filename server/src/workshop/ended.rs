//! How a task ends, and why it fails.

use super::encode::EncodeError;
use trestle_core::documents::Broken;
use trestle_journal::JournalError;

/// Why a task ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// Nobody was there for a while.
    Idle,
    /// The server stops.
    Drained,
    /// The workshop is gone for good.
    Erased,
}

/// Why a task failed. What was not acknowledged may be lost; everything else is in the journal, and the workshop reopens from it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TaskError {
    #[error("an append failed: {0}")]
    Journal(#[from] JournalError),
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// The CRDT failed on what the gate had admitted: this fold is not to be used any more.
    #[error("a document is broken")]
    Broken,
}

impl From<Broken> for TaskError {
    fn from(Broken: Broken) -> Self {
        Self::Broken
    }
}
