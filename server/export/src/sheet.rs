//! The record's lists as tables: notes, problems, actions, commitments. What stands in them is the same in every format for spreadsheets.

use trestle_core::{
    record::{Record, RecordNote, stance},
    text::lined,
};
use trestle_protocol::PollKind;

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
    pub(crate) name: &'static str,
    pub(crate) titles: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<Cell>>,
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
    Sheet {
        name: "Notes",
        titles: vec!["Problem", "Theme", "Note", "Person", "Organisation", "Written down by"],
        rows: grouped.chain(loose).map(row).collect(),
    }
}

/// Every action.
pub(crate) fn actions(record: &Record) -> Sheet {
    let rows = record.plan.actions.iter().map(|action| {
        let (person, organisation) = (maybe(action.person.as_ref()), maybe(action.organisation_name.as_ref()));
        vec![text(&action.row.what), person, organisation, day(action.row.due.as_ref())]
    });
    Sheet { name: "Actions", titles: vec!["Action", "Person", "Organisation", "Due"], rows: rows.collect() }
}

/// Every problem with what people said of it in numbers.
pub(crate) fn problems(record: &Record) -> Sheet {
    let number = |number: Option<f64>| number.map_or(Cell::Nothing, Cell::Number);
    let count = |count: Option<u32>| number(count.map(f64::from));
    let rows = record.groups.iter().map(|group| {
        let (rating, fit) = (group.rating.as_ref(), group.fit.as_ref());
        vec![
            text(&group.title),
            count(Some(group.notes.len() as u32)),
            count(rating.map(|rating| rating.count)),
            number(rating.map(|rating| rating.seriousness.mean)),
            number(rating.map(|rating| rating.priority.mean)),
            count(group.dots.as_ref().map(|dots| dots.dots)),
            count(fit.map(|fit| fit.core)),
            count(fit.map(|fit| fit.useful)),
            count(fit.map(|fit| fit.not_ours)),
        ]
    });
    let titles = vec!["Problem", "Notes", "Ratings", "Seriousness", "Priority", "Dots", "Core to us", "Useful", "Not ours"];
    Sheet { name: "Problems", titles, rows: rows.collect() }
}

/// Who counted shows of hands in which poll.
pub(crate) fn hands(record: &Record) -> Sheet {
    let rows = record.hands.iter().map(|hands| vec![text(poll(hands.poll)), text(&hands.counter()), Cell::Number(f64::from(hands.hands))]);
    Sheet { name: "Shows of hands", titles: vec!["Poll", "Counted by", "Hands"], rows: rows.collect() }
}

fn poll(kind: PollKind) -> &'static str {
    match kind {
        PollKind::Rating => "Seriousness and priority",
        PollKind::Dots => "Dots",
        PollKind::Fit => "Strategic fit",
        PollKind::Choice => "Which brief",
        PollKind::Pulse => "How the workshop was",
    }
}

/// How every organisation stands to the project.
pub(crate) fn commitments(record: &Record) -> Sheet {
    let rows = record.organisations.iter().map(|organisation| match &organisation.commitment {
        Some(given) => vec![text(&organisation.name), text(&stance(given)), day(given.until.as_ref()), text(&given.line)],
        None => vec![text(&organisation.name), Cell::Nothing, Cell::Nothing, Cell::Nothing],
    });
    Sheet { name: "Commitments", titles: vec!["Organisation", "Commitment", "Until", "In their words"], rows: rows.collect() }
}
