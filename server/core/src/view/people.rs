//! Who is here: seats, organisations with their cards, one's own place.

use crate::{documents::Documents, state::State};
use trestle_protocol::{AsideCell, MineCell, OrganisationCell, OrganisationId, SeatCell, SeatId};

pub(super) fn seat(state: &State, id: SeatId) -> Option<SeatCell> {
    let seat = state.seat(id)?;
    Some(SeatCell {
        id,
        name: seat.name.clone(),
        organisation: seat.organisation,
        role: seat.role,
        hand_at: seat.hand_at,
        waved_at: seat.waved_at,
        done: seat.done,
    })
}

pub(super) fn organisation(state: &State, documents: &Documents, id: OrganisationId) -> Option<OrganisationCell> {
    let organisation = state.organisations.get(&id)?;
    Some(OrganisationCell {
        id,
        name: organisation.name.clone(),
        convener: organisation.convener,
        expected: organisation.expected,
        card: documents.card(id).clone(),
        commitment: organisation.commitment.clone(),
    })
}

/// For facilitators alone; its own people have the document.
pub(super) fn aside(state: &State, documents: &Documents, organisation: OrganisationId) -> Option<AsideCell> {
    let unsure = documents.aside(organisation);
    let known = state.organisations.contains_key(&organisation) && !unsure.is_empty();
    known.then(|| AsideCell { organisation, unsure: unsure.to_owned() })
}

pub(super) fn mine(state: &State, seat: SeatId) -> Option<MineCell> {
    let organisation = state.seat(seat)?.organisation;
    Some(MineCell { seat, organisation, team: state.team_of(seat) })
}
