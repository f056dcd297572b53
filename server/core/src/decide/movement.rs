//! Deciding about moving between steps, and what entering a step brings with it. Moving destroys nothing (P3).

use super::{poll as polls, round, team};
use crate::{
    apply::apply,
    clock::Phase,
    documents::Documents,
    event::Event,
    poll,
    state::{State, capability},
};
use trestle_protocol::{AtEnd, Capability, PollId, Refusal, RoundId, RoundKind, Step, StepId, Time, limits};

pub(super) fn r#move(state: &State, documents: &Documents, to: &StepId, from: &StepId) -> Result<Vec<Event>, Refusal> {
    if *from != state.step {
        return Err(Refusal::Moved);
    }
    if *to == state.step {
        return Err(Refusal::Already);
    }
    match state.programme.step(to) {
        None => return Err(Refusal::Unknown),
        Some((_, step)) if step.off => return Err(Refusal::NotNow),
        Some(_) => {}
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
    let arrival = on_arrival(state, documents, step, revealed, &closed(&events));
    events.extend(arrival);
    events
}

/// Does arriving at that place turn notes over? Also when the step that is made for it is skipped. A later round of writing is turned over by the
/// reveal behind it, not by one that lies before it; where none is, by whatever comes next.
fn reveals(state: &State, place: usize) -> bool {
    let turns_over = |step: &Step| step.does.contains(&Capability::Reveal);
    let passes_reveal = state.programme.steps().take(place + 1).any(turns_over);
    let begun = state.programme.step(&state.reveal.begun_in).map(|(begun, _)| begun).filter(|begun| *begun < place);
    let own = begun.and_then(|begun| state.programme.steps().enumerate().skip(begun + 1).find(|(_, step)| !step.off && turns_over(step)));
    passes_reveal && !state.revealed() && own.is_none_or(|(own, _)| own <= place)
}

/// Going on closes what was asked before, and what a step asked that is no more; going back closes nothing.
fn close_polls_before(state: &State, place: usize) -> Vec<Event> {
    let here_or_later: Vec<&StepId> = state.programme.steps().skip(place).map(|step| &step.id).collect();
    let open = state.polls.iter().filter(|(_, poll)| poll.open && !here_or_later.contains(&&poll.step));
    open.flat_map(|(id, _)| polls::closing(state, id)).collect()
}

/// The polls that these events close.
fn closed(events: &[Event]) -> Vec<PollId> {
    events.iter().filter_map(|event| if let Event::PollClosed { poll } = event { Some(poll.clone()) } else { None }).collect()
}

fn on_arrival(state: &State, documents: &Documents, step: &Step, revealed: bool, closing: &[PollId]) -> Vec<Event> {
    let does = |capability| step.does.contains(&capability);
    let mut events = Vec::new();
    // A step that turns notes over and lets people write on has no round of its own: what is written there shows at once.
    if does(Capability::Write) && !does(Capability::Reveal) && revealed {
        events.push(Event::WritingBegun { step: step.id.clone() });
    }
    // Which group a step talks about is its own: another one begins with none.
    if does(Capability::Discuss) && state.spotlight.is_some() && !state.spent.contains_key(&step.id) {
        events.push(Event::Spotlit { group: None });
    }
    events.extend(begins(state, documents, step, closing));
    events
}

/// What a step begins as soon as people are in it, and has not begun yet.
fn begins(state: &State, documents: &Documents, step: &Step, closing: &[PollId]) -> Vec<Event> {
    let does = |capability| step.does.contains(&capability);
    let mut events = Vec::new();
    if !state.briefs_open && [Capability::Report, Capability::Choose, Capability::Agree].into_iter().any(does) {
        events.push(Event::BriefsOpened);
    }
    if does(Capability::Pair) && state.teams.is_empty() {
        events.extend(team::pair(state, documents, closing).unwrap_or_default());
    }
    let rounds = RoundKind::ALL.into_iter().filter(|kind| does(capability(*kind))).map(|kind| RoundId::new(&step.id, kind));
    events.extend(rounds.filter(|id| !state.rounds.contains_key(id)).map(|id| round::begin(state, &id)));
    let asked = poll::ASKED.into_iter().filter(|(asks, _)| does(*asks));
    events.extend(asked.filter_map(|(_, kind)| polls::begun(state, poll::id(&step.id, kind), kind, step)));
    events
}

/// An event, and what the live step begins once it has happened. A workshop arrives at its first step when it is created, its people when it is
/// started; a step that is given something new to do begins that.
pub(in crate::decide) fn and_begun(state: &State, documents: &Documents, event: Event, now: Time) -> Vec<Event> {
    let mut after = state.clone();
    apply(&mut after, now, &event);
    let place = after.programme.step(&after.step).map(|(place, _)| place);
    // Editing a step under the people in it is no arrival: it turns nothing over.
    let arrives = !matches!(event, Event::ProgrammeSet { .. });
    let turned = place.is_some_and(|place| arrives && reveals(&after, place)).then_some(Event::Revealed);
    [event].into_iter().chain(turned).chain(begun(&after, documents)).collect()
}

/// What the live step has still to begin.
pub(crate) fn begun(state: &State, documents: &Documents) -> Vec<Event> {
    state.programme.step(&state.step).map(|(_, step)| begins(state, documents, step, &[])).unwrap_or_default()
}

/// The clock runs. The first time, that is the arrival of everybody: teams are made of those who are here.
pub(super) fn resume(state: &State, documents: &Documents, now: Time) -> Result<Vec<Event>, Refusal> {
    match (state.clock.paused(), state.started_at) {
        (false, _) => Err(Refusal::Already),
        (true, Some(_)) => Ok(vec![Event::Resumed]),
        (true, None) => Ok(and_begun(state, documents, Event::Resumed, now)),
    }
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
