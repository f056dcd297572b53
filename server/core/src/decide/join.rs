//! Deciding about who comes in.

use super::{people, round};
use crate::{documents::Documents, event::Event, identity::SecretHash, name, order::JoinOrganisation, state::State};
use trestle_protocol::{Door, OrganisationId, Refusal, Role, SeatId, Time, limits};

/// Somebody who takes a seat.
pub(super) struct Newcomer<'a> {
    pub(super) token: SecretHash,
    pub(super) name: &'a str,
    pub(super) organisation: &'a JoinOrganisation,
    pub(super) role: Role,
    pub(super) table: bool,
}

pub(super) fn join(state: &State, documents: &Documents, newcomer: &Newcomer<'_>, now: Time) -> Result<Vec<Event>, Refusal> {
    let participates = may_come(state, newcomer.role)?;
    if state.ways_in() >= limits::TOKENS {
        return Err(Refusal::TooMany);
    }
    let name = name::name(newcomer.name)?;
    let (known, named) = match newcomer.organisation {
        JoinOrganisation::None => (None, ""),
        JoinOrganisation::Known(id) => (Some(*id), ""),
        JoinOrganisation::Named(name) => (None, name::name(name).map(|_| name.as_str())?),
    };
    let (seat, organisation, mut events) = place(state, known, named)?;
    let waiting = participates && state.door == Door::Ask;
    let Newcomer { token, role, table, .. } = *newcomer;
    events.push(Event::SeatTaken { seat, name, organisation, role, token, table, waiting });
    events.extend(round::opened_by_the_convener(state, organisation.filter(|_| !waiting)));
    events.extend(people::into_a_team(state, documents, &events, seat, now));
    Ok(events)
}

/// May somebody of that role come in? Says whether as a participant.
fn may_come(state: &State, role: Role) -> Result<bool, Refusal> {
    match role {
        Role::Wall | Role::Guest => Err(Refusal::NotYours),
        Role::Facilitator => Ok(false),
        Role::Participant if state.door == Door::Locked => Err(Refusal::Locked),
        Role::Participant if state.closed_at.is_some() => Err(Refusal::Closed),
        Role::Participant => Ok(true),
    }
}

/// A new seat's number and organisation, and what has to happen before it is taken.
pub(super) fn place(
    state: &State,
    known: Option<OrganisationId>,
    name: &str,
) -> Result<(SeatId, Option<OrganisationId>, Vec<Event>), Refusal> {
    if state.seats.len() >= limits::SEATS {
        return Err(Refusal::TooMany);
    }
    let (organisation, events) = organisation(state, known, name)?;
    let seat = SeatId(state.seats.keys().next_back().map_or(1, |last| last.0 + 1));
    Ok((seat, organisation, events))
}

/// One that is there, one of that name, which may have to be added first, or none.
pub(super) fn organisation(
    state: &State,
    known: Option<OrganisationId>,
    name: &str,
) -> Result<(Option<OrganisationId>, Vec<Event>), Refusal> {
    let mut events = Vec::new();
    let organisation = match known {
        Some(id) if state.organisations.contains_key(&id) => Some(id),
        Some(_) => return Err(Refusal::Unknown),
        None if name.trim().is_empty() => None,
        None => Some(named(state, name, &mut events)?),
    };
    Ok((organisation, events))
}

/// The organisation of that name, or a new one.
fn named(state: &State, name: &str, events: &mut Vec<Event>) -> Result<OrganisationId, Refusal> {
    let name = name::name(name)?;
    if let Some(id) = find(state, &name) {
        return Ok(id);
    }
    let (id, event) = add(state, name)?;
    events.push(event);
    Ok(id)
}

/// An organisation by its name, however it is typed.
pub(super) fn find(state: &State, name: &str) -> Option<OrganisationId> {
    let is_same = |known: &str| name::same_organisation(known, name);
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

pub(super) fn change_code(state: &State, code: &str) -> Result<Vec<Event>, Refusal> {
    if state.code == code { Err(Refusal::Already) } else { Ok(vec![Event::CodeChanged { code: code.to_owned() }]) }
}
