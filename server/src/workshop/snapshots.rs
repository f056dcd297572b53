//! Snapshots of one workshop: they bound the time of reopening, and what they replace is really deleted.

use crate::limits;
use std::sync::Arc;
use tokio::task::JoinHandle;
use trestle_core::{Fold, FoldError};
use trestle_journal::{Journal, JournalError, Seq, Snapshot};
use trestle_protocol::WorkshopId;

/// When the last one was made, and the one that is being made.
pub(crate) struct Snapshots {
    workshop: WorkshopId,
    journal: Arc<dyn Journal>,
    /// Entries up to here are in a snapshot.
    at: Seq,
    /// No new one before this entry.
    next: Seq,
    running: Option<JoinHandle<Option<Seq>>>,
}

/// Why a snapshot does not count.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SnapshotError {
    #[error("it could not be made: {0}")]
    Unmade(#[from] FoldError),
    #[error("it could not be loaded again")]
    Unreadable,
    #[error(transparent)]
    Journal(#[from] JournalError),
}

impl Snapshots {
    /// The last snapshot holds everything up to `at`.
    pub(crate) fn new(workshop: WorkshopId, at: Seq, journal: Arc<dyn Journal>) -> Self {
        Self { workshop, journal, at, next: Seq(at.0 + limits::SNAPSHOT_EVERY), running: None }
    }

    /// Makes one beside the loop, if enough has happened since the last.
    pub(crate) fn make_if_due(&mut self, fold: &Fold, head: Seq) {
        if self.running.as_ref().is_some_and(JoinHandle::is_finished) {
            self.running = None;
        }
        if head < self.next || self.running.is_some() {
            return;
        }
        self.next = Seq(head.0 + limits::SNAPSHOT_EVERY);
        self.running = Some(tokio::spawn(store(self.workshop, self.journal.clone(), head, fold.snapshot())));
    }

    /// Waits for the one that is being made.
    pub(crate) async fn settle(&mut self) {
        if let Some(running) = self.running.take()
            && let Ok(Some(at)) = running.await
        {
            self.at = at;
        }
    }

    /// Makes one now in place of everything up to it, entries and all.
    pub(crate) async fn replace(&mut self, fold: &Fold, head: Seq) -> Result<(), SnapshotError> {
        // One that still holds more must not come behind it.
        self.settle().await;
        let bytes = loadable(fold.snapshot()).await?;
        self.journal.replace(self.workshop.0, Snapshot { at: head, bytes }).await?;
        (self.at, self.next) = (head, Seq(head.0 + limits::SNAPSHOT_EVERY));
        Ok(())
    }

    /// Makes one now in place of the updates up to it: what they held and it does not is gone from the journal.
    pub(crate) async fn make(&mut self, fold: &Fold, head: Seq) -> Result<(), SnapshotError> {
        self.settle().await;
        verified(self.journal.clone(), self.workshop, head, fold.snapshot()).await?;
        (self.at, self.next) = (head, Seq(head.0 + limits::SNAPSHOT_EVERY));
        Ok(())
    }

    /// Makes one now, if anything has happened since the last.
    pub(crate) async fn make_last(&mut self, fold: &Fold, head: Seq) {
        self.settle().await;
        if head > self.at {
            store(self.workshop, self.journal.clone(), head, fold.snapshot()).await;
        }
    }
}

/// Verifies a snapshot by loading it, then stores it. A failure costs time when the workshop is opened, nothing else: it is logged.
async fn store(workshop: WorkshopId, journal: Arc<dyn Journal>, at: Seq, made: Result<Vec<u8>, FoldError>) -> Option<Seq> {
    match verified(journal, workshop, at, made).await {
        Ok(()) => {
            tracing::debug!(%workshop, %at, "snapshot stored");
            Some(at)
        }
        Err(error) => {
            tracing::error!(%workshop, %at, %error, "a snapshot does not count");
            None
        }
    }
}

async fn verified(journal: Arc<dyn Journal>, workshop: WorkshopId, at: Seq, made: Result<Vec<u8>, FoldError>) -> Result<(), SnapshotError> {
    let bytes = loadable(made).await?;
    Ok(journal.snapshot(workshop.0, Snapshot { at, bytes }).await?)
}

/// A snapshot that has been loaded once.
async fn loadable(made: Result<Vec<u8>, FoldError>) -> Result<Vec<u8>, SnapshotError> {
    let bytes = made?;
    // Loading is work for the processor, and a snapshot that breaks the loader must break nothing else.
    let loaded = tokio::task::spawn_blocking(move || Fold::restore(&bytes).is_ok().then_some(bytes)).await;
    loaded.ok().flatten().ok_or(SnapshotError::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use trestle_journal::{Entry, Memory};
    use uuid::Uuid;

    async fn journal_of(length: u64) -> (Arc<Memory>, WorkshopId) {
        let (journal, id) = (Arc::new(Memory::new()), WorkshopId(Uuid::from_u128(7)));
        let entries = (0..length).map(|_| Entry::update(b"x".as_slice())).collect();
        journal.append(id.0, Some(Seq::START), entries).await.unwrap();
        (journal, id)
    }

    #[tokio::test]
    async fn one_is_made_when_enough_has_happened_and_not_before() {
        let (journal, id) = journal_of(limits::SNAPSHOT_EVERY).await;
        let mut snapshots = Snapshots::new(id, Seq::START, journal.clone());
        snapshots.make_if_due(&Fold::empty(), Seq(limits::SNAPSHOT_EVERY - 1));
        assert!(snapshots.running.is_none());
        snapshots.make_if_due(&Fold::empty(), Seq(limits::SNAPSHOT_EVERY));
        assert_eq!(snapshots.running.take().unwrap().await.unwrap(), Some(Seq(limits::SNAPSHOT_EVERY)));
        assert_eq!(journal.latest(id.0).await.unwrap().map(|it| it.at), Some(Seq(limits::SNAPSHOT_EVERY)));
        snapshots.make_if_due(&Fold::empty(), Seq(limits::SNAPSHOT_EVERY + 1));
        assert!(snapshots.running.is_none(), "the next one has time");
    }

    #[tokio::test]
    async fn one_that_cannot_be_loaded_does_not_count() {
        let (journal, id) = journal_of(3).await;
        assert_eq!(store(id, journal.clone(), Seq(3), Ok(b"no snapshot".to_vec())).await, None);
        assert_eq!(store(id, journal.clone(), Seq(3), Err(FoldError::Document)).await, None);
        assert!(journal.latest(id.0).await.unwrap().is_none());
        assert_eq!(store(id, journal.clone(), Seq(3), Fold::empty().snapshot()).await, Some(Seq(3)));
        assert!(journal.latest(id.0).await.unwrap().is_some());
    }
}
