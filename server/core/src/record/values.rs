//! Where values stand in a record: one way through all of them, each with the fields that they stand in.

use super::{Private, Record};
use crate::{forms::value, heading::Heading};
use std::collections::BTreeMap;
use trestle_protocol::{Field, FieldRole, Form, FormId, Value, Values};

/// What takes each form or row in turn.
type With<'a> = &'a mut dyn FnMut(&[Field], &mut Values);

/// What is filled in somewhere.
pub(crate) trait Valued {
    /// All forms, to be looked at or changed.
    fn every_form(&mut self, with: With<'_>);

    /// All rows of lists.
    fn every_row(&mut self, with: With<'_>);

    /// All of both.
    fn every_value(&mut self, with: With<'_>) {
        self.every_form(with);
        self.every_row(with);
    }

    /// As documents hold it now and cells show it: within its bounds, titles as headings are, and what is empty is not there.
    fn tidy_values(&mut self) {
        self.every_form(&mut |fields, values| {
            for field in fields.iter().filter(|field| field.is == Some(FieldRole::Title)) {
                values.entry(field.id.clone()).and_modify(as_heading);
            }
        });
        self.every_value(&mut |fields, values| {
            for field in fields.iter().filter(|field| field.kind.is_words()) {
                let words = values.remove(&field.id).and_then(|words| value::words(field.kind, words.text()));
                values.extend(words.map(|words| (field.id.clone(), words)));
            }
            values.retain(|_, value| !is_nothing(value));
        });
    }
}

fn as_heading(title: &mut Value) {
    *title = Value::Text(Heading::Brief.shown(title.text()));
}

impl Valued for Record {
    fn every_form(&mut self, with: With<'_>) {
        let forms = &self.forms;
        in_forms(forms, &mut self.filled, with);
        self.organisations.iter_mut().for_each(|organisation| in_forms(forms, &mut organisation.forms, with));
        self.groups.iter_mut().for_each(|group| in_forms(forms, &mut group.forms, with));
        self.briefs.iter_mut().for_each(|brief| in_forms(forms, &mut brief.forms, with));
    }

    fn every_row(&mut self, with: With<'_>) {
        for list in &mut self.lists {
            list.rows.iter_mut().for_each(|row| with(&list.list.columns, &mut row.values));
        }
    }
}

impl Valued for Private {
    fn every_form(&mut self, with: With<'_>) {
        let forms = self.programme.as_ref().map_or(&[][..], |programme| &programme.forms);
        self.asides.iter_mut().for_each(|aside| in_forms(forms, &mut aside.forms, with));
        self.briefs.iter_mut().for_each(|brief| in_forms(forms, &mut brief.forms, with));
    }

    fn every_row(&mut self, _: With<'_>) {}
}

/// A form with nothing in it is not there.
fn in_forms(forms: &[Form], filled: &mut BTreeMap<FormId, Values>, with: With<'_>) {
    for (id, values) in &mut *filled {
        with(forms.iter().find(|form| form.id == *id).map_or(&[][..], |form| &form.fields), values);
    }
    filled.retain(|_, values| !values.is_empty());
}

/// An empty field is not there.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.is_empty(),
        Value::Several(several) => several.is_empty(),
        Value::Tick(ticked) => !ticked,
        Value::Number(_) => false,
    }
}
