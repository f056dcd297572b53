//! Looking and joining: what a key opens, and the token that one gets for it.

use super::{
    body::Body,
    failure::Failure,
    forwarded::{Client, Peer},
    identity::{self, Secret},
    keys::Key,
    router::{Edge, Shared},
};
use crate::{
    limits,
    workshop::{Handle, OpenError},
};
use axum::{Extension, Json, extract::State, http::HeaderMap};
use tokio::time::Instant;
use trestle_core::{Actor, Fold, Holder, JoinOrganisation, Order, SecretHash};
use trestle_protocol::{Door, Join, Joined, Look, Looked, OrganisationChoice, Refusal, Role, SeatId, Shut, WorkshopId};

/// What a key opens.
struct Opened {
    workshop: WorkshopId,
    /// A link's secret and whom it stands for; none for a code.
    link: Option<(SecretHash, Holder)>,
    looked: Looked,
}

/// `POST /api/look`.
pub(crate) async fn look(
    State(edge): Shared,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    Body(body): Body<Look>,
) -> Result<Json<Looked>, Failure> {
    let client = edge.client(peer, &headers);
    Ok(Json(unlock(&edge, client, &body.key).await?.looked))
}

/// `POST /api/join`.
pub(crate) async fn join(
    State(edge): Shared,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    Body(body): Body<Join>,
) -> Result<Json<Joined>, Failure> {
    let client = edge.client(peer, &headers);
    let opened = unlock(&edge, client, &body.key).await?;
    let token = Secret::new()?;
    let handle = edge.settings.registry.open(opened.workshop).await?;
    let here = seat_here(&handle, &headers).await?;
    let order = join_order(body, opened.link, token.hash(), here);
    let ordered = handle.order(Actor::System, order).await?.map_err(Failure::from)?;
    let (seat, role) = match ordered.seat {
        Some((seat, role)) => (Some(seat), role),
        None => (opened.looked.seat, opened.looked.role),
    };
    if let (Some((secret, _)), Some((seat, _))) = (opened.link, ordered.seat) {
        // The seat is taken all the same if this cannot be noted.
        let _ = handle.order(Actor::System, Order::Use { secret, by: Some(seat) }).await?;
    }
    Ok(Json(Joined { workshop: opened.workshop, token: token.reveal(), role, seat }))
}

/// The seat that the device which opens a link has in the workshop already: it may say so with its token, and facilitators see whose it was.
async fn seat_here(handle: &Handle, headers: &HeaderMap) -> Result<Option<SeatId>, Failure> {
    let Some(token) = identity::bearer(headers) else { return Ok(None) };
    let seat = move |fold: &Fold| fold.state.viewer(fold.state.holder(&token)?)?.seat;
    Ok(handle.read(seat).await?)
}

/// A code or a facilitator's link with a name makes a seat; any other link gets a token of its own.
fn join_order(body: Join, link: Option<(SecretHash, Holder)>, token: SecretHash, by: Option<SeatId>) -> Order {
    let role = match link {
        None => Role::Participant,
        Some((_, Holder::Console)) if !body.name.trim().is_empty() => Role::Facilitator,
        Some((link, _)) => {
            return Order::Open { link, token, by };
        }
    };
    let organisation = match (body.organisation, body.organisation_name) {
        (Some(known), _) => JoinOrganisation::Known(known),
        (None, name) if name.trim().is_empty() => JoinOrganisation::None,
        (None, name) => JoinOrganisation::Named(name),
    };
    Order::Join { token, name: body.name, organisation, role, table: body.table }
}

/// Finds what a key opens. Wrong and ended ones get the same answer after the same time; a right code at a shut door is told so. A typed code waits for its turn
/// first; a link has 128 bits and is never made to wait for what others got wrong.
async fn unlock(edge: &Edge, client: Client, key: &str) -> Result<Opened, Failure> {
    let key = Key::read(key);
    if let Some(Key::Code(code)) = key
        && !edge.codes.turn(client, code).await
    {
        return Err(Failure::Refused(Refusal::TooManyTries));
    }
    let asked = Instant::now();
    if let Some(key) = key
        && let Some(opened) = find(edge, key).await?
    {
        return Ok(opened);
    }
    tokio::time::sleep_until(asked + limits::WRONG_ANSWER_AFTER).await;
    Err(Failure::Refused(Refusal::WrongKey))
}

async fn find(edge: &Edge, key: Key) -> Result<Option<Opened>, Failure> {
    let (workshop, secret) = match key {
        Key::Link { workshop, secret } => (Some(workshop), Some(secret)),
        Key::Code(code) => (edge.settings.journal.find(code.0).await.map_err(Failure::internal)?.map(WorkshopId), None),
    };
    let Some(workshop) = workshop else {
        return Ok(None);
    };
    let seen = edge
        .settings
        .registry
        .with(workshop, |handle: Handle| async move { handle.read(move |fold| seen(fold, workshop, secret)).await })
        .await;
    match seen {
        Ok(seen) => Ok(seen),
        Err(OpenError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What whoever holds this secret (or, without one, the join code) gets to see before joining.
fn seen(fold: &Fold, workshop: WorkshopId, secret: Option<SecretHash>) -> Option<Opened> {
    let state = &fold.state;
    let link = match secret {
        Some(secret) => Some((secret, state.holder(&secret)?)),
        None if !state.exists() => return None,
        None => None,
    };
    let looked = match link {
        Some((_, holder)) => looked(state, workshop, Some(holder)),
        None if state.door() == Door::Locked => Looked { shut: shut(state), ..locked(workshop) },
        None => Looked { shut: shut(state), ..looked(state, workshop, None) },
    };
    Some(Opened { workshop, link, looked })
}

/// Why nobody comes in with the code.
fn shut(state: &trestle_core::State) -> Option<Shut> {
    match state.door() {
        _ if state.closed_at.is_some() => Some(Shut::Over),
        Door::Locked => Some(Shut::Locked),
        Door::Open | Door::Ask => None,
    }
}

fn looked(state: &trestle_core::State, workshop: WorkshopId, holder: Option<Holder>) -> Looked {
    let viewer = holder.and_then(|holder| state.viewer(holder));
    let organisations =
        state.organisations.iter().map(|(id, organisation)| OrganisationChoice { id: *id, name: organisation.name.clone() });
    Looked {
        workshop,
        role: viewer.map_or(Role::Participant, |viewer| viewer.role),
        seat: viewer.and_then(|viewer| viewer.seat),
        organisation: if let Some(Holder::Organisation(organisation)) = holder { Some(organisation) } else { None },
        title: state.details.title.clone(),
        convener: state.convener().to_owned(),
        organisations: organisations.collect(),
        privacy: state.details.privacy.clone(),
        asks: state.door() == Door::Ask,
        // Whoever would wait at the door is not told where the workshop stands
        does: state.live().filter(|_| state.door() == Door::Open).map(|step| step.does.clone()).unwrap_or_default(),
        shut: None,
    }
}

/// Enough for a device that has a seat there to find it again, and nothing about what goes on behind the door.
fn locked(workshop: WorkshopId) -> Looked {
    Looked {
        workshop,
        role: Role::Participant,
        seat: None,
        organisation: None,
        title: String::new(),
        convener: String::new(),
        organisations: Vec::new(),
        privacy: String::new(),
        asks: false,
        does: Vec::new(),
        shut: None,
    }
}
