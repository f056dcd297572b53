//! Applying what was decided about questions.

use super::{Poll, Polls, Results};
use crate::state::State;
use trestle_protocol::{Counter, PollId, Question, QuestionRole, SeatId, StepId, Voice};

/// How a step asks.
pub(crate) struct Asking<'a> {
    pub(crate) question: &'a Question,
    pub(crate) step: &'a StepId,
    pub(crate) voice: Voice,
    pub(crate) dots: u8,
    /// It is another choice than the one that was made, which stands until this one is.
    pub(crate) another: bool,
}

pub(crate) fn opened(state: &mut State, id: &PollId, asking: &Asking<'_>) {
    let Asking { question, step, voice, dots, another } = *asking;
    let begun = || Poll::opened(question.clone(), step.clone(), voice, dots);
    let poll = state.polls.0.entry(id.clone()).or_insert_with(begun);
    poll.question.clone_from(question);
    (poll.open, poll.voice, poll.dots, poll.imported) = (true, voice, dots, None);
    if question.is == Some(QuestionRole::Choice) && !another {
        state.chosen = None;
    }
}

pub(crate) fn imported(state: &mut State, id: &PollId, question: &Question, step: &StepId, results: Results) {
    state.polls.0.insert(id.clone(), Poll::imported(question.clone(), step.clone(), results));
}

/// Who has one voice with others is the last of them to speak.
pub(crate) fn answered(state: &mut State, id: &PollId, seat: SeatId, subject: &str, (values, line): (&[u8], &str)) {
    let others = others_of_its_organisation(state, seat);
    let Some(poll) = state.polls.0.get_mut(id) else { return };
    if poll.voice == Voice::Organisation {
        poll.silence(&others, subject);
    }
    poll.answer(seat, subject.to_owned(), values.to_vec(), line.to_owned());
}

fn others_of_its_organisation(state: &State, seat: SeatId) -> Vec<SeatId> {
    let Some(organisation) = state.seats.get(&seat).and_then(|seat| seat.organisation) else { return Vec::new() };
    let same = state.seats.iter().filter(|(id, other)| **id != seat && other.organisation == Some(organisation));
    same.map(|(id, _)| *id).collect()
}

impl Polls {
    /// Changes one, if there is one of that id.
    pub(crate) fn with(&mut self, id: &PollId, change: impl FnOnce(&mut Poll)) {
        if let Some(poll) = self.0.get_mut(id) {
            change(poll);
        }
    }

    /// These do not belong to their organisation any more: they have not said anything for it in what is still being asked.
    pub(crate) fn not_theirs(&mut self, seats: &[SeatId]) {
        let asked = self.0.values_mut().filter(|poll| poll.open && poll.voice == Voice::Organisation);
        asked.for_each(|poll| poll.forget(seats));
    }

    /// A device is no table's any more: it has counted nobody in what is still being asked.
    pub(crate) fn no_table(&mut self, table: SeatId) {
        self.0.values_mut().filter(|poll| poll.open).for_each(|poll| poll.forget_hands(Counter::Table(table)));
    }

    /// Somebody is not in any more, with all that they answered and counted.
    pub(crate) fn without(&mut self, seat: SeatId) {
        for poll in self.0.values_mut() {
            poll.forget(&[seat]);
            poll.forget_hands(Counter::Table(seat));
        }
    }
}
