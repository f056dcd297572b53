//! Whether workshops can be saved: the last answer is kept for a while, since asking the journal writes.

use crate::limits;
use tokio::{sync::Mutex, time::Instant};
use trestle_journal::Journal;

/// The last answer, and when it was given.
#[derive(Default)]
pub(crate) struct Readiness(Mutex<Option<(Instant, bool)>>);

impl Readiness {
    /// Can the journal be written?
    pub(super) async fn of(&self, journal: &dyn Journal) -> bool {
        // Held over the await on purpose: whoever comes meanwhile gets the same answer. It is tokio's own mutex, made for that.
        let mut last = self.0.lock().await;
        if let Some((at, ready)) = *last
            && at.elapsed() < limits::READINESS_HOLDS
        {
            return ready;
        }
        let healthy = journal.healthy().await;
        if let Err(error) = &healthy {
            tracing::error!(%error, "not ready: the journal cannot be written");
        }
        *last = Some((Instant::now(), healthy.is_ok()));
        healthy.is_ok()
    }
}
