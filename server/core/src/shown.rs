//! What one audience is shown: turns touched cells into the frame that is sent, and never sends what did not change.

use crate::{
    cell_key::CellKey,
    fold::Fold,
    identity::Viewer,
    touch::Touched,
    view::{keys, my_keys, view},
};
use std::collections::{BTreeMap, BTreeSet};
use trestle_protocol::{Cell, Role, SeatId};

/// Cells that changed, and keys of cells that are gone.
pub type Difference = (BTreeMap<String, Cell>, Vec<String>);

/// One audience: a class of viewers (shared cells), or one seat (its own cells).
pub struct Shown {
    viewer: Viewer,
    cells: BTreeMap<CellKey, Cell>,
}

impl Shown {
    /// The shared cells of a class of viewers.
    pub fn class(role: Role) -> Self {
        Self { viewer: Viewer::class(role), cells: BTreeMap::new() }
    }

    /// One seat's own cells.
    pub fn mine(seat: SeatId) -> Self {
        Self { viewer: Viewer { role: Role::Participant, seat: Some(seat) }, cells: BTreeMap::new() }
    }

    /// Everything this audience is shown, by key; the later differences build on it.
    pub fn whole(&mut self, fold: &Fold) -> BTreeMap<String, Cell> {
        self.refresh(fold, &Touched::everything());
        self.current()
    }

    /// What this audience was shown last, without looking again.
    pub fn current(&self) -> BTreeMap<String, Cell> {
        self.cells.iter().map(|(key, cell)| (key.to_string(), cell.clone())).collect()
    }

    /// What changed for this audience; none if nothing did.
    pub fn refresh(&mut self, fold: &Fold, touched: &Touched) -> Option<Difference> {
        let (mut set, mut gone) = (BTreeMap::new(), Vec::new());
        for key in self.keys_to_refresh(fold, touched) {
            match view(&fold.state, &fold.documents, self.viewer, &key) {
                Some(cell) if self.cells.get(&key) == Some(&cell) => {}
                Some(cell) => {
                    set.insert(key.to_string(), cell.clone());
                    self.cells.insert(key, cell);
                }
                None => {
                    if self.cells.remove(&key).is_some() {
                        gone.push(key.to_string());
                    }
                }
            }
        }
        (!set.is_empty() || !gone.is_empty()).then_some((set, gone))
    }

    fn keys_to_refresh(&self, fold: &Fold, touched: &Touched) -> BTreeSet<CellKey> {
        let known = || self.cells.keys().cloned();
        match self.viewer.seat {
            None if touched.all => keys(&fold.state, &fold.documents).into_iter().chain(known()).collect(),
            None => touched.shared.clone(),
            Some(_) if touched.all => my_keys(&fold.state).into_iter().chain(known()).collect(),
            Some(seat) => touched.mine.iter().filter(|(owner, _)| *owner == seat).map(|(_, key)| key.clone()).collect(),
        }
    }
}
