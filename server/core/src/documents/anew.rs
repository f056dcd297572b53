//! Writing a document anew: what it holds, all of it, in a document without history. The server writes it, under a client id that nobody else has.

use super::replica::blank;
use std::collections::BTreeMap;
use trestle_gate::{Schema, Shape};
use yrs::{Any, Doc, GetString, Map, MapPrelim, MapRef, Out, ReadTxn, StateVector, Text, TextPrelim, Transact, TransactionMut, WriteTxn};

/// What stands in one place of a document.
enum Held {
    Text(String),
    Value(Any),
    Map(BTreeMap<String, Held>),
}

/// The state of a new document that holds what this one does: every text, value and row of its schema under its own key, also what nobody is shown.
pub(super) fn written_anew<T: ReadTxn>(txn: &T, schema: &Schema) -> Vec<u8> {
    let doc: Doc = blank();
    let mut writing = doc.transact_mut();
    for (root, shape) in schema.roots {
        match shape {
            Shape::Text => write_text(txn, &mut writing, root),
            Shape::Map(_) | Shape::Record(_) => write_map(txn, &mut writing, root),
            // No root is a value.
            Shape::Value => {}
        }
    }
    drop(writing);
    doc.transact().encode_state_as_update_v1(&StateVector::default())
}

fn write_text<T: ReadTxn>(txn: &T, writing: &mut TransactionMut<'_>, root: &str) {
    let words = txn.get_text(root).map(|text| text.get_string(txn)).unwrap_or_default();
    if !words.is_empty() {
        writing.get_or_insert_text(root).push(writing, &words);
    }
}

fn write_map<T: ReadTxn>(txn: &T, writing: &mut TransactionMut<'_>, root: &str) {
    let held = txn.get_map(root).map(|map| entries(txn, &map)).unwrap_or_default();
    if !held.is_empty() {
        let map = writing.get_or_insert_map(root);
        write_entries(writing, &map, held);
    }
}

/// Sorted: the CRDT's own order is another one each time.
fn entries<T: ReadTxn>(txn: &T, map: &MapRef) -> BTreeMap<String, Held> {
    map.iter(txn).filter_map(|(key, out)| Some((key.to_owned(), held(txn, out)?))).collect()
}

fn held<T: ReadTxn>(txn: &T, out: Out) -> Option<Held> {
    match out {
        Out::YText(text) => Some(Held::Text(text.get_string(txn))),
        Out::YMap(map) => Some(Held::Map(entries(txn, &map))),
        Out::Any(value) => Some(Held::Value(value)),
        // The gate lets nothing else in.
        _ => None,
    }
}

fn write_entries(writing: &mut TransactionMut<'_>, into: &MapRef, held: BTreeMap<String, Held>) {
    for (key, held) in held {
        match held {
            Held::Text(words) => drop(into.insert(writing, key, TextPrelim::new(words))),
            Held::Value(value) => drop(into.insert(writing, key, value)),
            Held::Map(inner) => {
                let row: MapRef = into.insert(writing, key, MapPrelim::default());
                write_entries(writing, &row, inner);
            }
        }
    }
}
