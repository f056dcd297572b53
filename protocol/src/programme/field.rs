//! A field: one thing that people fill in, in a form or in a row of a list.

use crate::FieldId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What can stand in a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// Words over several lines; several people write in them at once.
    #[default]
    Text,
    /// Words on one line; several people write in them at once.
    Line,
    /// An organisation, by its number.
    Organisation,
    /// A person, by the number of the seat.
    Person,
    /// A day (YYYY-MM-DD).
    Date,
    /// A day and a time on the clock of the place (YYYY-MM-DDTHH:MM).
    Moment,
    /// One of the field's options, by its id.
    Choice,
    /// A number from 1 to 5.
    Scale,
    /// Yes, or nothing.
    Tick,
    /// Groups of the board, by their ids. In forms alone.
    Groups,
}

impl FieldKind {
    /// Is it words?
    pub fn is_words(self) -> bool {
        matches!(self, Self::Text | Self::Line)
    }
}

/// What a field is to the code, which asks for a role and never for an id or a label. A programme that lacks one goes without what rests on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldRole {
    /// What the whole is called.
    Title,
    /// Whom it is about, or who it is.
    Who,
    /// Why it matters.
    Why,
    /// How we would know that it worked.
    Measure,
    /// Which groups it picks up.
    Problem,
    /// What an organisation brings: each line is an offer.
    Offers,
    /// What an organisation hopes for: each line is an ask.
    Asks,
    /// Who speaks for it.
    Contact,
    /// How we keep in touch.
    Communications,
    /// When we meet again.
    Meeting,
    /// Where.
    Place,
    /// Why there is no date.
    Reason,
    /// What will be done.
    What,
    /// Which organisation does it, or stands behind it.
    Organisation,
    /// Which person.
    Person,
    /// By when.
    Due,
    /// Leads.
    Lead,
    /// Can say yes.
    Decides,
    /// What is contributed.
    Commits,
    /// How it is done, or how somebody is involved.
    How,
    /// How it fits what each is there for.
    Fit,
    /// What it has to work within.
    Limits,
}

/// One of several things that can be picked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Unique among its fellows; never used again.
    pub id: String,
    /// As people read it.
    pub label: String,
}

/// A named field of a form, or a column of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Unique in its form or list; never used again.
    pub id: FieldId,
    /// What can stand in it.
    #[serde(default)]
    pub kind: FieldKind,
    /// What it is to the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub is: Option<FieldRole>,
    /// As people read it.
    pub label: String,
    /// A line under the label; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub hint: String,
    /// A heading over this field and those that follow, up to the next heading; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub heading: String,
    /// What can be picked, for a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Choice>>", optional)]
    pub options: Vec<Choice>,
    /// For its organisation's own people and facilitators alone; in forms about organisations.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub private: bool,
    /// Switched off: nobody is asked for it any more; what stands in it stays, and is in the record.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub off: bool,
}

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum Value {
    /// A tick.
    Tick(bool),
    /// An organisation's or seat's number, or a point of a scale.
    Number(u32),
    /// Words, a day, a moment, an option's id.
    Text(String),
    /// Groups.
    Several(Vec<String>),
}

/// What stands in the fields of one form or row. An empty field is not there.
pub type Values = BTreeMap<FieldId, Value>;

impl Value {
    /// The words, if it is words.
    pub fn text(&self) -> &str {
        if let Self::Text(text) = self { text } else { "" }
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<u32> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// Is it ticked?
    pub fn is_ticked(&self) -> bool {
        matches!(self, Self::Tick(true))
    }
}
