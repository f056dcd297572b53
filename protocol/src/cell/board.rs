//! Notes, their authors, and groups.

use crate::{GroupId, NoteId, ThemeId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What may be known of notes that are still private.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WritingCell {
    /// Notes on all desks, but for those that are turned over and held back.
    pub notes: u32,
    /// Notes that are not turned over yet.
    pub face_down: u32,
    /// Participants who say that they are done.
    pub done: u32,
    /// Participants who say that they need more time.
    pub more_time: u32,
    /// Participants.
    pub of: u32,
}

/// Who wrote something, as far as the workshop shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Author {
    /// By name.
    pub name: Option<String>,
    /// By organisation.
    pub organisation: Option<String>,
    /// The table whose device wrote it for them, where authors are shown by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub via: Option<String>,
    /// A console without a seat wrote it: for the room itself, or for whoever is named here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub room: bool,
}

/// A post-it on the wall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteCell {
    /// Says nothing about the author.
    pub id: NoteId,
    /// What it says.
    pub text: String,
    /// Its lane; empty for a note without a theme, which lies behind the lanes.
    pub theme: ThemeId,
    /// Its author, as far as shown.
    pub author: Option<Author>,
    /// The group that it lies in.
    pub group: Option<GroupId>,
    /// Held back (facilitators alone get such a cell).
    pub held: bool,
    /// Not turned over yet (facilitators alone get such a cell, if the workshop allows the preview); never with an author.
    pub face_down: bool,
}

/// Notes gathered under one title, and what was said about them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct GroupCell {
    /// Its key.
    pub id: GroupId,
    /// The problem in a few words.
    pub title: String,
    /// Groups stand in this order, then by id.
    pub order: f64,
    /// Who is it a problem for?
    pub who: String,
    /// Which social and cultural factors shape it?
    pub factors: String,
    /// How serious is it?
    pub seriousness: String,
    /// How much of a priority is it?
    pub priority: String,
}
