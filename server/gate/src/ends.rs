//! Owns what an update ends: the units that no replica shows any more once it is in. An update names some of them; the others follow from the rules of the CRDT
//! (what a key had before, what lies in a deleted type), whatever its delete set says.

use std::collections::{BTreeMap, BTreeSet};

use crate::draft::{Draft, Edit, Result};
use crate::index::{Home, Stand, run_at, runs_within};
use crate::ranges::Ranges;
use crate::refusal::GateRefusal;
use crate::update::Id;

/// Clocks by client, in no order.
#[derive(Debug, Default)]
struct Ended(BTreeMap<u32, Vec<(u32, u32)>>);

impl Ended {
    fn add(&mut self, client: u32, start: u32, end: u32) {
        if start < end {
            self.0.entry(client).or_default().push((start, end));
        }
    }
}

impl Draft<'_> {
    /// What ends with this update and had not ended before, by client.
    pub(crate) fn ended(&self) -> Result<Vec<(u32, Ranges)>> {
        let mut ended = Ended::default();
        for (client, ranges) in &self.deletes {
            ranges.as_slice().iter().for_each(|(start, end)| ended.add(*client, *start, *end));
        }
        self.end_written_over(&mut ended);
        self.end_within_types(&mut ended);
        self.end_fresh(&mut ended)?;
        let none = Ranges::default();
        let known = |client: &u32| self.index.clients.get(client).map_or(&none, |client| &client.deleted);
        let fresh = |(client, ranges): (u32, Vec<(u32, u32)>)| (client, Ranges::of(ranges).without(known(&client)));
        Ok(ended.0.into_iter().map(fresh).filter(|(_, ranges)| !ranges.is_empty()).collect())
    }

    /// A key's value from before that is not its last any more.
    fn end_written_over(&self, ended: &mut Ended) {
        for (number, edit) in &self.edits {
            let Some(place) = self.index.places.get(*number as usize).filter(|place| place.key.is_some()) else { continue };
            let Some(before) = place.sequence.last() else { continue };
            let after = match edit {
                Edit::Insert(insertion) => place.sequence.last_after(insertion),
                Edit::Replace(sequence) => sequence.last(),
            };
            if after != Some(before) {
                ended.add(before.client, before.clock, before.clock + 1);
            }
        }
    }

    /// What was in the types that end, and in the types in these.
    fn end_within_types(&self, ended: &mut Ended) {
        let mut look: Vec<(u32, u32, u32)> =
            ended.0.iter().flat_map(|(client, ranges)| ranges.iter().map(|(start, end)| (*client, *start, *end))).collect();
        let mut seen = BTreeSet::new();
        while let Some((client, start, end)) = look.pop() {
            let Some(known) = self.index.clients.get(&client) else { continue };
            for (_, _, stand) in runs_within(&known.runs, start, end.min(known.next)) {
                let Stand::Type(_, container) = stand else { continue };
                if !seen.insert(container) {
                    continue;
                }
                let Some(container) = self.index.container(container) else { continue };
                for place in container.entries.values().chain(&container.list) {
                    let pieces = self.index.places.get(*place as usize).map_or(&[][..], |place| place.sequence.pieces());
                    for piece in pieces {
                        let within = (piece.id.client, piece.id.clock, piece.id.clock + piece.len);
                        ended.add(within.0, within.1, within.2);
                        look.push(within);
                    }
                }
            }
        }
    }

    /// What comes and does not stand: deleted before it came, written over in the same update, or put into a type that has ended.
    fn end_fresh(&self, ended: &mut Ended) -> Result<()> {
        let named: BTreeMap<u32, &Ranges> = self.deletes.iter().map(|(client, ranges)| (*client, ranges)).collect();
        for fresh in &self.sections {
            for (start, end, stand) in runs_within(&fresh.runs, fresh.start, fresh.settled) {
                let place = match stand {
                    Stand::Gone | Stand::Deleted(_) => {
                        ended.add(fresh.client, start, end);
                        continue;
                    }
                    Stand::Item(place) | Stand::Type(place, _) => place,
                };
                let (container, key) = self.place(place)?;
                if !self.stands(container, &named)? {
                    ended.add(fresh.client, start, end);
                } else if key.is_some() {
                    let last = self.last_of(place).filter(|last| last.client == fresh.client && (start..end).contains(&last.clock));
                    let last = last.map_or(end, |last| last.clock);
                    ended.add(fresh.client, start, last);
                    ended.add(fresh.client, last.saturating_add(1), end);
                }
            }
        }
        Ok(())
    }

    /// Does this type stand, once the update is in?
    fn stands(&self, container: u32, named: &BTreeMap<u32, &Ranges>) -> Result<bool> {
        let number = container as usize;
        let new = || number.checked_sub(self.index.containers.len()).and_then(|new| self.containers.get(new));
        let home = self.index.containers.get(number).map(|known| &known.home).or_else(new);
        let Home::Place(place) = home.ok_or(GateRefusal::Behind)? else {
            return Ok(true);
        };
        let (parent, _) = self.place(*place)?;
        let Some(last) = self.last_of(*place) else { return Ok(false) };
        let is_last = self.stand_of(last).is_some_and(|stand| stand == Stand::Type(*place, container));
        let deleted = self.index.is_deleted(last) || named.get(&last.client).is_some_and(|ranges| ranges.holds(last.clock));
        Ok(is_last && !deleted && self.stands(parent, named)?)
    }

    /// The last unit of a place, once the update is in.
    pub(crate) fn last_of(&self, place: u32) -> Option<Id> {
        let known = self.index.places.get(place as usize).map(|place| &place.sequence);
        match (self.edits.get(&place), known) {
            (Some(Edit::Replace(sequence)), _) => sequence.last(),
            (Some(Edit::Insert(insertion)), Some(sequence)) => sequence.last_after(insertion),
            (_, sequence) => sequence?.last(),
        }
    }

    pub(crate) fn stand_of(&self, id: Id) -> Option<Stand> {
        let known = || self.index.stand(id.client, id.clock);
        let at = self.sections.binary_search_by_key(&id.client, |fresh| fresh.client).ok();
        let fresh = at.and_then(|at| self.sections.get(at)).filter(|fresh| fresh.start <= id.clock);
        fresh.map_or_else(known, |fresh| run_at(&fresh.runs, id.clock))
    }
}
