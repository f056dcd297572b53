//! A writer: one person's copy of one document, as a browser keeps it.

use super::{edit::Edit, words::Words};
use trestle_core::Documents;
use trestle_protocol::DocumentName;
use yrs::{ClientID, Doc, OffsetKind, Options, ReadTxn, StateVector, Transact, Update, updates::decoder::Decode};

/// A copy of a document under a client id of its own.
pub(crate) struct Writer {
    doc: Doc,
}

impl Writer {
    /// An empty copy.
    pub(crate) fn new(client: u64) -> Self {
        let options =
            Options { offset_kind: OffsetKind::Utf16, cleanup_formatting: false, ..Options::with_client_id(ClientID::new(client)) };
        Self { doc: Doc::with_options(options) }
    }

    /// A copy of a document's state, to look at.
    pub(crate) fn from(state: &[u8]) -> Self {
        let copy = Self::new(1);
        copy.apply(state);
        copy
    }

    /// Takes over what the server has.
    pub(crate) fn sync(&self, documents: &Documents, name: DocumentName) {
        self.apply(&documents.state(name).expect("a document can be read"));
    }

    /// Takes over what somebody sent.
    pub(crate) fn apply(&self, update: &[u8]) {
        let update = Update::decode_v1(update).expect("it is an update");
        self.doc.transact_mut().apply_update(update).expect("it can be applied");
    }

    /// All of it, as an update.
    pub(crate) fn state(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&StateVector::default())
    }

    /// Writes, and gives the update that a client would send.
    pub(crate) fn edit(&self, edit: &Edit, words: &Words) -> Vec<u8> {
        let mut txn = self.doc.transact_mut();
        let before = txn.state_vector();
        edit.write(&mut txn, words);
        txn.encode_diff_v1(&before)
    }

    /// The document, to read it.
    pub(crate) fn doc(&self) -> &Doc {
        &self.doc
    }
}
