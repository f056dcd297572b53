//! Deciding about rounds of turns.

use crate::{
    clock::Clock,
    event::Event,
    round::Round,
    state::{State, capability},
};
use trestle_protocol::{OrganisationId, Refusal, RoundId, RoundKind, Time, Turn};

/// A minute more for a turn, in milliseconds.
const MORE_MS: u64 = 60_000;

/// A round in its first order: organisations with somebody here, the convener first; teams by number.
pub(super) fn begin(state: &State, id: &RoundId) -> Event {
    Event::Turned { round: id.clone(), order: first_order(state, id.kind), had: Vec::new(), now: None, slot_ms: 0 }
}

fn first_order(state: &State, kind: RoundKind) -> Vec<u32> {
    match kind {
        RoundKind::Speak | RoundKind::Act => speakers(state),
        RoundKind::Report => state.teams.keys().map(|team| team.0).collect(),
    }
}

fn speakers(state: &State) -> Vec<u32> {
    let mut here: Vec<_> = state.organisations.iter().filter(|(id, _)| state.is_here(**id)).collect();
    here.sort_by_key(|(id, organisation)| (!organisation.convener, **id));
    here.into_iter().map(|(id, _)| id.0).collect()
}

/// Somebody comes in of an organisation. Who convenes is heard first as long as nobody was: a round that stands from a workshop's beginning on, when
/// nobody is there yet, would otherwise have the order of arrival.
pub(super) fn opened_by_the_convener(state: &State, organisation: Option<OrganisationId>) -> Vec<Event> {
    let convenes = |id: &OrganisationId| state.organisations.get(id).is_some_and(|organisation| organisation.convener);
    let Some(OrganisationId(convener)) = organisation.filter(convenes) else { return Vec::new() };
    let waits = |id: &RoundId, round: &Round| id.kind != RoundKind::Report && !round.has_begun() && !round.order.contains(&convener);
    let first = |round: &Round| [convener].into_iter().chain(round.order.iter().copied()).collect();
    let waiting = state.rounds.iter().filter(|(id, round)| waits(id, round));
    waiting.map(|(id, round)| Event::TurnsOrdered { round: id.clone(), order: first(round) }).collect()
}

/// The round that is meant, as it stands or would begin. Only a step that holds such a round has one.
fn begun(state: &State, id: &RoundId) -> Result<(RoundId, Round), Refusal> {
    let id = state.round_meant(id);
    if let Some(round) = state.rounds.get(&id) {
        return Ok((id.clone(), round.clone()));
    }
    let holds = state.programme.step(&id.step).is_some_and(|(_, step)| step.does.contains(&capability(id.kind)));
    let order = holds.then(|| first_order(state, id.kind)).ok_or(Refusal::NotNow)?;
    Ok((id, Round { order, ..Round::default() }))
}

pub(super) fn turn(state: &State, id: &RoundId, turn: Turn, now: Time) -> Result<Vec<Event>, Refusal> {
    let (id, round) = begun(state, id)?;
    if turn == Turn::More {
        let slot = round.slot.filter(|_| round.now.is_some()).ok_or(Refusal::NotNow)?;
        return Ok(vec![turned(&id, &round, slot.left(now) + MORE_MS)]);
    }
    if let Turn::Ahead | Turn::Behind = turn {
        round.now.ok_or(Refusal::NotNow)?;
        return Ok(vec![Event::PageTurned { round: id, ahead: turn == Turn::Ahead }]);
    }
    let next = round.turned(turn).ok_or(Refusal::Already)?;
    Ok(vec![fairly_turned(state, &id, &next, now)])
}

pub(super) fn turn_to(state: &State, id: &RoundId, subject: u32, now: Time) -> Result<Vec<Event>, Refusal> {
    let (id, round) = begun(state, id)?;
    if !round.order.contains(&subject) {
        return Err(Refusal::Unknown);
    }
    let next = round.turned_to(subject).ok_or(Refusal::Already)?;
    Ok(vec![fairly_turned(state, &id, &next, now)])
}

/// Another order. Those that are not named follow as they stood.
pub(super) fn order(state: &State, id: &RoundId, wanted: &[u32]) -> Result<Vec<Event>, Refusal> {
    let id = state.round_meant(id);
    let round = state.rounds.get(&id).ok_or(Refusal::NotNow)?;
    let mut order: Vec<u32> = Vec::new();
    for subject in wanted.iter().chain(&round.order) {
        if round.order.contains(subject) && !order.contains(subject) {
            order.push(*subject);
        }
    }
    if order == round.order { Err(Refusal::Already) } else { Ok(vec![Event::TurnsOrdered { round: id, order }]) }
}

fn fairly_turned(state: &State, id: &RoundId, round: &Round, now: Time) -> Event {
    let left = Clock::left(&state.clock, now);
    turned(id, round, round.fair_slot(left))
}

fn turned(id: &RoundId, round: &Round, slot_ms: u64) -> Event {
    Event::Turned { round: id.clone(), order: round.order.clone(), had: round.had.clone(), now: round.now, slot_ms }
}
