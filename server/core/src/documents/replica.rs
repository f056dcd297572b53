//! One document in memory: the CRDT, the gate's knowledge of it, and what it says.

use super::{
    anew::written_anew,
    content::{Content, Note, WrittenFor},
    read::{self, Reading},
    schema::schema,
    share::Shares,
    struck::Struck,
};
use std::{collections::BTreeMap, mem, panic};
use trestle_gate::{Admitted, Cost, GateRefusal, Index, Limits, Owner, Owners, SERVER};
use trestle_protocol::DocumentName;
use yrs::{
    ClientID, Doc, Map, OffsetKind, Options, ReadTxn, StateVector, Transact, Update, updates::decoder::Decode, updates::encoder::Encode,
};

/// The CRDT panicked or could not read bytes that the gate had admitted: this replica must not be used any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a document could not be applied or read")]
pub struct Broken;

/// One document.
pub(crate) struct Replica {
    name: DocumentName,
    doc: Doc,
    index: Index,
    content: Content,
    /// Desk: the writing round in which each note was first seen.
    rounds: BTreeMap<String, u32>,
    /// Desk: names on notes that do not count.
    struck: Struck,
    /// What each author may still add.
    pub(super) shares: Shares,
    /// Which generation of the document this is.
    generation: u32,
}

/// What is known of a document besides its CRDT: the gate's index, of a desk the rounds of its notes and the names on them that do not count.
pub(super) struct Bookkeeping {
    pub(super) index: Index,
    pub(super) rounds: BTreeMap<String, u32>,
    pub(super) struck: Struck,
}

/// A document in which nothing stands. In one that is there the server only ever deletes, which needs no id of its own; it writes in those that begin anew, where
/// nobody else may have its id.
pub(super) fn blank() -> Doc {
    Doc::with_options(Options {
        offset_kind: OffsetKind::Utf16, // as yjs counts
        cleanup_formatting: false,      // no formats are admitted; the clean-up would only cost
        ..Options::with_client_id(ClientID::new(SERVER.into()))
    })
}

/// Runs what may panic inside the CRDT.
fn guarded<R>(work: impl FnOnce() -> Result<R, Broken>) -> Result<R, Broken> {
    panic::catch_unwind(panic::AssertUnwindSafe(work)).unwrap_or(Err(Broken))
}

fn apply(doc: &Doc, update: &[u8]) -> Result<(), Broken> {
    let update = Update::decode_v1(update).map_err(|_| Broken)?;
    let mut txn = doc.transact_mut();
    txn.apply_update(update).map_err(|_| Broken)
}

/// A desk without the names that do not count.
fn struck_off(mut content: Content, struck: &Struck) -> Content {
    if let Content::Desk(desk) = &mut content {
        struck.strike(desk);
    }
    content
}

/// An index that knows what is deleted in the document. Those from before did not know what was written over, lay in a deleted type, or was taken off by the
/// server. One that cannot be told goes on as it is: it reckons with too little room then, and nothing else.
fn informed(mut index: Index, state: &[u8]) -> Index {
    if let Ok(known) = index.follow(Owner(0), state) {
        index.commit(&known);
    }
    index
}

impl Replica {
    /// An empty document.
    pub(super) fn new(name: DocumentName, reading: &mut Reading<'_>) -> Self {
        let doc = blank();
        let content = read::content(&doc.transact(), name, reading);
        let (rounds, struck, shares) = (BTreeMap::new(), Struck::default(), Shares::default());
        Self { name, doc, index: Index::default(), content, rounds, struck, shares, generation: 0 }
    }

    /// A document from a snapshot: its state, and what was known of it besides.
    pub(super) fn restore(name: DocumentName, state: &[u8], known: Bookkeeping, salt: &[u8; 16]) -> Result<Self, Broken> {
        let Bookkeeping { index, mut rounds, struck } = known;
        guarded(|| {
            let doc = blank();
            apply(&doc, state)?;
            let content = read::content(&doc.transact(), name, &mut Reading { salt, writing: u32::MAX, rounds: &mut rounds });
            Ok((doc, content))
        })
        .map(|(doc, content)| Self {
            name,
            doc,
            index: informed(index, state),
            content: struck_off(content, &struck),
            rounds,
            struck,
            shares: Shares::default(),
            generation: 0,
        })
    }

    /// May these bytes go on? Says what of them is new, in canonical form.
    pub(super) fn admit(&self, limits: &Limits, owners: Owners, update: &[u8]) -> Result<Admitted, GateRefusal> {
        self.index.admit(schema(self.name), limits, owners, update)
    }

    /// The same for a document that nobody wrote into yet.
    pub(super) fn admit_first(name: DocumentName, limits: &Limits, owners: Owners, update: &[u8]) -> Result<Admitted, GateRefusal> {
        Index::default().admit(schema(name), limits, owners, update)
    }

    /// The same for what was admitted once and stands in the journal: it is not judged again.
    pub(super) fn follow(&self, owner: Owner, update: &[u8]) -> Result<Admitted, GateRefusal> {
        self.index.follow(owner, update)
    }

    /// The same for a document that nobody wrote into yet.
    pub(super) fn follow_first(owner: Owner, update: &[u8]) -> Result<Admitted, GateRefusal> {
        Index::default().follow(owner, update)
    }

    /// Applies what was admitted and reads the document anew; returns what it said before. `may`: is it this desk's to write for them?
    pub(super) fn apply(
        &mut self,
        admitted: &Admitted,
        salt: &[u8; 16],
        writing: u32,
        may: impl Fn(WrittenFor) -> bool,
    ) -> Result<Content, Broken> {
        let (doc, name, rounds) = (&self.doc, self.name, &mut self.rounds);
        let content = guarded(|| {
            apply(doc, admitted.update())?;
            Ok(read::content(&doc.transact(), name, &mut Reading { salt, writing, rounds }))
        });
        match content {
            Ok(content) => {
                self.index.commit(admitted);
                if let (Content::Desk(before), Content::Desk(after)) = (&self.content, &content) {
                    self.struck.judge(before, after, may);
                }
                Ok(mem::replace(&mut self.content, struck_off(content, &self.struck)))
            }
            Err(broken) => {
                // Dropping a document that panicked half-way commits its transaction and may panic again: leak it.
                mem::forget(mem::replace(&mut self.doc, blank()));
                Err(broken)
            }
        }
    }

    /// Takes notes off a desk; `which` is told whether a note is marked. Deleting makes nothing new, so every replica comes to the same; the gate learns that there
    /// is more room.
    pub(super) fn take_off(&mut self, which: impl Fn(&Note, bool) -> bool, salt: &[u8; 16]) -> Result<(), Broken> {
        let Content::Desk(desk) = &self.content else { return Ok(()) };
        let marked = desk.marked.iter().map(|(key, note)| (key, note, true));
        let notes = desk.notes.iter().map(|(key, note)| (key, note, false)).chain(marked);
        let keys: Vec<String> = notes.filter(|(_, note, marked)| which(note, *marked)).map(|(key, ..)| key.clone()).collect();
        let (doc, name, rounds) = (&self.doc, self.name, &mut self.rounds);
        let (content, deleted) = guarded(|| {
            let mut txn = doc.transact_mut();
            if let Some(notes) = txn.get_map("notes") {
                keys.iter().for_each(|key| drop(notes.remove(&mut txn, key)));
            }
            let deleted = txn.encode_update_v1();
            drop(txn);
            Ok((read::content(&doc.transact(), name, &mut Reading { salt, writing: 0, rounds }), deleted))
        })?;
        self.content = struck_off(content, &self.struck);
        let known = self.index.follow(Owner(0), &deleted).map_err(|_| Broken)?;
        self.index.commit(&known);
        Ok(())
    }

    /// Which document this is.
    pub(super) fn name(&self) -> DocumentName {
        self.name
    }

    /// Which generation of it.
    pub(crate) fn generation(&self) -> u32 {
        self.generation
    }

    /// It is that generation.
    pub(super) fn call(&mut self, generation: u32) {
        self.generation = generation;
    }

    /// Do its pieces run out, so that it should begin anew?
    pub(super) fn is_worn(&self) -> bool {
        self.index.is_worn(&Limits::DEFAULT)
    }

    /// What it holds, as the state of a document without history.
    pub(super) fn written_anew(&self) -> Result<Vec<u8>, Broken> {
        guarded(|| Ok(written_anew(&self.doc.transact(), schema(self.name))))
    }

    /// Its next generation, which begins with that state. The index begins anew with it: client ids of before mean nothing in it. What each may still add goes on.
    pub(super) fn next(&self, state: &[u8], salt: &[u8; 16]) -> Result<Result<Self, Broken>, GateRefusal> {
        let (index, state) = Index::anew(state)?;
        let known = Bookkeeping { index, rounds: self.rounds.clone(), struck: self.struck.clone() };
        let restored = Self::restore(self.name, &state, known, salt);
        let generation = self.generation.saturating_add(1);
        Ok(restored.map(|anew| Self { generation, shares: self.shares.clone(), ..anew }))
    }

    /// What it says.
    pub(super) fn content(&self) -> &Content {
        &self.content
    }

    /// What it costs.
    pub(super) fn cost(&self) -> Cost {
        self.index.cost()
    }

    /// What is known of it besides, for a snapshot.
    pub(super) fn bookkeeping(&self) -> Bookkeeping {
        Bookkeeping { index: self.index.clone(), rounds: self.rounds.clone(), struck: self.struck.clone() }
    }

    /// Its whole state, as an update.
    pub(super) fn state(&self) -> Result<Vec<u8>, Broken> {
        guarded(|| Ok(self.doc.transact().encode_state_as_update_v1(&StateVector::default())))
    }

    /// Its state vector, encoded.
    pub(super) fn vector(&self) -> Result<Vec<u8>, Broken> {
        guarded(|| Ok(self.doc.transact().state_vector().encode_v1()))
    }
}
