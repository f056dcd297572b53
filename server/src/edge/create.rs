//! Creating a workshop: its secrets and code are made here, everything else is decided in the core.

use super::{
    body::Body,
    failure::Failure,
    forwarded::Peer,
    identity::{self, Secret},
    router::{Edge, Shared},
};
use crate::{limits, workshop::Ordered};
use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use tokio::time::Instant;
use trestle_core::{Actor, Create, Holder, Order, SecretHash, code, programmes};
use trestle_protocol::{CreateWorkshop, CreatedWorkshop, Links, Programme, Refusal, WorkshopId};

/// `POST /api/workshops`.
pub(crate) async fn create(
    State(edge): Shared,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    Body(body): Body<CreateWorkshop>,
) -> Result<(StatusCode, Json<CreatedWorkshop>), Failure> {
    may_create(&edge, peer, &headers)?;
    let id = WorkshopId(uuid::Builder::from_random_bytes(identity::random()?).into_uuid());
    let code = claim_code(&edge, id).await?;
    let (token, facilitator, wall) = (Secret::new()?, Secret::new()?, Secret::new()?);
    let links = Links {
        facilitator: format!("{}/workshop/{id}", edge.address()),
        wall: format!("{}/wall/{id}", edge.address()),
        join: format!("{}/join#{code}", edge.address()),
    };
    let made = order_for(body, id, &code, [&token, &facilitator, &wall]);
    let seat = match begin(&edge, id, made).await {
        Ok(ordered) => ordered.seat.map(|(seat, _)| seat),
        Err(failure) => {
            release_code(&edge, &code).await;
            return Err(failure);
        }
    };
    tracing::info!(workshop = %id, "workshop created");
    let links = Links { facilitator: with_secret(links.facilitator, facilitator), wall: with_secret(links.wall, wall), ..links };
    Ok((StatusCode::CREATED, Json(CreatedWorkshop { workshop: id, code, token: token.reveal(), seat, links })))
}

fn with_secret(address: String, secret: Secret) -> String {
    format!("{address}#{}", secret.reveal())
}

fn may_create(edge: &Edge, peer: Peer, headers: &HeaderMap) -> Result<(), Failure> {
    if !edge.throttle.create(edge.client(peer, headers), Instant::now()) {
        return Err(Failure::Refused(Refusal::TooFast));
    }
    match edge.settings.create_token {
        // Hashes are compared: how long that takes says nothing about the token.
        Some(expected) if identity::bearer(headers) != Some(expected) => Err(Failure::Refused(Refusal::NotAllowedToCreate)),
        _ => Ok(()),
    }
}

/// `GET /api/programmes`: what a workshop can run on, as it would be unless minutes are changed.
pub(crate) async fn offered() -> Json<Vec<Programme>> {
    Json(programmes::all())
}

/// The order that begins a workshop's journal.
fn order_for(body: CreateWorkshop, id: WorkshopId, code: &str, [token, facilitator, wall]: [&Secret; 3]) -> Result<Order, Failure> {
    let built_in = || programmes::built_in(body.programme.as_deref().unwrap_or(programmes::DEFAULT));
    let programme = body.own.clone().or_else(built_in).ok_or(Refusal::BadProgramme)?;
    let mut grants = vec![(facilitator.hash(), Holder::Console), (wall.hash(), Holder::Wall)];
    let named = !body.facilitator.trim().is_empty();
    if !named {
        grants.push((token.hash(), Holder::Console));
    }
    Ok(Order::Create(Box::new(Create {
        id,
        details: body.details,
        convener: body.convener,
        organisations: body.organisations,
        programme: programme.with_minutes(&body.minutes),
        code: code.to_owned(),
        salt: identity::random()?,
        facilitator: named.then(|| (body.facilitator, token.hash())),
        grants,
    })))
}

async fn begin(edge: &Edge, id: WorkshopId, order: Result<Order, Failure>) -> Result<Ordered, Failure> {
    let order = order?;
    let handle = edge.settings.registry.create(id).await?;
    match handle.order(Actor::System, order).await? {
        Ok(ordered) => Ok(ordered),
        Err(refusal) => {
            // Nothing was begun: the task has nothing to own.
            handle.drain().await;
            Err(refusal.into())
        }
    }
}

/// A join code that belongs to this workshop from now on.
pub(super) async fn claim_code(edge: &Edge, id: WorkshopId) -> Result<String, Failure> {
    for _ in 0..limits::CODE_TRIES {
        let code = code::from_bits(u64::from_be_bytes(identity::random()?));
        if edge.settings.journal.claim(SecretHash::of(&code).0, id.0).await.map_err(Failure::internal)? {
            return Ok(code);
        }
    }
    Err(Failure::internal("no free join code was found"))
}

pub(super) async fn release_code(edge: &Edge, code: &str) {
    if let Err(error) = edge.settings.journal.release(SecretHash::of(code).0).await {
        tracing::warn!(%error, "a join code that is not used stays claimed");
    }
}
