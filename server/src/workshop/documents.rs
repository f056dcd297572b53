//! Which documents a screen is given: those that it may write, from the moment it may until it no longer may.

use super::{
    encode::{self, Kind},
    ended::TaskError,
    frame::Frame,
    screen::{Ending, ScreenId},
    screens::Screens,
};
use crate::limits;
use axum::body::Bytes;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::time::Instant;
use trestle_core::{Actor, Fold, documents::Broken, writable};
use trestle_protocol::{DocumentAccess, DocumentName, ServerFrame};

/// States of documents on their way to screens. Each is encoded once for all who are given it between two changes of the document.
#[derive(Default)]
pub(crate) struct States {
    ready: BTreeMap<DocumentName, [Frame; 2]>,
    /// Bytes of all states that some screen still has before it, also of those that are no longer what the document is.
    held: Arc<AtomicUsize>,
    /// When somebody who was at one for long was ended last.
    freed: Option<Instant>,
}

/// A frame that is counted as long as anybody has it.
struct Held {
    bytes: Vec<u8>,
    all: Arc<AtomicUsize>,
}

impl Held {
    fn frame(bytes: Vec<u8>, all: &Arc<AtomicUsize>) -> Frame {
        all.fetch_add(bytes.len(), Ordering::SeqCst);
        Frame::State(Bytes::from_owner(Self { bytes, all: all.clone() }))
    }
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.all.fetch_sub(self.bytes.len(), Ordering::SeqCst);
    }
}

impl States {
    /// Documents have changed, or nobody waits for any.
    pub(crate) fn forget(&mut self) {
        self.ready.clear();
    }

    /// The two frames that bring a document: its state, and the server's state vector behind it.
    fn frames(&mut self, fold: &Fold, name: DocumentName) -> Result<[Frame; 2], Broken> {
        if let Some(frames) = self.ready.get(&name) {
            return Ok(frames.clone());
        }
        let generation = fold.documents.generation(name);
        let state = encode::document(name, generation, Kind::State, &fold.documents.state(name)?);
        let vector = encode::document(name, generation, Kind::StateVector, &fold.documents.vector(name)?);
        let frames = [Held::frame(state, &self.held), Frame::Binary(vector.into())];
        Ok(self.ready.entry(name).or_insert(frames).clone())
    }

    /// Sends a screen the states that it is owed, while it has room. If all that are on their way take up too much, whoever has been at one for longest has
    /// to come again.
    pub(crate) fn bring(&mut self, fold: &Fold, id: ScreenId, screens: &mut Screens) -> Result<(), TaskError> {
        while let Some(screen) = screens.get_mut(id).filter(|screen| !screen.owed.is_empty() && screen.sender.has_room()) {
            let Some(name) = screen.owed.pop_first() else { break };
            // It has room, so it has taken all that it was given before.
            screen.state_since = Some(Instant::now());
            for frame in self.frames(fold, name)? {
                screens.send(id, frame);
            }
            let most = limits::STATES_BYTES.max(screens.len() * limits::STATES_BYTES_EACH);
            if self.held.load(Ordering::SeqCst) > most
                && self.freed.is_none_or(|freed| freed.elapsed() > limits::STATES_FREED_AFTER)
                && let Some(slowest) = screens.slowest(id)
            {
                self.freed = Some(Instant::now());
                tracing::info!(screen = slowest.0, "a screen takes too long over a document");
                screens.end(slowest, Ending::Slow);
            }
        }
        Ok(())
    }
}

/// What each actor may write at the moment.
pub(crate) struct Rights<'a> {
    fold: &'a Fold,
    readable_only: bool,
    known: BTreeMap<Actor, BTreeSet<DocumentName>>,
}

impl<'a> Rights<'a> {
    /// Nobody may write anything in a workshop that is open for reading only.
    pub(crate) fn new(fold: &'a Fold, readable_only: bool) -> Self {
        Self { fold, readable_only, known: BTreeMap::new() }
    }

    fn of(&mut self, actor: Actor) -> &BTreeSet<DocumentName> {
        let (fold, none) = (self.fold, self.readable_only);
        self.known.entry(actor).or_insert_with(|| if none { BTreeSet::new() } else { writable(&fold.state, actor) })
    }
}

/// Tells a screen what it may write by now, whose states it is owed from then on, and what it no longer may.
pub(crate) fn settle(screens: &mut Screens, id: ScreenId, rights: &mut Rights<'_>) -> Result<(), TaskError> {
    let Some(screen) = screens.get_mut(id) else {
        return Ok(());
    };
    let allowed = rights.of(screen.actor());
    if screen.documents == *allowed {
        return Ok(());
    }
    let given = std::mem::replace(&mut screen.documents, allowed.clone());
    let lost: Vec<DocumentName> = given.difference(allowed).copied().collect();
    let gained: Vec<DocumentName> = allowed.difference(&given).copied().collect();
    screen.owed.retain(|name| allowed.contains(name));
    screen.owed.extend(&gained);
    for name in lost {
        screens.send(id, encode::text(&ServerFrame::Document { name, access: DocumentAccess::None })?);
    }
    for name in gained {
        screens.send(id, encode::text(&ServerFrame::Document { name, access: DocumentAccess::Write })?);
    }
    Ok(())
}
