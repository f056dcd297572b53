//! The end of a lapse: when the workshop is there for everybody again.

use super::Task;

impl Task {
    /// A facilitator has chosen a later day, or the calendar was put right: the workshop is there for everybody again. Says whether it is.
    pub(super) async fn end_lapse_if_kept(&self) -> bool {
        let now = self.moment().civil();
        if !self.surroundings.lapses.has(self.id) || self.fold.state.details.erase_at.is_some_and(|due| due <= now) {
            return false;
        }
        match self.surroundings.lapses.end(self.id).await {
            Ok(()) => tracing::info!(workshop = %self.id, "it is kept for longer, and open to everybody again"),
            // The sweep comes by.
            Err(error) => tracing::error!(workshop = %self.id, %error, "that it is kept for longer could not be written down"),
        }
        !self.surroundings.lapses.has(self.id)
    }
}
