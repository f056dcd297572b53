//! Where the fields of forms stand: which root, or which key, and of what shape.
//!
//! The forms of before there were declarations keep the bare names that their documents have always had.

use std::collections::{BTreeMap, BTreeSet};
use trestle_gate::{Schema, Shape};
use trestle_protocol::{Field, FieldKind, Form, FormId};

/// Forms whose fields stand under their own id alone.
const BARE: [&str; 4] = ["card", "brief", "discuss", "meeting"];

/// Where a field stands in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    /// Words: a root of their own.
    Words(String),
    /// A value: under a key of a root.
    Value(String, String),
    /// What is picked: the keys of a root.
    Picks(String),
}

/// Where a field of that form stands, in all documents but the board.
pub(crate) fn spot(form: &FormId, field: &Field) -> Spot {
    match field.kind {
        FieldKind::Text | FieldKind::Line => Spot::Words(key(form, field)),
        FieldKind::Groups => Spot::Picks(key(form, field)),
        _ => Spot::Value(if form.as_str() == "meeting" { "reconvene".to_owned() } else { form.0.clone() }, field.id.0.clone()),
    }
}

/// The key of that field in a group's record.
pub(crate) fn key(form: &FormId, field: &Field) -> String {
    if BARE.contains(&form.as_str()) { field.id.0.clone() } else { format!("{form}.{}", field.id) }
}

/// What may stand in a field.
pub(crate) fn shape(kind: FieldKind) -> Shape {
    match kind {
        FieldKind::Text | FieldKind::Line => Shape::Text,
        FieldKind::Groups => Shape::map(Shape::Value),
        _ => Shape::Value,
    }
}

/// The roots that these fields stand in.
pub(crate) fn roots<'a>(fields: impl Iterator<Item = (&'a FormId, &'a Field)>) -> Vec<(String, Shape)> {
    let (mut roots, mut values) = (Vec::new(), BTreeMap::<String, Vec<(String, Shape)>>::new());
    for (form, field) in fields {
        match spot(form, field) {
            Spot::Words(root) | Spot::Picks(root) => roots.push((root, shape(field.kind))),
            Spot::Value(root, key) => values.entry(root).or_default().push((key, Shape::Value)),
        }
    }
    roots.extend(values.into_iter().map(|(root, keys)| (root, Shape::Record(keys))));
    roots
}

/// The keys of a group's record in which these forms stand.
pub(crate) fn record<'a>(forms: impl Iterator<Item = &'a Form>) -> Vec<(String, Shape)> {
    forms.flat_map(|form| form.fields.iter().map(|field| (key(&form.id, field), shape(field.kind)))).collect()
}

/// A name that two things in this document would have.
pub(crate) fn clash(schema: &Schema) -> Option<&str> {
    let mut all = BTreeSet::new();
    let twice = schema.roots.iter().find(|(root, _)| !all.insert(root));
    let inside = || schema.roots.iter().find_map(|(_, shape)| twice_in(shape));
    twice.map(|(root, _)| root.as_str()).or_else(inside)
}

fn twice_in(shape: &Shape) -> Option<&str> {
    match shape {
        Shape::Map(inner) => twice_in(inner),
        Shape::Record(keys) => {
            let mut all = BTreeSet::new();
            keys.iter().find(|(key, _)| !all.insert(key)).map(|(key, _)| key.as_str())
        }
        Shape::Text | Shape::Value => None,
    }
}
