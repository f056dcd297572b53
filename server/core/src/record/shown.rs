//! A record as it is shown now, whenever and by whichever version it was made: its headings, its lines, and no note in which there is nothing to see.

use super::{Private, Record, RecordBrief, RecordNote};
use crate::{
    heading::{self, Heading},
    name::tidy,
    text::{is_visible, lined},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

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

fn in_lines(value: Value) -> Value {
    match value {
        Value::String(text) => lined(&text).into(),
        Value::Array(values) => values.into_iter().map(in_lines).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, in_lines(value))).collect::<serde_json::Map<_, _>>().into(),
        other => other,
    }
}

impl Record {
    /// The same as it would be shown now.
    pub(crate) fn as_shown_now(&self) -> Self {
        let mut record = with_lines(self);
        record.tidy_headings();
        for notes in record.groups.iter_mut().map(|group| &mut group.notes).chain([&mut record.loose]) {
            notes.retain(|note: &RecordNote| is_visible(&note.text));
        }
        record
    }

    fn tidy_headings(&mut self) {
        let details = &mut self.workshop.details;
        tidied(Heading::Workshop, &mut details.title);
        details.place = tidy(&details.place);
        details.themes.iter_mut().for_each(|theme| tidied(Heading::Theme, &mut theme.title));
        tidied(Heading::Step, &mut self.step_title);
        for group in &mut self.groups {
            tidied(Heading::Group, &mut group.title);
        }
        for note in self.groups.iter_mut().flat_map(|group| &mut group.notes).chain(&mut self.loose) {
            tidied(Heading::Theme, &mut note.theme_title);
        }
        self.briefs.iter_mut().for_each(in_brief);
    }
}

impl Private {
    /// The same as it would be shown now.
    pub(crate) fn as_shown_now(&self) -> Self {
        let mut private = with_lines(self);
        tidied(Heading::Workshop, &mut private.title);
        private.briefs.iter_mut().for_each(in_brief);
        private.programme = private.programme.as_ref().map(heading::programme);
        private
    }
}

fn in_brief(brief: &mut RecordBrief) {
    tidied(Heading::Brief, &mut brief.title);
    brief.groups.iter_mut().for_each(|title| tidied(Heading::Group, title));
}
