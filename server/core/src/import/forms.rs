//! What is filled in: forms and rows, written where documents have them by the programme's declarations.

use super::{
    cast::Cast,
    pen::{Pen, Row},
    scribe::Scribe,
};
use crate::{
    forms::{Spot, key, spot},
    identity::Actor,
    lists::root,
    record::{Private, Record, RecordList, RecordNames, RecordRow},
};
use std::collections::BTreeMap;
use trestle_protocol::{About, DocumentName, Field, FieldKind, Form, FormId, OrganisationId, Refusal, Value, Values};
use yrs::Any;

/// What is filled in by form, and the names in it.
pub(super) type Filling<'a> = (&'a BTreeMap<FormId, Values>, &'a BTreeMap<FormId, RecordNames>);

static NAMELESS: RecordNames = RecordNames::new();

/// The forms that the programme has about that.
pub(super) fn about(scribe: &Scribe, about: About) -> Vec<Form> {
    scribe.state().programme.forms.iter().filter(|form| form.about == about).cloned().collect()
}

/// Every field of these forms with something in it.
fn filled<'a>(forms: &'a [Form], (values, names): Filling<'a>) -> impl Iterator<Item = (&'a Form, &'a Field, &'a Value, &'a RecordNames)> {
    let of = move |form: &'a Form| Some((form, values.get(&form.id)?, names.get(&form.id).unwrap_or(&NAMELESS)));
    forms
        .iter()
        .filter_map(of)
        .flat_map(|(form, values, names)| form.fields.iter().filter_map(move |field| Some((form, field, values.get(&field.id)?, names))))
}

/// Writes forms into a document of their own.
pub(super) fn write(pen: &mut Pen, cast: &Cast, forms: &[Form], filling: Filling<'_>) {
    for (form, field, value, names) in filled(forms, filling) {
        match spot(&form.id, field) {
            Spot::Words(root) => pen.text(&root, value.text()),
            Spot::Picks(root) => picked(value).iter().for_each(|group| pen.value(&root, group, true)),
            Spot::Value(root, key) => {
                if let Some(any) = any(cast, &form.fields, field, value, names) {
                    pen.value(&root, &key, any);
                }
            }
        }
    }
}

/// Writes forms into a group's record.
pub(super) fn write_in(row: &mut Row, cast: &Cast, forms: &[Form], filling: Filling<'_>) {
    for (form, field, value, names) in filled(forms, filling) {
        entry(row, cast, (key(&form.id, field), &form.fields, field), value, names);
    }
}

fn entry(row: &mut Row, cast: &Cast, (key, fields, field): (String, &[Field], &Field), value: &Value, names: &RecordNames) {
    match field.kind {
        FieldKind::Text | FieldKind::Line => row.text(key, value.text()),
        FieldKind::Groups => row.picks(key, picked(value)),
        _ => any(cast, fields, field, value, names).into_iter().for_each(|any| row.value(&key, any)),
    }
}

fn picked(value: &Value) -> &[String] {
    if let Value::Several(picked) = value { picked } else { &[] }
}

/// A value as documents have it. An organisation's number stays; a person's is that of whoever bears the name now.
fn any(cast: &Cast, fields: &[Field], field: &Field, value: &Value, names: &RecordNames) -> Option<Any> {
    match field.kind {
        FieldKind::Person => {
            let of = fields.iter().find(|field| field.kind == FieldKind::Organisation);
            let there = of.and_then(|of| cast.organisation(names.get(&of.id)?).ok());
            cast.listed(names.get(&field.id)?, there).map(|seat| Any::from(f64::from(seat.0)))
        }
        FieldKind::Organisation | FieldKind::Scale => value.number().map(|number| Any::from(f64::from(number))),
        FieldKind::Tick => value.is_ticked().then_some(Any::Bool(true)),
        FieldKind::Date | FieldKind::Moment | FieldKind::Choice => Some(Any::from(value.text())),
        FieldKind::Text | FieldKind::Line | FieldKind::Groups => None,
    }
}

/// Organisations' forms, and what these keep private.
pub(super) fn about_organisations(scribe: &mut Scribe, cast: &mut Cast, given: &Record, aside: Option<&Private>) -> Result<(), Refusal> {
    let forms = about(scribe, About::Organisation);
    for (id, organisation) in (1..).map(OrganisationId).zip(&given.organisations) {
        scribe.write(Actor::Console, DocumentName::Card(id), |pen| {
            write(pen, cast, &forms, (&organisation.forms, &organisation.names));
        })?;
    }
    for told in aside.into_iter().flat_map(|aside| &aside.asides).filter(|told| !told.forms.is_empty()) {
        let is_known = given.organisations.iter().any(|organisation| organisation.id == told.id && organisation.name == told.organisation);
        if !is_known {
            return Err(Refusal::NotARecord);
        }
        let seat = cast.somebody_of(scribe, told.id)?;
        scribe.write(Actor::Seat(seat), DocumentName::Aside(told.id), |pen| {
            write(pen, cast, &forms, (&told.forms, &BTreeMap::new()));
        })?;
    }
    Ok(())
}

/// What is filled in about the workshop, and all rows under the keys that they had.
pub(super) fn about_the_workshop(scribe: &mut Scribe, cast: &Cast, given: &Record) -> Result<(), Refusal> {
    let forms = about(scribe, About::Workshop);
    scribe.write(Actor::Console, DocumentName::Plan, |pen| {
        for list in &given.lists {
            list.rows.iter().enumerate().for_each(|(order, row)| self::row(pen, cast, list, (order, row)));
        }
        write(pen, cast, &forms, (&given.filled, &given.names));
    })
}

fn row(pen: &mut Pen, cast: &Cast, list: &RecordList, (order, given): (usize, &RecordRow)) {
    let columns = &list.list.columns;
    let mut row = Row::in_order(order);
    for column in columns {
        if let Some(value) = given.values.get(&column.id) {
            entry(&mut row, cast, (column.id.0.clone(), columns, column), value, &given.names);
        }
    }
    pen.row(&root(&list.list.id), &given.id, &row);
}
