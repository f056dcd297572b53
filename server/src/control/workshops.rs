//! What an operator's command does, whoever carries it out: list workshops, make a link for one.

use super::{Known, Recovered, Refused};
use crate::{
    edge::Secret,
    workshop::{OpenError, Registry, peek},
};
use std::sync::Arc;
use trestle_core::{Actor, Order, State};
use trestle_journal::{Journal, JournalError};
use trestle_protocol::WorkshopId;

/// All workshops, those that were used last in front. Each is read from the journal for it, one after the other.
pub(super) async fn list(journal: &dyn Journal) -> Result<Vec<Known>, JournalError> {
    let mut known = Vec::new();
    for listed in journal.list().await? {
        let id = WorkshopId(listed.workshop);
        known.push(match peek(journal, id).await {
            Ok(state) => describe(id, &state),
            // Erased in between.
            Err(OpenError::NotFound) => continue,
            Err(_) => Known { id, title: None, created_at: None, used_at: None },
        });
    }
    known.sort_by_key(|known| (std::cmp::Reverse(known.used_at), known.id));
    Ok(known)
}

fn describe(id: WorkshopId, state: &State) -> Known {
    let used = state.passes.values().filter_map(|pass| pass.used_at);
    let moved = [Some(state.created_at), Some(state.entered_at), state.started_at, state.closed_at];
    let used_at = used.chain(moved.into_iter().flatten()).max();
    Known { id, title: Some(state.details.title.clone()), created_at: Some(state.created_at), used_at }
}

/// Makes a facilitator's link, durably. `origin`: the address in front of it.
pub(super) async fn recover(registry: &Arc<Registry>, id: WorkshopId, origin: &str) -> Result<Recovered, Refused> {
    let secret = Secret::new().map_err(|error| refused(&error))?;
    match registry.order(id, Actor::System, &Order::Recover { secret: secret.hash() }).await {
        Ok(Ok(_)) => {}
        Ok(Err(refusal)) => return Err(refused(&refusal)),
        Err(OpenError::NotFound) => {
            return Err(Refused { why: "there is no workshop of that id here: it never was, or it has been erased".to_owned() });
        }
        Err(OpenError::Lost) => {
            let why = "damage to the journal took it whole. The folders damaged-... beside the journal hold copies of the damaged files, and missing.txt in them says what \
                       was lost: put an older backup in the journal's place, or keep the copies for somebody who can read them";
            return Err(Refused { why: why.to_owned() });
        }
        Err(error) => return Err(refused(&error)),
    }
    tracing::warn!(workshop = %id, "the operator has made a new facilitator's link");
    let title = registry.with(id, |handle| async move { handle.read(|fold| fold.state.details.title.clone()).await }).await;
    Ok(Recovered { title: title.unwrap_or_default(), link: format!("{origin}/workshop/{id}#{}", secret.reveal()) })
}

fn refused(why: &impl ToString) -> Refused {
    Refused { why: why.to_string() }
}
