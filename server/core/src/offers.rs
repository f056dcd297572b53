//! Offers and asks: each line of a field with that role says one thing that an organisation brings, or hopes to get.

use crate::{
    forms::{Forms, values},
    text::is_visible,
};
use trestle_protocol::{About, Field, FieldId, FieldRole, Form, Programme, Value, limits::CARD_LINE_CHARS};

/// What an organisation offers in a field, line by line.
pub fn offers<'a>(programme: &'a Programme, card: &'a Forms, heading: &'a FieldId) -> impl Iterator<Item = &'a str> {
    said(programme, card, FieldRole::Offers).filter(move |(field, _)| field.id == *heading).flat_map(|(_, words)| lines(words))
}

/// What it asks for, line by line.
pub fn asks<'a>(programme: &'a Programme, card: &'a Forms) -> impl Iterator<Item = &'a str> {
    said(programme, card, FieldRole::Asks).flat_map(|(_, words)| lines(words))
}

/// What everybody may know of an organisation, in all fields of that role.
fn said<'a>(programme: &'a Programme, card: &'a Forms, role: FieldRole) -> impl Iterator<Item = (&'a Field, &'a str)> {
    let fields = move |form: &'a Form| {
        form.fields.iter().filter(move |field| field.is == Some(role) && !field.private).map(move |field| (form, field))
    };
    let forms = programme.forms.iter().filter(|form| form.about == About::Organisation);
    forms.flat_map(fields).map(|(form, field)| (field, values(card, &form.id).get(&field.id).map_or("", Value::text)))
}

/// Lines with something on them, trimmed; longer ones are prose, not an offer.
fn lines(field: &str) -> impl Iterator<Item = &str> {
    field.lines().map(str::trim).filter(|line| is_visible(line) && line.chars().count() <= CARD_LINE_CHARS)
}
