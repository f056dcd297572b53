//! Lapses: workshops whose time is up. Each is closed to all but its facilitators, and erased once the server has run for long enough since.
//!
//! What has been counted stands in the journal, also of workshops that cannot be opened. It is kept here as well, because it is asked for whenever somebody comes.

use crate::limits;
use dashmap::DashMap;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use trestle_journal::{Journal, JournalError};
use trestle_protocol::WorkshopId;

/// Workshops that have lapsed, with the milliseconds that have been counted since.
pub struct Lapses {
    counted: DashMap<WorkshopId, u64>,
    loaded: AtomicBool,
    journal: Arc<dyn Journal>,
}

impl Lapses {
    /// None yet: they are [loaded](Self::load).
    pub fn new(journal: Arc<dyn Journal>) -> Self {
        Self { counted: DashMap::new(), loaded: AtomicBool::new(false), journal }
    }

    /// What the journal says, once: from then on it says what is said here.
    ///
    /// # Errors
    /// It could not be read; then nothing has changed.
    pub(crate) async fn load(&self) -> Result<(), JournalError> {
        if self.loaded.load(Ordering::SeqCst) {
            return Ok(());
        }
        for (id, counted) in self.journal.lapsed().await? {
            self.counted.insert(WorkshopId(id), counted);
        }
        self.loaded.store(true, Ordering::SeqCst);
        Ok(())
    }

    /// All of them.
    pub(crate) fn all(&self) -> Vec<(WorkshopId, u64)> {
        self.counted.iter().map(|lapse| (*lapse.key(), *lapse.value())).collect()
    }

    /// Has it lapsed?
    pub(crate) fn has(&self, id: WorkshopId) -> bool {
        self.counted.contains_key(&id)
    }

    /// How long it is still kept, in milliseconds in which the server runs, if it has lapsed.
    pub(crate) fn left(&self, id: WorkshopId) -> Option<u64> {
        self.counted.get(&id).map(|counted| limits::LAPSE_MS.saturating_sub(*counted))
    }

    /// It has lapsed: nothing has been counted yet.
    ///
    /// # Errors
    /// The journal could not be written; then nothing has changed.
    pub(crate) async fn begin(&self, id: WorkshopId) -> Result<(), JournalError> {
        self.journal.lapse(id.0, Some(0)).await?;
        self.counted.insert(id, 0);
        Ok(())
    }

    /// So much has been counted, unless its lapse has ended meanwhile.
    ///
    /// # Errors
    /// The journal could not be written; then nothing has changed.
    pub(crate) async fn count(&self, id: WorkshopId, counted: u64) -> Result<(), JournalError> {
        if !self.has(id) {
            return Ok(());
        }
        self.journal.lapse(id.0, Some(counted)).await?;
        match self.counted.get_mut(&id) {
            Some(mut known) => *known = counted,
            None => return self.journal.lapse(id.0, None).await,
        }
        Ok(())
    }

    /// It has not lapsed any more: should it again, it is counted from the beginning.
    ///
    /// # Errors
    /// The journal could not be written; then nothing has changed.
    pub(crate) async fn end(&self, id: WorkshopId) -> Result<(), JournalError> {
        self.journal.lapse(id.0, None).await?;
        self.counted.remove(&id);
        Ok(())
    }

    /// It was erased.
    pub(crate) fn forget(&self, id: WorkshopId) {
        self.counted.remove(&id);
    }
}
