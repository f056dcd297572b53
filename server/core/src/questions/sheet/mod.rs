//! Results of questions as papers print them: a picture, tables, and a line beside what was asked about. One way for each kind.

mod tables;
mod words;

use words::in_words;

use crate::record::{listed, paper::Paper};
use trestle_protocol::{About, Question, QuestionKind, RecordHands, RecordQuestion, Showing};

/// What documents call a question, where its title is ours and would be too long there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Called<'a> {
    /// Above its results.
    pub part: &'a str,
    /// Beside something that it is about.
    pub field: &'a str,
    /// In a list of questions.
    pub listed: &'a str,
}

/// By the built-in titles, as the page finds translations: who asks in other words is called by those.
const CALLED: [(&str, Called<'static>); 5] = [
    (
        "How serious is each problem, and how much of a priority?",
        Called { part: "How serious, how much of a priority", field: "Rating", listed: "Seriousness and priority" },
    ),
    ("Which problems should we take on?", Called { part: "Dots", field: "Dots", listed: "Dots" }),
    (
        "How does each problem fit what your organisation is for?",
        Called { part: "Strategic fit", field: "Strategic fit", listed: "Strategic fit" },
    ),
    ("Which brief do we take on together?", Called { part: "Votes by show of hands", field: "Votes", listed: "Which brief" }),
    ("How was the workshop?", Called { part: "How the workshop was", field: "How the workshop was", listed: "How the workshop was" }),
];

/// What documents call it.
pub fn called(question: &Question) -> Called<'_> {
    let title = question.title.as_str();
    let known = CALLED.iter().find(|(ours, _)| *ours == title).map(|(_, called)| *called);
    known.unwrap_or(Called { part: title, field: title, listed: title })
}

/// The questions about each of these; `workshop`: and those about rows.
pub fn about(questions: &[RecordQuestion], about: About) -> impl Iterator<Item = &RecordQuestion> {
    questions.iter().filter(move |asked| asked.question.about == about)
}

/// What it came to for everything, as a part of the section that this stands in. What a line beside each says has no part of its own.
pub(crate) fn part(paper: &mut Paper, asked: &RecordQuestion) {
    let is_overview = match asked.question.kind {
        QuestionKind::Scale | QuestionKind::Order => true,
        QuestionKind::One | QuestionKind::Several => asked.question.show == Showing::Matrix,
        QuestionKind::Dots | QuestionKind::Pick | QuestionKind::Line => false,
    };
    let is_told = is_overview && !asked.results.is_empty();
    if !is_told && asked.hands.is_empty() {
        return;
    }
    paper.part(called(&asked.question).part);
    if is_told {
        tables::write(paper, asked);
    }
    counted(paper, &asked.hands);
}

/// The same as a section, whatever its kind.
pub(crate) fn section(paper: &mut Paper, asked: &RecordQuestion) {
    if asked.results.is_empty() {
        return;
    }
    paper.section(called(&asked.question).part);
    tables::write(paper, asked);
    counted(paper, &asked.hands);
}

/// The same as a part that holds all of it.
pub(crate) fn whole(paper: &mut Paper, asked: &RecordQuestion) {
    paper.part(called(&asked.question).part);
    tables::write(paper, asked);
    counted(paper, &asked.hands);
}

/// A line for each question about something, beside it.
pub(crate) fn beside(paper: &mut Paper, questions: &[RecordQuestion], about: About, subject: &str) {
    for asked in self::about(questions, about) {
        if let Some(result) = asked.about(subject) {
            paper.field(called(&asked.question).field, &in_words(&asked.question, result));
        }
    }
}

/// Who counted the hands that results hold; nothing where all answered on a device.
fn counted(paper: &mut Paper, hands: &[RecordHands]) {
    let counted: Vec<String> = hands.iter().map(|hands| format!("{} ({})", hands.counter(), hands.hands)).collect();
    if !counted.is_empty() {
        paper.field("Hands counted by", &listed(counted.iter().map(String::as_str)));
    }
}
