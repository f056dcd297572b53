//! Damage to the journal: said in the log, and to the workshops that lost something by it.

use crate::{
    limits,
    workshop::{OpenError, Registry},
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::time::sleep;
use trestle_core::{Actor, Loss, Order};
use trestle_journal::{Damage, Missing, Seq, age_damaged};
use trestle_protocol::{Refusal, Time, WorkshopId};

/// What is known of damage, at this start and shortly before.
#[derive(Clone, Debug, Default)]
pub struct Damages {
    /// It was found at this start.
    pub now: bool,
    /// Of which journal.
    path: PathBuf,
    /// All that is kept, the oldest first.
    kept: Vec<Damage>,
}

impl Damages {
    /// What the journal at `path` found now, and what is kept beside it of before.
    pub fn of(path: &Path, found: Option<&Damage>) -> Self {
        if let Some(damage) = found {
            log(damage);
        }
        Self { now: found.is_some_and(|damage| damage.folder.is_some()), path: path.to_owned(), kept: Damage::kept(path) }
    }

    /// Now and then removes copies of damaged files that are old enough, by the time in which the server ran: no clock that is wrong takes them.
    pub(crate) async fn forget_old(path: PathBuf) {
        loop {
            sleep(Duration::from_millis(limits::SWEEP_EVERY_MS)).await;
            if let Err(error) = age_damaged(&path, limits::SWEEP_EVERY_MS) {
                tracing::warn!(%error, "old copies of damaged files could not be removed");
            }
        }
    }

    /// Of which journal.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Workshops of which nothing is left.
    pub(crate) fn lost_whole(&self) -> BTreeSet<WorkshopId> {
        let missing = self.kept.iter().flat_map(|damage| &damage.missing);
        missing.filter(|missing| missing.left == Seq::START).map(|missing| WorkshopId(missing.workshop)).collect()
    }

    /// Tells those concerned. Each notes it once, so that it is told again at every start until the report is gone: nobody misses it because the server
    /// stopped in between.
    pub(crate) async fn tell(&self, registry: &Arc<Registry>) {
        for Damage { at, missing, .. } in &self.kept {
            for missing in missing.iter().filter(|missing| missing.left > Seq::START) {
                tell(registry, Time(*at), missing).await;
            }
        }
    }
}

async fn tell(registry: &Arc<Registry>, found_at: Time, missing: &Missing) {
    let id = WorkshopId(missing.workshop);
    let loss = Loss { found_at, entries: missing.entries(), returned: missing.returned };
    match registry.order(id, Actor::System, &Order::Lost(loss)).await {
        // It knows already, or has been erased since.
        Ok(Ok(_) | Err(Refusal::Already)) | Err(OpenError::NotFound | OpenError::Lost) => {}
        Ok(Err(refusal)) => tracing::error!(workshop = %id, %refusal, "its facilitators could not be told what is missing"),
        Err(error) => tracing::error!(workshop = %id, %error, "its facilitators could not be told what is missing"),
    }
}

/// For the operator: ids and numbers, and no words.
fn log(damage: &Damage) {
    let Damage { folder, what, missing, restored, unknown, .. } = damage;
    let Some(folder) = folder else {
        return tracing::warn!(what, "nothing is missing, but what is missing after further damage may not be known");
    };
    let folder = folder.display();
    tracing::error!(what, %folder, restored, "the journal was damaged; the server goes on with what is whole, and the damaged files are kept in the folder");
    for missing in missing {
        let Missing { workshop, left, saved, .. } = missing;
        let entries = missing.entries();
        match *left {
            Seq::START => tracing::error!(%workshop, entries, %folder, "a workshop is gone whole"),
            left => tracing::error!(%workshop, entries, %left, %saved, %folder, "entries of a workshop are missing"),
        }
    }
    if *unknown {
        tracing::error!(%folder, "more may be missing: the file that says how far each workshop had come is not whole");
    }
    if missing.is_empty() && !*unknown {
        tracing::info!(%folder, "nothing that was saved is missing");
    }
}
