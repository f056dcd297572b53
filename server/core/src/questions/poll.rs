//! A poll: what a step asks, with its private answers and shows of hands.

use super::before;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use trestle_protocol::{Counter, HandsBy, Question, QuestionKind, SeatId, StepId, SubjectResult, Voice};

/// A show of hands for one answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hands {
    /// What it is about, as in answers.
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
    /// What it asks, as it was when somebody first answered.
    #[serde(alias = "kind", deserialize_with = "before::asked")]
    pub question: Question,
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
    /// Words by seat, then by subject, where a line is asked.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lines: BTreeMap<SeatId, BTreeMap<String, String>>,
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

impl Poll {
    /// A poll that nobody answered yet.
    pub fn opened(question: Question, step: StepId, voice: Voice, dots: u8) -> Self {
        Self {
            question,
            step,
            voice,
            dots,
            open: true,
            answers: BTreeMap::new(),
            lines: BTreeMap::new(),
            hands: Vec::new(),
            struck: BTreeSet::new(),
            imported: None,
        }
    }

    /// A closed poll of which the results alone are known.
    pub fn imported(question: Question, step: StepId, results: Results) -> Self {
        Self { open: false, imported: Some(results), ..Self::opened(question, step, Voice::Person, 0) }
    }

    /// Has anybody answered it, here or elsewhere?
    pub fn is_answered(&self) -> bool {
        !self.answers.is_empty() || !self.hands.is_empty() || self.imported.is_some()
    }

    /// The id that it bears.
    #[cfg(test)]
    pub(crate) fn id(&self) -> trestle_protocol::PollId {
        super::id(&self.step, &self.question.id)
    }

    /// Takes an answer. A pick has one subject; others have one answer for each. No dots and no words are no answer.
    pub fn answer(&mut self, seat: SeatId, subject: String, values: Vec<u8>, line: String) {
        self.silence(&[seat], &subject);
        match self.question.kind {
            QuestionKind::Dots if values == [0] => return,
            QuestionKind::Line if line.is_empty() => return,
            QuestionKind::Line => drop(self.lines.entry(seat).or_default().insert(subject.clone(), line)),
            _ => {}
        }
        self.answers.entry(seat).or_default().insert(subject, values);
    }

    /// Forgets what these seats answered for a subject, or, for a pick, at all: something else is said instead, by them or by another of their organisation.
    pub fn silence(&mut self, seats: &[SeatId], subject: &str) {
        for seat in seats {
            self.lines.entry(*seat).or_default().remove(subject);
            let answers = self.answers.entry(*seat).or_default();
            if self.question.kind == QuestionKind::Pick {
                answers.clear();
            } else {
                answers.remove(subject);
            }
        }
        self.tidy();
    }

    /// Forgets all that these seats answered.
    pub fn forget(&mut self, seats: &[SeatId]) {
        self.answers.retain(|seat, _| !seats.contains(seat));
        self.lines.retain(|seat, _| !seats.contains(seat));
    }

    fn tidy(&mut self) {
        self.answers.retain(|_, answers| !answers.is_empty());
        self.lines.retain(|_, lines| !lines.is_empty());
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
        match self.question.kind {
            // Everybody raises a hand once.
            QuestionKind::Pick => by_subject.into_values().fold(0, u32::saturating_add),
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
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use trestle_protocol::{Choice, Scale};

    pub(crate) fn question(kind: QuestionKind) -> Question {
        let named = |id: &str| Choice { id: id.to_owned(), label: id.to_owned() };
        let scale = |id: &str| Scale { id: id.to_owned(), label: id.to_owned(), low: String::new(), high: String::new() };
        let (scaled, picks) =
            (kind == QuestionKind::Scale, matches!(kind, QuestionKind::One | QuestionKind::Several | QuestionKind::Order));
        Question {
            id: "asked".into(),
            kind,
            most: 5,
            scales: if scaled { ["seriousness", "priority"].map(scale).to_vec() } else { Vec::new() },
            options: if picks { ["a", "b", "c"].map(named).to_vec() } else { Vec::new() },
            ..Question::default()
        }
    }

    pub(crate) fn opened(kind: QuestionKind) -> Poll {
        Poll::opened(question(kind), StepId("ask".into()), Voice::Person, 3)
    }

    #[test]
    fn what_several_count_adds_up_and_what_is_struck_counts_for_nothing() {
        let mut poll = opened(QuestionKind::One);
        let table = Counter::Table(SeatId(4));
        poll.count_hands(table, "useful", &[3], 2);
        poll.count_hands(table, "heard", &[1], 3);
        poll.count_hands(Counter::Room, "useful", &[3], 4);
        assert_eq!((poll.hands_up(), poll.result("useful", |_| None).hands), (7, 6));
        poll.strike(table, true);
        assert_eq!((poll.hands_up(), poll.result("useful", |_| None).hands, poll.result("heard", |_| None).count), (4, 4, 0));
        let counted = |by, hands, struck| HandsBy { by, hands, struck };
        assert_eq!(poll.counted(), [counted(Counter::Room, 4, false), counted(table, 3, true)]);
        poll.strike(table, false);
        assert_eq!(poll.hands_up(), 7);
    }

    #[test]
    fn a_line_that_is_taken_back_leaves_nothing() {
        let mut poll = opened(QuestionKind::Line);
        poll.answer(SeatId(1), String::new(), Vec::new(), "A bus at night".into());
        assert_eq!(poll.result("", |_| None).lines, ["A bus at night"]);
        poll.answer(SeatId(1), String::new(), Vec::new(), String::new());
        assert!(!poll.is_answered() && poll.lines.is_empty());
    }

    #[test]
    fn a_poll_of_before_is_read_as_the_question_that_it_asked() {
        let kept = r#"{"kind":"fit","step":"fit","voice":"organisation","dots":3,"open":true,"answers":{"2":{"g":[1]}},"hands":[]}"#;
        let poll: Poll = serde_json::from_str(kept).unwrap();
        assert_eq!((poll.question.id.as_str(), poll.question.options.len()), ("fit", 3));
        assert_eq!(serde_json::from_str::<Poll>(&serde_json::to_string(&poll).unwrap()).unwrap(), poll);
    }
}
