//! The scribe: does one thing after the other in a fold, and keeps the entries that come of it.

use super::pen::Pen;
use crate::{
    event::Event,
    fold::{EntryBytes, Fold},
    identity::Actor,
    state::State,
};
use trestle_protocol::{DocumentName, Refusal, Time};

/// A fold that grows, and its journal.
pub(super) struct Scribe {
    fold: Fold,
    entries: Vec<EntryBytes>,
    /// When everything happened, until the end.
    at: Time,
}

impl Scribe {
    /// Before the first entry.
    pub(super) fn new(at: Time) -> Self {
        Self { fold: Fold::empty(), entries: Vec::new(), at }
    }

    /// What is true so far.
    pub(super) fn state(&self) -> &State {
        &self.fold.state
    }

    /// The fold so far.
    pub(super) fn fold(&self) -> &Fold {
        &self.fold
    }

    /// From now on everything happened then.
    pub(super) fn later(&mut self, at: Time) {
        self.at = self.at.max(at);
    }

    /// Something was decided.
    pub(super) fn event(&mut self, event: Event) -> Result<(), Refusal> {
        let entry = self.fold.happen(&event, self.at)?;
        self.entries.push(entry);
        Ok(())
    }

    /// Somebody wrote into a document that was empty before.
    pub(super) fn write(&mut self, actor: Actor, document: DocumentName, write: impl FnOnce(&mut Pen)) -> Result<(), Refusal> {
        let mut pen = Pen::default();
        write(&mut pen);
        for update in pen.updates() {
            let changed = self.fold.bring(actor, document, &update, self.at)?;
            self.entries.extend(changed.entries);
        }
        Ok(())
    }

    /// All of it.
    pub(super) fn entries(self) -> Vec<EntryBytes> {
        self.entries
    }
}
