//! Deciding about tables: which devices are one, who sits at them, and for whom they speak.

use super::{join, people, room, round};
use crate::{
    documents::Documents,
    event::Event,
    identity::Actor,
    name,
    state::{Seat, State},
};
use trestle_protocol::{Refusal, Role, SeatId, TableWish, Time, limits::AT_TABLE};

/// Facilitators make a table of a device, allow it where it was asked for, or say no; everybody asks for their own.
pub(super) fn set(state: &State, actor: Actor, id: SeatId, table: bool) -> Result<Vec<Event>, Refusal> {
    let seat = state.seat(id).filter(|seat| !seat.without_device).ok_or(Refusal::Unknown)?;
    let (own, facilitates) = (actor.seat() == Some(id), state.facilitates(actor));
    if !own && !facilitates {
        return Err(Refusal::NotYours);
    }
    let asked = |wish| Ok(vec![Event::TableAsked { seat: id, wish }]);
    match (table, seat.table_wish) {
        (table, _) if table == seat.table && (table || seat.table_wish != TableWish::Asked) => Err(Refusal::Already),
        (true, _) if facilitates => Ok(vec![Event::TableSet { seat: id, table }]),
        (true, TableWish::None) => asked(TableWish::Asked),
        (true, TableWish::Asked) => Err(Refusal::Already),
        // Who was told no does not ask for ever: a facilitator can still make it one.
        (true, TableWish::Refused) => Err(Refusal::NotYours),
        (false, _) if seat.table => Ok(vec![Event::TableSet { seat: id, table }]),
        (false, _) if own => asked(TableWish::None),
        (false, _) => asked(TableWish::Refused),
    }
}

/// What a newcomer's device that several people use begins with: facilitators make tables, others ask for one.
pub(super) fn on_joining(seat: SeatId, role: Role, table: bool) -> (bool, Option<Event>) {
    let asks = table && role != Role::Facilitator;
    (table && !asks, asks.then_some(Event::TableAsked { seat, wish: TableWish::Asked }))
}

/// Somebody who is here without a device, named by a facilitator or at their table.
pub(super) fn add_person(
    state: &State,
    documents: &Documents,
    actor: Actor,
    (name, table): (&str, Option<SeatId>),
    asked: join::Asked<'_>,
    now: Time,
) -> Result<Vec<Event>, Refusal> {
    let at = with_room(state, actor, table)?;
    room::has_room(state, room::places_for(state, actor))?;
    let (seat, organisation, mut events) = join::place(state, asked, people::by(state, actor))?;
    let name = name::name(name)?;
    events.extend(room::forgotten(state, documents, None));
    events.push(Event::PersonAdded { seat, name, organisation, at });
    events.extend(round::opened_by_the_convener(state, organisation));
    events.extend(people::into_a_team(state, documents, &events, seat, now));
    Ok(events)
}

/// Where this actor may seat somebody new: a table at itself as long as it has room, a facilitator everywhere.
fn with_room(state: &State, actor: Actor, table: Option<SeatId>) -> Result<Option<SeatId>, Refusal> {
    let own = own_table(state, actor);
    if state.facilitates(actor) {
        return match table {
            Some(table) => a_table(state, table).map(Some),
            None => Ok(own),
        };
    }
    let own = own.filter(|own| table.is_none_or(|table| table == *own)).ok_or(Refusal::NotYours)?;
    if state.at_table(own).count() >= AT_TABLE { Err(Refusal::TableFull) } else { Ok(Some(own)) }
}

/// A facilitator puts somebody without a device at a table, or at none.
pub(super) fn sit_at(state: &State, id: SeatId, table: Option<SeatId>) -> Result<Vec<Event>, Refusal> {
    let person = state.seat(id).filter(|seat| seat.without_device).ok_or(Refusal::Unknown)?;
    let table = table.map(|table| a_table(state, table)).transpose()?;
    if person.at == table { Err(Refusal::Already) } else { Ok(vec![Event::SatAt { seat: id, table }]) }
}

fn a_table(state: &State, table: SeatId) -> Result<SeatId, Refusal> {
    state.seat(table).filter(|seat| seat.table).map(|_| table).ok_or(Refusal::Unknown)
}

/// The table that this actor's device is.
pub(super) fn own_table(state: &State, actor: Actor) -> Option<SeatId> {
    actor.seat().filter(|own| state.seat(*own).is_some_and(|seat| seat.table))
}

/// Facilitators speak for everybody, a table for those who sit at it without a device.
pub(super) fn speaks_for(state: &State, actor: Actor, seat: &Seat) -> Result<(), Refusal> {
    let table = seat.without_device && seat.at.is_some() && seat.at == own_table(state, actor);
    if table || state.facilitates(actor) { Ok(()) } else { Err(Refusal::NotYours) }
}
