//! The pen: what a person can do to a document in one go.

use yrs::{Any, GetString, Map, MapPrelim, MapRef, Out, Text, TextPrelim, TextRef, TransactionMut, WriteTxn};

/// What stands in a row's field when the row is made.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A shared text, maybe empty.
    Text(String),
    /// A plain scalar.
    Value(Any),
}

impl Content {
    /// A shared text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A plain scalar.
    pub fn value(value: impl Into<Any>) -> Self {
        Self::Value(value.into())
    }
}

/// Writes into one document within one transaction. Texts are named by path: `draft`, or `notes/KEY/text`. Offsets are UTF-16 units.
pub struct Pen<'a, 'doc> {
    transaction: &'a mut TransactionMut<'doc>,
}

impl<'a, 'doc> Pen<'a, 'doc> {
    pub(crate) fn new(transaction: &'a mut TransactionMut<'doc>) -> Self {
        Self { transaction }
    }

    /// Types at an offset (at most the text's end). Nothing happens where there is no such text.
    pub fn insert(&mut self, path: &str, offset: u32, typed: &str) {
        if let Some(text) = self.text_at(path) {
            let offset = offset.min(text.len(self.transaction));
            text.insert(self.transaction, offset, typed);
        }
    }

    /// Types at the end.
    pub fn push(&mut self, path: &str, typed: &str) {
        if let Some(text) = self.text_at(path) {
            text.push(self.transaction, typed);
        }
    }

    /// Deletes `length` units from an offset, as far as they are there.
    pub fn remove(&mut self, path: &str, offset: u32, length: u32) {
        let Some(text) = self.text_at(path) else {
            return;
        };
        let end = text.len(self.transaction);
        let offset = offset.min(end);
        let length = length.min(end - offset);
        if length > 0 {
            text.remove_range(self.transaction, offset, length);
        }
    }

    /// Empties a text.
    pub fn clear(&mut self, path: &str) {
        self.remove(path, 0, u32::MAX);
    }

    /// The text as it stands.
    pub fn read(&mut self, path: &str) -> String {
        self.text_at(path).map(|text| text.get_string(self.transaction)).unwrap_or_default()
    }

    /// Makes a row of a map of rows, with all its texts (W22).
    pub fn row(&mut self, map: &str, key: &str, fields: &[(&str, Content)]) {
        let map = self.transaction.get_or_insert_map(map);
        let row: MapRef = map.insert(self.transaction, key, MapPrelim::default());
        for (field, content) in fields {
            match content {
                Content::Text(text) => {
                    row.insert(self.transaction, *field, TextPrelim::new(text.as_str()));
                }
                Content::Value(value) => {
                    row.insert(self.transaction, *field, value.clone());
                }
            }
        }
    }

    /// Sets a scalar at a path of two or three steps: `places/NOTE`, `actions/ROW/due`.
    pub fn set(&mut self, path: &str, value: impl Into<Any>) {
        if let Some((map, key)) = self.place(path) {
            map.insert(self.transaction, key, value.into());
        }
    }

    /// Takes a key out of a map: `notes/KEY`, `groups/ID`.
    pub fn unset(&mut self, path: &str) {
        if let Some((map, key)) = self.place(path) {
            map.remove(self.transaction, &key);
        }
    }

    fn place(&mut self, path: &str) -> Option<(MapRef, String)> {
        let (parent, key) = path.rsplit_once('/')?;
        Some((self.map_at(parent)?, key.to_owned()))
    }

    fn map_at(&mut self, path: &str) -> Option<MapRef> {
        let mut steps = path.split('/');
        let mut map = self.transaction.get_or_insert_map(steps.next()?);
        for step in steps {
            map = match map.get(self.transaction, step)? {
                Out::YMap(map) => map,
                _ => return None,
            };
        }
        Some(map)
    }

    fn text_at(&mut self, path: &str) -> Option<TextRef> {
        let Some((parent, key)) = path.rsplit_once('/') else {
            return Some(self.transaction.get_or_insert_text(path));
        };
        match self.map_at(parent)?.get(self.transaction, key)? {
            Out::YText(text) => Some(text),
            _ => None,
        }
    }
}
