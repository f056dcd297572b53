//! Reads what a document says out of its CRDT, with the bounds of what may be shown. Anything odd is left out, never an error.

use super::content::{Board, Brief, Content, Desk, Note, Plan, WrittenFor};
use crate::let_in::{FIELD_UNITS, GROUPS, NAME_CHARS, NOTE_UNITS, NOTES_PER_DESK, PLAN_ROWS};
use crate::{
    identity::hex,
    text::{is_date, is_moment, is_visible, plain},
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use trestle_protocol::{
    ActionRow, CardFields, CoreRow, DocumentName, ExtendedRow, GroupCell, GroupId, LeadershipRow, NextCell, NoteId, OrganisationId, SeatId,
    ThemeId,
};
use yrs::{Any, GetString, Map, MapRef, Out, ReadTxn};

/// What reading needs to know besides the document: the salt of note ids and the writing rounds of notes seen before.
pub(super) struct Reading<'a> {
    /// Salts note ids.
    pub(super) salt: &'a [u8; 16],
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
    match name {
        DocumentName::Desk(seat) => Content::Desk(desk(txn, seat, reading)),
        DocumentName::Card(_) => Content::Card(card(txn)),
        DocumentName::Aside(_) => Content::Aside(root(txn, "unsure")),
        DocumentName::Board => Content::Board(board(txn)),
        DocumentName::Brief(_) => Content::Brief(brief(txn)),
        DocumentName::Plan => Content::Plan(Box::new(plan(txn))),
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

fn value<T: ReadTxn>(txn: &T, map: &MapRef, key: &str) -> Option<Any> {
    match map.get(txn, key) {
        Some(Out::Any(value)) => Some(value),
        _ => None,
    }
}

fn number<T: ReadTxn>(txn: &T, map: &MapRef, key: &str) -> Option<f64> {
    match value(txn, map, key)? {
        Any::Number(number) => number.as_f64().filter(|number| number.is_finite()),
        _ => None,
    }
}

fn whole<T: ReadTxn>(txn: &T, map: &MapRef, key: &str, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
    let number = number(txn, map, key)?;
    let whole = number as u32;
    (f64::from(whole) == number && range.contains(&whole)).then_some(whole)
}

fn string<T: ReadTxn>(txn: &T, map: &MapRef, key: &str) -> Option<String> {
    match value(txn, map, key)? {
        Any::String(text) => Some(plain(&text, NAME_CHARS as u32)),
        _ => None,
    }
}

fn flag<T: ReadTxn>(txn: &T, map: &MapRef, key: &str) -> bool {
    matches!(value(txn, map, key), Some(Any::Bool(true)))
}

/// The maps in a root map by key, at most `most` of them.
fn maps<T: ReadTxn>(txn: &T, name: &str, most: usize) -> Vec<(String, MapRef)> {
    let Some(root) = txn.get_map(name) else { return Vec::new() };
    let mut found: Vec<(String, MapRef)> =
        root.iter(txn).filter_map(|(key, value)| if let Out::YMap(map) = value { Some((key.to_owned(), map)) } else { None }).collect();
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found.truncate(most);
    found
}

/// The same, in the order of their `order`.
fn rows<T: ReadTxn>(txn: &T, name: &str) -> Vec<(String, MapRef)> {
    let mut rows = maps(txn, name, PLAN_ROWS);
    let order = |map: &MapRef| number(txn, map, "order").unwrap_or(f64::MAX);
    rows.sort_by(|(_, a), (_, b)| order(a).total_cmp(&order(b)));
    rows
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
        let theme = ThemeId(string(txn, &map, "theme").unwrap_or_default());
        let note = Note { id: note_id(reading.salt, seat, &key), text, theme, round, written_for: written_for(txn, &map) };
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
    let seat = whole(txn, note, "for", 1..=u32::MAX).map(|seat| WrittenFor::Seat(SeatId(seat)));
    seat.or_else(|| whole(txn, note, "for_organisation", 1..=u32::MAX).map(|id| WrittenFor::Organisation(OrganisationId(id))))
}

fn card<T: ReadTxn>(txn: &T) -> CardFields {
    CardFields {
        does: root(txn, "does"),
        priorities: root(txn, "priorities"),
        contact: root(txn, "contact"),
        spaces: root(txn, "spaces"),
        skills: root(txn, "skills"),
        networks: root(txn, "networks"),
        impact: root(txn, "impact"),
        hope: root(txn, "hope"),
    }
}

fn board<T: ReadTxn>(txn: &T) -> Board {
    let groups: BTreeMap<GroupId, GroupCell> = maps(txn, "groups", GROUPS)
        .into_iter()
        .map(|(key, map)| {
            let id = GroupId(key);
            let group = GroupCell {
                id: id.clone(),
                title: text(txn, &map, "title", NAME_CHARS as u32 * 2),
                order: number(txn, &map, "order").unwrap_or(0.0),
                who: text(txn, &map, "who", FIELD_UNITS),
                factors: text(txn, &map, "factors", FIELD_UNITS),
                seriousness: text(txn, &map, "seriousness", FIELD_UNITS),
                priority: text(txn, &map, "priority", FIELD_UNITS),
            };
            (id, group)
        })
        .collect();
    let places = txn.get_map("places").map(|places| {
        let placed = places.iter(txn).filter_map(|(note, value)| match value {
            Out::Any(Any::String(group)) => Some((NoteId(note.to_owned()), GroupId(group.to_string()))),
            _ => None,
        });
        placed.filter(|(_, group)| groups.contains_key(group)).collect()
    });
    Board { places: places.unwrap_or_default(), groups }
}

fn brief<T: ReadTxn>(txn: &T) -> Brief {
    let groups = txn.get_map("groups").map(|groups| {
        let picked = groups.iter(txn).filter(|(_, value)| matches!(value, Out::Any(Any::Bool(true))));
        picked.map(|(group, _)| GroupId(group.to_owned())).take(GROUPS).collect()
    });
    Brief { fields: Brief::FIELDS.map(|field| root(txn, field)), groups: groups.unwrap_or_default() }
}

fn plan<T: ReadTxn>(txn: &T) -> Plan {
    let organisation = |map: &MapRef| whole(txn, map, "organisation", 1..=u32::MAX).map(OrganisationId);
    let seat = |map: &MapRef| whole(txn, map, "seat", 1..=u32::MAX).map(SeatId);
    let prose = |map: &MapRef, key: &str| text(txn, map, key, FIELD_UNITS);
    let score = |map: &MapRef, key: &str| whole(txn, map, key, 1..=5).map(|score| score as u8);
    Plan {
        core: rows(txn, "core")
            .into_iter()
            .map(|(id, map)| CoreRow {
                id,
                organisation: organisation(&map),
                seat: seat(&map),
                lead: flag(txn, &map, "lead"),
                role: prose(&map, "role"),
                commits: prose(&map, "commits"),
                influence: score(&map, "influence"),
                interest: score(&map, "interest"),
            })
            .collect(),
        extended: rows(txn, "extended")
            .into_iter()
            .map(|(id, map)| ExtendedRow {
                id,
                who: prose(&map, "who"),
                why: prose(&map, "why"),
                how: prose(&map, "how"),
                when: prose(&map, "when"),
                influence: score(&map, "influence"),
                interest: score(&map, "interest"),
            })
            .collect(),
        leadership: rows(txn, "leadership")
            .into_iter()
            .map(|(id, map)| LeadershipRow {
                id,
                who: prose(&map, "who"),
                organisation: organisation(&map),
                decides: flag(txn, &map, "decides"),
                how: prose(&map, "how"),
                influence: score(&map, "influence"),
                interest: score(&map, "interest"),
            })
            .collect(),
        actions: rows(txn, "actions")
            .into_iter()
            .map(|(id, map)| ActionRow {
                id,
                what: prose(&map, "what"),
                organisation: organisation(&map),
                seat: seat(&map),
                due: string(txn, &map, "due").filter(|due| is_date(due)),
            })
            .collect(),
        next: next(txn),
    }
}

fn next<T: ReadTxn>(txn: &T) -> NextCell {
    let when = txn.get_map("reconvene").and_then(|map| string(txn, &map, "when")).filter(|when| is_moment(when));
    NextCell { communications: root(txn, "communications"), when, place: root(txn, "place"), reason: root(txn, "reason") }
}
