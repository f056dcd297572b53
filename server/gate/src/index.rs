//! Owns what the gate knows of one document: who wrote under which client id, and where every unit
//! stands. It holds no content.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::admit::Admitted;
use crate::cost::Cost;
use crate::ranges::Ranges;
use crate::sequence::Sequence;
use crate::update::Id;

/// The author that a client id is bound to when it is first used in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Owner(pub u32);

/// As whom somebody writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owners {
    /// Client ids that come into use are bound to this one.
    pub now: Owner,
    /// Client ids of this one may be gone on with: whom several shared before each had a number of its own.
    pub formerly: Option<Owner>,
}

impl Owners {
    pub(crate) fn may_go_on_as(self, owner: Owner) -> bool {
        owner == self.now || Some(owner) == self.formerly
    }
}

impl From<Owner> for Owners {
    fn from(now: Owner) -> Self {
        Self { now, formerly: None }
    }
}

/// What the gate knows of one document. Equal documents reached by the same updates have equal
/// indexes; it goes into snapshots with the document. What the document costs is not in them: it follows from the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Kept")]
pub struct Index {
    pub(crate) clients: BTreeMap<u32, Client>,
    /// Root name to container.
    pub(crate) roots: BTreeMap<String, u32>,
    pub(crate) containers: Vec<Container>,
    pub(crate) places: Vec<Place>,
    #[serde(skip)]
    pub(crate) cost: Cost,
}

/// An index as it stands in snapshots.
#[derive(Deserialize)]
struct Kept {
    clients: BTreeMap<u32, Client>,
    roots: BTreeMap<String, u32>,
    containers: Vec<Container>,
    places: Vec<Place>,
}

impl From<Kept> for Index {
    fn from(Kept { clients, roots, containers, places }: Kept) -> Self {
        let mut index = Self { clients, roots, containers, places, cost: Cost::default() };
        index.count();
        index
    }
}

/// What one client id has written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Client {
    pub(crate) owner: Owner,
    /// The clock that its next struct must have.
    pub(crate) next: u32,
    /// Sorted by start; each goes on to the next one's start, or to `next`.
    pub(crate) runs: Vec<Run>,
    /// Everything of it that no replica shows any more: deleted by somebody, written over, or in a type that is.
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
    /// How many pieces these are once each is cut where what is deleted begins and ends.
    #[serde(skip)]
    pub(crate) cut: u32,
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

/// The parts of runs that lie in the clocks from `start` to `end`, each with what stands there; the last run goes on without end.
pub(crate) fn runs_within(runs: &[Run], start: u32, end: u32) -> impl Iterator<Item = (u32, u32, Stand)> + '_ {
    let first = runs.partition_point(|run| run.start <= start).saturating_sub(1);
    let within = runs[first.min(runs.len())..].iter().enumerate().take_while(move |(_, run)| run.start < end);
    let parts = within.map(move |(number, run)| {
        let until = runs.get(first + number + 1).map_or(end, |next| next.start.min(end));
        (run.start.max(start), until, run.stand)
    });
    parts.filter(|(start, end, _)| start < end)
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

    /// What the document costs now.
    #[must_use]
    pub fn cost(&self) -> Cost {
        self.cost
    }

    /// Whether no replica shows this unit any more.
    pub(crate) fn is_deleted(&self, id: Id) -> bool {
        self.clients.get(&id.client).is_some_and(|client| client.deleted.holds(id.clock))
    }

    pub(crate) fn container(&self, container: u32) -> Option<&Container> {
        self.containers.get(container as usize)
    }

    pub(crate) fn stand(&self, client: u32, clock: u32) -> Option<Stand> {
        let client = self.clients.get(&client).filter(|client| clock < client.next)?;
        run_at(&client.runs, clock)
    }
}
