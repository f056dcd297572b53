//! Forms and lists that no other section prints: a section each, in the order of the programme.

use super::rows;
use crate::{
    heading::Heading,
    name,
    record::{
        Filled, Record, RecordBrief, RecordList, RecordNames,
        paper::{Column, Paper, Table},
    },
};
use std::collections::BTreeMap;
use trestle_protocol::{About, FieldRole, Form, FormId, Values};

pub(super) fn write(paper: &mut Paper, record: &Record) {
    let has_place = |form: &&Form| form.is.and_then(|role| record.form_for(role)).is_some_and(|known| known.id == form.id);
    record.forms.iter().filter(|form| !has_place(form)).for_each(|form| self::form(paper, record, form));
    let has_place =
        |list: &&RecordList| list.list.is.and_then(|role| record.list_for(role)).is_some_and(|known| known.list.id == list.list.id);
    record.lists.iter().filter(|list| !has_place(list)).for_each(|list| self::list(paper, record, list));
}

/// What was filled in by form, and the names in it.
type Filling<'a> = (&'a BTreeMap<FormId, Values>, &'a BTreeMap<FormId, RecordNames>);

/// Everything that such a form can be about, by what it is called.
fn subjects(record: &Record, about: About) -> Vec<(String, Filling<'_>)> {
    match about {
        About::Workshop => vec![(String::new(), (&record.filled, &record.names))],
        About::Organisation => {
            let each = record.organisations.iter();
            each.map(|one| (name::shown(&one.name, name::ORGANISATION), (&one.forms, &one.names))).collect()
        }
        About::Team => record.briefs.iter().map(|brief| (title(record, brief), (&brief.forms, &brief.names))).collect(),
        About::Group => {
            let each = record.groups.iter();
            each.map(|group| (Heading::Group.printed(&group.title), (&group.forms, &group.names))).collect()
        }
    }
}

/// What a brief is called.
pub(super) fn title(record: &Record, brief: &RecordBrief) -> String {
    Heading::Brief.printed(Filled::brief(record, brief).text(FieldRole::Title))
}

fn form(paper: &mut Paper, record: &Record, form: &Form) {
    let subjects = subjects(record, form.about);
    let written: Vec<_> = subjects.iter().filter(|(_, (filled, _))| filled.contains_key(&form.id)).collect();
    if written.is_empty() {
        return;
    }
    paper.section(super::title_or(&form.title, form.id.as_str()));
    for (called, filling) in written {
        if form.about != About::Workshop {
            paper.part(called);
        }
        Filled::form(Some(form), *filling, &record.groups).print(paper, &[]);
    }
}

fn list(paper: &mut Paper, record: &Record, list: &RecordList) {
    if list.rows.is_empty() {
        return;
    }
    paper.section(super::title_or(&list.list.title, list.list.id.as_str()));
    let mut table = rows::table(record, list);
    if list.list.rows != About::Workshop {
        named(&mut table, record, list);
    }
    paper.table(table);
    rows::map(paper, record, &[list]);
}

/// Where rows stand for something, what that is called stands first.
fn named(table: &mut Table, record: &Record, list: &RecordList) {
    let title = match list.list.rows {
        About::Team => "Brief",
        About::Group => "Problem",
        About::Organisation | About::Workshop => "Organisation",
    };
    table.columns.insert(0, Column { title: title.to_owned(), share: 4 });
    for (cells, row) in table.rows.iter_mut().zip(&list.rows) {
        cells.insert(0, called(record, list.list.rows, &row.id));
    }
}

fn called(record: &Record, about: About, id: &str) -> String {
    let found = match about {
        About::Workshop => None,
        About::Organisation => record.organisations.iter().find(|one| one.id.to_string() == id).map(|one| one.name.clone()),
        About::Team => record.briefs.iter().find(|brief| brief.team_id.to_string() == id).map(|brief| title(record, brief)),
        About::Group => record.groups.iter().find(|group| group.id.0 == id).map(|group| Heading::Group.printed(&group.title)),
    };
    found.unwrap_or_default()
}
