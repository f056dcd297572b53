//! Owns the two calls of the gate: admitting an update on an index, and taking it in.

use crate::cost::{Cost, Growth};
use crate::decode;
use crate::draft::{Draft, Edit, Fresh};
use crate::encode;
use crate::index::{Client, Container, Home, Index, Owner, Owners, Place, Run, append};
use crate::limits::Limits;
use crate::ranges::Ranges;
use crate::refusal::GateRefusal;
use crate::schema::Schema;

impl Index {
    /// Checks an update of `owner` (or of [`Owners`]) against every rule and writes down what of it is new.
    ///
    /// # Errors
    /// The first rule that it breaks. The index stays as it is either way.
    pub fn admit(&self, schema: &Schema, limits: &Limits, owner: impl Into<Owners>, update: &[u8]) -> Result<Admitted, GateRefusal> {
        self.drafted(Draft::new(self, Some(schema), limits, owner.into()), update)
    }

    /// Takes what was admitted once and stands in a journal: no rule judges it again, whatever the rules are by now. `owner` is
    /// bound to the client ids that come into use; schema, budgets and whose a client id is are not asked. What it makes is
    /// what [`Index::admit`] made then.
    ///
    /// # Errors
    /// It cannot be followed: the bytes are no update, or do not go on from what this index knows. Something is missing or
    /// altered then; the index stays as it is.
    pub fn follow(&self, owner: Owner, update: &[u8]) -> Result<Admitted, GateRefusal> {
        self.drafted(Draft::new(self, None, &Limits::NONE, owner.into()), update)
    }

    fn drafted<'a>(&'a self, mut draft: Draft<'a>, update: &'a [u8]) -> Result<Admitted, GateRefusal> {
        let update = decode::update(update, draft.limits)?;
        for section in update.sections {
            draft.open(section)?;
        }
        draft.settle()?;
        draft.delete(update.deletes)?;
        draft.count()?;
        draft.check_budget()?;
        draft.check_lists()?;
        Ok(Admitted::of(draft))
    }
}

/// What an index and a document may take in: made by [`Index::admit`], and by [`Index::follow`] of what it made before.
#[derive(Debug)]
pub struct Admitted {
    update: Vec<u8>,
    owner: Owner,
    sections: Vec<Grown>,
    containers: Vec<Home>,
    places: Vec<(u32, Option<String>)>,
    edits: Vec<(u32, Edit)>,
    /// What ends, named by the update or not.
    ended: Vec<(u32, Ranges)>,
    /// In how many pieces places are now.
    recut: Vec<(u32, u32)>,
    /// What the document of the index that this was admitted on costs, and what it will.
    before: Cost,
    cost: Cost,
    growth: Growth,
}

/// What a client id has written in an admitted update.
#[derive(Debug)]
struct Grown {
    client: u32,
    next: u32,
    runs: Vec<Run>,
}

impl Admitted {
    /// The update in its canonical encoding, without what the document knew: for the document, the
    /// journal and the other clients.
    #[must_use]
    pub fn update(&self) -> &[u8] {
        &self.update
    }

    /// Whether the document knew all of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sections.is_empty() && self.ended.is_empty()
    }

    /// What it adds for good, for the share of its author.
    #[must_use]
    pub fn growth(&self) -> Growth {
        self.growth
    }

    fn of(draft: Draft<'_>) -> Self {
        let update = canonical(&draft.sections, &draft.deletes);
        let owned = |(container, key): (u32, Option<&str>)| (container, key.map(str::to_owned));
        Self {
            update,
            owner: draft.owners.now,
            places: draft.places.into_iter().map(owned).collect(),
            sections: draft.sections.into_iter().map(Grown::of).collect(),
            containers: draft.containers,
            edits: draft.edits.into_iter().collect(),
            ended: draft.ended,
            recut: draft.recut,
            before: draft.index.cost,
            cost: draft.cost,
            growth: draft.growth,
        }
    }

    pub(crate) fn apply(&self, index: &mut Index) {
        debug_assert_eq!(index.cost, self.before, "committed on the index that admitted it");
        self.add_containers(index);
        self.add_places(index);
        for (place, edit) in &self.edits {
            let Some(place) = index.places.get_mut(*place as usize) else {
                continue;
            };
            match edit {
                Edit::Insert(insertion) => place.sequence.insert(insertion),
                Edit::Replace(sequence) => place.sequence = sequence.clone(),
            }
        }
        for grown in &self.sections {
            let client = index.clients.entry(grown.client).or_insert_with(|| Client {
                owner: self.owner,
                next: 0,
                runs: Vec::new(),
                deleted: Ranges::default(),
            });
            client.next = grown.next;
            grown.runs.iter().for_each(|run| append(&mut client.runs, *run));
        }
        for (client, ranges) in &self.ended {
            if let Some(client) = index.clients.get_mut(client) {
                client.deleted.add(ranges);
            }
        }
        for (place, cut) in &self.recut {
            if let Some(place) = index.places.get_mut(*place as usize) {
                place.cut = *cut;
            }
        }
        index.cost = self.cost;
    }

    fn add_containers(&self, index: &mut Index) {
        for home in &self.containers {
            if let Home::Root(name) = home {
                index.roots.insert(name.clone(), index.containers.len() as u32);
            }
            let home = home.clone();
            index.containers.push(Container { home, list: None, entries: Default::default() });
        }
    }

    fn add_places(&self, index: &mut Index) {
        for (container, key) in &self.places {
            let number = index.places.len() as u32;
            if let Some(container) = index.containers.get_mut(*container as usize) {
                match key {
                    Some(key) => drop(container.entries.insert(key.clone(), number)),
                    None => container.list = Some(number),
                }
            }
            let (container, key) = (*container, key.clone());
            index.places.push(Place { container, key, sequence: Default::default(), cut: 0 });
        }
    }
}

impl Grown {
    fn of(fresh: Fresh<'_>) -> Self {
        Self { client: fresh.client, next: fresh.settled, runs: fresh.runs }
    }
}

fn canonical(sections: &[Fresh<'_>], deletes: &[(u32, Ranges)]) -> Vec<u8> {
    let mut out = Vec::new();
    encode::number(&mut out, sections.len() as u64);
    for fresh in sections.iter().rev() {
        fresh.encoded.section(&mut out, fresh.client, fresh.start);
    }
    encode::number(&mut out, deletes.len() as u64);
    for (client, ranges) in deletes.iter().rev() {
        encode::deletes(&mut out, *client, ranges.as_slice());
    }
    out
}
