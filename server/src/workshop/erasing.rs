//! Erasing a workshop from the journal, until nothing is left of it in any file.

use crate::limits;
use std::sync::Arc;
use trestle_journal::{Journal, JournalError};
use trestle_protocol::WorkshopId;

/// When a workshop is due that only owes the erasure of somebody: its own time may be far from up.
pub(crate) const OWES: u64 = 0;

/// Removes a workshop from the journal. If another program's reading keeps remains in the journal's log, these are tried again until they are gone.
pub(crate) async fn erase(journal: &Arc<dyn Journal>, id: WorkshopId) -> Result<(), JournalError> {
    match journal.erase(id.0).await {
        Err(JournalError::Busy) if journal.head(id.0).await == Ok(None) => {
            tracing::warn!(workshop = %id, "erased, but another program is reading the journal and keeps remains in its log");
            tokio::spawn(scrub(journal.clone(), id));
            Ok(())
        }
        erased => erased,
    }
}

/// Tries until nothing is left, or the journal is closed: then its next opening finishes this.
async fn scrub(journal: Arc<dyn Journal>, id: WorkshopId) {
    loop {
        tokio::time::sleep(limits::ERASE_AGAIN_AFTER).await;
        match journal.erase(id.0).await {
            Err(JournalError::Closed) => return,
            Err(error) => tracing::warn!(workshop = %id, %error, "remains of an erased workshop are still in the journal's log"),
            Ok(()) => return tracing::info!(workshop = %id, "nothing is left of an erased workshop"),
        }
    }
}
