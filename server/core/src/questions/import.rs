//! Questions that come back: of these a record knows results alone, so results alone come back. Opened again, a question is asked anew.

use super::id;
use crate::{
    event::Event,
    import::{Cast, Scribe},
    programmes::is_question,
};
use trestle_protocol::{
    Counter, HandsBy, Programme, RecordHands, RecordQuestion, RecordResult, Refusal, Step, StepId, SubjectResult,
    limits::{ANSWERS, LINE_CHARS, QUESTIONS, SEATS, STEPS},
};

/// Results, once there is everything that they are about.
pub(crate) fn results(scribe: &mut Scribe, cast: &Cast, given: &[RecordQuestion]) -> Result<(), Refusal> {
    // Several steps may ask the same.
    if given.len() > QUESTIONS + STEPS {
        return Err(Refusal::TooMany);
    }
    given.iter().try_for_each(|asked| one(scribe, cast, asked))
}

fn one(scribe: &mut Scribe, cast: &Cast, given: &RecordQuestion) -> Result<(), Refusal> {
    let lines = || given.results.iter().flat_map(|one| &one.result.lines);
    if given.results.len() > ANSWERS.max(SEATS) || given.hands.len() > SEATS || lines().count() > ANSWERS * SEATS {
        return Err(Refusal::TooMany);
    }
    if !is_question(&given.question) || lines().any(|line| line.chars().count() > LINE_CHARS) {
        return Err(Refusal::NotARecord);
    }
    let step = given.step.clone().unwrap_or_else(|| asking(scribe, given));
    scribe.event(Event::ResultsImported {
        poll: id(&step, &given.question.id),
        question: Box::new(given.question.clone()),
        step,
        answered: given.answered,
        results: given.results.iter().map(|RecordResult { result, .. }| result.clone()).collect::<Vec<SubjectResult>>(),
        counted: counted(cast, &given.hands)?,
    })
}

/// The step that asks it in this programme, or the first one.
fn asking(scribe: &Scribe, given: &RecordQuestion) -> StepId {
    let asks = |step: &&Step| step.asks.contains(&given.question.id);
    scribe.state().programme.steps().find(asks).map_or_else(|| scribe.state().step.clone(), |step| step.id.clone())
}

/// Who counted hands. A table is in as long as what it counted stands.
fn counted(cast: &Cast, given: &[RecordHands]) -> Result<Vec<HandsBy>, Refusal> {
    let by = |table: &Option<String>| match table {
        None => Ok(Counter::Room),
        Some(table) => cast.listed(table, None).map(Counter::Table).ok_or(Refusal::NotARecord),
    };
    given.iter().map(|RecordHands { table, hands }| Ok(HandsBy { by: by(table)?, hands: *hands, struck: false })).collect()
}

/// A programme that asks in the words of the record: where its own has not come along, nobody else knows them.
pub(crate) fn in_its_words(mut programme: Programme, given: &[RecordQuestion]) -> Programme {
    for RecordQuestion { question, .. } in given {
        let has_rows = question.list.as_ref().is_none_or(|list| programme.list(list).is_some());
        match programme.questions.iter_mut().find(|known| known.id == question.id) {
            Some(known) => known.clone_from(question),
            None if has_rows => programme.questions.push(question.clone()),
            None => {}
        }
    }
    programme
}
