//! The tally: what answers and shows of hands come to, for each subject.

use super::Poll;
use std::collections::{BTreeMap, BTreeSet};
use trestle_protocol::{OrganisationId, QuestionKind, SeatId, Showing, SubjectResult, TeamId, limits::DIFFERENCE_ORGANISATIONS};

/// An answer and how many gave it.
type Given<'a> = (&'a [u8], u32);

impl Poll {
    /// The result for one subject; `of` says which organisation a seat answers for.
    pub fn result(&self, subject: &str, of: impl Fn(SeatId) -> Option<OrganisationId>) -> SubjectResult {
        let known = self.imported.iter().flat_map(|results| &results.by_subject).find(|result| result.subject == subject);
        if let Some(known) = known {
            return known.clone();
        }
        let answered = self.answers.values().filter_map(|answers| answers.get(subject)).map(|values| (values.as_slice(), 1));
        let counts = |hands: &&super::Hands| hands.subject == subject && !self.struck.contains(&hands.by);
        let raised = self.hands.iter().filter(counts).map(|hands| (hands.values.as_slice(), hands.count));
        let given: Vec<Given> = answered.chain(raised.clone()).collect();
        let (count, hands) = (given.iter().map(|(_, count)| count).sum(), raised.map(|(_, count)| count).sum());
        let plain = SubjectResult { subject: subject.to_owned(), count, hands, ..SubjectResult::default() };
        let apart = self.apart(subject, of);
        if self.question.show == Showing::Difference && apart.is_empty() {
            return plain;
        }
        let (means, spreads) = (0..self.question.scales.len()).map(|place| mean_and_spread(column(&given, place))).unzip();
        let dots = if self.question.kind == QuestionKind::Dots { sum(column(&given, 0)) } else { 0 };
        SubjectResult { means, spreads, counts: self.counts(&given), apart, dots, lines: self.lines_about(subject), ..plain }
    }

    /// How many gave each answer.
    fn counts(&self, given: &[Given]) -> Vec<Vec<u32>> {
        let options = 1..=self.question.options.len() as u8;
        let how_many = |says: &dyn Fn(&[u8]) -> bool| given.iter().filter(|(values, _)| says(values)).map(|(_, count)| count).sum::<u32>();
        match self.question.kind {
            QuestionKind::Scale => {
                let scale =
                    |place: usize| (1..=self.question.most).map(|value| how_many(&|values| values.get(place) == Some(&value))).collect();
                (0..self.question.scales.len()).map(scale).collect()
            }
            QuestionKind::One | QuestionKind::Several => vec![options.map(|option| how_many(&|values| values.contains(&option))).collect()],
            QuestionKind::Order => {
                let places = 0..self.question.options.len();
                let row = |option: u8| places.clone().map(|place| how_many(&|values| values.get(place) == Some(&option))).collect();
                options.map(row).collect()
            }
            QuestionKind::Dots | QuestionKind::Pick | QuestionKind::Line => Vec::new(),
        }
    }

    /// From the lowest to the highest mean of an organisation, on each scale; empty if none is shown, or too few organisations have answered.
    fn apart(&self, subject: &str, of: impl Fn(SeatId) -> Option<OrganisationId>) -> Vec<f64> {
        if self.question.show != Showing::Difference {
            return Vec::new();
        }
        let mut by_organisation: BTreeMap<OrganisationId, Vec<Given>> = BTreeMap::new();
        for (seat, answers) in &self.answers {
            if let (Some(organisation), Some(values)) = (of(*seat), answers.get(subject)) {
                by_organisation.entry(organisation).or_default().push((values, 1));
            }
        }
        if by_organisation.len() < DIFFERENCE_ORGANISATIONS {
            return Vec::new();
        }
        let between = |place: usize| {
            let means: Vec<f64> = by_organisation.values().map(|given| mean_and_spread(column(given, place)).0).collect();
            means.iter().copied().fold(f64::MIN, f64::max) - means.iter().copied().fold(f64::MAX, f64::min)
        };
        (0..self.question.scales.len()).map(between).collect()
    }

    /// What people wrote, in an order that tells nothing.
    fn lines_about(&self, subject: &str) -> Vec<String> {
        let mut lines: Vec<String> = self.lines.values().filter_map(|lines| lines.get(subject)).cloned().collect();
        lines.sort();
        lines
    }

    /// The organisations that have answered.
    pub(super) fn organisations(&self, of: impl Fn(SeatId) -> Option<OrganisationId>) -> BTreeSet<OrganisationId> {
        self.answers.keys().filter_map(|seat| of(*seat)).collect()
    }

    /// Teams that most picked; empty if nobody picked any, several if they are level.
    pub fn winners(&self, teams: impl Iterator<Item = TeamId>) -> Vec<TeamId> {
        let counted: Vec<(TeamId, u32)> = teams.map(|team| (team, self.result(&team.to_string(), |_| None).count)).collect();
        let most = counted.iter().map(|(_, count)| *count).max().unwrap_or(0);
        counted.into_iter().filter(|(_, count)| most > 0 && *count == most).map(|(team, _)| team).collect()
    }
}

/// One value of each answer.
fn column<'a>(given: &'a [Given], place: usize) -> impl Iterator<Item = (u8, u32)> + Clone + 'a {
    given.iter().filter_map(move |(values, count)| Some((*values.get(place)?, *count)))
}

fn sum(values: impl Iterator<Item = (u8, u32)>) -> u32 {
    values.map(|(value, count)| u32::from(value) * count).sum()
}

/// Mean and population standard deviation of values with how often each was given; zeros for none.
fn mean_and_spread(values: impl Iterator<Item = (u8, u32)> + Clone) -> (f64, f64) {
    let count: u32 = values.clone().map(|(_, count)| count).sum();
    if count == 0 {
        return (0.0, 0.0);
    }
    let sum = |of: &dyn Fn(f64) -> f64| values.clone().map(|(value, count)| of(f64::from(value)) * f64::from(count)).sum::<f64>();
    let mean = sum(&|value| value) / f64::from(count);
    let variance = sum(&|value| (value - mean).powi(2)) / f64::from(count);
    (mean, variance.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questions::poll::tests::opened;
    use trestle_protocol::Counter;

    fn answered(kind: QuestionKind, answers: &[(u32, &str, &[u8])]) -> Poll {
        let mut poll = opened(kind);
        for (seat, subject, values) in answers {
            poll.answer(SeatId(*seat), (*subject).to_owned(), values.to_vec(), String::new());
        }
        poll
    }

    fn result(poll: &Poll, subject: &str) -> SubjectResult {
        poll.result(subject, |_| None)
    }

    #[test]
    fn shows_of_hands_count_as_many_answers_and_are_marked() {
        let mut poll = answered(QuestionKind::Scale, &[(1, "g", &[1, 1])]);
        poll.count_hands(Counter::Room, "g", &[5, 5], 9);
        poll.count_hands(Counter::Room, "g", &[5, 5], 3);
        let SubjectResult { count, hands, means, .. } = result(&poll, "g");
        assert_eq!((count, hands, means), (4, 3, vec![4.0, 4.0]));
        poll.count_hands(Counter::Room, "g", &[5, 5], 0);
        assert_eq!(result(&poll, "g").hands, 0);
    }

    #[test]
    fn dots_add_up_and_options_are_counted_one_by_one() {
        let poll = answered(QuestionKind::Dots, &[(1, "g", &[2]), (2, "g", &[1]), (2, "g", &[0])]);
        assert_eq!((result(&poll, "g").dots, result(&poll, "g").count), (2, 1));
        let poll = answered(QuestionKind::One, &[(1, "g", &[1]), (2, "g", &[3])]);
        assert_eq!(result(&poll, "g").counts, [[1, 0, 1]]);
        let poll = answered(QuestionKind::Several, &[(1, "g", &[1, 3]), (2, "g", &[3]), (3, "g", &[])]);
        assert_eq!((result(&poll, "g").counts, result(&poll, "g").count), (vec![vec![1, 0, 2]], 3));
    }

    #[test]
    fn an_order_says_how_often_each_option_stood_at_each_place() {
        let poll = answered(QuestionKind::Order, &[(1, "", &[2, 1, 3]), (2, "", &[2, 3, 1])]);
        assert_eq!(result(&poll, "").counts, [[0, 1, 1], [2, 0, 0], [0, 1, 1]]);
    }

    #[test]
    fn a_scale_has_mean_and_spread_and_a_later_answer_counts_instead_of_the_first() {
        let poll = answered(QuestionKind::Scale, &[(1, "g", &[1, 1]), (1, "g", &[5, 3]), (2, "g", &[3, 3])]);
        let SubjectResult { count, means, spreads, counts, .. } = result(&poll, "g");
        assert_eq!((count, means, spreads), (2, vec![4.0, 3.0], vec![1.0, 0.0]));
        assert_eq!(counts, [[0, 0, 1, 0, 1], [0, 0, 2, 0, 0]]);
    }

    #[test]
    fn lines_stand_without_authors_in_an_order_that_tells_nothing() {
        let mut poll = opened(QuestionKind::Line);
        poll.answer(SeatId(1), String::new(), vec![], "Sure".into());
        poll.answer(SeatId(2), String::new(), vec![], "A lift".into());
        assert_eq!(result(&poll, "").lines, ["A lift", "Sure"]);
    }

    #[test]
    fn p2_a_difference_shows_nothing_until_four_organisations_have_answered() {
        let mut poll = answered(QuestionKind::Scale, &[(1, "", &[1, 3]), (2, "", &[5, 3]), (3, "", &[3, 3]), (5, "", &[4, 4])]);
        poll.question.show = Showing::Difference;
        let of = |seat: SeatId| Some(OrganisationId(seat.0.min(3)));
        let few = poll.result("", of);
        assert_eq!(few, SubjectResult { count: 4, ..SubjectResult::default() });
        poll.answer(SeatId(4), String::new(), vec![2, 4], String::new());
        let enough = poll.result("", |seat| Some(OrganisationId(seat.0)));
        assert_eq!((enough.apart, enough.means), (vec![4.0, 1.0], vec![3.0, 3.4]));
    }

    #[test]
    fn a_tie_has_several_winners_and_silence_none() {
        let mut poll = opened(QuestionKind::Pick);
        let teams = || [TeamId(1), TeamId(2), TeamId(3)].into_iter();
        assert!(poll.winners(teams()).is_empty());
        poll.answer(SeatId(1), "1".into(), vec![], String::new());
        poll.answer(SeatId(2), "2".into(), vec![], String::new());
        assert_eq!(poll.winners(teams()), [TeamId(1), TeamId(2)]);
        poll.answer(SeatId(1), "2".into(), vec![], String::new());
        assert_eq!(poll.winners(teams()), [TeamId(2)]);
    }
}
