//! The task that owns a workshop: receive, decide or admit, apply, append, acknowledge, show.
//!
//! It owns the fold and the sending side of the journal by value; no lock guards them. Between two turns of the loop everything that the fold holds
//! is durable, so whatever is shown from it was saved before. While an append is in flight the next batch gathers in the inbox.

use super::{
    batch::{Answer, Batch},
    documents::{Rights, States, settle},
    encode::{self, CellsPart, EncodeError},
    handle::{Attach, Attached, Request, ScreenRequest},
    outbox::Outbox,
    presence::Presence,
    registry::Surroundings,
    screen::{Ending, Screen, ScreenId},
    screens::Screens,
    snapshots::Snapshots,
};
use crate::limits;
use std::{
    collections::{BTreeMap, BTreeSet},
    future,
    sync::Arc,
};
use tokio::{sync::mpsc, time::Instant};
use trestle_core::{Actor, Fold, Order, documents::Broken};
use trestle_journal::{JournalError, Seq};
use trestle_protocol::{DocumentName, Refusal, Role, ServerFrame, Time, WorkshopId};

/// Why a task ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// Nobody was there for a while.
    Idle,
    /// The server stops.
    Drained,
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

/// A live workshop.
pub(crate) struct Task {
    id: WorkshopId,
    pub(crate) fold: Fold,
    /// The last entry that the fold holds.
    head: Seq,
    /// It could not be opened whole: nothing is taken in.
    pub(crate) readable_only: bool,
    pub(crate) screens: Screens,
    pub(crate) outbox: Outbox,
    pub(crate) presence: Presence,
    snapshots: Snapshots,
    surroundings: Arc<Surroundings>,
    /// The latest time that was given to the fold: it never runs backwards.
    latest: Time,
    /// A due time for which a tick changed nothing: not ordered again until something else has.
    idle_tick: Option<Time>,
    /// Since when there has been no screen.
    lonely_since: Option<Instant>,
}

/// The receiving side of the inbox.
pub(crate) struct Inbox(pub(crate) mpsc::Receiver<Request>);

impl Inbox {
    /// All that waits, within bounds; waits for the first. None: closed and empty. Cancelling it loses nothing.
    async fn take(&mut self) -> Option<Vec<Request>> {
        let first = self.0.recv().await?;
        let mut bytes = size(&first);
        let mut taken = vec![first];
        while taken.len() < limits::BATCH_REQUESTS && bytes < limits::BATCH_BYTES {
            let Ok(next) = self.0.try_recv() else { break };
            bytes += size(&next);
            taken.push(next);
        }
        Some(taken)
    }
}

fn size(request: &Request) -> usize {
    match request {
        Request::Screen(_, ScreenRequest::Update { bytes, .. }) => bytes.len(),
        _ => 0,
    }
}

/// Caches for the answers of one turn, in which the fold does not change.
#[derive(Default)]
struct Ready {
    cells: BTreeMap<Role, CellsPart>,
    states: States,
}

impl Task {
    /// A workshop that has just been opened: `fold` holds everything up to `head`, the snapshot everything up to `snapshot`.
    pub(crate) fn new(id: WorkshopId, fold: Fold, head: Seq, snapshot: Seq, readable_only: bool, surroundings: Arc<Surroundings>) -> Self {
        Self {
            id,
            fold,
            head,
            readable_only,
            screens: Screens::default(),
            outbox: Outbox::new(),
            presence: Presence::new(),
            snapshots: Snapshots::new(id, snapshot, surroundings.journal.clone()),
            surroundings,
            latest: Time::default(),
            idle_tick: None,
            lonely_since: Some(Instant::now()),
        }
    }

    /// Runs until nobody needs the workshop any more.
    pub(crate) async fn run(&mut self, inbox: &mut Inbox) -> Result<Ended, TaskError> {
        loop {
            let requests = tokio::select! {
                taken = inbox.take() => taken,
                () = self.tick_due() => Some(Vec::new()),
                () = until(self.flush_due()) => Some(Vec::new()),
                () = until(self.lonely_until()) => None,
            };
            let Some(requests) = requests else { return self.close(inbox).await };
            if self.turn(requests).await? {
                self.outbox.flush_all(&self.fold, &mut self.screens)?;
                self.screens.end_all(Ending::Restart);
                return Ok(Ended::Drained);
            }
        }
    }

    /// One turn of the loop; answers whether the server stops.
    async fn turn(&mut self, requests: Vec<Request>) -> Result<bool, TaskError> {
        let mut batch = Batch::default();
        for request in requests {
            self.admit(request, &mut batch);
        }
        self.tick(&mut batch);
        if self.fold.broken() {
            return Err(TaskError::Broken);
        }
        self.append(&mut batch).await?;
        if batch.decided {
            self.settle_rights()?;
        }
        let drain = batch.drain;
        self.answer(batch)?;
        self.flush()?;
        if !self.readable_only {
            self.snapshots.make_if_due(&self.fold, self.head);
        }
        self.lonely_since = if self.screens.is_empty() { self.lonely_since.or_else(|| Some(Instant::now())) } else { None };
        Ok(drain)
    }

    /// P1: everything behind this line is durable.
    async fn append(&mut self, batch: &mut Batch) -> Result<(), JournalError> {
        if !batch.entries.is_empty() {
            let entries = std::mem::take(&mut batch.entries);
            self.head = self.surroundings.journal.append(self.id.0, Some(self.head), entries).await?;
        }
        Ok(())
    }

    /// The time, never earlier than before.
    pub(crate) fn now(&mut self) -> Time {
        self.latest = self.latest.max(self.surroundings.clock.now());
        self.latest
    }

    fn tick_at(&self) -> Option<Time> {
        self.fold.state.next_tick().filter(|due| !self.readable_only && Some(*due) != self.idle_tick)
    }

    async fn tick_due(&self) {
        match self.tick_at() {
            Some(due) => self.surroundings.clock.sleep_until(due).await,
            None => future::pending().await,
        }
    }

    fn tick(&mut self, batch: &mut Batch) {
        let now = self.now();
        let Some(due) = self.tick_at().filter(|due| *due <= now) else { return };
        let ticked = self.order(Actor::System, None, &Order::Tick, batch);
        if !matches!(ticked, Ok(events) if !events.is_empty()) {
            tracing::error!(workshop = %self.id, "a tick that was due changed nothing");
            self.idle_tick = Some(due);
        }
    }

    /// After a decision: who is still here, as what, and with which documents.
    fn settle_rights(&mut self) -> Result<(), TaskError> {
        let mut ready = Ready::default();
        for id in self.screens.ids() {
            self.settle_viewer(id, &mut ready)?;
        }
        let mut rights = Rights::new(&self.fold, self.readable_only);
        for id in self.screens.ids() {
            settle(&mut self.screens, id, &mut rights, &mut ready.states)?;
        }
        self.presence.unsettle();
        Ok(())
    }

    /// Ends a screen whose secret ended; sends one whose role changed everything that it is shown now.
    fn settle_viewer(&mut self, id: ScreenId, ready: &mut Ready) -> Result<(), TaskError> {
        let Some(screen) = self.screens.get(id) else { return Ok(()) };
        let (holder, before) = (screen.holder, screen.viewer);
        let known = self.fold.state.holder(&screen.secret) == Some(holder);
        let Some(viewer) = self.fold.state.viewer(holder).filter(|_| known) else {
            self.screens.end(id, Ending::Removed);
            return Ok(());
        };
        if viewer != before {
            // Those who stay what they were are brought up to date first, so that the whole view is everybody's.
            self.outbox.flush_cells(&self.fold, &mut self.screens)?;
            if let Some(screen) = self.screens.get_mut(id) {
                screen.viewer = viewer;
            }
            self.welcome(id, ready)?;
        }
        Ok(())
    }

    fn answer(&mut self, batch: Batch) -> Result<(), TaskError> {
        let mut ready = Ready::default();
        for answer in batch.answers {
            match answer {
                Answer::Frame(screen, frame) => self.screens.send(screen, encode::text(&frame)?),
                Answer::UpdateRefused { screen, number, document, refusal } => {
                    let behind = refusal == Refusal::Behind;
                    let frame = ServerFrame::UpdateRefused { number, document, refusal: refusal.into(), behind };
                    self.screens.send(screen, encode::text(&frame)?);
                    self.send_state(screen, document, &mut ready.states)?;
                    // A refused update costs a whole state: not for ever.
                    if self.screens.get(screen).is_some_and(|screen| !screen.pace.strike()) {
                        self.screens.end(screen, Ending::Flood);
                    }
                }
                // Whoever asked may have gone away.
                Answer::Ordered(reply, ordered) => drop(reply.send(ordered)),
                Answer::Attach(attach) => self.attach(attach, &mut ready)?,
                Answer::Read(look) => look(&self.fold),
            }
        }
        for (screen, number) in batch.saved {
            self.screens.send(screen, encode::text(&ServerFrame::Saved { number })?);
        }
        Ok(())
    }

    fn send_state(&mut self, screen: ScreenId, document: DocumentName, states: &mut States) -> Result<(), TaskError> {
        if self.screens.get(screen).is_some_and(|screen| screen.documents.contains(&document)) {
            for frame in states.frames(&self.fold, document)? {
                self.screens.send(screen, frame);
            }
        }
        Ok(())
    }

    fn attach(&mut self, attach: Attach, ready: &mut Ready) -> Result<(), TaskError> {
        let Attach { secret, sender, reply } = attach;
        let holder = self.fold.state.holder(&secret);
        let Some((holder, viewer)) = holder.and_then(|holder| Some((holder, self.fold.state.viewer(holder)?))) else {
            drop(reply.send(Err(Refusal::WrongKey)));
            return Ok(());
        };
        if self.screens.len() >= limits::SCREENS {
            drop(reply.send(Err(Refusal::Busy)));
            return Ok(());
        }
        let pace = self.screens.pace(holder, secret);
        // What waits is shown to the others first, so that they and the newcomer have the same before them.
        self.outbox.flush_cells(&self.fold, &mut self.screens)?;
        let id = self.screens.add(Screen { secret, holder, viewer, pace: pace.clone(), documents: BTreeSet::new(), sender });
        if reply.send(Ok(Attached { screen: id, pace })).is_err() {
            self.screens.end(id, Ending::Unavailable);
            return Ok(());
        }
        self.welcome(id, ready)?;
        let mut rights = Rights::new(&self.fold, self.readable_only);
        settle(&mut self.screens, id, &mut rights, &mut ready.states)
    }

    /// Says what a screen is, and shows it everything.
    fn welcome(&mut self, id: ScreenId, ready: &mut Ready) -> Result<(), EncodeError> {
        let now = self.now();
        let Some(viewer) = self.screens.get(id).map(|screen| screen.viewer) else { return Ok(()) };
        let address = self.surroundings.address.clone();
        let welcome = ServerFrame::Welcome { workshop: self.id, role: viewer.role, seat: viewer.seat, now, address };
        self.screens.send(id, encode::text(&welcome)?);
        let whole = self.outbox.whole(&self.fold, viewer, &mut ready.cells)?;
        self.screens.send(id, whole);
        Ok(())
    }

    fn flush_due(&self) -> Option<Instant> {
        self.outbox.due().into_iter().chain(self.presence.due(&self.screens)).min()
    }

    fn flush(&mut self) -> Result<(), EncodeError> {
        let now = Instant::now();
        self.outbox.flush_due(&self.fold, &mut self.screens, now)?;
        self.presence.flush_due(&self.fold.state, &mut self.screens, now)
    }

    fn lonely_until(&self) -> Option<Instant> {
        self.lonely_since.map(|since| since + self.surroundings.idle)
    }

    /// Nobody is here: takes no more requests, serves those that came meanwhile, leaves a snapshot.
    async fn close(&mut self, inbox: &mut Inbox) -> Result<Ended, TaskError> {
        inbox.0.close();
        while let Some(requests) = inbox.take().await {
            self.turn(requests).await?;
        }
        self.screens.end_all(Ending::Unavailable);
        if !self.readable_only {
            self.snapshots.make_last(&self.fold, self.head).await;
        }
        Ok(Ended::Idle)
    }
}

async fn until(instant: Option<Instant>) {
    match instant {
        Some(instant) => tokio::time::sleep_until(instant).await,
        None => future::pending::<()>().await,
    }
}
