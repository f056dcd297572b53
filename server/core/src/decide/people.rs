//! Deciding about the workshop's description and its people.

use super::{create, join};
use crate::{documents::Documents, event::Event, identity::Holder, state::State, text};
use trestle_protocol::{Details, Refusal, Role, SeatId, limits};

pub(super) fn describe(state: &State, documents: &Documents, details: &Details) -> Result<Vec<Event>, Refusal> {
    let details = create::details(details)?;
    if details == state.details {
        return Err(Refusal::Already);
    }
    let somebody_wrote = documents.desks().any(|(_, desk)| !desk.is_empty()) || state.feedback.values().any(|lines| !lines.is_empty());
    if somebody_wrote && details.authors > state.details.authors {
        return Err(Refusal::AuthorsOnlyTighter);
    }
    Ok(vec![Event::Described { details }])
}

pub(super) fn add_organisation(state: &State, name: &str) -> Result<Vec<Event>, Refusal> {
    let name = text::line(name, limits::NAME_CHARS)?;
    if join::find(state, &name).is_some() {
        return Err(Refusal::Taken);
    }
    join::add(state, name).map(|(_, event)| vec![event])
}

pub(super) fn remove(state: &State, seat: SeatId, with_notes: bool) -> Result<Vec<Event>, Refusal> {
    state.seat(seat).ok_or(Refusal::Unknown)?;
    keep_a_facilitator(state, seat)?;
    Ok(vec![Event::SeatRemoved { seat, with_notes }])
}

pub(super) fn set_role(state: &State, id: SeatId, role: Role) -> Result<Vec<Event>, Refusal> {
    let seat = state.seat(id).ok_or(Refusal::Unknown)?;
    match role {
        Role::Wall => Err(Refusal::OutOfRange),
        role if role == seat.role => Err(Refusal::Already),
        Role::Participant => keep_a_facilitator(state, id).map(|()| vec![Event::RoleSet { seat: id, role }]),
        Role::Facilitator => Ok(vec![Event::RoleSet { seat: id, role }]),
    }
}

/// The last facilitator cannot lock themselves out; a console that is open elsewhere counts.
fn keep_a_facilitator(state: &State, leaving: SeatId) -> Result<(), Refusal> {
    let another = state.present_seats().any(|(id, seat)| id != leaving && seat.role == Role::Facilitator);
    let console = state.grants.values().any(|holder| *holder == Holder::Console);
    if another || console { Ok(()) } else { Err(Refusal::LastFacilitator) }
}

pub(super) fn lock(state: &State, locked: bool) -> Result<Vec<Event>, Refusal> {
    if state.locked == locked { Err(Refusal::Already) } else { Ok(vec![Event::LockSet { locked }]) }
}
