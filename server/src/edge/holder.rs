//! What one may ask with a token: further links, and the record.

use super::{
    body::Body,
    failure::Failure,
    identity::{self, Secret},
    router::{Edge, Shared},
};
use crate::workshop::Handle;
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use trestle_core::{Fold, Holder, Order, Record, record};
use trestle_protocol::{LinkKind, MadeLink, MakeLink, Refusal, Time, WorkshopId};
use uuid::Uuid;

/// The workshop in the path; what is no id is nobody's workshop.
fn workshop(id: &str) -> Result<WorkshopId, Failure> {
    Uuid::try_parse(id).map(WorkshopId).map_err(|_| Failure::Unauthorized)
}

/// Looks at a workshop on behalf of whoever holds the bearer token.
async fn on_behalf<T: Send + 'static>(
    edge: &Edge,
    id: WorkshopId,
    headers: &HeaderMap,
    look: impl FnOnce(&Fold, Holder) -> T + Clone + Send + 'static,
) -> Result<T, Failure> {
    let token = identity::bearer(headers).ok_or(Failure::Unauthorized)?;
    let read = |handle: Handle| {
        let look = look.clone();
        async move { handle.read(move |fold| fold.state.holder(&token).map(|holder| look(fold, holder))).await }
    };
    edge.settings.registry.with(id, read).await?.ok_or(Failure::Unauthorized)
}

/// `POST /api/workshops/{id}/links`.
pub(crate) async fn link(
    State(edge): Shared,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(MakeLink { kind }): Body<MakeLink>,
) -> Result<(StatusCode, Json<MadeLink>), Failure> {
    let id = workshop(&id)?;
    let (caller, facilitates) = on_behalf(&edge, id, &headers, |fold, holder| (holder, fold.state.facilitates(holder.into()))).await?;
    let holder = match (kind, caller) {
        (LinkKind::Seat, Holder::Seat(seat)) => Holder::Seat(seat),
        (LinkKind::Seat, Holder::Console | Holder::Wall) => return Err(Refusal::NoSeat.into()),
        (LinkKind::Facilitator | LinkKind::Wall, _) if !facilitates => {
            return Err(Refusal::NotFacilitator.into());
        }
        (LinkKind::Facilitator, _) => Holder::Console,
        (LinkKind::Wall, _) => Holder::Wall,
    };
    let secret = Secret::new()?;
    let handle = edge.settings.registry.open(id).await?;
    handle.order(caller.into(), Order::Grant { secret: secret.hash(), holder }).await??;
    let origin = edge.address();
    let link = match kind {
        LinkKind::Facilitator => format!("{origin}/workshop/{id}#{}", secret.reveal()),
        LinkKind::Wall => format!("{origin}/wall/{id}#{}", secret.reveal()),
        LinkKind::Seat => format!("{origin}/join#{id}.{}", secret.reveal()),
    };
    Ok((StatusCode::CREATED, Json(MadeLink { link })))
}

async fn made_record(edge: &Edge, id: &str, headers: &HeaderMap) -> Result<Record, Failure> {
    let now = edge.settings.clock.now();
    on_behalf(edge, workshop(id)?, headers, move |fold, holder| record_for(fold, holder, now)).await?.ok_or(Failure::Unauthorized)
}

fn record_for(fold: &Fold, holder: Holder, now: Time) -> Option<Record> {
    fold.state.viewer(holder).map(|viewer| record(&fold.state, &fold.documents, viewer, now))
}

/// `GET /api/workshops/{id}/record.md`.
pub(crate) async fn record_markdown(State(edge): Shared, Path(id): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
    let record = made_record(&edge, &id, &headers).await?;
    let kind =
        [(header::CONTENT_TYPE, "text/markdown; charset=utf-8"), (header::CONTENT_DISPOSITION, "attachment; filename=\"record.md\"")];
    Ok((kind, record.markdown()).into_response())
}

/// `GET /api/workshops/{id}/record.json`.
pub(crate) async fn record_json(State(edge): Shared, Path(id): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
    let record = made_record(&edge, &id, &headers).await?;
    let json = serde_json::to_string_pretty(&record).map_err(Failure::internal)?;
    let kind = [(header::CONTENT_TYPE, "application/json"), (header::CONTENT_DISPOSITION, "attachment; filename=\"record.json\"")];
    Ok((kind, json).into_response())
}
