//! The sweep: finds workshops whose time is up, whether anybody has them open or not, and erases them two days later.
//!
//! A calendar may be wrong, and a server may have been off for half a year: one look at the clock erases nothing. What falls due lapses first. It is closed to all but its
//! facilitators, who are told, and is erased once the server has run for [`limits::LAPSE_MS`] since, as far as nobody put the calendar right meanwhile and its day was
//! past all the time. If the day is not past any more, because the calendar was put right or a facilitator chose a later one, it is as if nothing had been.
//!
//! The journal knows when each falls due, so nothing else is opened for it. Its word alone lapses nothing: a workshop that is due there is opened and
//! asked, because only its own state says until when it is kept; one that cannot be opened is taken at the journal's word. One that owes the erasure of somebody is
//! due as well: opening it pays that.

use super::{
    erasing::{self, OWES},
    opening::OpenError,
    registry::Registry,
    surroundings::Surroundings,
};
use crate::{clock::Clock, limits};
use std::{collections::BTreeSet, sync::Arc};
use tokio::sync::watch;
use trestle_core::Actor;
use trestle_journal::JournalError;
use trestle_protocol::{Refusal, WorkshopId};

/// One look at the clock.
#[derive(Clone, Copy)]
struct Look {
    since_boot: u64,
    awake: u64,
    ahead: i64,
}

impl Look {
    fn at(clock: &dyn Clock) -> Self {
        Self { since_boot: clock.since_boot(), awake: clock.awake(), ahead: clock.ahead() }
    }

    /// The milliseconds since the last look that count: those that the server was awake for, and none at all if the calendar was put right meanwhile.
    fn counts_since(self, last: Self) -> u64 {
        let sane = last.ahead.abs_diff(self.ahead) < limits::CLOCK_STEP_MS;
        if sane { self.awake.saturating_sub(last.awake) } else { 0 }
    }
}

/// Sweeps now and then every ten minutes, and whenever the calendar is put right, until the server stops. What passes is counted from the call on.
pub(crate) fn run(registry: Arc<Registry>, mut stop: watch::Receiver<bool>) -> impl Future<Output = ()> {
    let clock = registry.surroundings().clock.clone();
    let mut last = Look::at(&*clock);
    async move {
        loop {
            // Taken at the beginning: what falls due while it works is not left for longer.
            let look = Look::at(&*clock);
            if let Err(error) = sweep(&registry, look.counts_since(last)).await {
                tracing::error!(%error, "workshops that are due to be erased could not be looked for");
            }
            last = look;
            tokio::select! {
                () = clock.sleep_until(look.since_boot.saturating_add(limits::SWEEP_EVERY_MS), Some(look.ahead)) => {}
                _ = stop.wait_for(|stop| *stop) => break,
            }
        }
        // What has passed since the last look counts as well, for servers that nobody leaves running.
        if let Err(error) = count(&registry, Look::at(&*clock).counts_since(last)).await {
            tracing::error!(%error, "how long workshops have lapsed could not be written down");
        }
    }
}

/// Adds to what has been counted of all that have lapsed.
async fn count(registry: &Registry, passed: u64) -> Result<(), JournalError> {
    let lapses = &registry.surroundings().lapses;
    for (id, counted) in lapses.all() {
        lapses.count(id, counted.saturating_add(passed)).await?;
    }
    Ok(())
}

/// Goes through what is due now, one after the other: few are, and nobody waits for it.
async fn sweep(registry: &Arc<Registry>, passed: u64) -> Result<(), JournalError> {
    let Surroundings { journal, lapses, clock, .. } = registry.surroundings();
    let (owing, due, ()) = tokio::try_join!(journal.due(OWES), journal.due(clock.civil().0), lapses.load())?;
    let [owing, due] = [owing, due].map(|ids| ids.into_iter().map(WorkshopId).collect::<BTreeSet<_>>());
    for id in &owing {
        pay(registry, *id).await;
    }
    for (id, counted) in lapses.all() {
        if !due.contains(&id) {
            open_again(registry, id).await?;
        } else if counted.saturating_add(passed) >= limits::LAPSE_MS && !owing.contains(&id) {
            end(registry, id).await;
        } else if passed > 0 {
            lapses.count(id, counted.saturating_add(passed)).await?;
        }
    }
    for id in due.difference(&owing) {
        if !lapses.has(*id) && is_due(registry, *id).await {
            lapses.begin(*id).await?;
            tell(registry, *id).await;
            let hours = limits::LAPSE_MS / 3_600_000;
            tracing::warn!(workshop = %id, hours, "its time is up: closed to all but its facilitators, erased when the server has run for so long");
        }
    }
    Ok(())
}

/// Opening it pays what it owes.
async fn pay(registry: &Arc<Registry>, id: WorkshopId) {
    let opened = registry.with(id, |handle| async move { handle.read(|_| ()).await }).await;
    if let Err(error) = opened {
        tracing::error!(workshop = %id, %error, "a workshop that owes the erasure of somebody could not be opened");
    }
}

/// Does it say so itself? Of one that cannot be opened the journal's word is all there is.
async fn is_due(registry: &Arc<Registry>, id: WorkshopId) -> bool {
    let erase_at = registry.with(id, |handle| async move { handle.read(|fold| fold.state.details.erase_at).await }).await;
    match erase_at {
        Ok(erase_at) => erase_at.is_some_and(|at| at <= registry.surroundings().clock.civil()),
        Err(OpenError::NotFound) => false,
        Err(OpenError::Unreadable { .. } | OpenError::Panicked) => true,
        Err(error) => {
            tracing::error!(workshop = %id, %error, "a workshop that is due to be erased could not be opened");
            false
        }
    }
}

/// It is not due any more.
async fn open_again(registry: &Arc<Registry>, id: WorkshopId) -> Result<(), JournalError> {
    registry.surroundings().lapses.end(id).await?;
    tell(registry, id).await;
    tracing::warn!(workshop = %id, "its time is not up after all: it is open to everybody again");
    Ok(())
}

async fn tell(registry: &Arc<Registry>, id: WorkshopId) {
    if let Some(handle) = registry.if_live(id) {
        handle.lapsed().await;
    }
}

async fn end(registry: &Arc<Registry>, id: WorkshopId) {
    let asked = registry.with(id, |handle| async move { handle.erase(Actor::System).await }).await;
    match asked {
        Ok(Ok(())) => tracing::info!(workshop = %id, "erased: its time was up"),
        // Only its own state says until when it is kept.
        Ok(Err(Refusal::NotNow)) => {
            if let Err(error) = open_again(registry, id).await {
                tracing::error!(workshop = %id, %error, "that it is kept for longer could not be written down");
            }
        }
        // Whatever else stands in the way may have gone the next time; the task has said what it is.
        Ok(Err(_)) | Err(OpenError::NotFound | OpenError::Lost) => {}
        Err(error @ (OpenError::Unreadable { .. } | OpenError::Panicked)) => {
            tracing::error!(workshop = %id, %error, "erased unread: its time was up, and it cannot be opened");
            match erasing::erase(&registry.surroundings().journal, id).await {
                Ok(()) => registry.surroundings().lapses.forget(id),
                Err(error) => tracing::error!(workshop = %id, %error, "a workshop could not be erased"),
            }
        }
        Err(error) => tracing::error!(workshop = %id, %error, "a workshop that is due to be erased could not be opened"),
    }
}
