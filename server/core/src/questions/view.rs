//! What viewers are shown of questions: what is asked, how many have answered, results once it is closed, and one's own answers.

use super::{Poll, subjects};
use crate::{documents::Documents, heading, identity::Viewer, programmes, state::State};
use std::collections::{BTreeMap, BTreeSet};
use trestle_protocol::{
    Choice, MyAnswersCell, OrganisationId, PollCell, PollId, Programme, Question, QuestionRole, SeatId, Showing, Step, SubjectResult,
    TeamId, Voice,
};

/// What a programme asks, filled in. Steps that are switched off are there for facilitators alone, and so is what only they ask.
pub(crate) fn declared(state: &State, programme: &Programme, viewer: Viewer) -> Vec<Question> {
    let asks = |question: &Question, step: &Step| step.asks.contains(&question.id) && !step.off;
    let is_shown = |question: &&Question| viewer.facilitates() || programme.steps().any(|step| asks(question, step));
    let filled = programme.questions.iter().filter(is_shown).cloned();
    filled.map(|question| filled_in(state, question)).collect()
}

fn filled_in(state: &State, mut question: Question) -> Question {
    let (details, convener) = (heading::details(&state.details), state.convener());
    words(&mut question).for_each(|text| *text = programmes::fill(text, &details, &convener));
    question
}

/// All that a question says.
fn words(question: &mut Question) -> impl Iterator<Item = &mut String> {
    let labels = question.items.iter_mut().chain(&mut question.options).map(|choice| &mut choice.label);
    let scales = question.scales.iter_mut().flat_map(|scale| [&mut scale.label, &mut scale.low, &mut scale.high]);
    std::iter::once(&mut question.title).chain(labels).chain(scales)
}

/// What is asked as it was when it was opened, in the words that the programme has for it now. What came from elsewhere brings its own.
fn asked(state: &State, poll: &Poll) -> Question {
    let mut question = poll.question.clone();
    let Some(now) = state.programme.question(&question.id) else {
        return if poll.imported.is_some() { question } else { filled_in(state, question) };
    };
    question.title.clone_from(&now.title);
    named_as_now(&mut question.items, &now.items);
    named_as_now(&mut question.options, &now.options);
    for scale in &mut question.scales {
        if let Some(now) = now.scales.iter().find(|now| now.id == scale.id) {
            scale.clone_from(now);
        }
    }
    let mut question = filled_in(state, question);
    heading::question(&mut question);
    question
}

fn named_as_now(choices: &mut [Choice], now: &[Choice]) {
    for choice in choices {
        if let Some(now) = now.iter().find(|now| now.id == choice.id) {
            choice.label.clone_from(&now.label);
        }
    }
}

pub(crate) fn poll(state: &State, documents: &Documents, viewer: Viewer, id: &PollId) -> Option<PollCell> {
    let poll = state.polls.get(id)?;
    let (answered, of) = match (&poll.imported, poll.voice) {
        (Some(results), _) => (results.answered as usize, results.answered as usize),
        (None, Voice::Person) => persons(state, poll),
        (None, Voice::Organisation) => organisations(state, poll),
    };
    let shows_results = !poll.open && (poll.question.show != Showing::Facilitators || viewer.facilitates());
    Some(PollCell {
        id: id.clone(),
        question: asked(state, poll),
        step: poll.step.clone(),
        voice: poll.voice,
        dots: poll.dots,
        open: poll.open,
        answered: answered as u32,
        of: of as u32,
        hands: poll.hands_up(),
        counted: poll.counted(),
        results: shows_results.then(|| results(state, documents, poll)),
    })
}

/// Participants with a device, and whoever else has answered.
fn persons(state: &State, poll: &Poll) -> (usize, usize) {
    let others = poll.answers.keys().filter(|seat| !state.answering().any(|(id, _)| id == **seat)).count();
    (poll.answers.len(), state.answering().count() + others)
}

/// Organisations with somebody here who can answer, and those that have.
fn organisations(state: &State, poll: &Poll) -> (usize, usize) {
    let answered = poll.organisations(|seat| organisation_of(state, seat));
    let here: BTreeSet<_> = state.answering().filter_map(|(id, _)| state.belongs_to(id)).collect();
    (answered.len(), here.union(&answered).count())
}

fn organisation_of(state: &State, seat: SeatId) -> Option<OrganisationId> {
    state.seats.get(&seat).and_then(|seat| seat.organisation)
}

fn results(state: &State, documents: &Documents, poll: &Poll) -> Vec<SubjectResult> {
    let subjects = subjects::all(state, documents, &poll.question);
    subjects.iter().map(|subject| poll.result(subject, |seat| organisation_of(state, seat))).collect()
}

/// The teams between which the last choice is level.
pub(crate) fn tied(state: &State) -> Vec<TeamId> {
    let place = |poll: &&Poll| state.programme.step(&poll.step).map(|(place, _)| place);
    let closed = state.polls.with_role(QuestionRole::Choice).map(|(_, poll)| poll).filter(|poll| !poll.open).max_by_key(place);
    let winners = closed.map(|poll| poll.winners(state.teams.keys().copied())).unwrap_or_default();
    if winners.len() > 1 { winners } else { Vec::new() }
}

/// A seat's own answers; with one voice for each organisation, what that has said.
pub(crate) fn my_answers(state: &State, seat: SeatId, id: &PollId) -> Option<MyAnswersCell> {
    state.seat(seat)?;
    // What an organisation has said is for those who belong to it.
    let own = state.belongs_to(seat);
    let poll = state.polls.get(id)?;
    let is_mine = |other: &SeatId| match (poll.voice, own) {
        (Voice::Organisation, Some(_)) => organisation_of(state, *other) == own,
        _ => *other == seat,
    };
    let answers: BTreeMap<String, Vec<u8>> = mine(&poll.answers, is_mine);
    (!answers.is_empty()).then(|| MyAnswersCell { poll: id.clone(), answers, lines: mine(&poll.lines, is_mine) })
}

fn mine<T: Clone>(all: &BTreeMap<SeatId, BTreeMap<String, T>>, is_mine: impl Fn(&SeatId) -> bool) -> BTreeMap<String, T> {
    all.iter().filter(|(seat, _)| is_mine(seat)).flat_map(|(_, given)| given.clone()).collect()
}
