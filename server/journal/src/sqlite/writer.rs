//! The one thread that writes: takes everything that waits, commits it in one transaction, answers each.

use super::{
    connection,
    stop::failed,
    witness::Witness,
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
    time::Duration,
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
        Counts { transactions: self.transactions.load(Ordering::Relaxed), writes: self.writes.load(Ordering::Relaxed) }
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
    witness: Witness,
    /// Set while something that was deleted may still be in the write-ahead log.
    owed: Option<Owed>,
}

/// A cleaning of the write-ahead log that is still to be done.
#[derive(Clone, Copy, Default)]
struct Owed {
    /// Batches committed since it is owed, or since it was last tried.
    batches: usize,
    /// Another program's reading prevented it: trying again after every batch would only cost.
    tried: bool,
}

impl Owed {
    /// Just now, in vain.
    const TRIED: Self = Self { batches: 0, tried: true };
}

impl Writer {
    /// `emptied`: nothing that was deleted is in the write-ahead log.
    pub(super) fn new(
        (connection, witness): (Connection, Witness),
        path: PathBuf,
        jobs: mpsc::Receiver<Job>,
        counting: Arc<Counting>,
        emptied: bool,
    ) -> Self {
        Self { connection, path, jobs, counting, witness, owed: (!emptied).then_some(Owed::TRIED) }
    }

    /// Serves the queue until it is closed and empty, then tidies up.
    pub(super) fn run(mut self) -> Result<(), JournalError> {
        while let Some(first) = self.jobs.blocking_recv() {
            let batch = self.gather(first);
            self.serve(batch);
            self.scrub_if_due();
        }
        self.scrub(limits::ERASE_PATIENCE)
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
        let outcome = self.commit(&mut batch).map_err(|error| failed(&error, &self.path));
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
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut notes = Vec::new();
        for job in batch {
            job.work.write(&transaction, &mut notes, &self.path)?;
        }
        self.witness.intend(&notes);
        transaction.commit()?;
        self.witness.note(&notes);
        Ok(())
    }

    /// Cleans the write-ahead log now if somebody waits for that, or notes that it has to be done.
    fn scrub_for(&mut self, batch: &[Job]) -> Result<(), JournalError> {
        if let Some(owed) = &mut self.owed {
            owed.batches += 1;
        }
        if batch.iter().any(|job| job.scrub != Scrub::Needless) {
            self.owed.get_or_insert_default();
        }
        match batch.iter().any(|job| job.scrub == Scrub::BeforeAnswer) {
            true => self.scrub(limits::ERASE_PATIENCE),
            false => Ok(()),
        }
    }

    /// Cleans the write-ahead log when nobody waits, or when it has been put off for long enough.
    fn scrub_if_due(&mut self) {
        let Some(Owed { batches, tried }) = self.owed else {
            return;
        };
        let idle = !tried && self.jobs.is_empty();
        if idle || batches >= limits::SCRUB_AFTER_BATCHES {
            // Nobody waits for this one: if it fails it stays owed.
            let _ = self.scrub(Duration::ZERO);
        }
    }

    fn scrub(&mut self, patience: Duration) -> Result<(), JournalError> {
        let emptied = connection::empty_log(&self.connection, patience).map_err(|error| failed(&error, &self.path))?;
        self.owed = (!emptied).then_some(Owed { batches: 0, tried: true });
        if emptied {
            self.witness.forget();
        }
        if emptied { Ok(()) } else { Err(JournalError::Busy) }
    }
}
