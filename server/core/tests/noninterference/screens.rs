//! Everything that somebody gets: the cells of their screen, the record, and the documents that they may write.

use crate::kit::{
    screen::{Look, Watcher},
    world::World,
    writer::Writer,
};
use std::collections::BTreeMap;
use trestle_core::{Record, documents::schema::schema, record, writable};
use trestle_gate::Shape;
use trestle_protocol::{DocumentName, Role};
use yrs::{Any, GetString, ReadTxn, Transact, types::ToJson};

/// Two screens that should be the same. The first key under which they are not.
///
/// # Errors
/// What is different, in words.
pub(crate) fn compare_cells(watcher: Watcher, look: &Look, one: &World, other: &World) -> Result<(), String> {
    let (one, other) = (watcher.cells(one, look), watcher.cells(other, look));
    if one == other {
        return Ok(());
    }
    let keys = one.keys().chain(other.keys()).filter(|key| one.get(*key) != other.get(*key));
    let said = keys.take(1).map(|key| format!("{watcher:?} tells two workshops apart by {key}: {:?} / {:?}", one.get(key), other.get(key)));
    Err(said.collect())
}

/// The record that somebody can download, made into both of its documents.
pub(crate) fn documents_of_record(watcher: Watcher, world: &World) -> Option<(String, String)> {
    let reader = watcher.viewer(&world.fold.state).filter(|viewer| viewer.role != Role::Guest)?;
    let record: Record = record(&world.fold.state, &world.fold.documents, reader, world.now);
    Some((serde_json::to_string(&record).unwrap(), record.markdown()))
}

/// A document as it is sent.
pub(crate) struct Sent {
    /// What stands in each of its roots.
    pub(crate) content: Vec<(String, Any)>,
    /// Its state.
    pub(crate) bytes: Vec<u8>,
}

/// The documents that are sent to somebody.
pub(crate) fn sent_documents(watcher: Watcher, world: &World) -> BTreeMap<DocumentName, Sent> {
    let Some(actor) = watcher.actor() else { return BTreeMap::new() };
    let names = writable(&world.fold.state, actor);
    let read = |name: DocumentName| {
        let bytes = world.fold.documents.state(name).unwrap();
        (name, Sent { content: content(name, &bytes), bytes })
    };
    names.into_iter().map(read).collect()
}

fn content(name: DocumentName, bytes: &[u8]) -> Vec<(String, Any)> {
    let copy = Writer::from(bytes);
    let txn = copy.doc().transact();
    let root = |(root, shape): &(&str, Shape)| {
        let content = match shape {
            Shape::Text => txn.get_text(*root).map(|text| Any::from(text.get_string(&txn))),
            _ => txn.get_map(*root).map(|map| map.to_json(&txn)),
        };
        ((*root).to_owned(), content.unwrap_or(Any::Undefined))
    };
    schema(name).roots.iter().map(root).collect()
}
