//! Deciding about moving between steps, and what entering a step brings with it. Moving destroys nothing (P3).

use super::{poll, round, team};
use crate::{clock::Phase, documents::Documents, event::Event, state::State};
use trestle_protocol::{AtEnd, Capability, PollId, PollKind, Refusal, RoundKind, Step, StepId, Time, limits};

pub(super) fn r#move(state: &State, documents: &Documents, to: &StepId, from: &StepId) -> Result<Vec<Event>, Refusal> {
    if *from != state.step {
        return Err(Refusal::Moved);
    }
    if *to == state.step {
        return Err(Refusal::Already);
    }
    if state.programme.step(to).is_none() {
        return Err(Refusal::Unknown);
    }
    Ok(enter(state, documents, to))
}

/// The move to a step and all that follows from being there.
fn enter(state: &State, documents: &Documents, to: &StepId) -> Vec<Event> {
    let mut events = Vec::new();
    let Some((place, step)) = state.programme.step(to) else { return events };
    events.extend(close_polls_before(state, place));
    if reveals(state, place) {
        events.push(Event::Revealed);
    }
    events.push(Event::Moved { to: to.clone() });
    let revealed = state.revealed() || events.contains(&Event::Revealed);
    events.extend(on_arrival(state, documents, step, revealed));
    events
}

/// Does arriving at that place turn notes over? Also when the step that is made for it is skipped.
fn reveals(state: &State, place: usize) -> bool {
    let passes_reveal = state.programme.steps().take(place + 1).any(|step| step.does.contains(&Capability::Reveal));
    passes_reveal && !state.revealed()
}

/// Going on closes what was asked before; going back closes nothing.
fn close_polls_before(state: &State, place: usize) -> Vec<Event> {
    let before = state.programme.steps().take(place).map(|step| PollId(step.id.0.clone()));
    let open = before.filter(|id| state.polls.get(id).is_some_and(|poll| poll.open));
    open.flat_map(|id| poll::closing(state, &id)).collect()
}

fn on_arrival(state: &State, documents: &Documents, step: &Step, revealed: bool) -> Vec<Event> {
    let does = |capability| step.does.contains(&capability);
    let mut events = Vec::new();
    // A step that turns notes over and lets people write on has no round of its own: what is written there shows at once.
    if does(Capability::Write) && !does(Capability::Reveal) && revealed {
        events.push(Event::WritingBegun);
    }
    if !state.briefs_open && [Capability::Report, Capability::Choose, Capability::Agree].into_iter().any(does) {
        events.push(Event::BriefsOpened);
    }
    if does(Capability::Pair) && state.teams.is_empty() {
        events.extend(team::pair(state, documents).unwrap_or_default());
    }
    if does(Capability::Speak) && !state.rounds.contains_key(&RoundKind::Speak) {
        events.push(round::begin(state, RoundKind::Speak));
    }
    if does(Capability::Report) && !state.rounds.contains_key(&RoundKind::Report) {
        events.push(round::begin(state, RoundKind::Report));
    }
    for (capability, kind) in [(Capability::Rate, PollKind::Rating), (Capability::Choose, PollKind::Choice)] {
        let poll = PollId(step.id.0.clone());
        if does(capability) && !state.polls.contains_key(&poll) {
            events.push(Event::PollOpened { poll, kind });
        }
    }
    events
}

/// The reveal can be taken back for a moment, and with it the move.
pub(super) fn conceal(state: &State, now: Time) -> Result<Vec<Event>, Refusal> {
    let revealed_at = state.reveal.at.ok_or(Refusal::Already)?;
    if now.since(revealed_at) > limits::UNDO_REVEAL_MS || !state.can_conceal() {
        return Err(Refusal::TooLate);
    }
    Ok(vec![Event::Concealed])
}

/// What time alone brings: the end of a step, then the move to the next.
pub(super) fn tick(state: &State, documents: &Documents, now: Time) -> Vec<Event> {
    if state.closed_at.is_some() {
        return Vec::new();
    }
    match state.clock.phase {
        Phase::Running(ends_at) if ends_at <= now => vec![Event::TimeUp { moves_at: moves_at(state, now) }],
        Phase::Over { moves_at: Some(moves_at), .. } if moves_at <= now => {
            let next = state.following().map(|step| step.id.clone());
            next.map_or_else(Vec::new, |next| enter(state, documents, &next))
        }
        Phase::Paused(_) | Phase::Running(_) | Phase::Over { .. } => Vec::new(),
    }
}

/// A grace from now on, not from the end: after a restart the facilitator still has it.
fn moves_at(state: &State, now: Time) -> Option<Time> {
    let moves = state.live().is_some_and(|step| step.at_end == AtEnd::Move) && state.following().is_some();
    moves.then(|| now.plus(limits::GRACE_MS))
}
