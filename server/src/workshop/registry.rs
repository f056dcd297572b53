//! The registry of live workshops: opens each once, whoever asks for it, and reopens one that failed.

use super::{
    ended::{Ended, TaskError},
    handle::{Gone, Handle, Ordered},
    opening::{self, OpenError, Opened, Reach},
    surroundings::Surroundings,
    task::{Inbox, Task},
};
use crate::limits;
use dashmap::{DashMap, DashSet};
use futures_util::{FutureExt, future};
use std::{
    future::Future,
    panic::AssertUnwindSafe,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::{
    sync::{OnceCell, mpsc},
    time::Instant,
};
use trestle_core::{Actor, Order};
use trestle_protocol::{Refusal, WorkshopId};

/// Live workshops by id.
pub struct Registry {
    live: DashMap<WorkshopId, Arc<Slot>>,
    /// Failures in a row, of workshops that failed lately.
    failures: DashMap<WorkshopId, u32>,
    /// Workshops that a newer version ran, of which the log knows.
    newer: DashSet<WorkshopId>,
    surroundings: Arc<Surroundings>,
    draining: AtomicBool,
}

/// A place for one live workshop; filled once.
#[derive(Default)]
struct Slot(OnceCell<Handle>);

impl Registry {
    /// A registry without live workshops.
    pub fn new(surroundings: Surroundings) -> Arc<Self> {
        Arc::new(Self {
            live: DashMap::new(),
            failures: DashMap::new(),
            newer: DashSet::new(),
            surroundings: Arc::new(surroundings),
            draining: AtomicBool::new(false),
        })
    }

    /// What every workshop's task works with.
    pub(crate) fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// The workshop of that id, if it is live.
    pub(crate) fn if_live(&self, id: WorkshopId) -> Option<Handle> {
        self.live.get(&id).and_then(|slot| slot.0.get().cloned())
    }

    /// The workshop of that id, opened from its journal if it is not live.
    pub async fn open(self: &Arc<Self>, id: WorkshopId) -> Result<Handle, OpenError> {
        self.live_or(id, || self.reopen(id)).await
    }

    /// A new workshop's task, whose journal is still empty: its first order has to be `Create`.
    pub async fn create(self: &Arc<Self>, id: WorkshopId) -> Result<Handle, OpenError> {
        self.live_or(id, || future::ready(Ok(self.start(id, Opened::nothing(), Reach::Whole)))).await
    }

    /// Does something with a workshop; once more if its task ended (of idleness, say) before it could take the request.
    pub async fn with<T, F: Future<Output = Result<T, Gone>>>(
        self: &Arc<Self>,
        id: WorkshopId,
        act: impl Fn(Handle) -> F,
    ) -> Result<T, OpenError> {
        for _ in 0..limits::OPEN_TRIES {
            if let Ok(done) = act(self.open(id).await?).await {
                return Ok(done);
            }
        }
        Err(OpenError::Busy)
    }

    /// Orders something of a workshop, once: asked again only where its task had ended before it took the order. Resolves when it is durable.
    pub async fn order(self: &Arc<Self>, id: WorkshopId, actor: Actor, order: &Order) -> Result<Result<Ordered, Refusal>, OpenError> {
        let ordered = self.with(id, |handle| async move {
            match handle.order(actor, order.clone()).await {
                Err(Gone::Unanswered) => Ok(Err(Gone::Unanswered)),
                answer => answer.map(Ok),
            }
        });
        ordered.await?.map_err(OpenError::Unanswered)
    }

    /// Opens no further workshop, lets all flush, and resolves when all have ended.
    pub async fn drain(&self) {
        self.draining.store(true, Ordering::SeqCst);
        let handles: Vec<Handle> = self.live.iter().filter_map(|slot| slot.0.get().cloned()).collect();
        future::join_all(handles.iter().map(Handle::drain)).await;
    }

    /// How many are live.
    pub fn live(&self) -> usize {
        self.live.len()
    }

    /// The handle in the workshop's slot, filled by `start` if it is empty. No guard of the map is held over an await.
    async fn live_or<F: Future<Output = Result<Handle, OpenError>>>(
        &self,
        id: WorkshopId,
        start: impl Fn() -> F,
    ) -> Result<Handle, OpenError> {
        for _ in 0..limits::OPEN_TRIES {
            if self.draining.load(Ordering::SeqCst) || self.live.len() >= limits::WORKSHOPS_LIVE && !self.live.contains_key(&id) {
                return Err(OpenError::Busy);
            }
            let slot = self.live.entry(id).or_default().clone();
            match slot.0.get_or_try_init(&start).await {
                // Either draining sees this slot filled, or it is seen here that draining has begun.
                Ok(_) if self.draining.load(Ordering::SeqCst) => return Err(OpenError::Busy),
                Ok(handle) if !handle.is_closed() => return Ok(handle.clone()),
                Ok(_) => self.vacate(id, &slot),
                Err(error) => {
                    self.vacate(id, &slot);
                    return Err(error);
                }
            }
        }
        Err(OpenError::Busy)
    }

    fn vacate(&self, id: WorkshopId, slot: &Arc<Slot>) {
        self.live.remove_if(&id, |_, there| Arc::ptr_eq(there, slot));
    }

    async fn reopen(self: &Arc<Self>, id: WorkshopId) -> Result<Handle, OpenError> {
        let failed = self.failures.get(&id).map_or(0, |count| *count);
        let reach = if failed >= limits::FAILURES { Reach::Readable } else { Reach::Whole };
        let opening = AssertUnwindSafe(opening::open(&*self.surroundings.journal, id, reach)).catch_unwind();
        match opening.await.unwrap_or(Err(OpenError::Panicked)) {
            Ok(opened) => Ok(self.start(id, opened, reach)),
            Err(OpenError::NotFound) if self.surroundings.lost.contains(&id) => Err(OpenError::Lost),
            Err(error) => {
                if matches!(error, OpenError::Unreadable { .. } | OpenError::Panicked) {
                    tracing::error!(workshop = %id, %error, "a workshop could not be opened");
                    *self.failures.entry(id).or_default() += 1;
                }
                // No failure, however often it is asked for: as far as it can be read it would be half a workshop.
                if matches!(error, OpenError::Newer { .. }) && self.newer.insert(id) {
                    tracing::error!(workshop = %id, %error, "a workshop is not opened");
                }
                Err(error)
            }
        }
    }

    fn start(self: &Arc<Self>, id: WorkshopId, opened: Opened, reach: Reach) -> Handle {
        let (sender, receiver) = mpsc::channel(limits::INBOX);
        let readable_only = reach == Reach::Readable;
        let task = Task::new(id, opened, readable_only, self.surroundings.clone());
        tokio::spawn(self.clone().supervise(id, task, Inbox(receiver)));
        Handle::new(sender)
    }

    /// Runs a task to its end, catches a panic at its edge, and remembers failures.
    async fn supervise(self: Arc<Self>, id: WorkshopId, mut task: Task, mut inbox: Inbox) {
        let began = Instant::now();
        let outcome = AssertUnwindSafe(task.run(&mut inbox)).catch_unwind().await;
        // From here on nobody reaches this task: the next request opens the workshop anew.
        drop(inbox);
        self.surroundings.papers.forget(id);
        match outcome {
            Ok(Ok(ended)) => {
                tracing::info!(workshop = %id, ?ended, "workshop closed");
                if matches!(ended, Ended::Idle | Ended::Erased) {
                    self.failures.remove(&id);
                }
            }
            Ok(Err(TaskError::Broken)) => {
                self.failed(id, began, "a document is broken");
                task.let_go();
            }
            // The journal's troubles are not the workshop's: they do not count as its failures.
            Ok(Err(error)) => {
                tracing::error!(workshop = %id, %error, "a workshop's task ended and reopens from its journal");
                task.let_go();
            }
            Err(_) => {
                self.failed(id, began, "its task panicked");
                task.let_go();
                // A panic may have left a document in the middle of something, and dropping it would finish that.
                std::mem::forget(task);
            }
        }
        self.live.remove_if(&id, |_, slot| slot.0.get().is_some_and(Handle::is_closed));
    }

    fn failed(&self, id: WorkshopId, began: Instant, what: &str) {
        let before = if began.elapsed() >= limits::HEALTHY_AFTER { 0 } else { self.failures.get(&id).map_or(0, |count| *count) };
        self.failures.insert(id, before + 1);
        tracing::error!(workshop = %id, failures = before + 1, "a workshop reopens from its journal: {what}");
    }
}
