//! A record as it is shown now, whenever and by whichever version it was made: its headings, its lines, its values, and no note in which there is nothing to see.

use super::{Private, Record, RecordNote, RecordQuestion, Valued};
use crate::{
    heading::{self, Heading},
    name::tidy,
    programmes::declared,
    text::{is_visible, lined},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value as Json;

/// What may have been made by an older version.
pub(crate) trait ShownNow {
    /// The same as it would be shown now.
    fn as_shown_now(&self) -> Self;
}

/// What is not there stays so: of a text in which nothing can be seen an older version made a heading, of none it did not.
fn tidied(kind: Heading, text: &mut String) {
    if !text.is_empty() {
        *text = kind.shown(text);
    }
}

/// The same with the line breaks and without the control characters that every text has now: older versions kept others.
fn with_lines<T: Serialize + DeserializeOwned + Clone>(given: &T) -> T {
    let value = serde_json::to_value(given).map(in_lines).and_then(serde_json::from_value);
    value.unwrap_or_else(|_| given.clone())
}

fn in_lines(value: Json) -> Json {
    match value {
        Json::String(text) => lined(&text).into(),
        Json::Array(values) => values.into_iter().map(in_lines).collect(),
        Json::Object(fields) => fields.into_iter().map(|(name, value)| (name, in_lines(value))).collect::<serde_json::Map<_, _>>().into(),
        other => other,
    }
}

impl ShownNow for Record {
    fn as_shown_now(&self) -> Self {
        let mut record = with_lines(self);
        tidy_headings(&mut record);
        for notes in record.groups.iter_mut().map(|group| &mut group.notes).chain([&mut record.loose]) {
            notes.retain(|note: &RecordNote| is_visible(&note.text));
        }
        record.tidy_values();
        record
    }
}

fn tidy_headings(record: &mut Record) {
    let details = &mut record.workshop.details;
    tidied(Heading::Workshop, &mut details.title);
    details.place = tidy(&details.place);
    details.themes.iter_mut().for_each(|theme| tidied(Heading::Theme, &mut theme.title));
    tidied(Heading::Step, &mut record.step_title);
    tidy_declarations(record);
    for group in &mut record.groups {
        tidied(Heading::Group, &mut group.title);
    }
    for note in record.groups.iter_mut().flat_map(|group| &mut group.notes).chain(&mut record.loose) {
        tidied(Heading::Theme, &mut note.theme_title);
    }
    record.questions.iter_mut().for_each(RecordQuestion::count_answered);
}

/// What was declared, as headings are shown.
pub(super) fn tidy_declarations(record: &mut Record) {
    record.forms.iter_mut().for_each(heading::form);
    record.lists.iter_mut().for_each(|list| heading::list(&mut list.list));
    record.questions.iter_mut().for_each(|asked| heading::question(&mut asked.question));
}

impl ShownNow for Private {
    fn as_shown_now(&self) -> Self {
        let mut private = with_lines(self);
        tidied(Heading::Workshop, &mut private.title);
        private.programme = private.programme.map(|programme| heading::programme(&declared(programme)));
        private.questions.iter_mut().for_each(in_question);
        private.tidy_values();
        private
    }
}

fn in_question(asked: &mut RecordQuestion) {
    heading::question(&mut asked.question);
    asked.count_answered();
}
