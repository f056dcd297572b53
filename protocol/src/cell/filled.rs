//! What people have filled in together: forms and rows.

use crate::{FormId, ListId, Values};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What stands in a form. No cell while it is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FormCell {
    /// Which form.
    pub form: FormId,
    /// What it is about: an organisation's or team's number, a group's id; empty for the workshop.
    pub subject: String,
    /// Field by field, those that are switched off included.
    pub values: Values,
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RowCell {
    /// Which list.
    pub list: ListId,
    /// Its key in the document; where rows stand for something, that: an organisation's or team's number, a group's id.
    pub id: String,
    /// Rows stand in this order, then by id.
    pub order: f64,
    /// Column by column, those that are switched off included.
    pub values: Values,
}
