//! The room: who takes up its places, and who came together.

use crate::{
    place::{Came, Place},
    state::{Seat, State},
};
use std::collections::BTreeMap;
use trestle_protocol::{SeatId, Time, limits};

/// Many who came from one place and whom no facilitator knows yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Crowd {
    /// How many of them came within `CROWD_MS`; 0 if they came more slowly.
    pub(crate) at_once: u32,
    /// Who, in the order of coming.
    pub(crate) seats: Vec<SeatId>,
}

impl State {
    /// Who waits at the door.
    pub(crate) fn at_the_door(&self) -> impl Iterator<Item = (SeatId, &Seat)> {
        self.seats.iter().filter(|(_, seat)| !seat.removed && seat.waiting).map(|(id, seat)| (*id, seat))
    }

    /// Those who came together, if they are so many that it cannot be people who arrive: most of who is here within a minute, half of the room, or in a room that
    /// is nearly full all that come in at once from one place.
    pub(crate) fn crowd(&self) -> Option<Crowd> {
        let kept = self.seats.values().filter(|seat| !seat.removed).count();
        let crowds = self.by_place().into_values().filter_map(|came| crowd(came, kept));
        crowds.max_by_key(|crowd| crowd.seats.len())
    }

    /// Everybody who is here or at the door, and whose place is still kept, by that.
    fn by_place(&self) -> BTreeMap<Place, Vec<(Time, SeatId)>> {
        let mut places = BTreeMap::<Place, Vec<(Time, SeatId)>>::new();
        for (id, seat) in self.seats.iter().filter(|(_, seat)| !seat.removed) {
            if let Some(Came { from, at }) = seat.came {
                places.entry(from).or_default().push((at, *id));
            }
        }
        places
    }
}

fn crowd(mut came: Vec<(Time, SeatId)>, kept: usize) -> Option<Crowd> {
    came.sort_unstable();
    let within = |first: usize| came[first..].partition_point(|(at, _)| at.since(came[first].0) < limits::CROWD_MS);
    let at_once = (0..came.len()).map(within).max().unwrap_or(0);
    let is_rush = at_once >= limits::CROWD && at_once * 2 > kept;
    // Who came before the rush is none of it.
    let first = (0..came.len()).find(|first| is_rush && within(*first) >= limits::CROWD).unwrap_or(0);
    let seats = came[first..].iter().map(|(_, seat)| *seat).collect();
    let fills = came.len() * 2 > limits::SEATS || kept * 4 > limits::SEATS * 3 && came.len() >= limits::PLACE_AT_ONCE;
    (is_rush || fills).then_some(Crowd { at_once: if is_rush { at_once as u32 } else { 0 }, seats })
}
