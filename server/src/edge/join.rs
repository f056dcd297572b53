//! Looking and joining: what a key opens, and the token that one gets for it.

use super::{
    body::Body,
    failure::Failure,
    forwarded::{Client, Peer},
    identity::{self, Secret},
    keys::Key,
    shared::{Edge, Shared},
    throttle::Turn,
};
use crate::{
    limits,
    workshop::{Handle, OpenError, Registry},
};
use axum::{Extension, Json, extract::State, http::HeaderMap};
use std::sync::Arc;
use tokio::time::Instant;
use trestle_core::{Actor, Fold, Holder, JoinOrganisation, Order, Place, SecretHash};
use trestle_protocol::{Door, Join, Joined, Look, Looked, OrganisationChoice, Refusal, Role, SeatId, Shut, WorkshopId};

/// What a key opens.
struct Opened {
    workshop: WorkshopId,
    /// A link's secret and whom it stands for; none for a code or an invitation.
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
    let registry = &edge.settings.registry;
    let here = seat_here(registry, opened.workshop, &headers).await?;
    let place = edge.places.of(opened.workshop, client);
    let order = join_order(body, opened.link, token.hash(), (here, place));
    // Only newcomers stand in line; who runs the workshop or has a seat already waits for none of them.
    let ordered = match &order {
        Order::Join { role: Role::Participant, .. } => edge.places.order(registry, (opened.workshop, place), &order).await?,
        _ => registry.order(opened.workshop, Actor::System, &order).await??,
    };
    let (seat, role) = match ordered.seat {
        Some((seat, role)) => (Some(seat), role),
        None => (opened.looked.seat, opened.looked.role),
    };
    if let (Some((secret, _)), Some((seat, _))) = (opened.link, ordered.seat) {
        // The seat is taken all the same if this cannot be noted.
        let _ = registry.order(opened.workshop, Actor::System, &Order::Use { secret, by: Some(seat) }).await?;
    }
    Ok(Json(Joined { workshop: opened.workshop, token: token.reveal(), role, seat }))
}

/// The seat that the device which opens a link has in the workshop already: it may say so with its token, and facilitators see whose it was.
async fn seat_here(registry: &Arc<Registry>, workshop: WorkshopId, headers: &HeaderMap) -> Result<Option<SeatId>, Failure> {
    let Some(token) = identity::bearer(headers) else { return Ok(None) };
    let seat = move |fold: &Fold| fold.state.viewer(fold.state.holder(&token)?)?.seat;
    Ok(registry.with(workshop, |handle| async move { handle.read(seat).await }).await?)
}

/// A code, an invitation, or with a name a facilitator's or an organisation's link, makes a seat; any other link gets a token of its own.
fn join_order(body: Join, link: Option<(SecretHash, Holder)>, token: SecretHash, (by, place): (Option<SeatId>, Place)) -> Order {
    let named = !body.name.trim().is_empty();
    let (role, own) = match link {
        None => (Role::Participant, None),
        Some((_, Holder::Console)) if named => (Role::Facilitator, None),
        Some((link, Holder::Organisation(_))) if named => (Role::Participant, Some(link)),
        Some((link, _)) => {
            return Order::Open { link, token, by };
        }
    };
    let organisation = match (own, body.organisation, body.organisation_name) {
        (Some(link), ..) => JoinOrganisation::Link(link),
        (None, Some(known), _) => JoinOrganisation::Known(known),
        (None, None, name) if name.trim().is_empty() => JoinOrganisation::None,
        (None, None, name) => JoinOrganisation::Named(name),
    };
    Order::Join { token, name: body.name, organisation, role, table: body.table, place: Some(place) }
}

/// Finds what a key opens. Wrong and ended ones get the same answer after the same time; a right code at a shut door is told so. A typed code waits for its turn
/// before it is looked at; invitations and links have 128 bits and are looked at at once. Who holds a right key waits for nobody, who tries wrong ones for others at the
/// same address who do.
async fn unlock(edge: &Edge, client: Client, key: &str) -> Result<Opened, Failure> {
    let key = Key::read(key);
    if let Some(Key::Code(code)) = key
        && !edge.codes.turn(client, code).await
    {
        return Err(Failure::Refused(Refusal::TooManyTries));
    }
    let asked = Instant::now();
    let found = match key {
        Some(key) => find(edge, key).await?,
        None => None,
    };
    match found {
        // Whoever has the right code is told why it opens nothing; whoever runs the workshop comes in.
        Some(opened) if opened.looked.role != Role::Facilitator && edge.settings.registry.surroundings().lapses.has(opened.workshop) => {
            Err(Refusal::TimeUp.into())
        }
        Some(opened) => Ok(opened),
        None => {
            paced(edge.throttle.wrong(client, Instant::now())).await?;
            tokio::time::sleep_until(asked + limits::WRONG_ANSWER_AFTER).await;
            Err(Failure::Refused(Refusal::WrongKey))
        }
    }
}

/// Waits for one's turn. Who would wait too long is told so no sooner than that: asking again at once must not be the way to go on.
async fn paced(turn: Turn) -> Result<(), Failure> {
    match turn {
        Turn::After(wait) => tokio::time::sleep(wait).await,
        Turn::TooFast => {
            tokio::time::sleep(limits::REQUEST_WAIT).await;
            return Err(Failure::Refused(Refusal::TooFast));
        }
    }
    Ok(())
}

async fn find(edge: &Edge, key: Key) -> Result<Option<Opened>, Failure> {
    let workshop = match key {
        Key::Link { workshop, .. } => Some(workshop),
        Key::Code(door) | Key::Invitation(door) => edge.settings.journal.find(door.0).await.map_err(Failure::internal)?.map(WorkshopId),
    };
    let Some(workshop) = workshop else {
        return Ok(None);
    };
    let look = |handle: Handle| async move { handle.read(move |fold| seen(fold, workshop, key)).await };
    match edge.settings.registry.with(workshop, look).await {
        Ok(seen) => Ok(seen),
        Err(OpenError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What whoever holds this key gets to see before joining. A former code or invitation may still be on its way out of the directory: it opens nothing.
fn seen(fold: &Fold, workshop: WorkshopId, key: Key) -> Option<Opened> {
    let state = &fold.state;
    let link = match key {
        Key::Link { secret, .. } => Some((secret, state.holder(&secret)?)),
        Key::Code(code) if state.exists() && SecretHash::of(state.code()) == code => None,
        Key::Invitation(invitation) if state.exists() && SecretHash::of(state.invitation()) == invitation => None,
        Key::Code(_) | Key::Invitation(_) => return None,
    };
    let looked = match link {
        // A reader of the record learns there what it says, and nothing of what goes on.
        Some((_, Holder::Results)) => Looked { role: Role::Reader, ..locked(workshop) },
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
        state.organisations.iter().map(|(id, organisation)| OrganisationChoice { id: *id, name: organisation.shown_name() });
    Looked {
        workshop,
        role: viewer.map_or(Role::Participant, |viewer| viewer.role),
        seat: viewer.and_then(|viewer| viewer.seat),
        organisation: if let Some(Holder::Organisation(organisation)) = holder { Some(organisation) } else { None },
        title: state.title(),
        convener: state.convener(),
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
