//! What a record holds of a question: what was asked, and what it came to.

use trestle_protocol::{Counter, PollCell, QuestionKind, RecordHands, RecordQuestion, RecordResult, SeatId, SubjectResult};

/// From what a reader is shown, if it is closed to them and anybody answered. `title` says what something is called that the record holds, `table` whose
/// device that is.
pub(crate) fn made(
    cell: &PollCell,
    title: impl Fn(&str) -> Option<String>,
    table: impl Fn(SeatId) -> Option<String>,
) -> Option<RecordQuestion> {
    let is_told = |result: &&SubjectResult| result.count > 0 || cell.question.kind == QuestionKind::Pick;
    let results = cell.results.as_ref()?.iter().filter(is_told);
    let results: Vec<RecordResult> =
        results.filter_map(|result| Some(RecordResult { title: title(&result.subject)?, result: result.clone() })).collect();
    let by = |by: Counter| match by {
        Counter::Earlier => None,
        Counter::Room => Some(None),
        Counter::Table(seat) => table(seat).map(Some),
    };
    let counted = cell.counted.iter().filter(|counted| !counted.struck);
    let hands: Vec<RecordHands> =
        counted.filter_map(|counted| Some(RecordHands { table: by(counted.by)?, hands: counted.hands })).collect();
    let is_empty = results.is_empty() && hands.is_empty() && cell.answered == 0;
    let (question, step) = (cell.question.clone(), Some(cell.step.clone()));
    (!is_empty).then_some(RecordQuestion { question, step, answered: cell.answered, results, hands })
}
