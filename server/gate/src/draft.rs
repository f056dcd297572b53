//! Owns one admission: what an update would add to the index, struct by struct.

use std::collections::BTreeMap;

use crate::cost::{Cost, Growth};
use crate::encode::Structs;
use crate::index::{Home, Index, Owners, Run, Stand, append};
use crate::limits::Limits;
use crate::ranges::Ranges;
use crate::refusal::GateRefusal;
use crate::schema::Schema;
use crate::sequence::{Insertion, Sequence};
use crate::trim::trim;
use crate::update::{Body, Content, Deletes, Id, Section, Struct};

pub(crate) type Result<T> = std::result::Result<T, GateRefusal>;

/// The index as it would be, written as what it adds to the index as it is.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) index: &'a Index,
    /// What the document may hold; none if this was admitted already and is not judged again.
    pub(crate) schema: Option<&'a Schema>,
    pub(crate) limits: &'a Limits,
    pub(crate) owners: Owners,
    /// Sorted by client.
    pub(crate) sections: Vec<Fresh<'a>>,
    /// New containers; numbered on from those of the index.
    pub(crate) containers: Vec<Home>,
    /// New places; numbered on from those of the index.
    pub(crate) places: Vec<(u32, Option<&'a str>)>,
    /// New roots and the new places of containers, to find them by.
    pub(crate) roots: BTreeMap<&'a str, u32>,
    pub(crate) spots: BTreeMap<(u32, Option<&'a str>), u32>,
    pub(crate) edits: BTreeMap<u32, Edit>,
    /// Deletions that say something new, by client.
    pub(crate) deletes: Vec<(u32, Ranges)>,
    /// How many pieces more each place has in which something was put, before what ends is known.
    pub(crate) cuts: BTreeMap<u32, i64>,
    /// What ends with this update, and what the document costs with it.
    pub(crate) ended: Vec<(u32, Ranges)>,
    pub(crate) recut: Vec<(u32, u32)>,
    pub(crate) cost: Cost,
    pub(crate) growth: Growth,
    pub(crate) steps: u32,
}

/// What changes in the sequence of one place: most updates put one piece into it.
#[derive(Debug)]
pub(crate) enum Edit {
    Insert(Insertion),
    Replace(Sequence),
}

/// The structs of one client that are new to the document.
#[derive(Debug)]
pub(crate) struct Fresh<'a> {
    pub(crate) client: u32,
    pub(crate) start: u32,
    /// The clock up to which structs are settled.
    pub(crate) settled: u32,
    pub(crate) end: u32,
    pub(crate) structs: Vec<Struct<'a>>,
    /// Number of the first struct that is not settled.
    pub(crate) next: usize,
    pub(crate) runs: Vec<Run>,
    /// Units that were deleted before they came here.
    pub(crate) born_deleted: Vec<(u32, u32)>,
    pub(crate) encoded: Structs,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(index: &'a Index, schema: Option<&'a Schema>, limits: &'a Limits, owners: Owners) -> Self {
        Self {
            index,
            schema,
            limits,
            owners,
            sections: Vec::new(),
            containers: Vec::new(),
            places: Vec::new(),
            roots: BTreeMap::new(),
            spots: BTreeMap::new(),
            edits: BTreeMap::new(),
            deletes: Vec::new(),
            cuts: BTreeMap::new(),
            ended: Vec::new(),
            recut: Vec::new(),
            cost: index.cost,
            growth: Growth::default(),
            steps: limits.steps,
        }
    }

    /// Takes in a section without its known prefix.
    pub(crate) fn open(&mut self, section: Section<'a>) -> Result<()> {
        let known = self.index.clients.get(&section.client);
        let start = known.map_or(0, |client| client.next);
        let mut structs = section.structs;
        let end = trim(&mut structs, section.client, section.clock, start)?;
        if structs.is_empty() {
            return Ok(());
        }
        match known {
            Some(client) if self.schema.is_some() && !self.owners.may_go_on_as(client.owner) => return Err(GateRefusal::TakenClient),
            Some(_) => {}
            None => self.welcome()?,
        }
        self.sections.push(Fresh {
            client: section.client,
            start,
            settled: start,
            end,
            structs,
            next: 0,
            runs: Vec::new(),
            born_deleted: Vec::new(),
            encoded: Structs::default(),
        });
        Ok(())
    }

    /// Writes down a settled struct.
    pub(crate) fn record(&mut self, section: usize, next: Struct<'a>, stand: Stand) -> Result<()> {
        let keyed = match stand.place() {
            Some(place) => self.place(place)?.1.is_some(),
            None => false,
        };
        // What is deleted costs nothing but its piece; a length that no document can ever have held is forged all the same.
        if u64::from(next.len) > self.limits.units {
            return Err(GateRefusal::OverBudget);
        }
        let fresh = &mut self.sections[section];
        let start = fresh.settled;
        append(&mut fresh.runs, Run { start, stand });
        fresh.settled += next.len;
        fresh.next += 1;
        if matches!(stand, Stand::Gone | Stand::Deleted(_)) {
            fresh.born_deleted.push((start, fresh.settled));
        }
        match (stand, next.body) {
            (Stand::Gone, _) | (_, Body::Gone) => fresh.encoded.gone(next.len),
            (_, Body::Item(item)) => {
                // What was deleted before it came has no content.
                self.growth.units += if matches!(item.content, Content::Deleted) { 0 } else { u64::from(next.len) };
                fresh.encoded.item(Id::new(fresh.client, start), &item, next.len, keyed)?;
            }
        }
        Ok(())
    }

    /// Takes in the delete set without what is deleted already.
    pub(crate) fn delete(&mut self, deletes: Vec<Deletes>) -> Result<()> {
        for Deletes { client, ranges } in deletes {
            let known = self.index.clients.get(&client);
            let at = self.sections.binary_search_by_key(&client, |fresh| fresh.client);
            let fresh = at.ok().and_then(|at| self.sections.get(at));
            let end = fresh.map_or(known.map_or(0, |client| client.next), |fresh| fresh.end);
            let mut named = Ranges::of(ranges);
            if named.as_slice().last().is_some_and(|range| range.1 > end) {
                return Err(GateRefusal::Behind);
            }
            if let Some(fresh) = fresh.filter(|fresh| !fresh.born_deleted.is_empty()) {
                named = named.without(&Ranges::of(fresh.born_deleted.clone()));
            }
            if let Some(client) = known {
                named = named.without(&client.deleted);
            }
            if !named.is_empty() {
                self.deletes.push((client, named));
            }
        }
        Ok(())
    }
}
