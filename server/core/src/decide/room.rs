//! Deciding about the room: who finds a place in it, who waits for one, and who goes to make room.

use super::people;
use crate::{
    apply::apply,
    documents::{
        Documents,
        content::{Note, WrittenFor},
    },
    event::Event,
    identity::{Actor, Holder},
    pass::Made,
    place::{Came, Place},
    state::{Seat, State},
};
use std::collections::{BTreeMap, BTreeSet};
use trestle_protocol::{Refusal, Role, SeatId, Time, limits};

/// Is there a place for one more, of so many?
pub(super) fn has_room(state: &State, places: usize) -> Result<(), Refusal> {
    if state.present_seats().count() >= places { Err(Refusal::RoomFull) } else { Ok(()) }
}

/// How many places whoever this is may fill: the last ones are facilitators'.
pub(super) fn places_for(state: &State, actor: Actor) -> usize {
    if state.facilitates(actor) { limits::SEATS } else { FOR_ALL }
}

/// Places that everybody may fill.
const FOR_ALL: usize = limits::SEATS - limits::SEATS_RESERVED;

/// May somebody come in with the code now? Once half of the room is used, a place that brought many takes what is left ever more slowly; from elsewhere people
/// come in at once until it is full.
pub(super) fn in_turn(state: &State, from: Option<Place>, now: Time) -> Result<(), Refusal> {
    has_room(state, FOR_ALL)?;
    take_turn(state.present_seats(), FOR_ALL, from, now)
}

/// May somebody come to the door now, and who gives way to them? At a door that is full it is the one who came last from the place that most came from: so
/// each place has its share, and nobody is sent away who has waited for longer.
pub(super) fn at_the_door(state: &State, from: Option<Place>, now: Time) -> Result<Option<SeatId>, Refusal> {
    let waiting = state.at_the_door().count();
    if waiting < limits::WAITING {
        return take_turn(state.at_the_door(), limits::WAITING, from, now).map(|()| None);
    }
    let mut places = BTreeMap::<Place, Vec<SeatId>>::new();
    for (id, seat) in state.at_the_door() {
        if let Some(came) = seat.came {
            places.entry(came.from).or_default().push(id);
        }
    }
    let own = from.and_then(|from| places.get(&from)).map_or(0, Vec::len);
    let most = places.values().max_by_key(|seats| seats.len()).filter(|seats| seats.len() > own + 1);
    most.and_then(|seats| seats.last().copied()).map(Some).ok_or(Refusal::InTurn)
}

fn take_turn<'a>(there: impl Iterator<Item = (SeatId, &'a Seat)>, places: usize, from: Option<Place>, now: Time) -> Result<(), Refusal> {
    let there: Vec<Option<Came>> = there.map(|(_, seat)| seat.came).collect();
    let same = there.iter().flatten().filter(|came| Some(came.from) == from);
    if there.len() * 2 < places || same.clone().count() < limits::PLACE_AT_ONCE {
        return Ok(());
    }
    let left = places.saturating_sub(there.len()).max(1) as u64;
    let last = same.map(|came| came.at).max().unwrap_or_default();
    if now.since(last) >= limits::ROOM_PACE_MS / left { Ok(()) } else { Err(Refusal::InTurn) }
}

/// Several are removed in one act. Facilitators, and who has gone already, are left out.
pub(super) fn remove(state: &State, documents: &Documents, seats: &[SeatId], how: (bool, bool)) -> Result<Vec<Event>, Refusal> {
    let there = |seat: &SeatId| state.kept_seat(*seat).is_some_and(|seat| seat.role == Role::Participant);
    let seats: BTreeSet<SeatId> = seats.iter().copied().filter(there).collect();
    if seats.is_empty() {
        return Err(Refusal::Unknown);
    }
    can_be_kept(state, documents, &seats, how.0)?;
    let removed: Result<Vec<_>, _> = seats.into_iter().map(|seat| people::removal(state, seat, how)).collect();
    removed.map(|removed| removed.concat())
}

/// Several are brought back in one act, those that there is room for.
pub(super) fn bring_back(state: &State, documents: &Documents, seats: &[SeatId], now: Time) -> Result<Vec<Event>, Refusal> {
    let (mut then, mut events, mut refused) = (state.clone(), Vec::new(), Refusal::Unknown);
    for seat in seats {
        match people::bring_back(&then, documents, *seat, now) {
            Ok(more) => {
                more.iter().for_each(|event| apply(&mut then, now, event));
                events.extend(more);
            }
            Err(refusal) => refused = refusal,
        }
    }
    if events.is_empty() { Err(refused) } else { Ok(events) }
}

/// A facilitator knows these people.
pub(super) fn keep(state: &State, seats: &[SeatId]) -> Result<Vec<Event>, Refusal> {
    let unknown = |seat: &SeatId| state.kept_seat(*seat).is_some_and(|seat| seat.came.is_some());
    let seats: BTreeSet<SeatId> = seats.iter().copied().filter(unknown).collect();
    if seats.is_empty() { Err(Refusal::Already) } else { Ok(vec![Event::SeatsKept { seats: seats.into_iter().collect() }]) }
}

/// Is there room to keep what these leave behind when they are removed?
pub(super) fn can_be_kept(state: &State, documents: &Documents, seats: &BTreeSet<SeatId>, with_notes: bool) -> Result<(), Refusal> {
    if with_notes {
        return Ok(());
    }
    let left = left_something(state, documents);
    let (removed, more) = (gone(state).filter(|seat| left.contains(seat)).count(), seats.intersection(&left).count());
    if more > 0 && removed + more > limits::REMOVED { Err(Refusal::TooManyRemoved) } else { Ok(()) }
}

/// Who was removed and can be brought back.
fn gone(state: &State) -> impl Iterator<Item = SeatId> {
    state.seats.iter().filter(|(_, seat)| seat.removed && !seat.erased).map(|(id, _)| *id)
}

/// Whose seats are kept no longer: who was erased, the first of who was removed and left nothing behind, and whoever gives way.
pub(super) fn forgotten(state: &State, documents: &Documents, gives_way: Option<SeatId>) -> Option<Event> {
    let erased = state.seats.iter().filter(|(_, seat)| seat.erased).map(|(id, _)| *id);
    let mut seats: Vec<SeatId> = erased.chain(gives_way).collect();
    if gone(state).count() > limits::REMOVED {
        let left = left_something(state, documents);
        let nothing: Vec<SeatId> = gone(state).filter(|seat| !left.contains(seat)).collect();
        seats.extend(&nothing[..nothing.len().saturating_sub(limits::REMOVED)]);
    }
    (!seats.is_empty()).then_some(Event::SeatsForgotten { seats })
}

/// Whose seat something hangs on: notes of theirs or for them, also deleted ones that can come back; lines; people who sit at their table; links and screens that
/// say who made or used them; and whoever created the workshop.
fn left_something(state: &State, documents: &Documents) -> BTreeSet<SeatId> {
    let for_whom = |note: &Note| if let Some(WrittenFor::Seat(person)) = note.written_for { Some(person) } else { None };
    let mut seats: BTreeSet<SeatId> = state.feedback.values().flatten().map(|line| line.seat).collect();
    for (owner, desk) in documents.whole_desks() {
        let notes = || desk.notes.values().chain(desk.marked.values());
        seats.extend(notes().next().map(|_| owner));
        seats.extend(notes().filter_map(for_whom));
    }
    seats.extend(documents.left().values().filter_map(for_whom));
    seats.extend(state.seats.values().filter_map(|seat| seat.at));
    for pass in state.passes.values() {
        let made_by = if let Made::Link { by, .. } | Made::Screen { by, .. } = pass.made { by } else { None };
        seats.extend(pass.used_by.into_iter().chain(made_by));
    }
    let creator = state.creator.and_then(|token| state.grants.get(&token).copied());
    seats.extend(if let Some(Holder::Seat(seat)) = creator { Some(seat) } else { None });
    seats
}
