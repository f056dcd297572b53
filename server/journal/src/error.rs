//! Why a journal did not do what it was asked, in words for the log and for the operator.

use crate::Seq;

/// Why a call failed. Of a write that failed nothing is stored, unless the variant says that this is unknown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// The head is not the expected one, or there is no such workshop (`head` is 0): read, fold, decide again.
    #[error("the workshop's journal has moved on to entry {head}")]
    Conflict {
        /// The number of the last entry now; 0 if there is no such workshop.
        head: Seq,
    },
    /// No space is left for writing. Reading still works.
    #[error("the disk is full: what was just written could not be saved; free some space on the server's disk")]
    Full,
    /// What is stored is not what was written. Never answered with something empty instead.
    #[error("the journal is damaged: {what}. Keep the file, and put a copy of it from before in its place")]
    Damaged {
        /// Where, and what is wrong there.
        what: String,
    },
    /// As much waits to be written as may wait, or another program holds the file: try again later.
    #[error("the journal is busy: try again in a moment")]
    Busy,
    /// The journal was closed, or its writer has ended; whether a write that was under way is stored is unknown.
    #[error("the journal is closed")]
    Closed,
    /// Larger than a bound in [`crate::limits`].
    #[error("{what} is {size}, and at most {bound} is kept")]
    TooLarge {
        /// What is too large, and in which unit.
        what: &'static str,
        /// How large it is.
        size: usize,
        /// How large it may be.
        bound: usize,
    },
    /// The store failed in a way that nobody using the journal can mend; whether a write is stored is unknown.
    #[error("the journal could not be used: {what}")]
    Internal {
        /// What the store said.
        what: String,
    },
}
