//! Owns the order in which the structs of an update are looked at: each after those that it refers
//! to, wherever in the update these stand; rules G13 and G15.

use crate::draft::{Draft, Result};
use crate::index::{Stand, run_at};
use crate::refusal::GateRefusal;
use crate::update::{Body, Id, Parent};

/// What a unit that a struct refers to is known to be.
enum Lookup {
    Here(Stand),
    /// It is in the section of this number, not settled yet.
    Later(usize),
}

/// What settling the next struct of a section led to.
enum Step {
    Settled,
    /// The section of this number must be settled beyond this clock first.
    Needs(usize, u32),
}

impl Draft<'_> {
    /// Settles all structs, each after those that it refers to. Every struct is looked at once, and
    /// once more for each of its neighbours and its parent.
    pub(crate) fn settle(&mut self) -> Result<()> {
        let mut waiting = vec![false; self.sections.len()];
        for first in 0..self.sections.len() {
            // Sections to settle and up to where; each waits for the one after it.
            let mut stack = vec![(first, u32::MAX)];
            waiting[first] = true;
            while let Some(&(section, beyond)) = stack.last() {
                let fresh = &self.sections[section];
                if fresh.settled > beyond || fresh.settled == fresh.end {
                    waiting[section] = false;
                    stack.pop();
                } else if let Step::Needs(other, clock) = self.step(section)? {
                    if waiting[other] {
                        return Err(GateRefusal::Circular);
                    }
                    waiting[other] = true;
                    stack.push((other, clock));
                }
            }
        }
        Ok(())
    }

    fn step(&mut self, section: usize) -> Result<Step> {
        let fresh = &self.sections[section];
        let Some(&next) = fresh.structs.get(fresh.next) else {
            return Err(GateRefusal::Behind);
        };
        let at = Id::new(fresh.client, fresh.settled);
        let stand = match next.body {
            Body::Gone => Stand::Gone,
            Body::Item(item) => {
                let parent = match item.parent {
                    Some(Parent::Type(id)) => Some(id),
                    _ => None,
                };
                let mut stands = [None; 3];
                for (stand, id) in stands.iter_mut().zip([item.origin, item.right, parent]) {
                    match id.map(|id| Ok((id.clock, self.lookup(id)?))).transpose()? {
                        Some((clock, Lookup::Later(other))) => {
                            return Ok(Step::Needs(other, clock));
                        }
                        Some((_, Lookup::Here(known))) => *stand = Some(known),
                        None => {}
                    }
                }
                self.place_item(at, next.len, &item, stands)?
            }
        };
        self.record(section, next, stand)?;
        Ok(Step::Settled)
    }

    fn lookup(&self, id: Id) -> Result<Lookup> {
        if let Some(stand) = self.index.stand(id.client, id.clock) {
            return Ok(Lookup::Here(stand));
        }
        let at = self.sections.binary_search_by_key(&id.client, |fresh| fresh.client);
        let section = at.map_err(|_| GateRefusal::Behind)?;
        let fresh = &self.sections[section];
        if id.clock < fresh.settled {
            run_at(&fresh.runs, id.clock).map(Lookup::Here).ok_or(GateRefusal::Behind)
        } else if id.clock < fresh.end {
            Ok(Lookup::Later(section))
        } else {
            Err(GateRefusal::Behind)
        }
    }
}
