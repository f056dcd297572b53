//! Names on a desk's notes that do not count: whoever wrote them wrote for nobody but themselves.
//!
//! Judged when the words or the name of a note change, at that place in the journal, and never again: who moves to another table later takes no note along.

use super::content::{Desk, Note, WrittenFor};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// By the notes' keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Struck(BTreeMap<String, WrittenFor>);

impl Struck {
    /// Judges what has changed on a desk, whose notes say in `after` for whom they are as its document has it.
    pub(super) fn judge(&mut self, before: &Desk, after: &Desk, may: impl Fn(WrittenFor) -> bool) {
        let same = |key: &String, note: &Note| {
            let known = before.notes.get(key).or_else(|| before.marked.get(key));
            known.is_some_and(|known| known.text == note.text && self.0.get(key).copied().or(known.written_for) == note.written_for)
        };
        let changed: Vec<(&String, &Note)> = all(after).filter(|(key, note)| !same(key, note)).collect();
        for (key, note) in changed {
            match note.written_for.filter(|whom| !may(*whom)) {
                Some(whom) => self.0.insert(key.clone(), whom),
                None => self.0.remove(key),
            };
        }
        self.0.retain(|key, _| after.notes.contains_key(key) || after.marked.contains_key(key));
    }

    /// Takes off the names that do not count.
    pub(super) fn strike(&self, desk: &mut Desk) {
        for (key, note) in desk.notes.iter_mut().chain(&mut desk.marked) {
            note.written_for = note.written_for.filter(|whom| self.0.get(key) != Some(whom));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn all(desk: &Desk) -> impl Iterator<Item = (&String, &Note)> {
    desk.notes.iter().chain(&desk.marked)
}
