//! Opening a workshop: the fold of its journal, from its latest snapshot on.

use super::handle::Gone;
use futures_util::StreamExt;
use trestle_core::{Fold, FoldError, State};
use trestle_journal::{Course, Entry, Journal, JournalError, Seq};
use trestle_protocol::WorkshopId;

/// Why a workshop could not be opened.
#[derive(Clone, Debug, thiserror::Error)]
pub enum OpenError {
    /// There is none of that id.
    #[error("there is no such workshop")]
    NotFound,
    /// There was one, and damage to the journal took all of it.
    #[error("the workshop was lost by damage to the journal")]
    Lost,
    /// As many are live as may be, or the server stops.
    #[error("no further workshop can be opened at the moment")]
    Busy,
    /// The journal could not be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A newer version has run it. Not a word of that is read, and nothing is written over it.
    #[error("entry {at}: {reason}")]
    Newer {
        /// Which entry; the snapshot's own number if it is the snapshot.
        at: Seq,
        /// Which form it has.
        reason: String,
    },
    /// What was read makes no workshop.
    #[error("entry {at} cannot be replayed: {reason}")]
    Unreadable {
        /// Which entry; the snapshot's own number if it is the snapshot.
        at: Seq,
        /// What the fold said.
        reason: String,
    },
    /// Opening it panicked.
    #[error("opening it panicked")]
    Panicked,
    /// It ended before it answered an order, which may have taken effect.
    #[error(transparent)]
    Unanswered(Gone),
}

/// A workshop in memory, as its journal says.
pub(crate) struct Opened {
    pub(crate) fold: Fold,
    /// The last entry that the fold holds.
    pub(crate) head: Seq,
    /// The last entry that its snapshot holds.
    pub(crate) snapshot: Seq,
    /// How its time went, as the journal says.
    pub(crate) course: Option<Course>,
}

impl Opened {
    /// Before the first entry.
    pub(crate) fn nothing() -> Self {
        Self { fold: Fold::empty(), head: Seq::START, snapshot: Seq::START, course: None }
    }
}

/// How much of a journal is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// All of it, or nothing.
    Whole,
    /// As far as it can be read: for looking at a workshop whose journal cannot be replayed to its end.
    Readable,
}

/// Folds a workshop's journal.
pub(crate) async fn open(journal: &dyn Journal, id: WorkshopId, reach: Reach) -> Result<Opened, OpenError> {
    journal.head(id.0).await?.ok_or(OpenError::NotFound)?;
    let mut opened = last_snapshot(journal, id).await?;
    let course = journal.course(id.0).await?;
    match (replay(journal, id, &mut opened, None).await, reach) {
        (Err(OpenError::Unreadable { at, reason }), Reach::Readable) => {
            tracing::error!(workshop = %id, %at, reason, "opened for reading only, as it was before this entry");
            // The broken fold is left behind: what a failed entry did to it is not known.
            let broken = std::mem::replace(&mut opened, last_snapshot(journal, id).await?);
            std::mem::forget(broken);
            replay(journal, id, &mut opened, Some(at)).await?;
        }
        (replayed, _) => replayed?,
    }
    Ok(Opened { course, ..opened })
}

/// What has been decided in a workshop, as far as its journal can be read.
pub(crate) async fn peek(journal: &dyn Journal, id: WorkshopId) -> Result<State, OpenError> {
    open(journal, id, Reach::Readable).await.map(|opened| opened.fold.state)
}

async fn last_snapshot(journal: &dyn Journal, id: WorkshopId) -> Result<Opened, OpenError> {
    let Some(snapshot) = journal.latest(id.0).await? else {
        return Ok(Opened::nothing());
    };
    let fold = Fold::restore(&snapshot.bytes).map_err(|error| unreadable(snapshot.at, &error))?;
    Ok(Opened { fold, head: snapshot.at, snapshot: snapshot.at, course: None })
}

/// Replays what stands behind the snapshot, up to but without `before`.
async fn replay(journal: &dyn Journal, id: WorkshopId, opened: &mut Opened, before: Option<Seq>) -> Result<(), OpenError> {
    let mut entries = journal.read(id.0, opened.head);
    while let Some(read) = entries.next().await {
        let (seq, Entry { bytes, .. }) = read?;
        if before.is_some_and(|before| seq >= before) {
            break;
        }
        opened.fold.replay(&bytes).map_err(|error| unreadable(seq, &error))?;
        opened.head = seq;
    }
    Ok(())
}

fn unreadable(at: Seq, error: &FoldError) -> OpenError {
    let reason = error.to_string();
    match error {
        FoldError::Newer { .. } => OpenError::Newer { at, reason },
        _ => OpenError::Unreadable { at, reason },
    }
}
