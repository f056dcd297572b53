//! The way to the writer: bounded in number and in bytes, never blocking.

use super::{
    stop::Stop,
    witness::Note,
    work::{Job, Reply, Scrub},
};
use crate::{JournalError, limits};
use futures_util::{FutureExt, future::BoxFuture};
use rusqlite::Transaction;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

/// What a write costs in the queue besides its bytes, roughly.
const OVERHEAD: usize = 256;

/// The sending side of the writer's queue.
pub(super) struct Queue {
    /// Gone once closed; then the writer finishes what is queued and ends.
    sender: Mutex<Option<mpsc::Sender<Job>>>,
    /// Bytes that may still be queued.
    space: Arc<Semaphore>,
}

impl Queue {
    /// A queue, and the side that the writer takes from.
    pub(super) fn new() -> (Self, mpsc::Receiver<Job>) {
        let (sender, jobs) = mpsc::channel(limits::QUEUE_WRITES);
        let space = Arc::new(Semaphore::new(limits::QUEUE_BYTES));
        (Self { sender: Mutex::new(Some(sender)), space }, jobs)
    }

    /// Queues a write at once; the answer comes when it is durable. `bytes` is what it carries.
    pub(super) fn submit<T: Send + 'static>(
        &self,
        bytes: usize,
        scrub: Scrub,
        write: impl FnOnce(&Transaction<'_>, &mut Vec<Note>) -> Result<T, Stop> + Send + 'static,
    ) -> BoxFuture<'static, Result<T, JournalError>> {
        let (reply, answer) = oneshot::channel();
        let work = Reply::new(write, reply);
        let queued = self.reserve(bytes).and_then(|space| self.send(Job { work, bytes, scrub, _space: space }));
        async {
            queued?;
            answer.await.unwrap_or(Err(JournalError::Closed))
        }
        .boxed()
    }

    /// Lets the writer finish and end.
    pub(super) fn close(&self) {
        self.sender.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    fn reserve(&self, bytes: usize) -> Result<OwnedSemaphorePermit, JournalError> {
        let cost = u32::try_from(bytes + OVERHEAD).map_err(|_| JournalError::Busy)?;
        Arc::clone(&self.space).try_acquire_many_owned(cost).map_err(|_| JournalError::Busy)
    }

    fn send(&self, job: Job) -> Result<(), JournalError> {
        let sender = self.sender.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = sender.as_ref().ok_or(JournalError::Closed)?;
        sender.try_send(job).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => JournalError::Busy,
            mpsc::error::TrySendError::Closed(_) => JournalError::Closed,
        })
    }
}
