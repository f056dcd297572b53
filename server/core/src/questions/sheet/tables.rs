//! Tables and pictures of results.

use super::{
    called,
    words::{capital, noun, people, places, scales, score},
};
use crate::record::paper::{Paper, Plot, Point, Table};
use trestle_protocol::{Question, QuestionKind, RecordQuestion, RecordResult, Showing};

/// All that it came to.
pub(super) fn write(paper: &mut Paper, asked: &RecordQuestion) {
    let question = &asked.question;
    match question.kind {
        QuestionKind::Scale if question.scales.len() == 1 && question.show != Showing::Difference => paper.table(means(asked)),
        QuestionKind::Scale => {
            paper.paragraph(explained(asked));
            if question.show == Showing::Scatter {
                paper.picture(scatter(asked));
            }
            paper.table(scores(asked));
        }
        QuestionKind::One | QuestionKind::Several => paper.table(matrix(asked)),
        QuestionKind::Order => asked.results.iter().for_each(|one| paper.table(order(question, one))),
        QuestionKind::Dots => {
            let row = |one: &RecordResult| vec![name(question, one), one.result.dots.to_string(), people(one.result.count)];
            paper.table(table(asked, &[("Dots", 2), ("From", 3)], row));
        }
        QuestionKind::Pick => {
            let row = |one: &RecordResult| vec![name(question, one), one.result.count.to_string()];
            paper.table(table(asked, &[("Votes", 2)], row));
        }
        QuestionKind::Line => asked.results.iter().for_each(|one| paper.list(&one.title, one.result.lines.iter().cloned())),
    }
}

/// What a row is about; asked once about the workshop, it is the question itself.
fn name(question: &Question, one: &RecordResult) -> String {
    if one.title.is_empty() { question.title.clone() } else { one.title.clone() }
}

fn table(asked: &RecordQuestion, columns: &[(&str, u32)], row: impl Fn(&RecordResult) -> Vec<String>) -> Table {
    let first = capital(noun(&asked.question).one);
    let columns = std::iter::once((first.as_str(), 7)).chain(columns.iter().copied());
    Table::of(called(&asked.question).part, columns, asked.results.iter().map(row))
}

fn explained(asked: &RecordQuestion) -> String {
    let (people, what, most) = (people(asked.answered), scales(&asked.question), asked.question.most);
    let how = match asked.question.show {
        Showing::Difference => "The difference says how far apart the means of organisations lie.",
        _ => "The spread says how far their answers lie apart: 0 means that all agree.",
    };
    format!("{people} rated {what} from 1 to {most}. {how}")
}

/// Several scales, or a difference: a column for each.
fn scores(asked: &RecordQuestion) -> Table {
    let question = &asked.question;
    let columns: Vec<(&str, u32)> = question.scales.iter().map(|scale| (scale.label.as_str(), 4)).chain([("Rated by", 3)]).collect();
    let row = |one: &RecordResult| {
        let scores = (0..question.scales.len()).map(|scale| score(question, &one.result, scale));
        std::iter::once(name(question, one)).chain(scores).chain([people(one.result.count)]).collect()
    };
    let mut scores = table(asked, &columns, row).numbered();
    scores.caption = format!("{} of each {}", capital(&scales(question)), noun(question).one);
    scores
}

/// One scale: its mean, and how many gave what.
fn means(asked: &RecordQuestion) -> Table {
    let most = asked.question.most;
    let values: Vec<String> = (1..=most).map(|value| value.to_string()).collect();
    let gave = format!("How many gave {}", values.join(", "));
    let row = |one: &RecordResult| {
        let counts: Vec<String> = one.result.counts.iter().flatten().map(u32::to_string).collect();
        let mean = one.result.means.first().map(|mean| format!("{mean:.1} of {most}")).unwrap_or_default();
        vec![name(&asked.question, one), mean, counts.join(", "), one.result.count.to_string()]
    };
    let mut means = table(asked, &[("Mean", 3), (&gave, 5), ("Answers", 2)], row);
    means.columns[0].share = 5;
    means
}

fn scatter(asked: &RecordQuestion) -> Plot {
    let question = &asked.question;
    let (noun, axes) = (noun(question), [0, 1].map(|axis| question.scales.get(axis).map(|scale| scale.label.clone()).unwrap_or_default()));
    let [x, y] = axes.clone().map(|axis| axis.to_lowercase());
    let at = |values: &[f64], axis: usize| values.get(axis).copied().unwrap_or_default();
    let point = |(number, RecordResult { result, .. }): (usize, &RecordResult)| Point {
        number,
        x: at(&result.means, 0),
        y: at(&result.means, 1),
        spread: (at(&result.spreads, 0), at(&result.spreads, 1)),
    };
    let words = |point: &Point| format!("{} {}: {x} {:.1}, {y} {:.1}", noun.one, point.number, point.x, point.y);
    let points: Vec<Point> = (1..).zip(&asked.results).map(point).collect();
    let words: Vec<String> = points.iter().map(words).collect();
    let [right, up] = axes;
    Plot {
        caption: format!("{} by {x} and {y}; lines show the spread. The numbers are those of the table.", capital(noun.several)),
        alt: format!("Scatter of {}, {x} from left to right, {y} from bottom to top. {}.", noun.several, words.join("; ")),
        x: right,
        y: up,
        points,
    }
}

/// Everything that it is about against its options; asked once about the workshop, an option a row.
fn matrix(asked: &RecordQuestion) -> Table {
    let question = &asked.question;
    if let [RecordResult { title, result }] = asked.results.as_slice()
        && title.is_empty()
    {
        let rows = question
            .options
            .iter()
            .zip(result.counts.iter().flatten())
            .map(|(option, count)| vec![option.label.clone(), count.to_string()]);
        return Table::of(called(question).part, [("Answer", 7), ("How many", 2)], rows);
    }
    let options: Vec<(&str, u32)> = question.options.iter().map(|option| (option.label.as_str(), 3)).chain([("Answers", 2)]).collect();
    let row = |one: &RecordResult| {
        let counts = one.result.counts.iter().flatten().chain([&one.result.count]).map(u32::to_string);
        std::iter::once(name(question, one)).chain(counts).collect()
    };
    table(asked, &options, row)
}

/// Its options by their mean place.
fn order(question: &Question, one: &RecordResult) -> Table {
    let row = |(option, mean): (usize, f64)| {
        let label = question.options.get(option).map(|option| option.label.clone()).unwrap_or_default();
        let counts: Vec<String> = one.result.counts.get(option).into_iter().flatten().map(u32::to_string).collect();
        vec![label, format!("{mean:.1}"), counts.join(", ")]
    };
    let columns = [("Answer", 7), ("Mean place", 2), ("How often at each place", 5)];
    Table::of(&name(question, one), columns, places(&one.result).into_iter().map(row))
}
