//! Owns what a document costs now: what stands in it, and the pieces that it is in. A pure function of the index; admissions carry it on.

use serde::{Deserialize, Serialize};

use crate::index::{Index, Stand, runs_within};
use crate::ranges::Ranges;
use crate::sequence::Piece;

/// What a document costs now. What was deleted, written over or lies in a deleted type costs its pieces alone, and neighbours are one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// UTF-16 units of text that stand.
    pub units: u64,
    /// Map entries that stand: values and types.
    pub entries: u64,
    /// Pieces, at least as many as the items that the CRDT reads the document as.
    pub pieces: u64,
}

/// What an update adds to a document for good, as far as its author is charged with it. Taking away costs nothing but the pieces that it makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Growth {
    /// Units of text, values and types that are given, whether they stay or not.
    pub units: u64,
    /// Pieces that there are more.
    pub pieces: u64,
    /// Client ids that come into use.
    pub clients: u64,
}

impl Index {
    /// Counts everything anew.
    pub(crate) fn count(&mut self) {
        let mut cost = Cost::default();
        for client in self.clients.values() {
            for (start, end, stand) in runs_within(&client.runs, 0, client.next) {
                let gone = Ranges::of(vec![(start, end)]).without(&client.deleted);
                match self.kind(stand) {
                    Kind::Nowhere => cost.pieces += 1,
                    Kind::Text => cost.units += gone.count(),
                    Kind::Entry => cost.entries += gone.count(),
                }
            }
        }
        let cuts: Vec<u32> = self.places.iter().map(|place| self.cuts(place.sequence.pieces().iter().copied(), |_| None)).collect();
        for (place, cut) in self.places.iter_mut().zip(cuts) {
            place.cut = cut;
            cost.pieces += u64::from(cut);
        }
        self.cost = cost;
    }

    /// What a unit that stands there counts as.
    pub(crate) fn kind(&self, stand: Stand) -> Kind {
        match stand.place() {
            None => Kind::Nowhere,
            Some(place) => Kind::of(self.places.get(place as usize).is_some_and(|place| place.key.is_some())),
        }
    }

    /// How many pieces these are once each is cut where what is deleted begins and ends. `other` says what is deleted under a client id where that is not what
    /// the index has.
    pub(crate) fn cuts<'a>(&'a self, pieces: impl Iterator<Item = Piece>, other: impl Fn(u32) -> Option<&'a Ranges>) -> u32 {
        let none = Ranges::default();
        pieces
            .map(|Piece { id, len, .. }| {
                let deleted = other(id.client).or_else(|| self.clients.get(&id.client).map(|client| &client.deleted));
                1 + deleted.unwrap_or(&none).edges(id.clock, id.clock + len)
            })
            .sum()
    }
}

/// What a unit counts as while it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Garbage: a run of it is a piece.
    Nowhere,
    Text,
    /// A value or type under a key.
    Entry,
}

impl Kind {
    pub(crate) fn of(keyed: bool) -> Self {
        if keyed { Self::Entry } else { Self::Text }
    }
}
