//! Erasing: a workshop for good, or one person and the rest stays. Who may, what screens are told, and that nothing is left of it in any file.

use super::Task;
use crate::{
    limits,
    workshop::{
        erasing::{OWES, erase},
        screen::Ending,
    },
};
use tokio::{sync::oneshot, time::Instant};
use trestle_core::{Actor, Owed};
use trestle_protocol::Refusal;

impl Task {
    /// A facilitator's word is enough; the system may once the workshop is due, and comes only when it has been for long enough.
    pub(super) fn may_erase(&self, actor: Actor) -> Result<(), Refusal> {
        let now = self.moment().civil();
        let due = self.fold.state.details.erase_at.is_some_and(|due| due <= now);
        match actor {
            Actor::System if due => Ok(()),
            Actor::System => Err(Refusal::NotNow),
            actor if self.fold.state.facilitates(actor) => Ok(()),
            _ => Err(Refusal::NotFacilitator),
        }
    }

    /// When the sweep should come by, in milliseconds since 1970: at once to finish an erasure of somebody that is owed, else when the time is up.
    pub(super) fn due(&self) -> u64 {
        match self.fold.owes_forgetting() {
            true => OWES,
            false => self.fold.state.details.erase_at.map_or(u64::MAX, |due| due.0),
        }
    }

    /// Somebody was erased: a snapshot without them takes the place of the whole journal up to here, before anybody is told that it is done. Words of
    /// notes were deleted for good: a snapshot without them takes the place of the updates, now or, so that nobody makes the workshop write itself down
    /// all the time, a moment after the last one. If it fails, or the machine stops before it, it stays owed: the next turn after a while, the next
    /// opening and the sweep at the next start try again.
    pub(super) async fn forget(&mut self) {
        let owed = self.fold.owed();
        if owed != Owed::Nothing {
            // Also of what has to wait: no paper says what nobody is shown any more.
            self.surroundings.papers.forget(self.id);
        }
        let waits = self.forget_due().is_some_and(|due| Instant::now() < due);
        if owed == Owed::Nothing || self.readable_only || waits {
            return;
        }
        let forgotten = match owed {
            Owed::Everything => self.snapshots.replace(&self.fold, self.head).await,
            Owed::Words | Owed::Nothing => self.snapshots.make(&self.fold, self.head).await,
        };
        match forgotten {
            Ok(()) => {
                self.fold.forgot();
                (self.forget_after, self.words_after) = (None, Some(Instant::now() + limits::WORDS_EVERY));
                self.tell_due().await;
                tracing::info!(workshop = %self.id, ?owed, "what has gone for good is no longer in the journal");
            }
            Err(error) => {
                self.forget_after = Some(Instant::now() + limits::ERASE_AGAIN_AFTER);
                tracing::error!(workshop = %self.id, ?owed, %error, "what has gone for good is still in the journal");
            }
        }
    }

    /// When what is owed may be paid, if that has to wait.
    pub(super) fn forget_due(&self) -> Option<Instant> {
        match self.fold.owed() {
            Owed::Nothing => None,
            Owed::Words => self.forget_after.max(self.words_after),
            Owed::Everything => self.forget_after,
        }
    }

    /// Nothing is owed any more: the sweep need not come by before the time is up. If this fails it comes in vain.
    async fn tell_due(&mut self) {
        let due = Some(self.due());
        if self.surroundings.journal.append_until(self.id.0, Some(self.head), Vec::new(), due).await.is_ok() {
            self.due_told = due;
        }
    }

    /// Erases everything and ends all screens; `false`: the journal could not, and the workshop goes on.
    pub(super) async fn erase(&mut self, asked: Vec<oneshot::Sender<Result<(), Refusal>>>) -> bool {
        self.snapshots.settle().await;
        let erased = erase(&self.surroundings.journal, self.id).await;
        if let Err(error) = &erased {
            tracing::error!(workshop = %self.id, %error, "a workshop could not be erased");
        } else {
            self.surroundings.lapses.forget(self.id);
            self.screens.end_all(Ending::Erased);
        }
        for reply in asked {
            // Whoever asked may have gone away.
            let _ = reply.send(erased.clone().map_err(|_| Refusal::Busy));
        }
        erased.is_ok()
    }
}
