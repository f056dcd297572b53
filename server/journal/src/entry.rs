//! What a journal holds: numbered entries, and snapshots of everything up to a number.

use crate::{JournalError, limits};
use std::{fmt, sync::Arc};
use uuid::Uuid;

/// Number of an entry within its workshop: 1, 2, 3 and so on without gaps; 0 stands before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Seq(pub u64);

impl Seq {
    /// Before the first entry: nothing yet.
    pub const START: Seq = Seq(0);

    /// The number of the entry that follows.
    #[must_use]
    pub fn next(self) -> Seq {
        Seq(self.0 + 1)
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What becomes of an entry behind a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Decided by the core; kept for the audit until the workshop is erased.
    Event,
    /// Written into a document; deleted once a snapshot contains it, so that deleted text is really gone.
    Update,
}

/// One entry: its kind and its bytes, which only the fold understands.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// What becomes of it behind a snapshot.
    pub kind: Kind,
    /// At most [`crate::limits::ENTRY_BYTES`].
    pub bytes: Arc<[u8]>,
}

impl Entry {
    /// An entry that is kept.
    pub fn event(bytes: impl Into<Arc<[u8]>>) -> Self {
        Self { kind: Kind::Event, bytes: bytes.into() }
    }

    /// An entry that is dropped behind a snapshot.
    pub fn update(bytes: impl Into<Arc<[u8]>>) -> Self {
        Self { kind: Kind::Update, bytes: bytes.into() }
    }
}

// Entries carry what people wrote: a log line must never show it.
impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({} bytes)", self.kind, self.bytes.len())
    }
}

/// Everything that the entries up to and including `at` amount to.
#[derive(Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The last entry that it contains.
    pub at: Seq,
    /// At most [`crate::limits::SNAPSHOT_BYTES`].
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Snapshot(at {}, {} bytes)", self.at, self.bytes.len())
    }
}

/// A workshop that the journal holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// The workshop's id.
    pub workshop: Uuid,
    /// The number of its last entry.
    pub head: Seq,
}

/// Refuses an append that is larger than what is kept.
pub(crate) fn within_bounds(entries: &[Entry]) -> Result<(), JournalError> {
    let largest = entries.iter().map(|it| it.bytes.len()).max().unwrap_or(0);
    bound("an entry, in bytes,", largest, limits::ENTRY_BYTES)?;
    bound("the number of entries at once", entries.len(), limits::APPEND_ENTRIES)?;
    bound("an append, in bytes,", size(entries), limits::APPEND_BYTES)
}

/// Bytes of all entries together.
pub(crate) fn size(entries: &[Entry]) -> usize {
    entries.iter().map(|it| it.bytes.len()).sum()
}

impl Snapshot {
    /// Refuses a snapshot that is larger than what is kept.
    pub(crate) fn within_bounds(&self) -> Result<(), JournalError> {
        bound("a snapshot, in bytes,", self.bytes.len(), limits::SNAPSHOT_BYTES)
    }
}

fn bound(what: &'static str, size: usize, bound: usize) -> Result<(), JournalError> {
    match size > bound {
        true => Err(JournalError::TooLarge { what, size, bound }),
        false => Ok(()),
    }
}
