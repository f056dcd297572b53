//! Looking and joining: what a key opens, and the token that one gets for it.

use super::{
    body::Body,
    failure::Failure,
    forwarded::{Client, Peer},
    identity::Secret,
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
use trestle_protocol::{Door, Join, Joined, Look, Looked, OrganisationChoice, Refusal, Role, WorkshopId};

/// What a key opens.
struct Opened {
    workshop: WorkshopId,
    holder: Option<Holder>,
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
    let order = join_order(body, opened.holder, token.hash());
    let handle = edge.settings.registry.open(opened.workshop).await?;
    let ordered = handle.order(Actor::System, order).await?.map_err(Failure::from)?;
    let (seat, role) = match ordered.seat {
        Some((seat, role)) => (Some(seat), role),
        None => (opened.looked.seat, opened.looked.role),
    };
    Ok(Json(Joined { workshop: opened.workshop, token: token.reveal(), role, seat }))
}

/// A code or a facilitator's link with a name makes a seat; any other link gets a token of its own.
fn join_order(body: Join, holder: Option<Holder>, token: SecretHash) -> Order {
    let role = match holder {
        None => Role::Participant,
        Some(Holder::Console) if !body.name.trim().is_empty() => Role::Facilitator,
        Some(holder) => {
            return Order::Grant { secret: token, holder };
        }
    };
    let organisation = match (body.organisation, body.organisation_name) {
        (Some(known), _) => JoinOrganisation::Known(known),
        (None, name) if name.trim().is_empty() => JoinOrganisation::None,
        (None, name) => JoinOrganisation::Named(name),
    };
    Order::Join { token, name: body.name, organisation, role, table: body.table }
}

/// Finds what a key opens. Wrong, ended and locked ones get the same answer after the same time. A typed code waits for its turn first; a link has 128 bits and is
/// never made to wait for what others got wrong.
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
    let holder = match secret {
        Some(secret) => Some(state.holder(&secret)?),
        None if state.door() == Door::Locked || !state.exists() => return None,
        None => None,
    };
    let viewer = holder.and_then(|holder| state.viewer(holder));
    let organisations =
        state.organisations.iter().map(|(id, organisation)| OrganisationChoice { id: *id, name: organisation.name.clone() });
    let looked = Looked {
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
    };
    Some(Opened { workshop, holder, looked })
}
