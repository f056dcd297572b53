//! Owns what the gate knows of one document: who wrote under which client id, and where every unit
//! stands. It holds no content.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::admit::Admitted;
use crate::ranges::Ranges;
use crate::sequence::Sequence;

/// The author that a client id is bound to when it is first used in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Owner(pub u32);

/// What the gate knows of one document. Equal documents reached by the same updates have equal
/// indexes; it goes into snapshots with the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    pub(crate) clients: BTreeMap<u32, Client>,
    /// Root name to container.
    pub(crate) roots: BTreeMap<String, u32>,
    pub(crate) containers: Vec<Container>,
    pub(crate) places: Vec<Place>,
    pub(crate) spent: Spent,
}

/// What one client id has written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Client {
    pub(crate) owner: Owner,
    /// The clock that its next struct must have.
    pub(crate) next: u32,
    /// Sorted by start; each goes on to the next one's start, or to `next`.
    pub(crate) runs: Vec<Run>,
    pub(crate) deleted: Ranges,
}

/// Consecutive units that stand in the same place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Run {
    pub(crate) start: u32,
    pub(crate) stand: Stand,
}

/// Where a unit stands and what it is, as far as others may refer to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Stand {
    /// Collected as garbage: it stands nowhere.
    Gone,
    /// Text or a value in this place.
    Item(u32),
    /// Deleted before anybody else saw it; what it was is not known.
    Deleted(u32),
    /// A shared type in this place, and the container that it is.
    Type(u32, u32),
}

/// A shared type: a root or an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Container {
    pub(crate) home: Home,
    /// The place of a text's items.
    pub(crate) list: Option<u32>,
    /// The places of a map's values, by key.
    pub(crate) entries: BTreeMap<String, u32>,
}

/// What makes a container that container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Home {
    /// The root of this name.
    Root(String),
    /// A type that stands in this place.
    Place(u32),
}

/// All items of one text, or all values that one key of one map had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    pub(crate) container: u32,
    pub(crate) key: Option<String>,
    pub(crate) sequence: Sequence,
}

/// What of the document's budget is used up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Spent {
    pub(crate) units: u32,
    pub(crate) bytes: u64,
    pub(crate) pieces: u32,
}

impl Stand {
    pub(crate) fn place(self) -> Option<u32> {
        match self {
            Stand::Gone => None,
            Stand::Item(place) | Stand::Deleted(place) | Stand::Type(place, _) => Some(place),
        }
    }
}

/// Appends a run, or lets the last one go on if it stands in the same place.
pub(crate) fn append(runs: &mut Vec<Run>, run: Run) {
    let goes_on = runs.last().is_some_and(|last| last.stand == run.stand);
    // A type is a single unit: another one, even in the same place, is another container.
    if !goes_on {
        runs.push(run);
    }
}

/// The run that holds `clock`; `runs` start at or before it.
pub(crate) fn run_at(runs: &[Run], clock: u32) -> Option<Stand> {
    let after = runs.partition_point(|run| run.start <= clock);
    runs.get(after.checked_sub(1)?).map(|run| run.stand)
}

impl Index {
    /// The author of what stands under a client id, if it is in use.
    #[must_use]
    pub fn owner(&self, client: u32) -> Option<Owner> {
        self.clients.get(&client).map(|client| client.owner)
    }

    /// Every client id in use with its next clock, in the order of ids: the state vector.
    pub fn clocks(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.clients.iter().map(|(id, client)| (*id, client.next))
    }

    /// The units of a root text in their order, as (client, first clock, length), deleted ones
    /// included.
    pub fn order(&self, root: &str) -> impl Iterator<Item = (u32, u32, u32)> + '_ {
        let list = self.roots.get(root).and_then(|container| self.container(*container)?.list);
        let place = list.and_then(|place| self.places.get(place as usize));
        let pieces = place.map_or(&[][..], |place| place.sequence.pieces());
        pieces.iter().map(|piece| (piece.id.client, piece.id.clock, piece.len))
    }

    /// Takes in what [`Index::admit`] admitted on this very index. Goes together with applying
    /// [`Admitted::update`] to the document; between the two calls nothing else may be committed.
    pub fn commit(&mut self, admitted: &Admitted) {
        admitted.apply(self);
    }

    pub(crate) fn container(&self, container: u32) -> Option<&Container> {
        self.containers.get(container as usize)
    }

    pub(crate) fn stand(&self, client: u32, clock: u32) -> Option<Stand> {
        let client = self.clients.get(&client).filter(|client| clock < client.next)?;
        run_at(&client.runs, clock)
    }
}
