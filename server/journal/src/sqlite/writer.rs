//! The one thread that writes: takes everything that waits, commits it in one transaction, answers each.

use super::{
    connection,
    stop::failed,
    work::{Job, Scrub},
};
use crate::{JournalError, limits};
use rusqlite::{Connection, TransactionBehavior};
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::sync::mpsc;

/// How many writes shared how many transactions, since the file was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Transactions committed.
    pub transactions: u64,
    /// Writes that were in them, of all kinds.
    pub writes: u64,
}

/// The same, while it is being counted.
#[derive(Default)]
pub(super) struct Counting {
    transactions: AtomicU64,
    writes: AtomicU64,
}

impl Counting {
    pub(super) fn now(&self) -> Counts {
        Counts {
            transactions: self.transactions.load(Ordering::Relaxed),
            writes: self.writes.load(Ordering::Relaxed),
        }
    }

    fn add(&self, writes: usize) {
        self.transactions.fetch_add(1, Ordering::Relaxed);
        self.writes.fetch_add(writes as u64, Ordering::Relaxed);
    }
}

/// Owns the writing connection and the receiving side of the queue.
pub(super) struct Writer {
    connection: Connection,
    path: PathBuf,
    jobs: mpsc::Receiver<Job>,
    counting: Arc<Counting>,
    /// Batches committed since something was deleted that may still be in the write-ahead log.
    unscrubbed: Option<usize>,
}

impl Writer {
    pub(super) fn new(
        connection: Connection,
        path: PathBuf,
        jobs: mpsc::Receiver<Job>,
        counting: Arc<Counting>,
    ) -> Self {
        Self {
            connection,
            path,
            jobs,
            counting,
            unscrubbed: None,
        }
    }

    /// Serves the queue until it is closed and empty, then tidies up.
    pub(super) fn run(mut self) -> Result<(), JournalError> {
        while let Some(first) = self.jobs.blocking_recv() {
            let batch = self.gather(first);
            self.serve(batch);
            self.scrub_if_due();
        }
        self.scrub()
    }

    /// The first write and all that wait behind it, up to a batch.
    fn gather(&mut self, first: Job) -> Vec<Job> {
        let mut bytes = first.bytes;
        let mut batch = vec![first];
        while batch.len() < limits::BATCH_WRITES && bytes < limits::BATCH_BYTES {
            let Ok(job) = self.jobs.try_recv() else { break };
            bytes += job.bytes;
            batch.push(job);
        }
        batch
    }

    /// Commits a batch and answers it. A failure is everybody's: even a refusal may rest on what was not committed.
    fn serve(&mut self, mut batch: Vec<Job>) {
        let outcome = self
            .commit(&mut batch)
            .map_err(|error| failed(&error, &self.path));
        if outcome.is_ok() {
            self.counting.add(batch.len());
        }
        let scrubbed = match outcome {
            Ok(()) => self.scrub_for(&batch),
            Err(_) => Ok(()),
        };
        for job in batch {
            let outcome = match job.scrub {
                Scrub::BeforeAnswer => outcome.clone().and(scrubbed.clone()),
                _ => outcome.clone(),
            };
            job.work.answer(outcome);
        }
    }

    fn commit(&mut self, batch: &mut [Job]) -> rusqlite::Result<()> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for job in batch {
            job.work.write(&transaction, &self.path)?;
        }
        transaction.commit()
    }

    /// Cleans the write-ahead log now if somebody waits for that, or notes that it has to be done.
    fn scrub_for(&mut self, batch: &[Job]) -> Result<(), JournalError> {
        self.unscrubbed = self.unscrubbed.map(|batches| batches + 1);
        if batch.iter().any(|job| job.scrub != Scrub::Needless) {
            self.unscrubbed.get_or_insert(0);
        }
        match batch.iter().any(|job| job.scrub == Scrub::BeforeAnswer) {
            true => self.scrub(),
            false => Ok(()),
        }
    }

    /// Cleans the write-ahead log when nobody waits, or when it has been put off for long enough.
    fn scrub_if_due(&mut self) {
        let Some(batches) = self.unscrubbed else {
            return;
        };
        if self.jobs.is_empty() || batches >= limits::SCRUB_AFTER_BATCHES {
            // If somebody holds the file, it stays noted and is tried again after the next batch.
            let _ = self.scrub();
        }
    }

    fn scrub(&mut self) -> Result<(), JournalError> {
        match connection::empty_log(&self.connection) {
            Ok(true) => {
                self.unscrubbed = None;
                Ok(())
            }
            Ok(false) => Err(JournalError::Busy),
            Err(error) => Err(failed(&error, &self.path)),
        }
    }
}
