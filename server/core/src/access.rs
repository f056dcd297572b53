//! Access: who may read or write which document. One table, closed by default.

use crate::{
    documents::content::WrittenFor,
    identity::Actor,
    state::{Seat, State},
};
use std::collections::BTreeSet;
use trestle_protocol::{Capability, DocumentName, OrganisationId, SeatId, TeamId};

/// What an actor may do with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Nothing.
    None,
    /// Know what it says.
    Read,
    /// Change it.
    Write,
}

/// What may this actor do with that document now?
///
/// Asked when an update arrives, at its place in the journal and before it is appended there. Never again: what stands in the journal was admitted.
pub fn access(state: &State, document: DocumentName, actor: Actor) -> Access {
    if !state.exists() || !is_present(state, actor) {
        return Access::None;
    }
    let access = open_access(state, document, actor);
    if state.closed_at.is_some() { access.min(Access::Read) } else { access }
}

/// Seats that were removed are nobody.
fn is_present(state: &State, actor: Actor) -> bool {
    actor.seat().is_none_or(|seat| state.seat(seat).is_some())
}

fn open_access(state: &State, document: DocumentName, actor: Actor) -> Access {
    if let Actor::Organisation(organisation) = actor {
        return beforehand(state, document, organisation);
    }
    let facilitates = state.facilitates(actor);
    let seated = actor.seat().is_some();
    let may_write = |may: bool, otherwise: Access| if may { Access::Write } else { otherwise };
    match document {
        DocumentName::Desk(seat) => may_write(desk(actor) == Some(seat), Access::None),
        DocumentName::Card(organisation) if !state.organisations.contains_key(&organisation) => Access::None,
        DocumentName::Card(organisation) => may_write(facilitates || is_with(state, actor, organisation), Access::Read),
        DocumentName::Aside(organisation) if !state.organisations.contains_key(&organisation) => Access::None,
        DocumentName::Aside(organisation) => {
            may_write(belongs(state, actor, organisation), if facilitates { Access::Read } else { Access::None })
        }
        DocumentName::Board => {
            // Arranging is open for the whole stage that it belongs to, so that words in flight at a change of step are not lost.
            let arranging = state.reveal.shown > 0 && state.in_stage_with(&[Capability::Group, Capability::Discuss]);
            let reading = if state.reveal.shown > 0 { Access::Read } else { Access::None };
            may_write(facilitates || (seated && arranging), reading)
        }
        DocumentName::Brief(team) if !state.teams.contains_key(&team) => Access::None,
        DocumentName::Brief(team) => {
            let writes = facilitates || in_team(state, actor, team) || (seated && state.chosen == Some(team));
            may_write(writes, if state.briefs_open || state.whole.contains(&team) { Access::Read } else { Access::None })
        }
        DocumentName::Plan => {
            may_write(facilitates || (seated && state.in_stage_with(&[Capability::Roles, Capability::Act])), Access::Read)
        }
    }
}

/// Who fills in a card beforehand knows nothing else.
fn beforehand(state: &State, document: DocumentName, own: OrganisationId) -> Access {
    match document {
        DocumentName::Card(organisation) | DocumentName::Aside(organisation)
            if organisation == own && state.organisations.contains_key(&own) =>
        {
            Access::Write
        }
        DocumentName::Card(_)
        | DocumentName::Aside(_)
        | DocumentName::Desk(_)
        | DocumentName::Board
        | DocumentName::Brief(_)
        | DocumentName::Plan => Access::None,
    }
}

/// Whose desk somebody writes on. A console without a seat writes for the room: people without a device, organisations, the room itself.
fn desk(actor: Actor) -> Option<SeatId> {
    match actor {
        Actor::Console => Some(SeatId::ROOM),
        actor => actor.seat(),
    }
}

/// Is a note on this desk its seat's to write for them? A table's device writes for the people without a device who sit at it, and for an organisation that
/// one of them or itself belongs to; a console without a seat for all without a device, and for every organisation. Nobody writes for who has a device.
pub(crate) fn may_write_for(state: &State, document: DocumentName, whom: WrittenFor) -> bool {
    let DocumentName::Desk(desk) = document else { return false };
    let (room, table) = (desk == SeatId::ROOM, state.seat(desk).filter(|seat| seat.table));
    if !room && table.is_none() {
        return false;
    }
    match whom {
        // Who has gone home meanwhile stays the author of what was written down for them.
        WrittenFor::Seat(person) => {
            state.seats.get(&person).is_some_and(|person| person.without_device && (room || person.at == Some(desk)))
        }
        WrittenFor::Organisation(organisation) => {
            let is_of = |seat: &Seat| seat.organisation == Some(organisation);
            let theirs = || state.present_seats().any(|(_, seat)| seat.at == Some(desk) && is_of(seat));
            state.organisations.contains_key(&organisation) && (room || table.is_some_and(is_of) || theirs())
        }
    }
}

/// What everybody may read is written by whoever is with the organisation, if only by name: the room sees what they say.
fn is_with(state: &State, actor: Actor, organisation: OrganisationId) -> bool {
    actor.seat().and_then(|seat| state.seat(seat)).is_some_and(|seat| seat.organisation == Some(organisation))
}

/// Picking an organisation is not belonging to it: its private words are for those somebody vouches for.
fn belongs(state: &State, actor: Actor, organisation: OrganisationId) -> bool {
    actor.seat().and_then(|seat| state.belongs_to(seat)) == Some(organisation)
}

fn in_team(state: &State, actor: Actor, team: TeamId) -> bool {
    let member = |seat| state.teams.get(&team).is_some_and(|seats| seats.contains(&seat));
    actor.seat().is_some_and(|seat| member(seat) || state.whole.contains(&team))
}

/// The documents that this actor may write now; they alone are sent to its screens.
pub fn writable(state: &State, actor: Actor) -> BTreeSet<DocumentName> {
    let cards = state.organisations.keys().flat_map(|id| [DocumentName::Card(*id), DocumentName::Aside(*id)]);
    let briefs = state.teams.keys().map(|id| DocumentName::Brief(*id));
    let desk = desk(actor).map(DocumentName::Desk);
    cards
        .chain(briefs)
        .chain(desk)
        .chain([DocumentName::Board, DocumentName::Plan])
        .filter(|document| access(state, *document, actor) == Access::Write)
        .collect()
}
