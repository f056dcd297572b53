//! Documents that begin anew: by one entry, which carries the new state. Nothing of one generation is ever merged into another: every word would stand twice.

use super::{Changed, EntryBytes, Fold, FoldError};
use crate::{
    access::{Access, access},
    author::Author,
    entry::{Entry, GenerationEntry, GenerationHead},
    touch::Touched,
    unwritten::Unwritten,
};
use trestle_gate::GateRefusal;
use trestle_protocol::{DocumentName, Refusal, Time};

/// Largest state that a document begins anew with, in bytes: one entry of the journal takes 4 MiB.
/// Whose: the document's. At it: it does not begin anew, and is full once its pieces are. Freed by: whoever takes something away in it; a facilitator always can.
const STATE_BYTES: usize = 3 << 20;

impl Fold {
    /// Lets an update in as [`Fold::update`] does, if it was written in the generation that the document is in.
    ///
    /// # Errors
    /// Those of [`Fold::update`], and `NewGeneration`; nothing has changed then.
    pub fn update_in(
        &mut self,
        author: impl Into<Author>,
        (document, generation): (DocumentName, u32),
        update: &[u8],
        now: Time,
    ) -> Result<Changed, Unwritten> {
        let author = author.into();
        let writes = access(&self.state, document, author.actor) == Access::Write;
        if writes && generation != self.documents.generation(document) {
            return Err(Refusal::NewGeneration.into());
        }
        self.update(author, document, update, now)
    }

    /// Begins a document anew if its pieces run out and a new one has fewer; none if it goes on as it is.
    pub fn begin_anew_if_worn(&mut self, document: DocumentName, now: Time) -> Option<Changed> {
        self.documents.is_worn(document).then(|| self.begin_anew(document, now))?
    }

    /// Begins a document anew: what it holds in the next generation, without history. None if nobody has written into it, or if it could not be written anew so
    /// that it says the same: then it goes on as it is.
    pub fn begin_anew(&mut self, document: DocumentName, now: Time) -> Option<Changed> {
        let (state, anew) = self.documents.anew(document).filter(|(state, _)| state.len() <= STATE_BYTES)?;
        let head = GenerationHead { at: now, document, generation: anew.generation() };
        let bytes = Entry::Generation(GenerationEntry { head, state }).encode().ok()?;
        self.documents.replace(anew);
        let entries = vec![EntryBytes { event: false, bytes }];
        Some(Changed { entries, renewed: vec![document], ..Changed::default() })
    }

    /// A document began anew then, with that state, which is not made again but taken as it is. What it says has not changed.
    pub(super) fn replay_generation(&mut self, entry: &GenerationEntry) -> Result<Touched, FoldError> {
        let GenerationHead { document, generation, .. } = entry.head;
        let known = self.documents.generation(document);
        // What is known already was read twice.
        if generation > known {
            let gap = |rule| FoldError::Gap { document, rule };
            if generation > known + 1 {
                return Err(gap(GateRefusal::Behind));
            }
            self.documents.follow_anew(document, &entry.state).map_err(gap)??;
        }
        Ok(Touched::default())
    }
}
