//! Deciding about polls: answers, closing, the brief that is chosen.

use crate::{documents::Documents, event::Event, poll, state::State};
use trestle_protocol::{GroupId, PollId, PollKind, Refusal, SeatId, TeamId};

pub(super) fn answer(
    state: &State,
    documents: &Documents,
    seat: SeatId,
    id: &PollId,
    subject: &str,
    values: &[u8],
) -> Result<Vec<Event>, Refusal> {
    let asked = state.polls.get(id).ok_or(Refusal::Unknown)?;
    if !asked.open {
        return Err(Refusal::NotNow);
    }
    if !poll::fits(asked.kind, values) {
        return Err(Refusal::OutOfRange);
    }
    if !is_subject(state, documents, asked.kind, subject) {
        return Err(Refusal::Unknown);
    }
    Ok(vec![Event::Answered { poll: id.clone(), seat, subject: subject.to_owned(), values: values.to_vec() }])
}

fn is_subject(state: &State, documents: &Documents, kind: PollKind, subject: &str) -> bool {
    match kind {
        PollKind::Rating => documents.board().groups.contains_key(&GroupId::from(subject)),
        PollKind::Choice => state.teams.keys().any(|team| team.to_string() == subject),
    }
}

pub(super) fn close(state: &State, id: &PollId) -> Result<Vec<Event>, Refusal> {
    match state.polls.get(id) {
        None => Err(Refusal::Unknown),
        Some(poll) if !poll.open => Err(Refusal::Already),
        Some(_) => Ok(closing(state, id)),
    }
}

/// Closes a poll. A choice with one winner is made; one that is level waits for a facilitator.
pub(super) fn closing(state: &State, id: &PollId) -> Vec<Event> {
    let mut events = vec![Event::PollClosed { poll: id.clone() }];
    let choice = state.polls.get(id).filter(|poll| poll.kind == PollKind::Choice);
    if let Some([winner]) = choice.map(|poll| poll.winners(state.teams.keys().copied())).as_deref() {
        events.push(Event::Chosen { team: Some(*winner) });
    }
    events
}

pub(super) fn open(state: &State, id: &PollId) -> Result<Vec<Event>, Refusal> {
    match state.polls.get(id) {
        None => Err(Refusal::Unknown),
        Some(poll) if poll.open => Err(Refusal::Already),
        Some(poll) => Ok(vec![Event::PollOpened { poll: id.clone(), kind: poll.kind }]),
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
