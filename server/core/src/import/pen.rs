//! The pen: fills one document as a browser would, in updates that are small enough for the gate.

use yrs::{
    Any, ClientID, Doc, Map, MapPrelim, MapRef, OffsetKind, Options, ReadTxn, StateVector, Text, TextPrelim, TextRef, Transact,
    TransactionMut, WriteTxn,
};

/// The client id that an import writes under. A document has one writer then, and browsers draw theirs from four thousand million.
const CLIENT: u64 = 2;
/// UTF-16 units that are put in at once: at most three bytes each, well under the gate's bound for an update.
const PIECE: usize = 8_000;
/// Bytes after which an update is closed, for the same reason.
const UPDATE_BYTES: usize = 24_000;
/// Things written after which an update is closed: the gate counts its parts, too.
const UPDATE_PARTS: usize = 200;

/// Writes into one document, beginning empty.
pub(super) struct Pen {
    doc: Doc,
    sent: StateVector,
    updates: Vec<Vec<u8>>,
    bytes: usize,
    parts: usize,
}

impl Default for Pen {
    fn default() -> Self {
        let options = Options { offset_kind: OffsetKind::Utf16, ..Options::with_client_id(ClientID::new(CLIENT)) };
        Self { doc: Doc::with_options(options), sent: StateVector::default(), updates: Vec::new(), bytes: 0, parts: 0 }
    }
}

impl Pen {
    /// A text of the document's own.
    pub(super) fn text(&mut self, root: &str, text: &str) {
        self.type_in(text, |txn| Some(txn.get_or_insert_text(root)));
    }

    /// A value in a map of the document's own.
    pub(super) fn value(&mut self, root: &str, key: &str, value: impl Into<Any>) {
        let mut txn = self.doc.transact_mut();
        let map = txn.get_or_insert_map(root);
        map.insert(&mut txn, key, value.into());
        drop(txn);
        self.wrote(1, key.len());
    }

    /// A row of a map of rows: made whole in one go, then filled.
    pub(super) fn row(&mut self, root: &str, key: &str, texts: &[(&str, &str)], values: Vec<(&str, Any)>) {
        let mut txn = self.doc.transact_mut();
        let map = txn.get_or_insert_map(root);
        let row: MapRef = map.insert(&mut txn, key, MapPrelim::default());
        for (field, _) in texts {
            row.insert(&mut txn, *field, TextPrelim::new(""));
        }
        let parts = 1 + texts.len() + values.len();
        for (field, value) in values {
            row.insert(&mut txn, field, value);
        }
        drop(txn);
        self.wrote(parts, key.len());
        for (field, text) in texts {
            self.type_in(text, |txn| match row.get(txn, field) {
                Some(yrs::Out::YText(text)) => Some(text),
                _ => None,
            });
        }
    }

    /// What was written, in order.
    pub(super) fn updates(mut self) -> Vec<Vec<u8>> {
        self.close();
        self.updates
    }

    fn type_in(&mut self, text: &str, into: impl Fn(&mut TransactionMut<'_>) -> Option<TextRef>) {
        for piece in pieces(text) {
            let mut txn = self.doc.transact_mut();
            if let Some(text) = into(&mut txn) {
                text.push(&mut txn, piece);
            }
            drop(txn);
            self.wrote(1, piece.len());
        }
    }

    fn wrote(&mut self, parts: usize, bytes: usize) {
        self.parts += parts;
        self.bytes += bytes;
        if self.parts >= UPDATE_PARTS || self.bytes >= UPDATE_BYTES {
            self.close();
        }
    }

    fn close(&mut self) {
        if self.parts > 0 {
            let txn = self.doc.transact();
            self.updates.push(txn.encode_diff_v1(&self.sent));
            self.sent = txn.state_vector();
            (self.parts, self.bytes) = (0, 0);
        }
    }
}

/// A text in pieces, cut between characters.
fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let mut units = 0;
        let cut = rest.char_indices().find(|(_, c)| {
            units += c.len_utf16();
            units > PIECE
        });
        let (piece, behind) = rest.split_at(cut.map_or(rest.len(), |(at, _)| at));
        pieces.push(piece);
        rest = behind;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_the_text_and_fit() {
        for text in ["", "short", &"x".repeat(PIECE), &"💻".repeat(PIECE), &"ab鸟💻".repeat(5_000)] {
            let cut = pieces(text);
            assert_eq!(cut.concat(), text);
            assert!(cut.iter().all(|piece| !piece.is_empty() && piece.encode_utf16().count() <= PIECE));
        }
    }
}
