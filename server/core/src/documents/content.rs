//! What documents say, as plain data: read from the CRDT once after each change, and bounded here for everything that shows it.

use crate::{identity::hex, text::is_visible};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use trestle_protocol::{
    ActionRow, CardFields, CoreRow, ExtendedRow, GroupCell, GroupId, LeadershipRow, NextCell, NoteId, OrganisationId, SeatId, ThemeId,
};

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

/// Groups and which note is where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// By key.
    pub groups: BTreeMap<GroupId, GroupCell>,
    /// The group that a note lies in.
    pub places: BTreeMap<NoteId, GroupId>,
}

impl Board {
    /// Groups as they stand on the wall: by order, then by key.
    pub fn in_order(&self) -> Vec<&GroupCell> {
        let mut groups: Vec<&GroupCell> = self.groups.values().collect();
        groups.sort_by(|a, b| a.order.total_cmp(&b.order).then_with(|| a.id.cmp(&b.id)));
        groups
    }
}

/// One team's brief.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brief {
    /// The eight prose fields in the order of the form: title, who, why, fit, constraints, ideas, already, success.
    pub fields: [String; 8],
    /// The problem: groups it picks up.
    pub groups: BTreeSet<GroupId>,
}

impl Brief {
    /// The names of the prose fields, which are root types of the document.
    pub const FIELDS: [&'static str; 8] = ["title", "who", "why", "fit", "constraints", "ideas", "already", "success"];

    /// How many parts of a brief there are: the fields and the problem.
    pub const PARTS: u32 = Self::FIELDS.len() as u32 + 1;

    /// Changes with every word: what somebody was happy with, or agreed to.
    pub fn version(&self) -> String {
        let mut hash = Sha256::new();
        for text in self.fields.iter().map(String::as_str).chain(self.groups.iter().map(GroupId::as_str)) {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
        hex(&hash.finalize()[..8])
    }

    /// How many parts have something in them.
    pub fn filled(&self) -> u32 {
        let fields = self.fields.iter().filter(|field| is_visible(field)).count() as u32;
        fields + u32::from(!self.groups.is_empty())
    }
}

/// Roles, actions, communications and the next date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Who carries the strand.
    pub core: Vec<CoreRow>,
    /// Whom to engage.
    pub extended: Vec<ExtendedRow>,
    /// Who must know and support it.
    pub leadership: Vec<LeadershipRow>,
    /// The actions.
    pub actions: Vec<ActionRow>,
    /// How we keep in touch, the next date.
    pub next: NextCell,
}

/// What a document says.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// `desk/<seat>`
    Desk(Desk),
    /// `card/<organisation>`
    Card(CardFields),
    /// `aside/<organisation>`: what we are unsure about.
    Aside(String),
    /// `board`
    Board(Board),
    /// `brief/<team>`
    Brief(Brief),
    /// `plan`
    Plan(Box<Plan>),
}
