//! A journal in memory, for tests: it can be told to fail, to stall, and to lose what was not yet acknowledged.

mod data;

use crate::{Beside, Course, Entry, Journal, JournalError, Listed, Seq, Snapshot, entry, limits};
use data::Data;
use futures_util::{FutureExt, StreamExt, future::BoxFuture, stream, stream::BoxStream};
use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::sync::{oneshot, watch};
use uuid::Uuid;

/// A journal in memory. [`reopened`](Memory::reopened) ones share what is stored, as handles on one file do.
pub struct Memory {
    shared: Arc<Shared>,
    closed: AtomicBool,
}

struct Shared {
    state: Mutex<State>,
    /// How many writes wait for the gate, for those who wait until they do.
    waiting: watch::Sender<usize>,
}

#[derive(Default)]
struct State {
    data: Data,
    stalled: bool,
    waiting: VecDeque<Write>,
    fault: Option<Fault>,
}

/// A write that waits at the gate: does its work, and answers if it is told to.
type Write = Box<dyn FnOnce(&mut Data, &mut Option<Fault>, bool) + Send>;

/// Appends that are going to fail.
struct Fault {
    /// How many more succeed before.
    after: usize,
    /// How many fail then; `None` for all, until healed.
    times: Option<usize>,
    error: JournalError,
}

/// What a crash does to the writes that wait at the gate; none of them is acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// They had not reached the disk.
    Forgotten,
    /// They had, but nobody was told.
    Kept,
}

impl Memory {
    /// An empty journal.
    #[must_use]
    pub fn new() -> Self {
        let shared = Shared { state: Mutex::default(), waiting: watch::Sender::new(0) };
        Self { shared: Arc::new(shared), closed: AtomicBool::new(false) }
    }

    /// Another handle on what this one stores, open even if this one is closed.
    #[must_use]
    pub fn reopened(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), closed: AtomicBool::new(false) }
    }

    /// The next `times` appends fail with `error`, and nothing of them is stored.
    pub fn fail_next(&self, times: usize, error: JournalError) {
        self.state().fault = Some(Fault { after: 0, times: Some(times), error });
    }

    /// After `count` more appends all fail with `error`, until [`heal`](Self::heal); then nothing of them is stored.
    pub fn fail_after(&self, count: usize, error: JournalError) {
        self.state().fault = Some(Fault { after: count, times: None, error });
    }

    /// Appends succeed again.
    pub fn heal(&self) {
        self.state().fault = None;
    }

    /// From now on writes wait at a gate: not stored, not visible, not answered, until released.
    pub fn stall(&self) {
        self.state().stalled = true;
    }

    /// Opens the gate: what waits there is stored and answered in order.
    pub fn release_stalled(&self) {
        let mut state = self.state();
        state.stalled = false;
        state.let_through(true);
        self.shared.waiting.send_replace(0);
    }

    /// Resolves when at least `count` writes wait at the gate.
    pub async fn until_stalled(&self, count: usize) {
        // The sender lives as long as `self`: waiting for it cannot fail.
        let _ = self.shared.waiting.subscribe().wait_for(|it| *it >= count).await;
    }

    /// The machine stops with writes at the gate: they are answered with `Closed`; the gate is open afterwards.
    pub fn crash(&self, lost: Lost) {
        let mut state = self.state();
        state.stalled = false;
        match lost {
            Lost::Forgotten => state.waiting.clear(),
            Lost::Kept => state.let_through(false),
        }
        self.shared.waiting.send_replace(0);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Data, &mut Option<Fault>) -> Result<T, JournalError> + Send + 'static,
    ) -> BoxFuture<'static, Result<T, JournalError>> {
        let (reply, answer) = oneshot::channel();
        let write: Write = Box::new(move |data, fault, tell| {
            let outcome = work(data, fault);
            if tell {
                // Nobody may wait for the answer any more; the write counts all the same.
                let _ = reply.send(outcome);
            }
        });
        match self.admit(write) {
            Ok(()) => async { answer.await.unwrap_or(Err(JournalError::Closed)) }.boxed(),
            Err(refused) => async { Err(refused) }.boxed(),
        }
    }

    /// Does the write, or puts it to the others at the gate.
    fn admit(&self, write: Write) -> Result<(), JournalError> {
        if self.closed.load(Ordering::Acquire) {
            return Err(JournalError::Closed);
        }
        let mut state = self.state();
        if state.waiting.len() >= limits::QUEUE_WRITES {
            return Err(JournalError::Busy);
        }
        state.waiting.push_back(write);
        if !state.stalled {
            state.let_through(true);
        }
        self.shared.waiting.send_replace(state.waiting.len());
        Ok(())
    }

    fn look<T: Send + 'static>(&self, look: impl FnOnce(&Data) -> T) -> BoxFuture<'static, Result<T, JournalError>> {
        let seen = match self.closed.load(Ordering::Acquire) {
            true => Err(JournalError::Closed),
            false => Ok(look(&self.state().data)),
        };
        async { seen }.boxed()
    }
}

impl State {
    fn let_through(&mut self, tell: bool) {
        while let Some(write) = self.waiting.pop_front() {
            write(&mut self.data, &mut self.fault, tell);
        }
    }
}

impl Fault {
    /// The error that an append meets now, if any; counts it.
    fn strike(fault: &mut Option<Fault>) -> Result<(), JournalError> {
        let Some(it) = fault else { return Ok(()) };
        if it.after > 0 {
            it.after -= 1;
            return Ok(());
        }
        match &mut it.times {
            Some(0) => return Ok(()),
            Some(times) => *times -= 1,
            None => {}
        }
        Err(it.error.clone())
    }

    /// The error that the next append is going to meet, if any.
    fn pending(fault: &Option<Fault>) -> Result<(), JournalError> {
        match fault {
            Some(it) if it.after == 0 && it.times != Some(0) => Err(it.error.clone()),
            _ => Ok(()),
        }
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self::new()
    }
}

impl Journal for Memory {
    fn append_beside(
        &self,
        workshop: Uuid,
        expected: Option<Seq>,
        entries: Vec<Entry>,
        beside: Beside,
    ) -> BoxFuture<'static, Result<Seq, JournalError>> {
        if let Err(refused) = entry::within_bounds(&entries) {
            return async { Err(refused) }.boxed();
        }
        self.write(move |data, fault| {
            Fault::strike(fault)?;
            data.append(workshop, expected, entries, beside)
        })
    }

    fn due(&self, now: u64) -> BoxFuture<'static, Result<Vec<Uuid>, JournalError>> {
        self.look(|data| data.due(now))
    }

    fn course(&self, workshop: Uuid) -> BoxFuture<'static, Result<Option<Course>, JournalError>> {
        self.look(move |data| data.course(workshop))
    }

    fn lapsed(&self) -> BoxFuture<'static, Result<Vec<(Uuid, u64)>, JournalError>> {
        self.look(Data::lapsed)
    }

    fn lapse(&self, workshop: Uuid, counted: Option<u64>) -> BoxFuture<'static, Result<(), JournalError>> {
        self.write(move |data, _| {
            data.lapse(workshop, counted);
            Ok(())
        })
    }

    fn read(&self, workshop: Uuid, after: Seq) -> BoxStream<'static, Result<(Seq, Entry), JournalError>> {
        self.look(|data| data.read(workshop, after))
            .map(|seen| match seen {
                Ok(entries) => stream::iter(entries).map(Ok).left_stream(),
                Err(error) => stream::iter([Err(error)]).right_stream(),
            })
            .flatten_stream()
            .boxed()
    }

    fn snapshot(&self, workshop: Uuid, snapshot: Snapshot) -> BoxFuture<'static, Result<(), JournalError>> {
        if let Err(refused) = snapshot.within_bounds() {
            return async { Err(refused) }.boxed();
        }
        self.write(move |data, _| data.snapshot(workshop, snapshot))
    }

    fn replace(&self, workshop: Uuid, snapshot: Snapshot) -> BoxFuture<'static, Result<(), JournalError>> {
        if let Err(refused) = snapshot.within_bounds() {
            return async { Err(refused) }.boxed();
        }
        self.write(move |data, _| data.replace(workshop, snapshot))
    }

    fn latest(&self, workshop: Uuid) -> BoxFuture<'static, Result<Option<Snapshot>, JournalError>> {
        self.look(|data| data.latest(workshop))
    }

    fn claim(&self, key: [u8; 32], workshop: Uuid) -> BoxFuture<'static, Result<bool, JournalError>> {
        self.write(move |data, _| Ok(data.claim(key, workshop)))
    }

    fn release(&self, key: [u8; 32]) -> BoxFuture<'static, Result<(), JournalError>> {
        self.write(move |data, _| {
            data.release(key);
            Ok(())
        })
    }

    fn find(&self, key: [u8; 32]) -> BoxFuture<'static, Result<Option<Uuid>, JournalError>> {
        self.look(|data| data.find(key))
    }

    fn erase(&self, workshop: Uuid) -> BoxFuture<'static, Result<(), JournalError>> {
        self.write(move |data, _| {
            data.erase(workshop);
            Ok(())
        })
    }

    fn list(&self) -> BoxFuture<'static, Result<Vec<Listed>, JournalError>> {
        self.look(Data::list)
    }

    fn head(&self, workshop: Uuid) -> BoxFuture<'static, Result<Option<Seq>, JournalError>> {
        self.look(|data| data.head(workshop))
    }

    fn healthy(&self) -> BoxFuture<'static, Result<(), JournalError>> {
        self.write(|_, fault| Fault::pending(fault))
    }

    fn close(&self) -> BoxFuture<'static, Result<(), JournalError>> {
        let written = self.write(|_, _| Ok(()));
        let closed_before = self.closed.swap(true, Ordering::AcqRel);
        async move { if closed_before { Ok(()) } else { written.await } }.boxed()
    }
}
