//! What is filled in in one form or one row of a list, with all that it takes to read it: found by role, said in words.

use super::{
    Record, RecordBrief, RecordGroup, RecordList, RecordNames, RecordOrganisation, RecordRow,
    paper::{Paper, moment},
    sheet::listed,
};
use crate::{heading::Heading, text::is_visible};
use std::collections::BTreeMap;
use trestle_protocol::{Field, FieldId, FieldKind, FieldRole, Form, FormId, FormRole, Value, Values};

static NOTHING: Values = Values::new();
static NAMELESS: RecordNames = RecordNames::new();

/// One filled-in form, or one row.
#[derive(Clone, Copy, Debug)]
pub struct Filled<'a> {
    fields: &'a [Field],
    values: &'a Values,
    names: &'a RecordNames,
    groups: &'a [RecordGroup],
}

impl<'a> Filled<'a> {
    /// A form by what was filled in by form.
    pub(super) fn form(
        form: Option<&'a Form>,
        (values, names): (&'a BTreeMap<FormId, Values>, &'a BTreeMap<FormId, RecordNames>),
        groups: &'a [RecordGroup],
    ) -> Self {
        Self {
            fields: form.map_or(&[], |form| &form.fields),
            values: form.and_then(|form| values.get(&form.id)).unwrap_or(&NOTHING),
            names: form.and_then(|form| names.get(&form.id)).unwrap_or(&NAMELESS),
            groups,
        }
    }

    /// What a brief says.
    pub fn brief(record: &'a Record, brief: &'a RecordBrief) -> Self {
        Self::form(record.form_for(FormRole::Brief), (&brief.forms, &brief.names), &record.groups)
    }

    /// What an organisation says of itself.
    pub fn card(record: &'a Record, organisation: &'a RecordOrganisation) -> Self {
        Self::form(record.form_for(FormRole::Card), (&organisation.forms, &organisation.names), &record.groups)
    }

    /// What was said about a group.
    pub fn discussion(record: &'a Record, group: &'a RecordGroup) -> Self {
        Self::form(record.form_for(FormRole::Discussion), (&group.forms, &group.names), &record.groups)
    }

    /// How we keep in touch and when we meet again.
    pub fn meeting(record: &'a Record) -> Self {
        Self::form(record.form_for(FormRole::Meeting), (&record.filled, &record.names), &record.groups)
    }

    /// A row of a list.
    pub fn row(record: &'a Record, list: &'a RecordList, row: &'a RecordRow) -> Self {
        Self { fields: &list.list.columns, values: &row.values, names: &row.names, groups: &record.groups }
    }

    /// The field of that role.
    pub fn field(&self, role: FieldRole) -> Option<&'a Field> {
        self.fields.iter().find(|field| field.is == Some(role))
    }

    /// What stands in a field.
    pub fn value(&self, field: &FieldId) -> Option<&'a Value> {
        self.values.get(field)
    }

    /// The words in the field of that role, as they were written; nothing if there is no such field.
    pub fn text(&self, role: FieldRole) -> &'a str {
        self.field(role).and_then(|field| self.value(&field.id)).map_or("", Value::text)
    }

    /// The field of that role in words, whatever its kind.
    pub fn said(&self, role: FieldRole) -> String {
        self.field(role).map(|field| self.words(field)).unwrap_or_default()
    }

    /// Every field of that role in words.
    pub fn all(&self, role: FieldRole) -> impl Iterator<Item = String> {
        let filled = *self;
        self.each().filter(move |field| field.is == Some(role)).map(move |field| filled.words(field))
    }

    /// The fields of words that have no role, with something to see in them: what only people know the meaning of.
    pub fn parts(&self) -> impl Iterator<Item = &'a Field> {
        let filled = *self;
        self.each().filter(move |field| field.is.is_none() && field.kind.is_words() && is_visible(&filled.words(field)))
    }

    /// Is there anything to see in the field of that role?
    pub fn says(&self, role: FieldRole) -> bool {
        is_visible(&self.said(role))
    }

    /// Is the field of that role ticked?
    pub fn is_ticked(&self, role: FieldRole) -> bool {
        self.field(role).and_then(|field| self.value(&field.id)).is_some_and(Value::is_ticked)
    }

    /// What the organisation or person is called that stands in the field of that role.
    pub fn name(&self, role: FieldRole) -> Option<&'a str> {
        self.names.get(&self.field(role)?.id).map(String::as_str)
    }

    /// Who it is, as far as that is known: in words, by name, by organisation.
    pub fn who(&self) -> Vec<&'a str> {
        let said = [Some(self.text(FieldRole::Who)), self.name(FieldRole::Person), self.name(FieldRole::Organisation)];
        said.into_iter().flatten().filter(|who| is_visible(who)).collect()
    }

    /// The fields with something in them, in their order.
    pub fn each(&self) -> impl Iterator<Item = &'a Field> {
        let values = self.values;
        self.fields.iter().filter(|field| values.contains_key(&field.id))
    }

    /// What stands in a field, as a reader says it; nothing if it is empty.
    pub fn words(&self, field: &Field) -> String {
        let Some(value) = self.value(&field.id) else { return String::new() };
        let option = || field.options.iter().find(|option| option.id == value.text()).map(|option| option.label.clone());
        match field.kind {
            FieldKind::Text | FieldKind::Line => value.text().to_owned(),
            FieldKind::Organisation | FieldKind::Person => self.names.get(&field.id).cloned().unwrap_or_default(),
            FieldKind::Date => moment::day(value.text()),
            FieldKind::Moment => moment::local(value.text()),
            FieldKind::Choice => option().unwrap_or_else(|| value.text().to_owned()),
            FieldKind::Scale => value.number().map(|number| format!("{number} of 5")).unwrap_or_default(),
            FieldKind::Tick => if value.is_ticked() { "yes" } else { "" }.to_owned(),
            FieldKind::Groups => listed(self.titles(field).iter().map(String::as_str)),
        }
    }

    /// The groups that a field picks, by what they are called.
    pub fn titles(&self, field: &Field) -> Vec<String> {
        let Some(Value::Several(picked)) = self.value(&field.id) else { return Vec::new() };
        let is_picked = |group: &&RecordGroup| picked.contains(&group.id.0);
        self.groups.iter().filter(is_picked).map(|group| Heading::Group.printed(&group.title)).collect()
    }

    /// Every field but those of these roles, under its label.
    pub fn print(&self, paper: &mut Paper, but: &[FieldRole]) {
        for field in self.each().filter(|field| field.is.is_none_or(|role| !but.contains(&role))) {
            self.print_one(paper, field);
        }
    }

    /// One field under its label.
    pub fn print_one(&self, paper: &mut Paper, field: &Field) {
        match field.kind {
            FieldKind::Groups => paper.list(&field.label, self.titles(field)),
            _ => paper.field(&field.label, &self.words(field)),
        }
    }
}
