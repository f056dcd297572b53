//! A list: rows with declared columns.

use super::{About, Field, FieldRole};
use crate::{FieldId, ListId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a list is to the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ListRole {
    /// Who does the work.
    Core,
    /// Whom to engage.
    Extended,
    /// Who must know and support it.
    Leadership,
    /// What is done next, by whom and by when.
    Actions,
}

/// Two columns of a scale, as the axes of a map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListMap {
    /// From left to right.
    pub x: FieldId,
    /// From bottom to top.
    pub y: FieldId,
}

/// Rows that people fill in together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Unique among forms, lists and questions; never used again.
    pub id: ListId,
    /// As people read it.
    pub title: String,
    /// A line under the title; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub hint: String,
    /// What the rows stand for: one for each of these. `workshop`: rows are free.
    #[serde(default)]
    pub rows: About,
    /// What it is to the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub is: Option<ListRole>,
    /// In order.
    pub columns: Vec<Field>,
    /// Seen as a map of two columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub map: Option<ListMap>,
}

impl List {
    /// The column of that role; the first, if there are several.
    pub fn column(&self, role: FieldRole) -> Option<&Field> {
        self.columns.iter().find(|column| column.is == Some(role))
    }
}
