//! What one audience is shown, and in which order it changed: a screen is told everything behind the place that it has reached, at its own pace, and never
//! what did not change.

use crate::{
    cell_key::CellKey,
    fold::Fold,
    identity::Viewer,
    touch::Touched,
    view::{keys, my_keys, view},
};
use std::collections::{BTreeMap, BTreeSet};
use trestle_protocol::{Cell, Role, SeatId};

/// How many changes an audience has seen; each moves the cell that changed behind all others. 0 stands before the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Change(u64);

/// One audience: a class of viewers (shared cells), or one seat (its own cells).
pub struct Shown {
    viewer: Viewer,
    cells: BTreeMap<CellKey, Held>,
    /// Each key once, at its latest change.
    order: BTreeMap<Change, CellKey>,
    latest: Change,
}

/// A cell as it was shown last; none: it is gone, and not everybody has been told.
struct Held {
    cell: Option<Cell>,
    at: Change,
}

impl Shown {
    /// The shared cells of a class of viewers.
    pub fn class(role: Role) -> Self {
        Self::new(Viewer::class(role))
    }

    /// One seat's own cells.
    pub fn mine(seat: SeatId) -> Self {
        Self::new(Viewer { role: Role::Participant, seat: Some(seat) })
    }

    fn new(viewer: Viewer) -> Self {
        Self { viewer, cells: BTreeMap::new(), order: BTreeMap::new(), latest: Change::default() }
    }

    /// Looks again at what was touched.
    pub fn look(&mut self, fold: &Fold, touched: &Touched) {
        for key in self.keys_to_look_at(fold, touched) {
            let cell = view(&fold.state, &fold.documents, self.viewer, &key);
            let before = self.cells.get(&key).and_then(|held| held.cell.as_ref());
            if cell.as_ref() != before {
                self.change(key, cell);
            }
        }
    }

    fn change(&mut self, key: CellKey, cell: Option<Cell>) {
        self.latest.0 += 1;
        self.order.insert(self.latest, key.clone());
        if let Some(before) = self.cells.insert(key, Held { cell, at: self.latest }) {
            self.order.remove(&before.at);
        }
    }

    /// The latest change: whoever has been told everything up to it is up to date.
    pub fn latest(&self) -> Change {
        self.latest
    }

    /// What changed after that, in order: the key and the cell as it is by now, or none if it is gone.
    pub fn after(&self, change: Change) -> impl Iterator<Item = (Change, &CellKey, Option<&Cell>)> {
        let later = self.order.range((std::ops::Bound::Excluded(change), std::ops::Bound::Unbounded));
        later.filter_map(|(at, key)| self.cells.get(key).map(|held| (*at, key, held.cell.as_ref())))
    }

    /// Everybody has been told everything up to that change: what was gone by then need not be told any more.
    pub fn forget_gone(&mut self, told: Change) {
        let Self { cells, order, .. } = self;
        cells.retain(|_, held| {
            let kept = held.cell.is_some() || held.at > told;
            if !kept {
                order.remove(&held.at);
            }
            kept
        });
    }

    /// Everything that this audience is shown now, by key.
    pub fn cells(&self) -> BTreeMap<String, Cell> {
        let there = self.cells.iter().filter_map(|(key, held)| Some((key, held.cell.as_ref()?)));
        there.map(|(key, cell)| (key.to_string(), cell.clone())).collect()
    }

    fn keys_to_look_at(&self, fold: &Fold, touched: &Touched) -> BTreeSet<CellKey> {
        let known = || self.cells.keys().cloned();
        match self.viewer.seat {
            None if touched.all => keys(&fold.state, &fold.documents).into_iter().chain(known()).collect(),
            None => touched.shared.clone(),
            Some(_) if touched.all => my_keys(&fold.state).into_iter().chain(known()).collect(),
            Some(seat) => touched.mine.iter().filter(|(owner, _)| *owner == seat).map(|(_, key)| key.clone()).collect(),
        }
    }
}
