//! Deciding about who comes in.

use crate::{
    event::Event,
    identity::{Holder, SecretHash},
    order::JoinOrganisation,
    state::State,
    text,
};
use trestle_protocol::{OrganisationId, Refusal, Role, SeatId, limits};

pub(super) fn join(
    state: &State,
    token: SecretHash,
    name: &str,
    organisation: &JoinOrganisation,
    role: Role,
) -> Result<Vec<Event>, Refusal> {
    if role == Role::Wall {
        return Err(Refusal::NotYours);
    }
    if role == Role::Participant && state.locked {
        return Err(Refusal::Locked);
    }
    if role == Role::Participant && state.closed_at.is_some() {
        return Err(Refusal::Closed);
    }
    if state.seats.len() >= limits::SEATS || state.grants.len() >= limits::TOKENS {
        return Err(Refusal::TooMany);
    }
    let name = text::line(name, limits::NAME_CHARS)?;
    let mut events = Vec::new();
    let organisation = match organisation {
        JoinOrganisation::None => None,
        JoinOrganisation::Known(id) if state.organisations.contains_key(id) => Some(*id),
        JoinOrganisation::Known(_) => return Err(Refusal::Unknown),
        JoinOrganisation::Named(name) => Some(named(state, name, &mut events)?),
    };
    let seat = SeatId(state.seats.keys().next_back().map_or(1, |last| last.0 + 1));
    events.push(Event::SeatTaken { seat, name, organisation, role, token });
    Ok(events)
}

/// The organisation of that name, or a new one.
fn named(state: &State, name: &str, events: &mut Vec<Event>) -> Result<OrganisationId, Refusal> {
    let name = text::line(name, limits::NAME_CHARS)?;
    if let Some(id) = find(state, &name) {
        return Ok(id);
    }
    let (id, event) = add(state, name)?;
    events.push(event);
    Ok(id)
}

/// An organisation by its name, whatever its case.
pub(super) fn find(state: &State, name: &str) -> Option<OrganisationId> {
    let is_same = |known: &str| known.to_lowercase() == name.to_lowercase();
    state.organisations.iter().find(|(_, organisation)| is_same(&organisation.name)).map(|(id, _)| *id)
}

/// A new organisation of that name.
pub(super) fn add(state: &State, name: String) -> Result<(OrganisationId, Event), Refusal> {
    if state.organisations.len() >= limits::ORGANISATIONS {
        return Err(Refusal::TooMany);
    }
    let organisation = OrganisationId(state.organisations.keys().next_back().map_or(1, |last| last.0 + 1));
    Ok((organisation, Event::OrganisationAdded { organisation, name }))
}

pub(super) fn grant(state: &State, secret: SecretHash, holder: Holder) -> Result<Vec<Event>, Refusal> {
    if state.role(holder).is_none() {
        return Err(Refusal::Unknown);
    }
    if state.grants.len() >= limits::TOKENS {
        return Err(Refusal::TooMany);
    }
    Ok(vec![Event::Granted { secret, holder }])
}
