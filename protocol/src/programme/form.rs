//! A form: named fields that people write together.

use super::{Field, FieldRole};
use crate::FormId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What there is one filled-in form for, or one row of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The workshop: one for all.
    #[default]
    Workshop,
    /// Each organisation.
    Organisation,
    /// Each team, and so each brief.
    Team,
    /// Each group of notes.
    Group,
}

/// What a form is to the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FormRole {
    /// What an organisation says of itself; also filled in beforehand, by its own link.
    Card,
    /// What a team writes, reports, and everybody chooses from and agrees to.
    Brief,
    /// What is said about each group while it is talked about.
    Discussion,
    /// How we keep in touch and when we meet again.
    Meeting,
}

/// Fields that are filled in together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Unique among forms, lists and questions; never used again.
    pub id: FormId,
    /// As people read it.
    pub title: String,
    /// What there is one for.
    #[serde(default)]
    pub about: About,
    /// What it is to the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub is: Option<FormRole>,
    /// In order.
    pub fields: Vec<Field>,
}

impl Form {
    /// The field of that role; the first, if there are several.
    pub fn field(&self, role: FieldRole) -> Option<&Field> {
        self.fields.iter().find(|field| field.is == Some(role))
    }

    /// The fields that people are asked for, and that everybody may know.
    pub fn asked(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| !field.off && !field.private)
    }
}
