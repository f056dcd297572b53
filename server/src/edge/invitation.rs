//! Invitations: what a QR code carries. 128 bits that open the same door as the join code, and that nobody can guess.

use super::{failure::Failure, identity::Secret, shared::Edge};
use crate::workshop::Handle;
use trestle_core::{Actor, Order, SecretHash};
use trestle_protocol::WorkshopId;

/// An invitation that belongs to this workshop from now on.
pub(super) async fn claim(edge: &Edge, id: WorkshopId) -> Result<String, Failure> {
    let secret = Secret::new()?;
    match edge.settings.journal.claim(secret.hash().0, id.0).await.map_err(Failure::internal)? {
        true => Ok(secret.reveal()),
        // With 2^128 of them that is no accident.
        false => Err(Failure::internal("an invitation was there already")),
    }
}

/// A facilitator opens a workshop from before there were invitations: it gets one. If it cannot have one now, the next who opens it asks again; until
/// then the QR code carries the join code.
pub(super) async fn give(edge: &Edge, id: WorkshopId, handle: &Handle) {
    let Ok(invitation) = claim(edge, id).await else { return };
    // If the task ended meanwhile it may have taken effect: then the invitation stays claimed.
    if let Ok(Err(_)) = handle.order(Actor::System, Order::Invite { invitation: invitation.clone() }).await {
        release(edge, &invitation).await;
    }
}

/// A join code or an invitation opens nothing any more.
pub(super) async fn release(edge: &Edge, key: &str) {
    if let Err(error) = edge.settings.journal.release(SecretHash::of(key).0).await {
        tracing::warn!(%error, "a join code or an invitation that is not used stays claimed");
    }
}
