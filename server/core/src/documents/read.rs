//! Reads what a document says out of its CRDT, with the bounds of what may be shown. Anything odd is left out, never an error.

use super::content::{Board, Content, Desk, Group, Note, Plan, WrittenFor};
use super::schema::Declared;
use crate::let_in::{FIELD_UNITS, GROUPS, NAME_CHARS, NOTE_UNITS, NOTES_PER_DESK};
use crate::{
    forms::{self, value},
    identity::hex,
    lists::{self, maps},
    text::{is_visible, plain},
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use trestle_protocol::{About, DocumentName, GroupId, NoteId, OrganisationId, SeatId, ThemeId};
use yrs::{Any, GetString, Map, MapRef, Out, ReadTxn};

/// What everything is read by: the salt of note ids, and what the programme declares.
#[derive(Default)]
pub(super) struct Basis {
    pub(super) salt: [u8; 16],
    pub(super) declared: Declared,
}

/// What reading needs to know besides the document.
pub(super) struct Reading<'a> {
    /// The salt of note ids, and the declarations.
    pub(super) basis: &'a Basis,
    /// The round that notes seen for the first time belong to.
    pub(super) writing: u32,
    /// Rounds of the notes seen before; grows.
    pub(super) rounds: &'a mut BTreeMap<String, u32>,
}

/// The id by which everybody may know a note: without the salt nobody can tell whose it is.
pub fn note_id(salt: &[u8; 16], seat: SeatId, key: &str) -> NoteId {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(seat.0.to_be_bytes());
    hash.update(key.as_bytes());
    NoteId(hex(&hash.finalize()[..10]))
}

/// Reads a document.
pub(super) fn content<T: ReadTxn>(txn: &T, name: DocumentName, reading: &mut Reading<'_>) -> Content {
    let declared = &reading.basis.declared;
    match name {
        DocumentName::Desk(seat) => Content::Desk(desk(txn, seat, reading)),
        DocumentName::Card(_) => Content::Forms(forms::read(txn, declared.about(About::Organisation), false)),
        DocumentName::Aside(_) => Content::Forms(forms::read(txn, declared.about(About::Organisation), true)),
        DocumentName::Board => Content::Board(board(txn, declared)),
        DocumentName::Brief(_) => Content::Forms(forms::read(txn, declared.about(About::Team), false)),
        DocumentName::Plan => Content::Plan(Plan {
            forms: forms::read(txn, declared.about(About::Workshop), false),
            lists: lists::read(txn, &declared.lists),
        }),
    }
}

fn root<T: ReadTxn>(txn: &T, name: &str) -> String {
    txn.get_text(name).map(|text| plain(&text.get_string(txn), FIELD_UNITS)).unwrap_or_default()
}

fn text<T: ReadTxn>(txn: &T, map: &MapRef, key: &str, units: u32) -> String {
    match map.get(txn, key) {
        Some(Out::YText(text)) => plain(&text.get_string(txn), units),
        _ => String::new(),
    }
}

fn any<T: ReadTxn>(txn: &T, map: &MapRef, key: &str) -> Option<Any> {
    match map.get(txn, key) {
        Some(Out::Any(value)) => Some(value),
        _ => None,
    }
}

fn number<T: ReadTxn>(txn: &T, map: &MapRef, key: &str) -> Option<f64> {
    any(txn, map, key).as_ref().and_then(value::number)
}

fn desk<T: ReadTxn>(txn: &T, seat: SeatId, reading: &mut Reading<'_>) -> Desk {
    let mut desk = Desk { draft: is_visible(&root(txn, "draft")), ..Desk::default() };
    // Marked ones count against the share as long as their words are kept.
    for (key, map) in maps(txn, "notes", NOTES_PER_DESK) {
        let text = text(txn, &map, "text", NOTE_UNITS);
        // What nobody can see would be a blank note on the wall.
        if !is_visible(&text) {
            desk.empty.insert(key);
            continue;
        }
        // Counted from its first words: a note that was empty at the last reveal has not been turned over.
        let round = *reading.rounds.entry(key.clone()).or_insert(reading.writing);
        let theme = ThemeId(any(txn, &map, "theme").as_ref().and_then(value::string).unwrap_or_default());
        let note = Note { id: note_id(&reading.basis.salt, seat, &key), text, theme, round, written_for: written_for(txn, &map) };
        // When it was deleted, in milliseconds since 1970 by its author's clock.
        let marked = number(txn, &map, "gone").is_some();
        if marked {
            desk.marked.insert(key, note)
        } else {
            desk.notes.insert(key, note)
        };
    }
    desk
}

fn written_for<T: ReadTxn>(txn: &T, note: &MapRef) -> Option<WrittenFor> {
    let id = |key| any(txn, note, key).and_then(|value| value::whole(&value, 1..=u32::MAX));
    let seat = id("for").map(|seat| WrittenFor::Seat(SeatId(seat)));
    seat.or_else(|| id("for_organisation").map(|id| WrittenFor::Organisation(OrganisationId(id))))
}

fn board<T: ReadTxn>(txn: &T, declared: &Declared) -> Board {
    let group = |map: MapRef| Group {
        title: text(txn, &map, "title", NAME_CHARS as u32 * 2),
        order: number(txn, &map, "order").unwrap_or(0.0),
        forms: forms::read_in(txn, &map, declared.about(About::Group)),
    };
    let groups: BTreeMap<GroupId, Group> = maps(txn, "groups", GROUPS).into_iter().map(|(key, map)| (GroupId(key), group(map))).collect();
    let places = txn.get_map("places").map(|places| {
        let placed = places.iter(txn).filter_map(|(note, value)| match value {
            Out::Any(Any::String(group)) => Some((NoteId(note.to_owned()), GroupId(group.to_string()))),
            _ => None,
        });
        placed.filter(|(_, group)| groups.contains_key(group)).collect()
    });
    Board { places: places.unwrap_or_default(), groups }
}
