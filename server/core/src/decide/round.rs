//! Deciding about rounds of turns.

use crate::{clock::Clock, event::Event, round::Round, state::State};
use trestle_protocol::{Refusal, RoundKind, Time, Turn};

/// A minute more for a turn, in milliseconds.
const MORE_MS: u64 = 60_000;

/// A round in its first order: organisations with somebody here, the convener first; teams by number.
pub(super) fn begin(state: &State, kind: RoundKind) -> Event {
    let order = match kind {
        RoundKind::Speak | RoundKind::Act => speakers(state),
        RoundKind::Report => state.teams.keys().map(|team| team.0).collect(),
    };
    Event::Turned { kind, order, had: Vec::new(), now: None, slot_ms: 0 }
}

fn speakers(state: &State) -> Vec<u32> {
    let mut here: Vec<_> = state.organisations.iter().filter(|(id, _)| state.is_here(**id)).collect();
    here.sort_by_key(|(id, organisation)| (!organisation.convener, **id));
    here.into_iter().map(|(id, _)| id.0).collect()
}

fn begun(state: &State, kind: RoundKind) -> Round {
    state.rounds.get(&kind).cloned().unwrap_or_else(|| match begin(state, kind) {
        Event::Turned { order, .. } => Round { order, ..Round::default() },
        _ => Round::default(),
    })
}

pub(super) fn turn(state: &State, kind: RoundKind, turn: Turn, now: Time) -> Result<Vec<Event>, Refusal> {
    let round = begun(state, kind);
    if turn == Turn::More {
        let slot = round.slot.filter(|_| round.now.is_some()).ok_or(Refusal::NotNow)?;
        return Ok(vec![turned(kind, &round, slot.left(now) + MORE_MS)]);
    }
    if let Turn::Ahead | Turn::Behind = turn {
        round.now.ok_or(Refusal::NotNow)?;
        return Ok(vec![Event::PageTurned { kind, ahead: turn == Turn::Ahead }]);
    }
    let next = round.turned(turn).ok_or(Refusal::Already)?;
    Ok(vec![fairly_turned(state, kind, &next, now)])
}

pub(super) fn turn_to(state: &State, kind: RoundKind, subject: u32, now: Time) -> Result<Vec<Event>, Refusal> {
    let round = begun(state, kind);
    if !round.order.contains(&subject) {
        return Err(Refusal::Unknown);
    }
    let next = round.turned_to(subject).ok_or(Refusal::Already)?;
    Ok(vec![fairly_turned(state, kind, &next, now)])
}

/// Another order. Those that are not named follow as they stood.
pub(super) fn order(state: &State, kind: RoundKind, wanted: &[u32]) -> Result<Vec<Event>, Refusal> {
    let round = state.rounds.get(&kind).ok_or(Refusal::NotNow)?;
    let mut order: Vec<u32> = Vec::new();
    for subject in wanted.iter().chain(&round.order) {
        if round.order.contains(subject) && !order.contains(subject) {
            order.push(*subject);
        }
    }
    if order == round.order { Err(Refusal::Already) } else { Ok(vec![Event::TurnsOrdered { kind, order }]) }
}

fn fairly_turned(state: &State, kind: RoundKind, round: &Round, now: Time) -> Event {
    let left = Clock::left(&state.clock, now);
    turned(kind, round, round.fair_slot(left))
}

fn turned(kind: RoundKind, round: &Round, slot_ms: u64) -> Event {
    Event::Turned { kind, order: round.order.clone(), had: round.had.clone(), now: round.now, slot_ms }
}
