//! Owns the budget of a document: what it would cost with an update; rules G24 and G25.

use std::collections::{BTreeMap, BTreeSet};

use crate::cost::{Cost, Kind};
use crate::draft::{Draft, Edit, Fresh, Result};
use crate::index::{Stand, runs_within};
use crate::ranges::Ranges;
use crate::refusal::GateRefusal;

impl Draft<'_> {
    /// Whether one more client id may come into use.
    pub(crate) fn welcome(&mut self) -> Result<()> {
        let new = |fresh: &&Fresh<'_>| !self.index.clients.contains_key(&fresh.client);
        let new = 1 + self.sections.iter().filter(new).count();
        self.growth.clients = new as u64;
        let own = self.index.clients.values().filter(|client| client.owner == self.owners.now).count();
        if own + new > self.limits.clients_per_owner {
            return Err(GateRefusal::TooManyClients);
        }
        if self.index.clients.len() + new > self.limits.clients {
            return Err(GateRefusal::OverBudget);
        }
        Ok(())
    }

    /// Whether the document stays within its budget. What grows nothing is always let in: a document that is too full becomes less so.
    pub(crate) fn check_budget(&self) -> Result<()> {
        let (before, after, limits) = (self.index.cost, self.cost, self.limits);
        let most = if self.sections.is_empty() { limits.pieces_taking } else { limits.pieces };
        let all = [
            (before.units, after.units, limits.units),
            (before.entries, after.entries, limits.entries),
            (before.pieces, after.pieces, most),
        ];
        let within = all.into_iter().all(|(before, after, most)| after <= before.max(most));
        if within { Ok(()) } else { Err(GateRefusal::OverBudget) }
    }

    /// Works out what the document will cost.
    pub(crate) fn count(&mut self) -> Result<()> {
        self.ended = self.ended()?;
        let (come, gone) = (self.come(), self.gone());
        let (pieces, recut) = self.recut()?;
        self.recut = recut;
        let before = self.index.cost;
        self.cost = Cost {
            units: (before.units + come.units).saturating_sub(gone.units),
            entries: (before.entries + come.entries).saturating_sub(gone.entries),
            pieces: before.pieces.saturating_add(come.pieces).saturating_add_signed(pieces),
        };
        self.growth.pieces = self.cost.pieces.saturating_sub(before.pieces);
        Ok(())
    }

    /// All that comes, as if it stood, and the pieces of what stands nowhere.
    fn come(&self) -> Cost {
        let mut come = Cost::default();
        for fresh in &self.sections {
            let last = self.index.clients.get(&fresh.client).and_then(|client| client.runs.last());
            let mut goes_on = last.is_some_and(|run| run.stand == Stand::Gone);
            for (start, end, stand) in runs_within(&fresh.runs, fresh.start, fresh.settled) {
                match self.kind_of(stand) {
                    Kind::Nowhere => come.pieces += u64::from(!goes_on),
                    Kind::Text => come.units += u64::from(end - start),
                    Kind::Entry => come.entries += u64::from(end - start),
                }
                goes_on = false;
            }
        }
        come
    }

    /// All that ends.
    fn gone(&self) -> Cost {
        let mut gone = Cost::default();
        self.each_ended(|_, start, end, stand| match self.kind_of(stand) {
            Kind::Nowhere => {}
            Kind::Text => gone.units += u64::from(end - start),
            Kind::Entry => gone.entries += u64::from(end - start),
        });
        gone
    }

    fn kind_of(&self, stand: Stand) -> Kind {
        stand.place().and_then(|place| self.place(place).ok()).map_or(Kind::Nowhere, |(_, key)| Kind::of(key.is_some()))
    }

    /// What ends, in parts that stand in one place each.
    fn each_ended(&self, mut part: impl FnMut(u32, u32, u32, Stand)) {
        for (client, ranges) in &self.ended {
            let known = self.index.clients.get(client).map_or((&[][..], 0), |known| (&known.runs[..], known.next));
            let at = self.sections.binary_search_by_key(client, |fresh| fresh.client).ok();
            let fresh = at.and_then(|at| self.sections.get(at)).map_or((&[][..], 0), |fresh| (&fresh.runs[..], fresh.settled));
            for (start, end) in ranges.as_slice() {
                let old = runs_within(known.0, *start, (*end).min(known.1));
                let new = runs_within(fresh.0, (*start).max(known.1), (*end).min(fresh.1));
                old.chain(new).for_each(|(start, end, stand)| part(*client, start, end, stand));
            }
        }
    }

    /// How many pieces more there are in places, and in which places how many there are now.
    fn recut(&self) -> Result<(i64, Vec<(u32, u32)>)> {
        let mut again = BTreeSet::new();
        self.each_ended(|_, _, _, stand| again.extend(stand.place()));
        let deleted: BTreeMap<u32, Ranges> =
            self.ended.iter().map(|(client, ranges)| (*client, self.deleted_with(*client, ranges))).collect();
        let counted = again.iter().map(|place| (*place, i64::from(self.cut_anew(*place, &deleted))));
        let grown =
            self.cuts.iter().filter(|(place, _)| !again.contains(place)).map(|(place, more)| (*place, self.cut_before(*place) + more));
        let (mut more, mut recut) = (0, Vec::new());
        for (place, cut) in counted.chain(grown) {
            more += cut - self.cut_before(place);
            recut.push((place, u32::try_from(cut).map_err(|_| GateRefusal::OverBudget)?));
        }
        Ok((more, recut))
    }

    fn cut_before(&self, place: u32) -> i64 {
        self.index.places.get(place as usize).map_or(0, |place| i64::from(place.cut))
    }

    fn deleted_with(&self, client: u32, ended: &Ranges) -> Ranges {
        let mut deleted = self.index.clients.get(&client).map(|client| client.deleted.clone()).unwrap_or_default();
        deleted.add(ended);
        deleted
    }

    fn cut_anew(&self, place: u32, deleted: &BTreeMap<u32, Ranges>) -> u32 {
        let known = self.index.places.get(place as usize).map(|place| &place.sequence);
        let cuts = |pieces: &mut dyn Iterator<Item = crate::sequence::Piece>| self.index.cuts(pieces, |client| deleted.get(&client));
        match (self.edits.get(&place), known) {
            (Some(Edit::Replace(sequence)), _) => cuts(&mut sequence.pieces().iter().copied()),
            (Some(Edit::Insert(insertion)), Some(sequence)) => cuts(&mut sequence.pieces_after(insertion)),
            (_, Some(sequence)) => cuts(&mut sequence.pieces().iter().copied()),
            (_, None) => 0,
        }
    }
}
