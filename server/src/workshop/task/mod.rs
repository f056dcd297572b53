//! The task that owns a workshop: receive, decide or admit, apply, append, acknowledge, show.
//!
//! It owns the fold and the sending side of the journal by value; no lock guards them. Between two turns of the loop everything that the fold holds
//! is durable, so whatever is shown from it was saved before. While an append is in flight the next batch gathers in the inbox.

mod admit;
mod anew;
mod erasure;
mod lapse;
mod welcome;

use super::{
    batch::{Answer, Batch},
    documents::States,
    encode::{self, EncodeError},
    ended::{Ended, TaskError},
    handle::{Request, ScreenRequest},
    opening::Opened,
    outbox::{Outbox, Pieces},
    presence::Presence,
    screen::Ending,
    screens::Screens,
    snapshots::Snapshots,
    surroundings::Surroundings,
};
use crate::{course::Course, limits};
use std::{future, sync::Arc};
use tokio::{sync::mpsc, time::Instant};
use trestle_core::{Actor, Fold, Moment, Order};
use trestle_journal::{Beside, Course as Kept, JournalError, Seq};
use trestle_protocol::{Refusal, ServerFrame, Time, WorkshopId};

/// A live workshop.
pub(crate) struct Task {
    id: WorkshopId,
    fold: Fold,
    /// The last entry that the fold holds.
    head: Seq,
    /// It could not be opened whole: nothing is taken in.
    readable_only: bool,
    screens: Screens,
    outbox: Outbox,
    states: States,
    presence: Presence,
    snapshots: Snapshots,
    /// When the journal was told that the workshop falls due; none: nothing since it was opened.
    due_told: Option<u64>,
    /// Forgetting what has gone for good did not succeed: not again before then.
    forget_after: Option<Instant>,
    /// Words of notes were taken out of the journal lately: not again before then.
    words_after: Option<Instant>,
    surroundings: Arc<Surroundings>,
    /// How its time goes.
    course: Course,
    /// The same as the journal knows it.
    course_told: Option<Kept>,
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

impl Task {
    /// A workshop that has just been opened.
    pub(crate) fn new(id: WorkshopId, opened: Opened, readable_only: bool, surroundings: Arc<Surroundings>) -> Self {
        let Opened { fold, head, snapshot, course: course_told } = opened;
        let course = Course::of(surroundings.clock.clone(), fold.latest(), course_told, fold.state.runs());
        Self {
            id,
            fold,
            head,
            readable_only,
            screens: Screens::default(),
            outbox: Outbox::new(),
            states: States::default(),
            presence: Presence::new(),
            snapshots: Snapshots::new(id, snapshot, surroundings.journal.clone()),
            due_told: None,
            forget_after: None,
            words_after: None,
            surroundings,
            course,
            course_told,
            idle_tick: None,
            lonely_since: Some(Instant::now()),
        }
    }

    /// It has failed: all screens come again, and find it opened anew.
    pub(crate) fn let_go(&mut self) {
        self.screens.end_all(Ending::Unavailable);
    }

    /// Runs until nobody needs the workshop any more.
    pub(crate) async fn run(&mut self, inbox: &mut Inbox) -> Result<Ended, TaskError> {
        loop {
            let requests = tokio::select! {
                taken = inbox.take() => taken,
                () = self.tick_due() => Some(Vec::new()),
                () = until(self.flush_due()) => Some(Vec::new()),
                () = until(self.forget_due()) => Some(Vec::new()),
                () = until(self.lonely_until()) => None,
            };
            let Some(requests) = requests else {
                return self.close(inbox).await;
            };
            if let Some(ended) = self.turn(requests).await? {
                return Ok(ended);
            }
        }
    }

    /// One turn of the loop; the last one answers why.
    async fn turn(&mut self, requests: Vec<Request>) -> Result<Option<Ended>, TaskError> {
        let mut batch = Batch::default();
        for request in requests {
            self.admit(request, &mut batch);
        }
        self.tick(&mut batch);
        if self.fold.broken() {
            return Err(TaskError::Broken);
        }
        if !batch.entries.is_empty() {
            self.states.forget();
        }
        self.append(&mut batch).await?;
        self.forget().await;
        // Who joined in a rehearsal is not removed: all screens end together below, and are told why
        if batch.decided && !batch.rewound {
            self.settle_rights()?;
        }
        let is_open_again = (batch.lapsed || batch.decided) && self.end_lapse_if_kept().await;
        let lapsed = batch.lapsed || is_open_again;
        let (drain, rewound, erase) = (batch.drain, batch.rewound, std::mem::take(&mut batch.erase));
        self.answer(batch)?;
        if lapsed {
            self.settle_lapse()?;
        }
        if rewound {
            // Documents of the rehearsal must not come back from a screen that still holds them.
            self.outbox.forget_updates();
            self.screens.end_all(Ending::Rewound);
        }
        if !erase.is_empty() && self.erase(erase).await {
            return Ok(Some(Ended::Erased));
        }
        self.flush()?;
        if !self.screens.owe() {
            self.states.forget();
        }
        if !self.readable_only && !self.fold.owes_forgetting() {
            self.snapshots.make_if_due(&self.fold, self.head);
        }
        self.lonely_since = if self.screens.is_empty() { self.lonely_since.or_else(|| Some(Instant::now())) } else { None };
        if drain {
            self.outbox.flush_all(&self.fold, &mut self.screens)?;
            self.screens.end_all(Ending::Restart);
        }
        Ok(drain.then_some(Ended::Drained))
    }

    /// P1: everything behind this line is durable.
    async fn append(&mut self, batch: &mut Batch) -> Result<(), JournalError> {
        if batch.entries.is_empty() {
            return Ok(());
        }
        let entries = std::mem::take(&mut batch.entries);
        let due = Some(self.due());
        let course = self.course.kept();
        let beside = Beside { due: due.filter(|_| due != self.due_told), course: course.filter(|_| course != self.course_told) };
        self.head = self.surroundings.journal.append_beside(self.id.0, Some(self.head), entries, beside).await?;
        (self.due_told, self.course_told) = (due, course);
        Ok(())
    }

    /// What time it is in the workshop, and by the calendar.
    fn moment(&self) -> Moment {
        self.course.moment()
    }

    fn tick_at(&self) -> Option<Time> {
        self.fold.state.next_tick().filter(|due| !self.readable_only && Some(*due) != self.idle_tick)
    }

    async fn tick_due(&self) {
        match self.tick_at() {
            Some(due) => self.course.sleep_until(due).await,
            None => future::pending().await,
        }
    }

    fn tick(&mut self, batch: &mut Batch) {
        let now = self.course.now();
        let Some(due) = self.tick_at().filter(|due| *due <= now) else {
            return;
        };
        let ticked = self.order(Actor::System, None, &Order::Tick, batch);
        if !matches!(ticked, Ok(events) if !events.is_empty()) {
            tracing::error!(workshop = %self.id, "a tick that was due changed nothing");
            self.idle_tick = Some(due);
        }
    }

    fn answer(&mut self, batch: Batch) -> Result<(), TaskError> {
        let mut pieces = Pieces::default();
        for answer in batch.answers {
            match answer {
                Answer::Frame(screen, frame) => self.screens.send(screen, encode::text(&frame)?),
                Answer::UpdateRefused { screen, number, document, why } => {
                    let (refusal, after) = (Refusal::from(why), why.after());
                    let behind = matches!(refusal, Refusal::Behind | Refusal::NewGeneration);
                    let frame = ServerFrame::UpdateRefused { number, document, refusal: refusal.into(), behind, after };
                    self.screens.send(screen, encode::text(&frame)?);
                    // Of a new generation it is sent the state when that begins.
                    if after.is_none() && refusal != Refusal::NewGeneration && !batch.anew.contains(&document) {
                        self.send_state(screen, document)?;
                    }
                    // A refused update costs a whole state: not for ever.
                    if self.screens.get(screen).is_some_and(|screen| !screen.pace.strike()) {
                        self.screens.end(screen, Ending::Flood);
                    }
                }
                Answer::Renew(screen, document) => self.send_state(screen, document)?,
                // Whoever asked may have gone away.
                Answer::Ordered(reply, ordered) => drop(reply.send(ordered)),
                Answer::Attach(attach) => self.attach(attach, &mut pieces)?,
                Answer::GoOn(screen) => self.go_on(screen, &mut pieces)?,
                Answer::Read(look) => look(&self.fold),
            }
        }
        for (screen, number) in batch.saved {
            self.screens.send(screen, encode::text(&ServerFrame::Saved { number })?);
        }
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
            if let Some(ended) = self.turn(requests).await? {
                return Ok(ended);
            }
        }
        self.screens.end_all(Ending::Unavailable);
        (self.forget_after, self.words_after) = (None, None);
        self.forget().await;
        if !self.readable_only && !self.fold.owes_forgetting() {
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
