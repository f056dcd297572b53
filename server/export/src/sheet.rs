//! The record's lists as tables: notes, problems, actions, commitments, answers, and every other list. What stands in them is the same in every format for spreadsheets.

use trestle_core::{
    record::{Filled, Record, RecordList, RecordNote, RecordQuestion, about, called, stance},
    text::lined,
};
use trestle_protocol::{About, Field, FieldKind, FieldRole, ListRole, Question, QuestionKind, SubjectResult, Value};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Text(String),
    Number(f64),
    /// A day as YYYY-MM-DD.
    Day(String),
    Nothing,
}

/// One table.
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) titles: Vec<String>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Sheet {
    fn new<const N: usize>(name: &str, titles: [&str; N], rows: Vec<Vec<Cell>>) -> Self {
        Self { name: name.to_owned(), titles: titles.map(str::to_owned).to_vec(), rows }
    }
}

fn text(text: &str) -> Cell {
    let text = lined(text);
    if text.is_empty() { Cell::Nothing } else { Cell::Text(text) }
}

fn maybe(given: Option<&String>) -> Cell {
    given.map_or(Cell::Nothing, |given| text(given))
}

fn day(given: Option<&String>) -> Cell {
    given.map_or(Cell::Nothing, |given| Cell::Day(given.clone()))
}

/// Every note with the problem that it belongs to.
pub(crate) fn notes(record: &Record) -> Sheet {
    let grouped = record.groups.iter().flat_map(|group| group.notes.iter().map(|note| (group.title.as_str(), note)));
    let loose = record.loose.iter().map(|note| ("", note));
    let row = |(group, note): (&str, &RecordNote)| {
        vec![
            text(group),
            text(&note.theme_title),
            text(&note.text),
            text(note.person().unwrap_or_default()),
            maybe(note.organisation.as_ref()),
            text(note.by_way_of().unwrap_or_default()),
        ]
    };
    let titles = ["Problem", "Theme", "Note", "Person", "Organisation", "Written down by"];
    Sheet::new("Notes", titles, grouped.chain(loose).map(row).collect())
}

/// Every action.
pub(crate) fn actions(record: &Record) -> Sheet {
    let rows = record.list_for(ListRole::Actions).into_iter().flat_map(|list| {
        list.rows.iter().map(|row| {
            let row = Filled::row(record, list, row);
            let who = [FieldRole::Person, FieldRole::Organisation].map(|role| text(row.name(role).unwrap_or_default()));
            let due = row.text(FieldRole::Due);
            let due = if due.is_empty() { Cell::Nothing } else { Cell::Day(due.to_owned()) };
            [vec![text(row.text(FieldRole::What))], who.into(), vec![due]].concat()
        })
    });
    Sheet::new("Actions", ["Action", "Person", "Organisation", "Due"], rows.collect())
}

/// Every other list with rows, column by column.
pub(crate) fn lists(record: &Record) -> impl Iterator<Item = Sheet> {
    let others = record.lists.iter().filter(|list| list.list.is != Some(ListRole::Actions) && !list.rows.is_empty());
    others.map(|list| self::list(record, list))
}

fn list(record: &Record, list: &RecordList) -> Sheet {
    let columns = &list.list.columns;
    let row = |row| columns.iter().map(|column| self::cell(&row, column)).collect();
    let rows = list.rows.iter().map(|one| row(Filled::row(record, list, one))).collect();
    Sheet { name: list.list.title.clone(), titles: columns.iter().map(|column| column.label.clone()).collect(), rows }
}

fn cell(row: &Filled<'_>, column: &Field) -> Cell {
    match (column.kind, row.value(&column.id)) {
        (_, None) => Cell::Nothing,
        (FieldKind::Scale, Some(Value::Number(number))) => Cell::Number(f64::from(*number)),
        (FieldKind::Date, Some(Value::Text(day))) => Cell::Day(day.clone()),
        _ => text(&row.words(column)),
    }
}

fn number(given: Option<f64>) -> Cell {
    given.map_or(Cell::Nothing, Cell::Number)
}

fn count(given: Option<u32>) -> Cell {
    number(given.map(f64::from))
}

/// Every problem with what people said of it in numbers.
pub(crate) fn problems(record: &Record) -> Sheet {
    let asked: Vec<&RecordQuestion> = about(&record.questions, About::Group).collect();
    let titles = asked.iter().flat_map(|asked| titles(&asked.question));
    let rows = record.groups.iter().map(|group| {
        let known = [text(&group.title), count(Some(group.notes.len() as u32))];
        let said = asked.iter().flat_map(|asked| numbers(&asked.question, asked.about(group.id.as_str())));
        known.into_iter().chain(said).collect()
    });
    Sheet {
        name: "Problems".to_owned(),
        titles: ["Problem", "Notes"].map(str::to_owned).into_iter().chain(titles).collect(),
        rows: rows.collect(),
    }
}

/// What the numbers of a question are called.
fn titles(question: &Question) -> Vec<String> {
    let labels = |labels: &mut dyn Iterator<Item = &String>| labels.cloned().collect();
    match question.kind {
        QuestionKind::Scale => {
            let scales: Vec<_> = labels(&mut question.scales.iter().map(|scale| &scale.label));
            ["Ratings".to_owned()].into_iter().chain(scales).collect()
        }
        QuestionKind::One | QuestionKind::Several | QuestionKind::Order => labels(&mut question.options.iter().map(|option| &option.label)),
        QuestionKind::Dots | QuestionKind::Pick | QuestionKind::Line => vec![called(question).field.to_owned()],
    }
}

/// As many cells as a question has titles: means, counts of options, mean places, dots, how many picked it or wrote a line.
fn numbers(question: &Question, result: Option<&SubjectResult>) -> Vec<Cell> {
    let known = |value: &dyn Fn(&SubjectResult) -> Option<f64>| number(result.and_then(value));
    let each = |of: usize, value: &dyn Fn(&SubjectResult, usize) -> Option<f64>| {
        (0..of).map(|place| known(&|result| value(result, place))).collect::<Vec<_>>()
    };
    let options = question.options.len();
    match question.kind {
        QuestionKind::Scale => {
            let means = each(question.scales.len(), &|result, scale| result.means.get(scale).copied());
            [known(&|result| Some(f64::from(result.count)))].into_iter().chain(means).collect()
        }
        QuestionKind::One | QuestionKind::Several => {
            each(options, &|result, option| result.counts.first()?.get(option).map(|count| f64::from(*count)))
        }
        QuestionKind::Order => each(options, &|result, option| mean_place(result.counts.get(option)?)),
        QuestionKind::Dots => vec![known(&|result| Some(f64::from(result.dots)))],
        QuestionKind::Pick | QuestionKind::Line => vec![known(&|result| Some(f64::from(result.count)))],
    }
}

/// At which place an option stands on the whole, by how often it stood at each.
fn mean_place(counts: &[u32]) -> Option<f64> {
    let all: f64 = counts.iter().map(|count| f64::from(*count)).sum();
    let places: f64 = counts.iter().zip(1u32..).map(|(count, place)| f64::from(*count) * f64::from(place)).sum();
    (all > 0.0).then_some(places / all)
}

/// Everything that was asked about something else than problems: a number a row, and each line.
pub(crate) fn answers(record: &Record) -> Sheet {
    let others = record.questions.iter().filter(|asked| asked.question.about != About::Group);
    let rows = others.flat_map(|asked| asked.results.iter().flat_map(|one| self::rows(&asked.question, &one.title, &one.result)));
    let titles = ["Question", "About", "Answer", "Number", "In their words"];
    Sheet::new("Answers", titles, rows.collect())
}

fn rows(question: &Question, about: &str, result: &SubjectResult) -> Vec<Vec<Cell>> {
    let begun = |answer: &str| vec![text(called(question).listed), text(about), text(answer)];
    if question.kind == QuestionKind::Line {
        let line = |line: &String| begun("").into_iter().chain([Cell::Nothing, text(line)]).collect();
        return result.lines.iter().map(line).collect();
    }
    let cells = titles(question).into_iter().zip(numbers(question, Some(result)));
    cells.map(|(title, number)| begun(&title).into_iter().chain([number, Cell::Nothing]).collect()).collect()
}

/// Who counted shows of hands for which question.
pub(crate) fn hands(record: &Record) -> Sheet {
    let counted = record.questions.iter().flat_map(|asked| asked.hands.iter().map(move |hands| (called(&asked.question).listed, hands)));
    let rows = counted.map(|(asked, hands)| vec![text(asked), text(&hands.counter()), Cell::Number(f64::from(hands.hands))]);
    Sheet::new("Shows of hands", ["Poll", "Counted by", "Hands"], rows.collect())
}

/// How every organisation stands to the project.
pub(crate) fn commitments(record: &Record) -> Sheet {
    let rows = record.organisations.iter().map(|organisation| match &organisation.commitment {
        Some(given) => vec![text(&organisation.name), text(&stance(given)), day(given.until.as_ref()), text(&given.line)],
        None => vec![text(&organisation.name), Cell::Nothing, Cell::Nothing, Cell::Nothing],
    });
    Sheet::new("Commitments", ["Organisation", "Commitment", "Until", "In their words"], rows.collect())
}
