//! Deciding about belonging: being with an organisation is picked by oneself; its private words and its one voice open to whoever is vouched for.

use super::join::Newcomer;
use crate::{
    event::Event,
    identity::{Actor, Holder, SecretHash},
    order::JoinOrganisation,
    state::{Seat, State},
};
use trestle_protocol::{OrganisationId, Refusal, Role, SeatId, limits};

/// The organisation whose own link this is. Asked again here, because the link may have ended since it was looked at.
pub(super) fn linked(state: &State, link: &SecretHash) -> Result<OrganisationId, Refusal> {
    match state.holder(link) {
        Some(Holder::Organisation(organisation)) => Ok(organisation),
        _ => Err(Refusal::WrongKey),
    }
}

/// Is a newcomer with that organisation by name only? Whoever has its link belongs, and whoever comes to run the workshop. Whoever names a new one does not yet:
/// forty names would be forty voices.
pub(super) fn is_by_name(newcomer: &Newcomer<'_>, organisation: Option<OrganisationId>) -> bool {
    let linked = matches!(newcomer.organisation, JoinOrganisation::Link(_));
    organisation.is_some() && newcomer.role != Role::Facilitator && !linked
}

/// A device that has a seat opens the own link of the organisation that it is with by name: it belongs.
pub(super) fn by_own_link(state: &State, link: Holder, by: Option<SeatId>) -> Option<Event> {
    let seat =
        by.filter(|by| state.seat(*by).is_some_and(|seat| seat.by_name && seat.organisation.map(Holder::Organisation) == Some(link)))?;
    Some(Event::BelongingSet { seats: vec![seat], belongs: true })
}

/// May this seat speak for its organisation?
pub(super) fn has_a_voice(state: &State, seat: SeatId) -> Result<(), Refusal> {
    if state.belongs_to(seat).is_some() { Ok(()) } else { Err(Refusal::NotConfirmed) }
}

/// Somebody nods to these people, or a facilitator takes that back.
pub(super) fn confirm(state: &State, actor: Actor, seats: &[SeatId], belongs: bool) -> Result<Vec<Event>, Refusal> {
    if seats.len() > limits::SEATS {
        return Err(Refusal::TooMany);
    }
    let own = actor.seat().and_then(|seat| state.belongs_to(seat));
    let facilitates = state.facilitates(actor);
    if !facilitates && !belongs {
        return Err(Refusal::NotFacilitator);
    }
    // Who left meanwhile does not keep the others from being confirmed.
    let here: Vec<(SeatId, &Seat)> = seats.iter().filter_map(|id| Some((*id, state.seat(*id)?))).collect();
    if here.is_empty() {
        return Err(Refusal::Unknown);
    }
    if !facilitates && here.iter().any(|(_, seat)| own.is_none() || seat.organisation != own) {
        return Err(Refusal::NotYourOrganisation);
    }
    let changes = |seat: &Seat| seat.organisation.is_some() && !seat.without_device && seat.by_name == belongs;
    let mut seats: Vec<SeatId> = here.into_iter().filter(|(_, seat)| changes(seat)).map(|(id, _)| id).collect();
    seats.sort_unstable();
    seats.dedup();
    if seats.is_empty() { Err(Refusal::Already) } else { Ok(vec![Event::BelongingSet { seats, belongs }]) }
}
