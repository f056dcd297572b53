//! Who is here: seats, organisations with their cards, one's own place.

use super::briefs;
use crate::{
    documents::Documents,
    identity::{Holder, Viewer},
    room::Crowd,
    state::State,
};
use trestle_protocol::{
    AsideCell, CrowdCell, GoneCell, GonePerson, LinksCell, MineCell, MyLinesCell, OrganisationCell, OrganisationId, SeatCell, SeatId,
    TableWish,
};

/// Who waits at the door is the facilitators' business alone.
pub(super) fn seat(state: &State, viewer: Viewer, id: SeatId) -> Option<SeatCell> {
    let seat = state.kept_seat(id).filter(|seat| !seat.waiting || viewer.facilitates())?;
    let called = state.called(id)?;
    Some(SeatCell {
        id,
        name: called.alone(),
        given: seat.shown_name(),
        among_own: called.among_own(),
        with_organisation: called.with_organisation(),
        organisation: seat.organisation,
        role: seat.role,
        hand_at: seat.hand_at,
        waved_at: seat.waved_at,
        done: seat.done,
        more_time: seat.more_time,
        table: seat.table,
        asks_table: viewer.facilitates() && seat.table_wish == TableWish::Asked,
        without_device: seat.without_device,
        at: state.table_of(id),
        waiting: seat.waiting,
        by_name: viewer.facilitates() && seat.is_by_name(),
    })
}

/// Erasing a person must not depend on whether their seat was taken away before; and who was only taken away can come back.
pub(super) fn gone(state: &State) -> Option<GoneCell> {
    let removed = state.seats.iter().filter(|(_, seat)| seat.removed && !seat.erased);
    let name = |id: SeatId| state.called(id).map(|called| called.alone()).unwrap_or_default();
    let people: Vec<_> =
        removed.map(|(id, seat)| GonePerson { seat: *id, name: name(*id), organisation: seat.organisation, hidden: seat.hidden }).collect();
    (!people.is_empty()).then_some(GoneCell { people })
}

/// Many who came together, so that a facilitator can remove them in one act; where they came from is nobody's business.
pub(super) fn crowd(state: &State) -> Option<CrowdCell> {
    state.crowd().map(|Crowd { at_once, seats }| CrowdCell { at_once, seats })
}

pub(super) fn organisation(state: &State, documents: &Documents, id: OrganisationId) -> Option<OrganisationCell> {
    let organisation = state.organisations.get(&id)?;
    Some(OrganisationCell {
        id,
        name: organisation.shown_name(),
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
    let known = state.kept_seat(seat)?;
    let team = state.team_of(seat);
    Some(MineCell {
        seat,
        organisation: known.organisation,
        team,
        waiting: known.waiting,
        table_wish: known.table_wish,
        devices: state.grants.values().filter(|holder| **holder == Holder::Seat(seat)).count() as u32,
        video: team.map(|team| briefs::video(state, team)).unwrap_or_default(),
        said: team.and_then(|team| state.said.get(&team)).cloned(),
        by_name: !known.waiting && known.is_by_name(),
        newcomers: newcomers(state, seat),
    })
}

/// Whom this seat can confirm: those who are with the organisation that it belongs to by name.
fn newcomers(state: &State, seat: SeatId) -> Vec<SeatId> {
    let Some(own) = state.belongs_to(seat) else { return Vec::new() };
    let same = state.present_seats().filter(|(_, other)| other.organisation == Some(own) && other.is_by_name());
    same.map(|(id, _)| id).collect()
}

/// Offers that answer asks, of organisations that there are.
pub(super) fn links(state: &State) -> LinksCell {
    LinksCell { rows: state.links.values().cloned().collect() }
}

/// What this seat can take away again of what everybody sees.
pub(super) fn my_lines(state: &State, seat: SeatId) -> Option<MyLinesCell> {
    if seat != SeatId::ROOM {
        state.seat(seat)?;
    }
    let teams = state.teams.keys().filter(|_| state.briefs_open);
    let lines = teams.flat_map(|team| state.feedback_in_sight(*team).map(move |line| (*team, line)));
    let feedback: Vec<_> = lines.filter(|(_, line)| line.seat == seat).map(|(team, line)| state.feedback_id(team, line)).collect();
    let links: Vec<u32> = state.linkers.iter().filter(|(_, by)| **by == seat).map(|(link, _)| *link).collect();
    (!feedback.is_empty() || !links.is_empty()).then_some(MyLinesCell { feedback, links })
}
