//! Deciding about polls: answers, closing, the brief that is chosen.

use super::belonging;
use crate::{
    documents::Documents,
    event::Event,
    poll::{self, Poll},
    state::State,
};
use trestle_protocol::{
    GroupId, PollId, PollKind, Refusal, SeatId, Step, TeamId, Voice,
    limits::{ANSWERS, PULSE},
};

pub(super) fn answer(
    state: &State,
    documents: &Documents,
    seat: SeatId,
    id: &PollId,
    subject: &str,
    values: &[u8],
) -> Result<Vec<Event>, Refusal> {
    let asked = asked(state, documents, id, subject, values)?;
    let organisation = state.seat(seat).ok_or(Refusal::NoSeat)?.organisation;
    if asked.voice == Voice::Organisation {
        organisation.ok_or(Refusal::NoOrganisation)?;
        belonging::has_a_voice(state, seat)?;
    }
    if asked.answers.get(&seat).is_some_and(|answers| answers.len() >= ANSWERS && !answers.contains_key(subject)) {
        return Err(Refusal::TooMany);
    }
    let mut events = Vec::new();
    if asked.kind == PollKind::Dots {
        within_budget(state, documents, asked, seat, subject, values)?;
        events = dots_returned(state, documents, id, asked, seat);
    }
    events.push(Event::Answered { poll: id.clone(), seat, subject: subject.to_owned(), values: values.to_vec() });
    Ok(events)
}

/// Dots on groups that are gone come back before others are given: should such a group return, nobody has more than their dots.
fn dots_returned(state: &State, documents: &Documents, id: &PollId, poll: &Poll, seat: SeatId) -> Vec<Event> {
    let given = voice(state, poll, seat)
        .into_iter()
        .flat_map(|seat| poll.answers.get(&seat).into_iter().flatten().map(move |(subject, _)| (seat, subject)));
    let gone = given.filter(|(_, subject)| !is_subject(state, documents, poll.kind, subject));
    gone.map(|(seat, subject)| Event::Answered { poll: id.clone(), seat, subject: subject.clone(), values: vec![0] }).collect()
}

/// The open poll that this is an answer to.
pub(super) fn asked<'a>(state: &'a State, documents: &Documents, id: &PollId, subject: &str, values: &[u8]) -> Result<&'a Poll, Refusal> {
    let asked = state.polls.get(id).ok_or(Refusal::Unknown)?;
    if !asked.open {
        return Err(Refusal::NotNow);
    }
    if !poll::fits(asked.kind, values) {
        return Err(Refusal::OutOfRange);
    }
    if is_subject(state, documents, asked.kind, subject) { Ok(asked) } else { Err(Refusal::Unknown) }
}

/// The dots of one voice, on groups that there still are, are never more than it has.
fn within_budget(state: &State, documents: &Documents, poll: &Poll, seat: SeatId, subject: &str, values: &[u8]) -> Result<(), Refusal> {
    let given = voice(state, poll, seat).into_iter().filter_map(|seat| poll.answers.get(&seat)).flatten();
    let others = given.filter(|(other, _)| *other != subject && is_subject(state, documents, poll.kind, other));
    let others: u32 = others.flat_map(|(_, values)| values).map(|dots| u32::from(*dots)).sum();
    let wanted = values.iter().map(|dots| u32::from(*dots)).sum::<u32>();
    if wanted > 0 && others + wanted > u32::from(poll.dots) { Err(Refusal::NoDotsLeft) } else { Ok(()) }
}

/// The seats that share a seat's voice, itself among them.
fn voice(state: &State, poll: &Poll, seat: SeatId) -> Vec<SeatId> {
    let organisation = state.seat(seat).and_then(|seat| seat.organisation);
    match (poll.voice, organisation) {
        (Voice::Organisation, Some(organisation)) => {
            state.seats.iter().filter(|(_, seat)| seat.organisation == Some(organisation)).map(|(id, _)| *id).collect()
        }
        _ => vec![seat],
    }
}

fn is_subject(state: &State, documents: &Documents, kind: PollKind, subject: &str) -> bool {
    match kind {
        PollKind::Rating | PollKind::Dots | PollKind::Fit => documents.board().groups.contains_key(&GroupId::from(subject)),
        PollKind::Choice => state.teams.keys().any(|team| team.to_string() == subject),
        PollKind::Pulse => PULSE.contains(&subject),
    }
}

pub(super) fn close(state: &State, id: &PollId) -> Result<Vec<Event>, Refusal> {
    match state.polls.get(id) {
        None => Err(Refusal::Unknown),
        Some(poll) if !poll.open => Err(Refusal::Already),
        Some(_) => Ok(closing(state, id)),
    }
}

/// Closes a poll. A choice with one winner is made; one that is level waits for a facilitator, whatever was chosen before.
pub(super) fn closing(state: &State, id: &PollId) -> Vec<Event> {
    let mut events = vec![Event::PollClosed { poll: id.clone() }];
    let choice = state.polls.get(id).filter(|poll| poll.kind == PollKind::Choice);
    match choice.map(|poll| poll.winners(state.teams.keys().copied())).as_deref() {
        Some([winner]) => events.push(Event::Chosen { team: Some(*winner) }),
        Some([_, _, ..]) if state.chosen.is_some() => events.push(Event::Chosen { team: None }),
        _ => {}
    }
    events
}

/// What a step asks begins on arrival, each step's for itself. Where nobody has answered yet it follows what the step says by now.
pub(super) fn begun(state: &State, id: PollId, kind: PollKind, step: &Step) -> Option<Event> {
    let begins = match state.polls.get(&id) {
        None => true,
        Some(known) => known.open && !is_answered(known) && (known.voice, known.dots) != (step.voice, step.dots),
    };
    begins.then(|| opened(id, kind, step, kind == PollKind::Choice && state.chosen.is_some()))
}

fn is_answered(poll: &Poll) -> bool {
    !poll.answers.is_empty() || !poll.hands.is_empty()
}

/// A step's poll opens as the step says now; `another`: it is another choice than the one that was made.
fn opened(poll: PollId, kind: PollKind, step: &Step, another: bool) -> Event {
    Event::PollOpened { poll, kind, step: step.id.clone(), voice: step.voice, dots: step.dots, another }
}

pub(super) fn open(state: &State, id: &PollId) -> Result<Vec<Event>, Refusal> {
    match state.polls.get(id) {
        None => Err(Refusal::Unknown),
        Some(poll) if poll.open => Err(Refusal::Already),
        Some(poll) => Ok(vec![opened_again(state, id, poll)]),
    }
}

/// As the step says now, unless somebody has answered: what was given under one rule is not counted under another.
fn opened_again(state: &State, id: &PollId, poll: &Poll) -> Event {
    match state.programme.step(&poll.step) {
        Some((_, step)) if !is_answered(poll) => opened(id.clone(), poll.kind, step, false),
        step => {
            let dots = step.map_or(poll.dots, |(_, step)| step.dots.max(poll.dots));
            Event::PollOpened { poll: id.clone(), kind: poll.kind, step: poll.step.clone(), voice: poll.voice, dots, another: false }
        }
    }
}

pub(super) fn settle(state: &State, team: Option<TeamId>) -> Result<Vec<Event>, Refusal> {
    if team == state.chosen {
        return Err(Refusal::Already);
    }
    match team {
        Some(team) if !state.teams.contains_key(&team) => Err(Refusal::Unknown),
        team => Ok(vec![Event::Chosen { team }]),
    }
}
