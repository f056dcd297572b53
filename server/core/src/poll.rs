//! A poll: private answers that are counted, shown only once it is closed.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use trestle_protocol::{PollKind, SeatId, SubjectResult, TeamId, limits::RATING_MAX};

/// Private answers by seat and subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// What it asks.
    pub kind: PollKind,
    /// Can people answer?
    pub open: bool,
    /// Values by seat, then by subject (a group's id, a team's number).
    pub answers: BTreeMap<SeatId, BTreeMap<String, Vec<u8>>>,
}

impl Poll {
    /// A poll that nobody answered yet.
    pub fn opened(kind: PollKind) -> Self {
        Self { kind, open: true, answers: BTreeMap::new() }
    }

    /// Takes an answer. A choice has one subject; a rating one answer for each.
    pub fn answer(&mut self, seat: SeatId, subject: String, values: Vec<u8>) {
        let answers = self.answers.entry(seat).or_default();
        if self.kind == PollKind::Choice {
            answers.clear();
        }
        answers.insert(subject, values);
    }

    /// The result for one subject.
    pub fn result(&self, subject: &str) -> SubjectResult {
        let given: Vec<&Vec<u8>> = self.answers.values().filter_map(|answers| answers.get(subject)).collect();
        let width = if self.kind == PollKind::Rating { 2 } else { 0 };
        let column = |place: usize| given.iter().filter_map(|values| values.get(place)).map(|value| f64::from(*value)).collect::<Vec<_>>();
        let (means, spreads) = (0..width).map(|place| mean_and_spread(&column(place))).unzip();
        SubjectResult { subject: subject.to_owned(), count: given.len() as u32, means, spreads }
    }

    /// Teams with the most votes; empty if nobody voted, several if they are level.
    pub fn winners(&self, teams: impl Iterator<Item = TeamId>) -> Vec<TeamId> {
        let counted: Vec<(TeamId, u32)> = teams.map(|team| (team, self.result(&team.to_string()).count)).collect();
        let most = counted.iter().map(|(_, count)| *count).max().unwrap_or(0);
        counted.into_iter().filter(|(_, count)| most > 0 && *count == most).map(|(team, _)| team).collect()
    }
}

/// Are these values an answer to a poll of that kind?
pub fn fits(kind: PollKind, values: &[u8]) -> bool {
    match kind {
        PollKind::Rating => values.len() == 2 && values.iter().all(|value| (1..=RATING_MAX).contains(value)),
        PollKind::Choice => values.is_empty(),
    }
}

/// Mean and population standard deviation; zeros for no values.
fn mean_and_spread(values: &[f64]) -> (f64, f64) {
    if values.is_empty() {
        return (0.0, 0.0);
    }
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
    (mean, variance.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rating_has_mean_and_spread_and_a_later_answer_counts_instead_of_the_first() {
        let mut poll = Poll::opened(PollKind::Rating);
        poll.answer(SeatId(1), "g".into(), vec![1, 1]);
        poll.answer(SeatId(1), "g".into(), vec![5, 3]);
        poll.answer(SeatId(2), "g".into(), vec![3, 3]);
        let result = poll.result("g");
        assert_eq!((result.count, result.means, result.spreads), (2, vec![4.0, 3.0], vec![1.0, 0.0]));
    }

    #[test]
    fn a_tie_has_several_winners_and_silence_none() {
        let mut poll = Poll::opened(PollKind::Choice);
        let teams = || [TeamId(1), TeamId(2), TeamId(3)].into_iter();
        assert!(poll.winners(teams()).is_empty());
        poll.answer(SeatId(1), "1".into(), vec![]);
        poll.answer(SeatId(2), "2".into(), vec![]);
        assert_eq!(poll.winners(teams()), [TeamId(1), TeamId(2)]);
        poll.answer(SeatId(1), "2".into(), vec![]);
        assert_eq!(poll.winners(teams()), [TeamId(2)]);
    }
}
