//! Changing a programme under questions that have been answered: their words can be changed, not how they are answered.

use crate::state::State;
use trestle_protocol::{Choice, Programme, Question, Refusal, Scale, StepId};

/// May the workshop go on with that programme?
///
/// # Errors
/// `HasAnswers` if what was answered would be asked otherwise or not at all.
pub(crate) fn may_become(state: &State, new: &Programme) -> Result<(), Refusal> {
    let answered = state.polls.values().filter(|poll| poll.is_answered());
    for (question, step) in answered.map(|poll| (&poll.question.id, &poll.step)) {
        let Some(was) = state.programme.question(question) else { continue };
        let is_same = new.question(question).is_some_and(|is| asks_the_same(was, is));
        if !is_same || !is_heard_the_same(&state.programme, new, step) {
            return Err(Refusal::HasAnswers);
        }
    }
    Ok(())
}

/// Is it answered in the same way, about the same, and shown to the same people?
pub(super) fn asks_the_same(was: &Question, is: &Question) -> bool {
    let shape = |of: &Question| Question {
        title: String::new(),
        items: of.items.iter().map(without_label).collect(),
        options: of.options.iter().map(without_label).collect(),
        scales: of.scales.iter().map(|scale| Scale { id: scale.id.clone(), ..Scale::default() }).collect(),
        ..of.clone()
    };
    shape(was) == shape(is)
}

fn without_label(choice: &Choice) -> Choice {
    Choice { id: choice.id.clone(), label: String::new() }
}

/// A step that is gone asks nobody, and what it asked stands.
fn is_heard_the_same(was: &Programme, is: &Programme, step: &StepId) -> bool {
    let voice = |programme: &Programme| programme.step(step).map(|(_, step)| step.voice);
    voice(is).is_none_or(|now| voice(was).is_none_or(|then| then == now))
}
