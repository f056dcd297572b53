//! Creating a workshop: its secrets and code are made here, everything else is decided in the core.

use super::{
    body::Body,
    failure::Failure,
    forwarded::Peer,
    identity::{self, Secret},
    invitation::{self, release},
    shared::{Edge, Shared},
};
use crate::{limits, workshop::Ordered};
use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use tokio::time::Instant;
use trestle_core::{Actor, Create, Holder, Order, SecretHash, code, programmes};
use trestle_protocol::{CreateWorkshop, CreatedWorkshop, Links, Programme, Refusal, SeatId, WorkshopId};

/// `POST /api/workshops`.
pub(crate) async fn create(
    State(edge): Shared,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    Body(body): Body<CreateWorkshop>,
) -> Result<(StatusCode, Json<CreatedWorkshop>), Failure> {
    may_create(&edge, peer, &headers)?;
    let beginning = Beginning::claim(&edge).await?;
    match begin(&edge, beginning.id, order_for(body, &beginning)).await {
        Ok(ordered) => {
            tracing::info!(workshop = %beginning.id, "workshop created");
            Ok(beginning.answer(&edge, ordered.seat.map(|(seat, _)| seat)))
        }
        Err(failure) => {
            beginning.release(&edge).await;
            Err(failure)
        }
    }
}

/// Everything random that a new workshop begins with. Its code and its invitation are claimed.
pub(super) struct Beginning {
    pub(super) id: WorkshopId,
    pub(super) code: String,
    pub(super) invitation: String,
    pub(super) token: Secret,
    facilitator: Secret,
    wall: Secret,
}

impl Beginning {
    pub(super) async fn claim(edge: &Edge) -> Result<Self, Failure> {
        let id = WorkshopId(uuid::Builder::from_random_bytes(identity::random()?).into_uuid());
        let (token, facilitator, wall) = (Secret::new()?, Secret::new()?, Secret::new()?);
        let code = claim_code(edge, id).await?;
        match invitation::claim(edge, id).await {
            Ok(invitation) => Ok(Self { id, code, invitation, token, facilitator, wall }),
            Err(failure) => {
                release(edge, &code).await;
                Err(failure)
            }
        }
    }

    /// It came to nothing: what was claimed for it is free again.
    pub(super) async fn release(&self, edge: &Edge) {
        release(edge, &self.code).await;
        release(edge, &self.invitation).await;
    }

    /// What its links stand for.
    pub(super) fn grants(&self) -> Vec<(SecretHash, Holder)> {
        vec![(self.facilitator.hash(), Holder::Console), (self.wall.hash(), Holder::Wall)]
    }

    /// Where to go in it.
    pub(super) fn answer(self, edge: &Edge, seat: Option<SeatId>) -> (StatusCode, Json<CreatedWorkshop>) {
        let Self { id, code, invitation, token, facilitator, wall } = self;
        let origin = edge.address();
        let links = Links {
            facilitator: format!("{origin}/workshop/{id}#{}", facilitator.reveal()),
            wall: format!("{origin}/wall/{id}#{}", wall.reveal()),
            join: format!("{origin}/join#{invitation}"),
        };
        (StatusCode::CREATED, Json(CreatedWorkshop { workshop: id, code, token: token.reveal(), seat, links }))
    }
}

/// Does whoever asks know the operator's token? If there is none, has this address not made too many lately?
pub(super) fn may_create(edge: &Edge, peer: Peer, headers: &HeaderMap) -> Result<(), Failure> {
    if edge.settings.disk.is_low() {
        return Err(Failure::Refused(Refusal::DiskLow));
    }
    match edge.settings.create_token {
        // Hashes are compared: how long that takes says nothing about the token.
        Some(expected) if identity::bearer(headers) != Some(expected) => Err(Failure::Refused(Refusal::NotAllowedToCreate)),
        Some(_) => Ok(()),
        None if edge.throttle.create(edge.client(peer, headers), Instant::now()) => Ok(()),
        None => Err(Failure::Refused(Refusal::TooManyCreated)),
    }
}

/// `GET /api/programmes`: what a workshop can run on, as it would be unless minutes are changed.
pub(crate) async fn offered() -> Json<Vec<Programme>> {
    Json(programmes::all())
}

/// The order that begins a workshop's journal.
fn order_for(body: CreateWorkshop, beginning: &Beginning) -> Result<Order, Failure> {
    let built_in = || programmes::built_in(body.programme.as_deref().unwrap_or(programmes::DEFAULT));
    let programme = body.own.clone().or_else(built_in).ok_or(Refusal::BadProgramme)?;
    let mut grants = beginning.grants();
    let (token, named) = (beginning.token.hash(), !body.facilitator.trim().is_empty());
    if !named {
        grants.push((token, Holder::Console));
    }
    Ok(Order::Create(Box::new(Create {
        id: beginning.id,
        details: body.details,
        convener: body.convener,
        organisations: body.organisations,
        programme: programme.with_minutes(&body.minutes),
        code: beginning.code.clone(),
        invitation: beginning.invitation.clone(),
        salt: identity::random()?,
        facilitator: named.then_some((body.facilitator, token)),
        grants,
        creator: Some(token),
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
