//! The sweep: erases workshops whose time is up, whether anybody has them open or not.
//!
//! The journal knows when each falls due, so nothing else is opened for it. Its word alone erases nothing: a workshop that is due there is opened and
//! asked, because only its own state says until when it is kept. One that owes the erasure of somebody is due as well: opening it pays that.

use super::{
    erasure,
    opening::OpenError,
    registry::{Registry, Surroundings},
};
use crate::limits;
use std::sync::Arc;
use trestle_core::Actor;
use trestle_protocol::{Refusal, Time, WorkshopId};

/// When a workshop is due that only owes the erasure of somebody: its own time may be far from up.
pub(crate) const OWES: u64 = 0;

/// Sweeps now and then every hour, for ever.
pub(crate) async fn run(registry: Arc<Registry>) {
    let clock = registry.surroundings().clock.clone();
    loop {
        // Counted from its beginning: what falls due while it works is not left for an hour more.
        let now = clock.now();
        sweep(&registry, now).await;
        clock.sleep_until(now.plus(limits::SWEEP_EVERY_MS)).await;
    }
}

/// Erases what is due now, one after the other: few are, and nobody waits for it.
async fn sweep(registry: &Arc<Registry>, now: Time) {
    let Surroundings { journal, .. } = registry.surroundings();
    match tokio::try_join!(journal.due(OWES), journal.due(now.0)) {
        Ok((owing, due)) => {
            for id in due {
                end(registry, WorkshopId(id), owing.contains(&id)).await;
            }
        }
        Err(error) => tracing::error!(%error, "workshops that are due to be erased could not be looked for"),
    }
}

async fn end(registry: &Arc<Registry>, id: WorkshopId, owes: bool) {
    let asked = registry.with(id, |handle| async move { handle.erase(Actor::System).await }).await;
    match asked {
        Ok(Ok(())) => tracing::info!(workshop = %id, "erased: its time was up"),
        Ok(Err(Refusal::NotNow)) => tracing::info!(workshop = %id, "the sweep came by; it is kept for longer"),
        // Whatever else stands in the way may have gone in an hour; the task has said what it is.
        Ok(Err(_)) | Err(OpenError::NotFound | OpenError::Lost) => {}
        Err(error @ (OpenError::Unreadable { .. } | OpenError::Panicked)) if !owes => {
            tracing::error!(workshop = %id, %error, "erased unread: its time was up, and it cannot be opened");
            if let Err(error) = erasure::erase(&registry.surroundings().journal, id).await {
                tracing::error!(workshop = %id, %error, "a workshop could not be erased");
            }
        }
        Err(error) => tracing::error!(workshop = %id, %error, "a workshop that is due to be erased could not be opened"),
    }
}
