//! The problems: groups with their ratings, what was said about them, and every note.

use crate::{
    heading::Heading,
    questions::sheet as questions,
    record::{
        Filled, Record, RecordGroup, RecordNote,
        paper::{Item, Paper},
    },
};
use trestle_protocol::About;

pub(super) fn write(paper: &mut Paper, record: &Record) {
    paper.section("Problems");
    if record.face_down > 0 {
        let notes = if record.face_down == 1 { "1 note is".to_owned() } else { format!("{} notes are", record.face_down) };
        paper.paragraph(format!("{notes} not turned over yet."));
    }
    questions::about(&record.questions, About::Group).for_each(|asked| questions::part(paper, asked));
    record.groups.iter().for_each(|group| self::group(paper, record, group));
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

fn group(paper: &mut Paper, record: &Record, group: &RecordGroup) {
    paper.part(&title(group));
    questions::beside(paper, &record.questions, About::Group, group.id.as_str());
    Filled::discussion(record, group).print(paper, &[]);
    notes(paper, &group.notes);
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
