//! What documents say, as plain data: read from the CRDT once after each change, and bounded here for everything that shows it.

use crate::{forms::Forms, lists::Lists};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use trestle_protocol::{GroupId, NoteId, OrganisationId, SeatId, ThemeId};

/// A note on a desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// As everybody may know it.
    pub id: NoteId,
    /// What it says; never empty.
    pub text: String,
    /// Its lane, as its author chose it.
    pub theme: ThemeId,
    /// The writing round it was first seen in.
    pub round: u32,
    /// At a table: for whom it was written, if it was that table's to write for them. Of what was left as nobody's: what stands under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_for: Option<WrittenFor>,
}

/// For whom a table's device wrote a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WrittenFor {
    /// Somebody at the table.
    Seat(SeatId),
    /// An organisation as a whole.
    Organisation(OrganisationId),
}

/// Notes by their key on the desk.
pub type Notes = BTreeMap<String, Note>;

/// What lies on a desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// Those that stand: all that anybody is ever shown.
    pub notes: Notes,
    /// Those that their author deleted and can bring back; nobody else learns of them.
    pub marked: Notes,
    /// Keys of those without words.
    pub empty: BTreeSet<String>,
    /// Do half-written words lie on it?
    pub draft: bool,
}

impl Desk {
    /// Has anybody begun to write here, if only half a note?
    pub fn is_begun(&self) -> bool {
        self.draft || !(self.notes.is_empty() && self.marked.is_empty() && self.empty.is_empty())
    }

    /// Are notes with words on this desk that are nowhere on it afterwards?
    pub fn loses(&self, after: &Self) -> bool {
        let stays = |key: &String| after.notes.contains_key(key) || after.marked.contains_key(key) || after.empty.contains(key);
        !self.notes.keys().chain(self.marked.keys()).all(stays)
    }
}

/// A group of notes, and what was said about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// The problem in a few words.
    pub title: String,
    /// Groups stand in this order, then by key.
    pub order: f64,
    /// What stands in forms about it.
    pub forms: Forms,
}

/// Groups and which note is where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// By key.
    pub groups: BTreeMap<GroupId, Group>,
    /// The group that a note lies in.
    pub places: BTreeMap<NoteId, GroupId>,
}

impl Board {
    /// Groups as they stand on the wall: by order, then by key.
    pub fn in_order(&self) -> Vec<(&GroupId, &Group)> {
        let mut groups: Vec<(&GroupId, &Group)> = self.groups.iter().collect();
        groups.sort_by(|(_, a), (_, b)| a.order.total_cmp(&b.order));
        groups
    }
}

/// What is filled in for the workshop as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Field by field.
    pub forms: Forms,
    /// Row by row.
    pub lists: Lists,
}

/// What a document says.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// `desk/<seat>`
    Desk(Desk),
    /// `card/<organisation>`, `aside/<organisation>`, `brief/<team>`
    Forms(Forms),
    /// `board`
    Board(Board),
    /// `plan`
    Plan(Plan),
}
