//! Which documents a screen is given: those that it may write, from the moment it may until it no longer may.

use super::{
    encode::{self, Kind},
    screen::{Frame, ScreenId},
    screens::Screens,
    task::TaskError,
};
use std::collections::{BTreeMap, BTreeSet};
use trestle_core::{Actor, Fold, documents::Broken, writable};
use trestle_protocol::{DocumentAccess, DocumentName, ServerFrame};

/// States of documents, encoded once for everybody who is given them at the same moment.
#[derive(Default)]
pub(crate) struct States(BTreeMap<DocumentName, [Frame; 2]>);

impl States {
    /// The two frames that bring a document: its state, and the server's state vector behind it.
    pub(crate) fn frames(&mut self, fold: &Fold, name: DocumentName) -> Result<[Frame; 2], Broken> {
        if let Some(frames) = self.0.get(&name) {
            return Ok(frames.clone());
        }
        let generation = fold.documents.generation(name);
        let state = encode::document(name, generation, Kind::State, &fold.documents.state(name)?);
        let vector = encode::document(name, generation, Kind::StateVector, &fold.documents.vector(name)?);
        Ok(self.0.entry(name).or_insert([state, vector]).clone())
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

/// Gives a screen what it may write by now, and takes what it no longer may.
pub(crate) fn settle(screens: &mut Screens, id: ScreenId, rights: &mut Rights<'_>, states: &mut States) -> Result<(), TaskError> {
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
    for name in lost {
        screens.send(id, encode::text(&ServerFrame::Document { name, access: DocumentAccess::None })?);
    }
    for name in gained {
        screens.send(id, encode::text(&ServerFrame::Document { name, access: DocumentAccess::Write })?);
        for frame in states.frames(rights.fold, name)? {
            screens.send(id, frame);
        }
    }
    Ok(())
}
