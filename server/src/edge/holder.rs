//! What one may ask with a token: further links, the record, and the end of everything.

use super::{
    body::Body,
    create,
    failure::Failure,
    identity::{self, Secret},
    invitation,
    shared::{Edge, Shared},
};
use crate::workshop::Handle;
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use tokio::time::Instant;
use trestle_core::{Actor, Fold, Holder, Order, Private, Record, SecretHash, private, record};
use trestle_protocol::{Keeping, LinkKind, MadeCode, MadeLink, MakeLink, Refusal, Role, Time, WorkshopId};
use uuid::Uuid;

/// The workshop in the path; what is no id is nobody's workshop.
fn workshop(id: &str) -> Result<WorkshopId, Failure> {
    Uuid::try_parse(id).map(WorkshopId).map_err(|_| Failure::Unauthorized)
}

/// Looks at a workshop on behalf of whoever holds the bearer token, and notes now and then that the token was used. Once its time is up, for facilitators alone.
async fn on_behalf<T: Send + 'static>(
    edge: &Edge,
    id: WorkshopId,
    headers: &HeaderMap,
    look: impl FnOnce(&Fold, Holder) -> T + Clone + Send + 'static,
) -> Result<T, Failure> {
    let token = identity::bearer(headers).ok_or(Failure::Unauthorized)?;
    let read = |handle: Handle| {
        let look = look.clone();
        async move { handle.read(move |fold| seen(fold, &token, look)).await }
    };
    let (facilitates, seen) = edge.settings.registry.with(id, read).await?.ok_or(Failure::Unauthorized)?;
    if !facilitates && edge.settings.registry.surroundings().lapses.has(id) {
        return Err(Refusal::TimeUp.into());
    }
    edge.throttle.opened(token, Instant::now());
    note_use(edge, id, token).await;
    Ok(seen)
}

/// What is seen, and whether by somebody who runs the workshop; none if the token opens nothing.
fn seen<T>(fold: &Fold, token: &SecretHash, look: impl FnOnce(&Fold, Holder) -> T) -> Option<(bool, T)> {
    let holder = fold.state.holder(token)?;
    let facilitates = fold.state.viewer(holder).is_some_and(|viewer| viewer.facilitates());
    Some((facilitates, look(fold, holder)))
}

/// A reader is served all the same if this cannot be noted: the workshop may be open for reading only.
async fn note_use(edge: &Edge, id: WorkshopId, token: SecretHash) {
    let now = edge.settings.clock.civil();
    let note = |handle: Handle| async move {
        if handle.read(move |fold| fold.state.use_is_due(&token, now)).await? {
            let _ = handle.order(Actor::System, Order::Use { secret: token, by: None }).await?;
        }
        Ok(())
    };
    if let Err(error) = edge.settings.registry.with(id, note).await {
        tracing::debug!(workshop = %id, %error, "a use was not noted");
    }
}

/// `POST /api/workshops/{id}/links`.
pub(crate) async fn link(
    State(edge): Shared,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(MakeLink { kind, organisation }): Body<MakeLink>,
) -> Result<(StatusCode, Json<MadeLink>), Failure> {
    let id = workshop(&id)?;
    let (caller, facilitates) = on_behalf(&edge, id, &headers, |fold, holder| (holder, fold.state.facilitates(holder.into()))).await?;
    let holder = match (kind, caller) {
        (LinkKind::Seat, Holder::Seat(seat)) => Holder::Seat(seat),
        (LinkKind::Seat, _) => return Err(Refusal::NoSeat.into()),
        _ if !facilitates => return Err(Refusal::NotFacilitator.into()),
        (LinkKind::Facilitator, _) => Holder::Console,
        (LinkKind::Wall, _) => Holder::Wall,
        (LinkKind::Results, _) => Holder::Results,
        (LinkKind::Card, _) => Holder::Organisation(organisation.ok_or(Refusal::Unknown)?),
    };
    let secret = Secret::new()?;
    edge.settings.registry.order(id, caller.into(), &Order::Grant { secret: secret.hash(), holder }).await??;
    let origin = edge.address();
    let link = match kind {
        LinkKind::Facilitator => format!("{origin}/workshop/{id}#{}", secret.reveal()),
        LinkKind::Wall => format!("{origin}/wall/{id}#{}", secret.reveal()),
        LinkKind::Results => format!("{origin}/record/{id}#{}", secret.reveal()),
        LinkKind::Seat | LinkKind::Card => format!("{origin}/join#{id}.{}", secret.reveal()),
    };
    Ok((StatusCode::CREATED, Json(MadeLink { link })))
}

/// `DELETE /api/workshops/{id}/links/{number}`: a link opens nothing any more, and what was opened with it is closed; or one console is. 204.
pub(crate) async fn end(
    State(edge): Shared,
    Path((id, number)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode, Failure> {
    let id = workshop(&id)?;
    let pass = number.parse().map_err(|_| Refusal::Unknown)?;
    let caller = on_behalf(&edge, id, &headers, |_, holder| holder).await?;
    let asker = identity::bearer(&headers).ok_or(Failure::Unauthorized)?;
    edge.settings.registry.order(id, caller.into(), &Order::End { pass, asker }).await??;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/workshops/{id}/code`: another join code and another invitation; the old ones open nothing from then on.
pub(crate) async fn code(State(edge): Shared, Path(id): Path<String>, headers: HeaderMap) -> Result<(StatusCode, Json<MadeCode>), Failure> {
    let id = workshop(&id)?;
    let look = |fold: &Fold, holder: Holder| {
        let former = [fold.state.code().to_owned(), fold.state.invitation().to_owned()];
        (holder, fold.state.facilitates(holder.into()), former)
    };
    let (caller, facilitates, former) = on_behalf(&edge, id, &headers, look).await?;
    if !facilitates {
        return Err(Refusal::NotFacilitator.into());
    }
    let code = create::claim_code(&edge, id).await?;
    let invitation = match invitation::claim(&edge, id).await {
        Ok(invitation) => invitation,
        Err(failure) => {
            invitation::release(&edge, &code).await;
            return Err(failure);
        }
    };
    let order = Order::ChangeCode { code: code.clone(), invitation: invitation.clone() };
    let (changed, unused) = match edge.settings.registry.order(id, caller.into(), &order).await? {
        Ok(_) => (Ok((StatusCode::CREATED, Json(MadeCode { code }))), former),
        Err(refusal) => (Err(refusal.into()), [code, invitation]),
    };
    for key in unused.iter().filter(|key| !key.is_empty()) {
        invitation::release(&edge, key).await;
    }
    changed
}

/// `DELETE /api/workshops/{id}`: erases it for good. 204 once nothing of it is left.
pub(crate) async fn erase(State(edge): Shared, Path(id): Path<String>, headers: HeaderMap) -> Result<StatusCode, Failure> {
    let id = workshop(&id)?;
    let caller = on_behalf(&edge, id, &headers, |_, holder| holder).await?;
    edge.settings.registry.with(id, |handle| async move { handle.erase(caller.into()).await }).await??;
    tracing::info!(workshop = %id, "erased by a facilitator");
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /api/workshops/{id}/keeping`: until when it is kept, for facilitators.
pub(crate) async fn keeping(State(edge): Shared, Path(id): Path<String>, headers: HeaderMap) -> Result<Json<Keeping>, Failure> {
    let id = workshop(&id)?;
    let look = |fold: &Fold, holder: Holder| (fold.state.facilitates(holder.into()), fold.state.details.erase_at);
    let (facilitates, erase_at) = on_behalf(&edge, id, &headers, look).await?;
    if !facilitates {
        return Err(Refusal::NotFacilitator.into());
    }
    Ok(Json(Keeping { erase_at, lapsed: edge.settings.registry.surroundings().lapses.left(id) }))
}

/// Who may read a record.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    pub(super) workshop: WorkshopId,
    pub(super) holder: Holder,
    pub(super) facilitates: bool,
}

/// Who the holder of the bearer token is, if they may read the record.
pub(super) async fn reader(edge: &Edge, id: &str, headers: &HeaderMap) -> Result<Reader, Failure> {
    let workshop = workshop(id)?;
    let look = move |fold: &Fold, holder: Holder| {
        let viewer = fold.state.viewer(holder).filter(|viewer| viewer.role != Role::Guest)?;
        Some(Reader { workshop, holder, facilitates: viewer.facilitates() })
    };
    on_behalf(edge, workshop, headers, look).await?.ok_or(Failure::Unauthorized)
}

/// What the holder of a token takes home.
pub(super) struct Kept {
    /// The record as the holder may see it.
    pub(super) record: Record,
    /// What is for facilitators alone, if the holder is one.
    pub(super) private: Option<Private>,
}

/// The record as the holder of the bearer token may see it, and what is theirs beside it.
pub(super) async fn kept(edge: &Edge, id: &str, headers: &HeaderMap) -> Result<Kept, Failure> {
    let now = edge.settings.clock.civil();
    on_behalf(edge, workshop(id)?, headers, move |fold, holder| kept_for(fold, holder, now)).await?.ok_or(Failure::Unauthorized)
}

fn kept_for(fold: &Fold, holder: Holder, now: Time) -> Option<Kept> {
    let viewer = fold.state.viewer(holder).filter(|viewer| viewer.role != Role::Guest)?;
    let private = viewer.facilitates().then(|| private(&fold.state, &fold.documents, now));
    Some(Kept { record: record(&fold.state, &fold.documents, viewer, now), private })
}
