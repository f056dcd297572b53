//! A poll: private answers that are counted, shown only once it is closed. One mechanism for every kind.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use trestle_protocol::{
    Capability, Counter, HandsBy, PollId, PollKind, SeatId, StepId, SubjectResult, TeamId, Voice,
    limits::{DOTS_MAX, RATING_MAX},
};

/// How each group fits: core, useful, not ours.
pub const FIT_MAX: u8 = 3;

/// A show of hands for one answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hands {
    /// A group's id, a team's number, or one of the pulse.
    pub subject: String,
    /// The answer.
    pub values: Vec<u8>,
    /// How many hands.
    pub count: u32,
    /// Who counted them.
    #[serde(default)]
    pub by: Counter,
}

/// Private answers by seat and subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Poll {
    /// What it asks.
    pub kind: PollKind,
    /// The step that asks it.
    pub step: StepId,
    /// Whose answers count.
    pub voice: Voice,
    /// Dots that each voice has.
    pub dots: u8,
    /// Can people answer?
    pub open: bool,
    /// Values by seat, then by subject. With one voice for each organisation a subject has one seat of it.
    pub answers: BTreeMap<SeatId, BTreeMap<String, Vec<u8>>>,
    /// Shows of hands.
    pub hands: Vec<Hands>,
    /// Whose counts of hands do not count.
    #[serde(default)]
    pub struck: BTreeSet<Counter>,
    /// What it came to elsewhere, until it is opened again here.
    #[serde(default)]
    pub imported: Option<Results>,
}

/// What a poll came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// How many voices answered.
    pub answered: u32,
    /// By subject.
    pub by_subject: Vec<SubjectResult>,
    /// Who counted hands.
    #[serde(default)]
    pub counted: Vec<HandsBy>,
}

/// The poll that a capability asks.
pub const ASKED: [(Capability, PollKind); 5] = [
    (Capability::Rate, PollKind::Rating),
    (Capability::Choose, PollKind::Choice),
    (Capability::Dots, PollKind::Dots),
    (Capability::Fit, PollKind::Fit),
    (Capability::Pulse, PollKind::Pulse),
];

/// The id of a step's poll of that kind. Rating and choice bear the step's own name; a step may ask others beside them.
pub fn id(step: &StepId, kind: PollKind) -> PollId {
    match kind {
        PollKind::Rating | PollKind::Choice => PollId(step.0.clone()),
        PollKind::Dots => PollId(format!("{step}-dots")),
        PollKind::Fit => PollId(format!("{step}-fit")),
        PollKind::Pulse => PollId(format!("{step}-pulse")),
    }
}

impl Poll {
    /// A poll that nobody answered yet.
    pub fn opened(kind: PollKind, step: StepId, voice: Voice, dots: u8) -> Self {
        Self { kind, step, voice, dots, open: true, answers: BTreeMap::new(), hands: Vec::new(), struck: BTreeSet::new(), imported: None }
    }

    /// A closed poll of which the results alone are known.
    pub fn imported(kind: PollKind, step: StepId, results: Results) -> Self {
        Self { open: false, imported: Some(results), ..Self::opened(kind, step, Voice::Person, 0) }
    }

    /// Takes an answer. A choice has one subject; others have one answer for each.
    pub fn answer(&mut self, seat: SeatId, subject: String, values: Vec<u8>) {
        let answers = self.answers.entry(seat).or_default();
        if self.kind == PollKind::Choice {
            answers.clear();
        }
        if self.kind == PollKind::Dots && values == [0] {
            answers.remove(&subject);
        } else {
            answers.insert(subject, values);
        }
        self.answers.retain(|_, answers| !answers.is_empty());
    }

    /// Forgets what these seats answered for a subject, or, for a choice, at all: another of their organisation speaks.
    pub fn silence(&mut self, seats: &[SeatId], subject: &str) {
        for seat in seats {
            if let Some(answers) = self.answers.get_mut(seat) {
                if self.kind == PollKind::Choice {
                    answers.clear();
                } else {
                    answers.remove(subject);
                }
            }
        }
        self.answers.retain(|_, answers| !answers.is_empty());
    }

    /// Takes a show of hands; none takes it away.
    pub fn count_hands(&mut self, by: Counter, subject: &str, values: &[u8], count: u32) {
        self.hands.retain(|hands| hands.by != by || hands.subject != subject || hands.values != values);
        if count > 0 {
            self.hands.push(Hands { subject: subject.to_owned(), values: values.to_vec(), count, by });
        }
    }

    /// What somebody counted does not count, or counts again.
    pub fn strike(&mut self, by: Counter, struck: bool) {
        if struck {
            self.struck.insert(by);
        } else {
            self.struck.remove(&by);
        }
    }

    /// Forgets what somebody counted.
    pub fn forget_hands(&mut self, by: Counter) {
        self.hands.retain(|hands| hands.by != by);
        self.struck.remove(&by);
    }

    /// What one counted.
    pub fn hands_of(&self, by: Counter) -> impl Iterator<Item = &Hands> {
        self.hands.iter().filter(move |hands| hands.by == by)
    }

    /// Who counted hands, and how many people at least had a say with them.
    pub fn counted(&self) -> Vec<HandsBy> {
        if let Some(results) = &self.imported {
            return results.counted.clone();
        }
        let counters: BTreeSet<Counter> = self.hands.iter().map(|hands| hands.by).collect();
        counters.into_iter().map(|by| HandsBy { by, hands: self.heads(by), struck: self.struck.contains(&by) }).collect()
    }

    /// The most hands that one counted for any one subject: as many people at least had a say.
    fn heads(&self, by: Counter) -> u32 {
        let mut by_subject: BTreeMap<&str, u32> = BTreeMap::new();
        for hands in self.hands_of(by) {
            let of = by_subject.entry(&hands.subject).or_default();
            *of = of.saturating_add(hands.count);
        }
        match self.kind {
            // Everybody raises a hand once.
            PollKind::Choice => by_subject.into_values().fold(0, u32::saturating_add),
            _ => by_subject.into_values().max().unwrap_or(0),
        }
    }

    /// How many people at least had a say by show of hands: nobody is counted by two.
    pub fn hands_up(&self) -> u32 {
        if let Some(results) = &self.imported {
            return results.by_subject.iter().map(|result| result.hands).max().unwrap_or(0);
        }
        self.counted().iter().filter(|counted| !counted.struck).fold(0, |sum, counted| sum.saturating_add(counted.hands))
    }

    /// The result for one subject.
    pub fn result(&self, subject: &str) -> SubjectResult {
        let known = self.imported.iter().flat_map(|results| &results.by_subject).find(|result| result.subject == subject);
        if let Some(known) = known {
            return known.clone();
        }
        let answered = self.answers.values().filter_map(|answers| answers.get(subject)).map(|values| (values, 1));
        let counts = |hands: &&Hands| hands.subject == subject && !self.struck.contains(&hands.by);
        let raised = self.hands.iter().filter(counts).map(|hands| (&hands.values, hands.count));
        let given: Vec<(&Vec<u8>, u32)> = answered.chain(raised.clone()).collect();
        let column = |place: usize| given.iter().filter_map(move |(values, count)| Some((*values.get(place)?, *count)));
        let (means, spreads) = (0..self.averaged()).map(|place| mean_and_spread(column(place))).unzip();
        let counted = |value: u8| column(0).filter(|(given, _)| *given == value).map(|(_, count)| count).sum();
        let dots = if self.kind == PollKind::Dots { column(0).map(|(dots, count)| u32::from(dots) * count).sum() } else { 0 };
        SubjectResult {
            subject: subject.to_owned(),
            count: given.iter().map(|(_, count)| count).sum(),
            hands: raised.map(|(_, count)| count).sum(),
            means,
            spreads,
            counts: (1..=self.distributed()).map(counted).collect(),
            dots,
        }
    }

    /// How many values of an answer have a mean.
    fn averaged(&self) -> usize {
        match self.kind {
            PollKind::Rating => 2,
            PollKind::Pulse => 1,
            PollKind::Choice | PollKind::Dots | PollKind::Fit => 0,
        }
    }

    /// The highest value that is counted by value; 0 for none.
    fn distributed(&self) -> u8 {
        match self.kind {
            PollKind::Fit => FIT_MAX,
            PollKind::Pulse => RATING_MAX,
            PollKind::Rating | PollKind::Choice | PollKind::Dots => 0,
        }
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
    let one_of = |most: u8, least: u8| values.len() == 1 && (least..=most).contains(&values[0]);
    match kind {
        PollKind::Rating => values.len() == 2 && values.iter().all(|value| (1..=RATING_MAX).contains(value)),
        PollKind::Choice => values.is_empty(),
        PollKind::Dots => one_of(DOTS_MAX, 0),
        PollKind::Fit => one_of(FIT_MAX, 1),
        PollKind::Pulse => one_of(RATING_MAX, 1),
    }
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

    fn opened(kind: PollKind) -> Poll {
        Poll::opened(kind, StepId("ask".into()), Voice::Person, 3)
    }

    #[test]
    fn shows_of_hands_count_as_many_answers_and_are_marked() {
        let mut poll = opened(PollKind::Rating);
        poll.answer(SeatId(1), "g".into(), vec![1, 1]);
        poll.count_hands(Counter::Room, "g", &[5, 5], 9);
        poll.count_hands(Counter::Room, "g", &[5, 5], 3);
        let result = poll.result("g");
        assert_eq!((result.count, result.hands, result.means), (4, 3, vec![4.0, 4.0]));
        poll.count_hands(Counter::Room, "g", &[5, 5], 0);
        assert_eq!(poll.result("g").hands, 0);
    }

    #[test]
    fn what_several_count_adds_up_and_what_is_struck_counts_for_nothing() {
        let mut poll = opened(PollKind::Pulse);
        let table = Counter::Table(SeatId(4));
        poll.count_hands(table, "useful", &[5], 2);
        poll.count_hands(table, "heard", &[1], 3);
        poll.count_hands(Counter::Room, "useful", &[5], 4);
        assert_eq!((poll.hands_up(), poll.result("useful").hands), (7, 6));
        poll.strike(table, true);
        assert_eq!((poll.hands_up(), poll.result("useful").hands, poll.result("heard").count), (4, 4, 0));
        let counted = |by, hands, struck| HandsBy { by, hands, struck };
        assert_eq!(poll.counted(), [counted(Counter::Room, 4, false), counted(table, 3, true)]);
        poll.strike(table, false);
        assert_eq!(poll.hands_up(), 7);
    }

    #[test]
    fn dots_add_up_and_fits_are_counted_by_value() {
        let mut poll = opened(PollKind::Dots);
        poll.answer(SeatId(1), "g".into(), vec![2]);
        poll.answer(SeatId(2), "g".into(), vec![1]);
        poll.answer(SeatId(2), "g".into(), vec![0]);
        assert_eq!((poll.result("g").dots, poll.result("g").count), (2, 1));
        let mut poll = opened(PollKind::Fit);
        poll.answer(SeatId(1), "g".into(), vec![1]);
        poll.answer(SeatId(2), "g".into(), vec![3]);
        assert_eq!(poll.result("g").counts, [1, 0, 1]);
    }

    #[test]
    fn a_rating_has_mean_and_spread_and_a_later_answer_counts_instead_of_the_first() {
        let mut poll = opened(PollKind::Rating);
        poll.answer(SeatId(1), "g".into(), vec![1, 1]);
        poll.answer(SeatId(1), "g".into(), vec![5, 3]);
        poll.answer(SeatId(2), "g".into(), vec![3, 3]);
        let result = poll.result("g");
        assert_eq!((result.count, result.means, result.spreads), (2, vec![4.0, 3.0], vec![1.0, 0.0]));
    }

    #[test]
    fn a_tie_has_several_winners_and_silence_none() {
        let mut poll = opened(PollKind::Choice);
        let teams = || [TeamId(1), TeamId(2), TeamId(3)].into_iter();
        assert!(poll.winners(teams()).is_empty());
        poll.answer(SeatId(1), "1".into(), vec![]);
        poll.answer(SeatId(2), "2".into(), vec![]);
        assert_eq!(poll.winners(teams()), [TeamId(1), TeamId(2)]);
        poll.answer(SeatId(1), "2".into(), vec![]);
        assert_eq!(poll.winners(teams()), [TeamId(2)]);
    }
}
