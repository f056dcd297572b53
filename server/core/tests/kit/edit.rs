//! An edit: one thing that a person does to a document, with texts by their number.

use super::words::{Word, Words};
use trestle_core::documents::note_id;
use trestle_protocol::{NoteId, SeatId};
use yrs::{Any, GetString, Map, MapPrelim, MapRef, Out, Text, TextPrelim, TextRef, TransactionMut, WriteTxn};

/// Where something stands in a document: a root, a key of a root map, or a field of a row: `draft`, `places/NOTE`, `notes/KEY/text`.
pub(crate) type Path = Vec<String>;

/// A path from its written form.
pub(crate) fn path(written: &str) -> Path {
    written.split('/').map(str::to_owned).collect()
}

/// A note as its author knows it, or any id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NoteRef {
    /// The note of that key on that seat's desk.
    Of(SeatId, String),
    /// An id that may be no note's.
    Raw(String),
}

impl NoteRef {
    /// Its id in a workshop of that salt.
    pub(crate) fn id(&self, salt: &[u8; 16]) -> NoteId {
        match self {
            Self::Of(seat, key) => note_id(salt, *seat, key),
            Self::Raw(id) => NoteId(id.clone()),
        }
    }
}

/// One thing that a person does to a document.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    /// A new row (note, group, row of a list) with its texts and values; takes the place of one with the same key.
    Row { root: &'static str, key: String, texts: Vec<(&'static str, Option<Word>)>, values: Vec<(&'static str, Any)> },
    /// A whole text, in place of what stood there; none empties it.
    Text { path: Path, word: Option<Word> },
    /// A text is put in after so many hundredths of what stands there.
    Type { path: Path, after: u64, word: Word },
    /// Some characters are deleted, after so many hundredths of what stands there.
    Cut { path: Path, after: u64, characters: usize },
    /// A value.
    Value { path: Path, value: Any },
    /// A note is put into a group, or taken out.
    Place { note: NoteRef, group: Option<String>, salt: [u8; 16] },
    /// A row or value goes.
    Drop { path: Path },
}

impl Edit {
    /// Writes it. What is not there cannot be edited: nothing happens then.
    pub(crate) fn write(&self, txn: &mut TransactionMut<'_>, words: &Words) {
        match self {
            Self::Row { root, key, texts, values } => {
                let row = txn.get_or_insert_map(*root).insert(txn, key.as_str(), MapPrelim::default());
                for (field, word) in texts {
                    row.insert(txn, *field, TextPrelim::new(word.map(|word| words.text(word)).unwrap_or_default()));
                }
                for (field, value) in values {
                    row.insert(txn, *field, value.clone());
                }
            }
            Self::Text { path, word } => {
                let Some(text) = text_at(txn, path) else { return };
                let length = text.len(txn);
                text.remove_range(txn, 0, length);
                if let Some(word) = word {
                    text.insert(txn, 0, &words.text(*word));
                }
            }
            Self::Type { path, after, word } => {
                let Some(text) = text_at(txn, path) else { return };
                let (before, _) = split(&text.get_string(txn), *after);
                text.insert(txn, units(&before), &words.text(*word));
            }
            Self::Cut { path, after, characters } => {
                let Some(text) = text_at(txn, path) else { return };
                let (before, behind) = split(&text.get_string(txn), *after);
                let cut: String = behind.chars().take(*characters).collect();
                text.remove_range(txn, units(&before), units(&cut));
            }
            Self::Value { path, value } => {
                if let Some((map, key)) = entry_at(txn, path) {
                    map.insert(txn, key, value.clone());
                }
            }
            Self::Place { note, group, salt } => {
                let (places, note) = (txn.get_or_insert_map("places"), note.id(salt));
                match group {
                    Some(group) => drop(places.insert(txn, note.0, group.as_str())),
                    None => drop(places.remove(txn, &note.0)),
                }
            }
            Self::Drop { path } => {
                if let Some((map, key)) = entry_at(txn, path) {
                    map.remove(txn, &key);
                }
            }
        }
    }
}

fn units(text: &str) -> u32 {
    text.encode_utf16().count() as u32
}

/// A text in two, after so many hundredths of its characters.
fn split(text: &str, hundredths: u64) -> (String, String) {
    let place = text.chars().count() as u64 * hundredths / 100;
    (text.chars().take(place as usize).collect(), text.chars().skip(place as usize).collect())
}

fn text_at(txn: &mut TransactionMut<'_>, path: &Path) -> Option<TextRef> {
    match path.as_slice() {
        [root] => Some(txn.get_or_insert_text(root.as_str())),
        _ => {
            let (map, key) = entry_at(txn, path)?;
            match map.get(txn, &key)? {
                Out::YText(text) => Some(text),
                _ => None,
            }
        }
    }
}

fn entry_at(txn: &mut TransactionMut<'_>, path: &Path) -> Option<(MapRef, String)> {
    match path.as_slice() {
        [root, key] => Some((txn.get_or_insert_map(root.as_str()), key.clone())),
        [root, key, field] => match txn.get_or_insert_map(root.as_str()).get(txn, key)? {
            Out::YMap(row) => Some((row, field.clone())),
            _ => None,
        },
        _ => None,
    }
}
