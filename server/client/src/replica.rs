//! One document as this screen holds it.

use crate::Pen;
use trestle_protocol::DocumentAccess;
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{Any, ClientID, Doc, GetString, Map, OffsetKind, Options, Out, ReadTxn, StateVector, Transact, Update};

/// An update that says nothing: no structs, no deletions.
const NOTHING: [u8; 2] = [0, 0];

/// A document's copy, and what this screen may do with it.
pub struct Replica {
    doc: Doc,
    /// May this screen write?
    pub access: DocumentAccess,
    /// Has the server's state come (on any connection)? Editors are read-only before.
    pub synced: bool,
    /// Which generation of the document this is.
    pub generation: u32,
}

impl Replica {
    /// An empty document under a client id of its own, counted in UTF-16 units as in a browser.
    pub(crate) fn new() -> Self {
        let [a, b, c, d, ..] = *uuid::Uuid::new_v4().as_bytes();
        let mut options = Options::with_client_id(ClientID::new(u64::from(u32::from_le_bytes([a, b, c, d]))));
        options.offset_kind = OffsetKind::Utf16;
        options.cleanup_formatting = false;
        Self { doc: Doc::with_options(options), access: DocumentAccess::None, synced: false, generation: 0 }
    }

    /// Takes over what the server sent; an error in words if it cannot be read.
    pub(crate) fn merge(&mut self, update: &[u8]) -> Result<(), String> {
        let update = Update::decode_v1(update).map_err(|error| error.to_string())?;
        self.doc.transact_mut().apply_update(update).map_err(|error| error.to_string())
    }

    /// A local edit; the update that carries it to the server, none if nothing changed.
    pub(crate) fn edit(&mut self, write: impl FnOnce(&mut Pen<'_, '_>)) -> Option<Vec<u8>> {
        let mut transaction = self.doc.transact_mut();
        write(&mut Pen::new(&mut transaction));
        let update = transaction.encode_update_v1();
        (update != NOTHING).then_some(update)
    }

    /// W15: what somebody who knows `vector` lacks; none if that is nothing.
    pub(crate) fn missing(&self, vector: &[u8]) -> Result<Option<Vec<u8>>, String> {
        let vector = StateVector::decode_v1(vector).map_err(|error| error.to_string())?;
        let update = self.doc.transact().encode_diff_v1(&vector);
        Ok((update != NOTHING).then_some(update))
    }

    /// The state vector, encoded.
    pub fn vector(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }

    /// What this replica knows, client by client: equal vectors and deletions make equal documents.
    pub fn vector_sorted(&self) -> Vec<(u64, u32)> {
        let mut known: Vec<(u64, u32)> = self.doc.transact().state_vector().iter().map(|(client, clock)| (client.get(), *clock)).collect();
        known.sort_unstable();
        known
    }

    /// The whole document as one update.
    pub fn state(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&StateVector::default())
    }

    /// The text at a path (`title`, or `notes/KEY/text`); empty if there is none.
    pub fn text(&self, path: &str) -> String {
        let transaction = self.doc.transact();
        match self.at(&transaction, path) {
            Some(Out::YText(text)) => text.get_string(&transaction),
            Some(Out::UndefinedRef(root)) => yrs::TextRef::from(root).get_string(&transaction),
            _ => String::new(),
        }
    }

    /// The scalar at a path.
    pub fn value(&self, path: &str) -> Option<Any> {
        match self.at(&self.doc.transact(), path)? {
            Out::Any(value) => Some(value),
            _ => None,
        }
    }

    /// The keys of the map at a path, sorted.
    pub fn keys(&self, path: &str) -> Vec<String> {
        let transaction = self.doc.transact();
        let Some(map) = self.at(&transaction, path).and_then(as_map) else {
            return Vec::new();
        };
        let mut keys: Vec<String> = map.keys(&transaction).map(str::to_owned).collect();
        keys.sort();
        keys
    }

    fn at(&self, transaction: &impl ReadTxn, path: &str) -> Option<Out> {
        let mut steps = path.split('/');
        let mut here = transaction.get(steps.next()?)?;
        for step in steps {
            here = as_map(here)?.get(transaction, step)?;
        }
        Some(here)
    }
}

fn as_map(out: Out) -> Option<yrs::MapRef> {
    match out {
        Out::YMap(map) => Some(map),
        Out::UndefinedRef(root) => Some(yrs::MapRef::from(root)),
        _ => None,
    }
}
