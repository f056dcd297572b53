//! Ids of what a programme declares: none of them is ever used again for something else.

use super::declared::common;
use std::collections::BTreeSet;
use trestle_protocol::{Field, FormId, ListId, Programme};

/// Forms, lists and questions by their id; fields and columns by both ids.
fn ids(programme: &Programme) -> impl Iterator<Item = String> {
    let forms = programme.forms.iter().map(|form| (form.id.as_str(), &form.fields[..]));
    let lists = programme.lists.iter().map(|list| (list.id.as_str(), &list.columns[..]));
    let questions = programme.questions.iter().map(|question| (question.id.as_str(), &[][..]));
    forms.chain(lists).chain(questions).flat_map(|(id, fields): (&str, &[Field])| {
        [id.to_owned()].into_iter().chain(fields.iter().map(move |field| format!("{id}.{}", field.id)))
    })
}

/// What is declared in the one and not in the other.
pub(crate) fn retired(old: &Programme, new: &Programme) -> BTreeSet<String> {
    let stays: BTreeSet<String> = ids(new).collect();
    ids(old).filter(|id| !stays.contains(id)).collect()
}

/// Does an id come again that was something else once?
pub(crate) fn come_again(retired: &BTreeSet<String>, new: &Programme) -> bool {
    ids(new).any(|id| retired.contains(&id) && !is_built_in(new, &id))
}

/// Is it a form, list, question, field or column of the built-in programme, and declared here as it is there? Taken out, it may be put back.
fn is_built_in(programme: &Programme, id: &str) -> bool {
    let (of, within) = id.split_once('.').unwrap_or((id, ""));
    let (of_form, of_list) = (FormId::from(of), ListId::from(of));
    let kind = |fields: &[Field]| fields.iter().find(|field| field.id.as_str() == within).map(|field| field.kind);
    let same = |here: &[Field], there: &[Field]| within.is_empty() || kind(there).is_some() && kind(here) == kind(there);
    let form = programme.form(&of_form).zip(common().form(&of_form));
    let list = programme.list(&of_list).zip(common().list(&of_list));
    let question = programme.question(&of.into()).zip(common().question(&of.into()));
    form.is_some_and(|(here, there)| here.about == there.about && same(&here.fields, &there.fields))
        || list.is_some_and(|(here, there)| here.rows == there.rows && same(&here.columns, &there.columns))
        || question.is_some_and(|(here, there)| (here.kind, here.about) == (there.kind, there.about))
}
