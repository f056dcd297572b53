//! Deciding about who comes in.

use super::{belonging, organisation, people, room, round, table};
use crate::{documents::Documents, event::Event, identity::SecretHash, name, order::JoinOrganisation, place::Place, state::State};
use trestle_protocol::{Door, OrganisationId, Refusal, Role, SeatId, Time, limits};

/// Somebody who takes a seat.
pub(super) struct Newcomer<'a> {
    pub(super) token: SecretHash,
    pub(super) name: &'a str,
    pub(super) organisation: &'a JoinOrganisation,
    pub(super) role: Role,
    pub(super) table: bool,
    pub(super) place: Option<Place>,
}

pub(super) fn join(state: &State, documents: &Documents, newcomer: &Newcomer<'_>, now: Time) -> Result<Vec<Event>, Refusal> {
    let participates = may_come(state, newcomer.role)?;
    let name = name::name(newcomer.name)?;
    let (known, named) = match newcomer.organisation {
        JoinOrganisation::None => (None, ""),
        JoinOrganisation::Known(id) => (Some(*id), ""),
        JoinOrganisation::Named(name) => (None, name::name(name).map(|_| name.as_str())?),
        JoinOrganisation::Link(link) => (Some(belonging::linked(state, link)?), ""),
    };
    let waiting = participates && state.door == Door::Ask;
    let Newcomer { token, role, place, .. } = *newcomer;
    let gives_way = match (participates, waiting) {
        (true, true) => room::at_the_door(state, place, now)?,
        (true, false) => room::in_turn(state, place, now).map(|()| None)?,
        (false, _) => room::has_room(state, limits::SEATS).map(|()| None)?,
    };
    let (seat, organisation, mut events) = self::place(state, (known, named), participates.then_some(next(state)?))?;
    let by_name = belonging::is_by_name(newcomer, organisation);
    events.extend(room::forgotten(state, documents, gives_way));
    // Whoever comes by a facilitator's link is known already.
    let place = place.filter(|_| participates);
    let (table, asks) = table::on_joining(seat, role, newcomer.table);
    events.push(Event::SeatTaken { seat, name, organisation, role, token, table, waiting, by_name, place });
    events.extend(asks);
    events.extend(round::opened_by_the_convener(state, organisation.filter(|_| !waiting)));
    events.extend(people::into_a_team(state, documents, &events, seat, now));
    Ok(events)
}

/// May somebody of that role come in? Says whether as a participant.
fn may_come(state: &State, role: Role) -> Result<bool, Refusal> {
    match role {
        Role::Wall | Role::Guest | Role::Reader => Err(Refusal::NotYours),
        Role::Facilitator => Ok(false),
        Role::Participant if state.door == Door::Locked => Err(Refusal::Locked),
        Role::Participant if state.closed_at.is_some() => Err(Refusal::Closed),
        Role::Participant => Ok(true),
    }
}

/// An organisation as somebody names it: one that is there, or by its name, or none.
pub(super) type Asked<'a> = (Option<OrganisationId>, &'a str);

/// The number of whoever comes next: none that was ever used.
fn next(state: &State) -> Result<SeatId, Refusal> {
    let last = state.seats.keys().next_back().map_or(0, |last| last.0).max(state.last_seat);
    last.checked_add(1).map(SeatId).ok_or(Refusal::TooMany)
}

/// A new seat's number and organisation, and what has to happen before it is taken. `founder`: in whose share an organisation is that has to be added.
pub(super) fn place(
    state: &State,
    asked: Asked<'_>,
    founder: Option<SeatId>,
) -> Result<(SeatId, Option<OrganisationId>, Vec<Event>), Refusal> {
    let (organisation, events) = organisation(state, asked, founder)?;
    Ok((next(state)?, organisation, events))
}

/// One that is there, one of that name, which may have to be added first, or none.
pub(super) fn organisation(
    state: &State,
    (known, name): Asked<'_>,
    founder: Option<SeatId>,
) -> Result<(Option<OrganisationId>, Vec<Event>), Refusal> {
    let mut events = Vec::new();
    let organisation = match known {
        Some(id) if state.organisations.contains_key(&id) => Some(id),
        Some(_) => return Err(Refusal::Unknown),
        None if name.trim().is_empty() => None,
        None => Some(named(state, name, founder, &mut events)?),
    };
    Ok((organisation, events))
}

/// The organisation of that name, or a new one.
fn named(state: &State, name: &str, founder: Option<SeatId>, events: &mut Vec<Event>) -> Result<OrganisationId, Refusal> {
    let name = name::name(name)?;
    if let Some(id) = find(state, &name) {
        return Ok(id);
    }
    let (id, event) = organisation::new(state, name, founder)?;
    events.push(event);
    Ok(id)
}

/// An organisation by its name, however it is typed.
pub(super) fn find(state: &State, name: &str) -> Option<OrganisationId> {
    let is_same = |known: &str| name::same_organisation(known, name);
    state.organisations.iter().find(|(_, organisation)| is_same(&organisation.name)).map(|(id, _)| *id)
}

/// Both ways in change together: whoever the old ones should not let in any more may have seen either.
pub(super) fn change_code(state: &State, code: &str, invitation: &str) -> Result<Vec<Event>, Refusal> {
    match state.code == code {
        true => Err(Refusal::Already),
        false => Ok(vec![Event::CodeChanged { code: code.to_owned(), invitation: invitation.to_owned() }]),
    }
}

/// The first invitation of a workshop from before there were any; its code stays.
pub(super) fn invite(state: &State, invitation: &str) -> Result<Vec<Event>, Refusal> {
    match state.invitation.is_empty() {
        true => Ok(vec![Event::CodeChanged { code: state.code.clone(), invitation: invitation.to_owned() }]),
        false => Err(Refusal::Already),
    }
}
