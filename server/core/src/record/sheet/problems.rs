//! The problems: groups with their ratings, what was said about them, and every note.

use crate::{
    heading::Heading,
    record::{
        Record, RecordDots, RecordFit, RecordGroup, RecordNote, RecordRating, RecordScore,
        paper::{Item, Paper, Plot, Point, Table},
    },
};
use trestle_protocol::PollKind;

pub(super) fn write(paper: &mut Paper, record: &Record) {
    paper.section("Problems");
    if record.face_down > 0 {
        let notes = if record.face_down == 1 { "1 note is".to_owned() } else { format!("{} notes are", record.face_down) };
        paper.paragraph(format!("{notes} not turned over yet."));
    }
    ratings(paper, record);
    dots_and_fit(paper, record);
    record.groups.iter().for_each(|group| self::group(paper, group));
    if !record.loose.is_empty() {
        paper.part("Notes in no group");
        notes(paper, &record.loose);
    }
    if record.groups.is_empty() && record.loose.is_empty() && record.face_down == 0 {
        paper.paragraph("No notes yet.");
    }
}

/// A group's title, or what stands in its place.
pub(super) fn title(group: &RecordGroup) -> String {
    Heading::Group.printed(&group.title)
}

fn people(count: u32) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

/// The picture and its table, in the order of the groups.
fn ratings(paper: &mut Paper, record: &Record) {
    let rated: Vec<(&RecordGroup, RecordRating)> = record.groups.iter().filter_map(|group| Some((group, group.rating?))).collect();
    if rated.is_empty() {
        return;
    }
    paper.part("How serious, how much of a priority");
    paper.paragraph(format!(
        "{} rated seriousness and priority from 1 to 5. The spread says how far their answers lie apart: 0 means that all agree.",
        people(record.rated)
    ));
    paper.picture(scatter(&rated));
    let score = |score: RecordScore| format!("{:.1} (spread {:.1})", score.mean, score.spread);
    let columns = [("Problem", 7), ("Seriousness", 4), ("Priority", 4), ("Rated by", 3)];
    let row = |(group, rating): &(&RecordGroup, RecordRating)| {
        [title(group), score(rating.seriousness), score(rating.priority), people(rating.count)]
    };
    paper.table(Table::new("Seriousness and priority of each problem", columns).with(rated.iter().map(row)).numbered());
    super::counted(paper, record, PollKind::Rating);
}

/// Who counted hands for what stands with each problem.
fn dots_and_fit(paper: &mut Paper, record: &Record) {
    for (poll, title) in [(PollKind::Dots, "Dots"), (PollKind::Fit, "Strategic fit")] {
        if record.hands.iter().any(|hands| hands.poll == poll) {
            paper.part(title);
            super::counted(paper, record, poll);
        }
    }
}

fn scatter(rated: &[(&RecordGroup, RecordRating)]) -> Plot {
    let point = |(index, (_, rating)): (usize, &(&RecordGroup, RecordRating))| Point {
        number: index + 1,
        x: rating.seriousness.mean,
        y: rating.priority.mean,
        spread: (rating.seriousness.spread, rating.priority.spread),
    };
    let words = |(index, (_, rating)): (usize, &(&RecordGroup, RecordRating))| {
        format!("problem {}: seriousness {:.1}, priority {:.1}", index + 1, rating.seriousness.mean, rating.priority.mean)
    };
    let words: Vec<String> = rated.iter().enumerate().map(words).collect();
    Plot {
        caption: "Problems by seriousness and priority; lines show the spread. The numbers are those of the table.".to_owned(),
        alt: format!("Scatter of problems, seriousness from left to right, priority from bottom to top. {}.", words.join("; ")),
        x: "Seriousness".to_owned(),
        y: "Priority".to_owned(),
        points: rated.iter().enumerate().map(point).collect(),
    }
}

fn group(paper: &mut Paper, group: &RecordGroup) {
    paper.part(&title(group));
    if let Some(rating) = &group.rating {
        let score = |name: &str, score: RecordScore| format!("{name} {:.1} (spread {:.1})", score.mean, score.spread);
        let (seriousness, priority) = (score("seriousness", rating.seriousness), score("priority", rating.priority));
        paper.field("Rating", &format!("{seriousness}, {priority}, by {}{}", people(rating.count), by_hands(rating.hands)));
    }
    if let Some(dots) = &group.dots {
        paper.field("Dots", &self::dots(dots));
    }
    if let Some(fit) = &group.fit {
        paper.field("Strategic fit", &self::fit(fit));
    }
    paper.field("Who it is a problem for", &group.who);
    paper.field("Social and cultural factors", &group.factors);
    paper.field("How serious", &group.seriousness);
    paper.field("How much of a priority", &group.priority);
    notes(paper, &group.notes);
}

fn dots(dots: &RecordDots) -> String {
    let count = if dots.dots == 1 { "1 dot".to_owned() } else { format!("{} dots", dots.dots) };
    format!("{count} from {}{}", people(dots.count), by_hands(dots.hands))
}

fn fit(fit: &RecordFit) -> String {
    format!("core to {}, useful to {}, not theirs for {}", fit.core, fit.useful, fit.not_ours)
}

/// How many of a count had no device; nothing if all had one.
pub(super) fn by_hands(hands: u32) -> String {
    if hands == 0 { String::new() } else { format!(", {hands} of them by show of hands") }
}

fn notes(paper: &mut Paper, notes: &[RecordNote]) {
    let item = |note: &RecordNote| {
        let author = [note.person(), note.organisation.as_deref()];
        let via = note.by_way_of().map(|who| format!("by way of {who}"));
        let theme = Some(note.theme_title.as_str()).filter(|theme| !theme.is_empty());
        let aside: Vec<&str> = theme.into_iter().chain(author.into_iter().flatten()).chain(via.as_deref()).collect();
        Item { text: note.text.clone(), aside: aside.join(", ") }
    };
    paper.list("Notes", notes.iter().map(item));
}
