//! Documents that begin anew: by one entry, which carries the new state. Nothing of one generation is ever merged into another: every word would stand twice.

use super::{Changed, EntryBytes, Fold, FoldError};
use crate::{
    access::{Access, access},
    author::Author,
    entry::{Entry, GenerationEntry, GenerationHead},
    limits,
    touch::Touched,
    unwritten::Unwritten,
};
use trestle_gate::GateRefusal;
use trestle_protocol::{DocumentName, Refusal, Time};

/// When a document may begin anew again. It is kept nowhere: a replay judges nothing, and a restart is slow enough.
#[derive(Clone, Copy)]
pub(super) enum Rest {
    /// It has begun anew.
    Begun(Time),
    /// It could not.
    Tried(Time),
}

impl Rest {
    fn until(self) -> Time {
        match self {
            Self::Begun(at) => at.plus(limits::BEGUN_MS),
            Self::Tried(at) => at.plus(limits::TRIED_MS),
        }
    }
}

impl Fold {
    /// Lets an update in as [`Fold::update`] does, if it was written in the generation that the document is in. What has no room in one that begins anew in a moment
    /// waits for that.
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
        self.update(author, document, update, now).map_err(|why| match self.begun.get(&document).copied() {
            Some(rest @ Rest::Begun(_))
                if why == Refusal::DocumentFull.into() && rest.until() > now && self.documents.is_worn(document) =>
            {
                Unwritten::for_ms(rest.until().since(now))
            }
            _ => why,
        })
    }

    /// Begins a document anew if its pieces run out, a new one has fewer, and it has not done so or tried to just now; none if it goes on as it is.
    pub fn begin_anew_if_worn(&mut self, document: DocumentName, now: Time) -> Option<Changed> {
        let rests = self.begun.get(&document).is_some_and(|rest| rest.until() > now);
        if rests || !self.documents.is_worn(document) {
            return None;
        }
        let changed = self.begin_anew(document, now);
        self.begun.insert(document, if changed.is_some() { Rest::Begun(now) } else { Rest::Tried(now) });
        changed
    }

    /// Begins a document anew: what it holds in the next generation, without history. None if nobody has written into it, or if it could not be written anew so
    /// that it says the same: then it goes on as it is.
    pub fn begin_anew(&mut self, document: DocumentName, now: Time) -> Option<Changed> {
        let (state, anew) = self.documents.anew(document, limits::STATE_BYTES)?;
        let head = GenerationHead { at: now, document, generation: anew.generation() };
        let bytes = Entry::Generation(GenerationEntry { head, state }).encode().ok()?;
        self.documents.replace(anew);
        self.latest = self.latest.max(now);
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
            if generation - known > 1 {
                return Err(gap(GateRefusal::Behind));
            }
            self.documents.follow_anew(document, &entry.state).map_err(gap)??;
            self.latest = self.latest.max(entry.head.at);
        }
        Ok(Touched::default())
    }
}
