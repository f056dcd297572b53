//! Deciding about questions: when they begin, what answers them, closing, the brief that is chosen.

use super::{Poll, answer, change::asks_the_same, id, subjects};
use crate::{
    decide::belonging,
    documents::Documents,
    event::Event,
    state::State,
    text::{self, is_visible},
};
use trestle_protocol::{
    PollId, Question, QuestionKind, QuestionRole, Refusal, SeatId, Step, TeamId, Voice,
    limits::{ANSWERS, LINE_CHARS},
};

/// What somebody says.
#[derive(Clone, Copy)]
pub(crate) struct Said<'a> {
    pub(crate) subject: &'a str,
    pub(crate) values: &'a [u8],
    pub(crate) line: &'a str,
}

pub(crate) fn answer(state: &State, documents: &Documents, seat: SeatId, id: &PollId, said: Said<'_>) -> Result<Vec<Event>, Refusal> {
    let Said { subject, values, line } = said;
    let asked = asked(state, documents, id, subject, values)?;
    let organisation = state.seat(seat).ok_or(Refusal::NoSeat)?.organisation;
    if asked.voice == Voice::Organisation {
        organisation.ok_or(Refusal::NoOrganisation)?;
        belonging::has_a_voice(state, seat)?;
    }
    let known = asked.answers.get(&seat).filter(|answers| answers.contains_key(subject) || answers.len() >= ANSWERS);
    if known.is_some_and(|answers| !answers.contains_key(subject)) {
        return Err(Refusal::TooMany);
    }
    let line = worded(asked, line, known.is_some())?;
    let mut events = Vec::new();
    if asked.question.kind == QuestionKind::Dots {
        within_budget(state, documents, asked, seat, (subject, values))?;
        events = dots_returned(state, documents, id, asked, seat);
    }
    events.push(Event::Answered { poll: id.clone(), seat, subject: subject.to_owned(), values: values.to_vec(), line });
    Ok(events)
}

/// The words of a line; none take back what was said.
fn worded(asked: &Poll, line: &str, is_known: bool) -> Result<String, Refusal> {
    if asked.question.kind != QuestionKind::Line {
        return if line.is_empty() { Ok(String::new()) } else { Err(Refusal::OutOfRange) };
    }
    let line = text::prose(line, LINE_CHARS)?;
    match is_visible(&line) {
        true => Ok(line),
        false if is_known => Ok(String::new()),
        false => Err(Refusal::Empty),
    }
}

/// Dots on what is gone come back before others are given: should it return, nobody has more than their dots.
fn dots_returned(state: &State, documents: &Documents, id: &PollId, poll: &Poll, seat: SeatId) -> Vec<Event> {
    let given = voice(state, poll, seat)
        .into_iter()
        .flat_map(|seat| poll.answers.get(&seat).into_iter().flatten().map(move |(subject, _)| (seat, subject)));
    let gone = given.filter(|(_, subject)| !subjects::is_one(state, documents, &poll.question, subject));
    let taken = |(seat, subject): (SeatId, &String)| Event::Answered {
        poll: id.clone(),
        seat,
        subject: subject.clone(),
        values: vec![0],
        line: String::new(),
    };
    gone.map(taken).collect()
}

/// The open poll that this is an answer to.
pub(super) fn asked<'a>(state: &'a State, documents: &Documents, id: &PollId, subject: &str, values: &[u8]) -> Result<&'a Poll, Refusal> {
    let asked = state.polls.get(id).ok_or(Refusal::Unknown)?;
    if !asked.open {
        return Err(Refusal::NotNow);
    }
    if !answer::fits(&asked.question, values) {
        return Err(Refusal::OutOfRange);
    }
    if subjects::is_one(state, documents, &asked.question, subject) { Ok(asked) } else { Err(Refusal::Unknown) }
}

/// The dots of one voice, on what there still is, are never more than it has.
fn within_budget(state: &State, documents: &Documents, poll: &Poll, seat: SeatId, (subject, values): (&str, &[u8])) -> Result<(), Refusal> {
    let given = voice(state, poll, seat).into_iter().filter_map(|seat| poll.answers.get(&seat)).flatten();
    let others = given.filter(|(other, _)| *other != subject && subjects::is_one(state, documents, &poll.question, other));
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

pub(crate) fn close(state: &State, id: &PollId) -> Result<Vec<Event>, Refusal> {
    match state.polls.get(id) {
        None => Err(Refusal::Unknown),
        Some(poll) if !poll.open => Err(Refusal::Already),
        Some(_) => Ok(closing(state, id)),
    }
}

/// Closes a poll. A choice with one winner is made; one that is level waits for a facilitator, whatever was chosen before.
pub(crate) fn closing(state: &State, id: &PollId) -> Vec<Event> {
    let mut events = vec![Event::PollClosed { poll: id.clone() }];
    let choice = state.polls.get(id).filter(|poll| poll.question.is == Some(QuestionRole::Choice));
    match choice.map(|poll| poll.winners(state.teams.keys().copied())).as_deref() {
        Some([winner]) => events.push(Event::Chosen { team: Some(*winner) }),
        Some([_, _, ..]) if state.chosen.is_some() => events.push(Event::Chosen { team: None }),
        _ => {}
    }
    events
}

/// What a step asks begins on arrival, each step's for itself. Where nobody has answered yet it follows what the programme says by now.
pub(crate) fn begun(state: &State, step: &Step) -> Vec<Event> {
    let asked = step.asks.iter().filter_map(|question| state.programme.question(question));
    let begins = |question: &&Question| match state.polls.get(&id(&step.id, &question.id)) {
        None => true,
        Some(known) => known.open && !known.is_answered() && is_asked_otherwise(known, question, step),
    };
    let is_another = |question: &Question| question.is == Some(QuestionRole::Choice) && state.chosen.is_some();
    asked.filter(begins).map(|question| opened(question, step, is_another(question))).collect()
}

fn is_asked_otherwise(known: &Poll, question: &Question, step: &Step) -> bool {
    (known.voice, known.dots) != (step.voice, step.dots) || !asks_the_same(&known.question, question)
}

/// A poll opens as the programme says now; `another`: it is another choice than the one that was made.
fn opened(question: &Question, step: &Step, another: bool) -> Event {
    Event::PollOpened {
        poll: id(&step.id, &question.id),
        question: Box::new(question.clone()),
        step: step.id.clone(),
        voice: step.voice,
        dots: step.dots,
        another,
    }
}

pub(crate) fn open(state: &State, id: &PollId) -> Result<Vec<Event>, Refusal> {
    match state.polls.get(id) {
        None => Err(Refusal::Unknown),
        Some(poll) if poll.open => Err(Refusal::Already),
        Some(poll) => Ok(vec![opened_again(state, id, poll)]),
    }
}

/// As the programme says now, unless somebody has answered here: what was given under one rule is not counted under another.
fn opened_again(state: &State, id: &PollId, poll: &Poll) -> Event {
    let is_answered = poll.is_answered() && poll.imported.is_none();
    let step = state.programme.step(&poll.step).map(|(_, step)| step);
    let question = state.programme.question(&poll.question.id);
    if let (Some(step), Some(question), false) = (step, question, is_answered) {
        return opened(question, step, false);
    }
    Event::PollOpened {
        poll: id.clone(),
        question: Box::new(poll.question.clone()),
        step: poll.step.clone(),
        voice: poll.voice,
        dots: step.map_or(poll.dots, |step| step.dots.max(poll.dots)),
        another: false,
    }
}

pub(crate) fn settle(state: &State, team: Option<TeamId>) -> Result<Vec<Event>, Refusal> {
    if team == state.chosen {
        return Err(Refusal::Already);
    }
    match team {
        Some(team) if !state.teams.contains_key(&team) => Err(Refusal::Unknown),
        team => Ok(vec![Event::Chosen { team }]),
    }
}
