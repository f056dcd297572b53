//! One write that waits for the writer: what it does, and how its caller hears of the outcome.

use super::{stop::Stop, witness::Note};
use crate::JournalError;
use rusqlite::Transaction;
use std::path::Path;
use tokio::sync::{OwnedSemaphorePermit, oneshot};

/// What has to happen besides the commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scrub {
    /// Nothing was deleted.
    Needless,
    /// What was deleted may stay in the write-ahead log for a little while.
    Soon,
    /// What was deleted must be out of the write-ahead log before the answer.
    BeforeAnswer,
}

/// A write of any kind, as the writer sees it.
pub(super) trait Work: Send {
    /// Writes within the transaction and remembers the answer. An error is SQLite's: it ends the whole transaction.
    /// What it did is added to `notes`.
    fn write(&mut self, transaction: &Transaction<'_>, notes: &mut Vec<Note>, path: &Path) -> rusqlite::Result<()>;
    /// Tells the caller: what was remembered, or the error that the transaction ended with.
    fn answer(self: Box<Self>, outcome: Result<(), JournalError>);
}

/// A write in the queue. Dropping it answers its caller with `Closed`.
pub(super) struct Job {
    pub(super) work: Box<dyn Work>,
    pub(super) bytes: usize,
    pub(super) scrub: Scrub,
    /// Its share of the bytes that may wait, given back when it is answered.
    pub(super) _space: OwnedSemaphorePermit,
}

/// The one implementation: a closure, and the channel that its caller listens on.
pub(super) struct Reply<F, T> {
    write: Option<F>,
    found: Result<T, JournalError>,
    reply: oneshot::Sender<Result<T, JournalError>>,
}

impl<F, T> Reply<F, T>
where
    F: FnOnce(&Transaction<'_>, &mut Vec<Note>) -> Result<T, Stop> + Send + 'static,
    T: Send + 'static,
{
    pub(super) fn new(write: F, reply: oneshot::Sender<Result<T, JournalError>>) -> Box<Self> {
        Box::new(Self { write: Some(write), found: Err(JournalError::Closed), reply })
    }
}

impl<F, T> Work for Reply<F, T>
where
    F: FnOnce(&Transaction<'_>, &mut Vec<Note>) -> Result<T, Stop> + Send + 'static,
    T: Send + 'static,
{
    fn write(&mut self, transaction: &Transaction<'_>, notes: &mut Vec<Note>, path: &Path) -> rusqlite::Result<()> {
        let Some(write) = self.write.take() else {
            return Ok(());
        };
        self.found = match write(transaction, notes) {
            Err(Stop::Failed(error)) => return Err(error),
            Err(refused) => Err(refused.into_error(path)),
            Ok(found) => Ok(found),
        };
        Ok(())
    }

    fn answer(self: Box<Self>, outcome: Result<(), JournalError>) {
        // Nobody may be listening any more; the write counts all the same.
        let _ = self.reply.send(outcome.and(self.found));
    }
}
