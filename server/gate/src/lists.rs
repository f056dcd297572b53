//! Owns the bounds of lists: how many entries of a map everybody adds to stand at once, and how many of them are one author's; rules G27 and G28.

use std::collections::BTreeSet;

use crate::draft::{Draft, Result};
use crate::index::{Container, Home, Owner, Stand};
use crate::limits::List;
use crate::refusal::GateRefusal;
use crate::update::Id;

/// How many entries of a list stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Standing {
    all: usize,
    /// Of the author of the update.
    own: usize,
}

impl Standing {
    fn add(&mut self, owner: Option<Owner>, author: Owner) {
        self.all += usize::from(owner.is_some());
        self.own += usize::from(owner == Some(author));
    }
}

impl Draft<'_> {
    /// Whether lists stay within their bounds. What makes none longer is always let in.
    pub(crate) fn check_lists(&self) -> Result<()> {
        self.limits.lists.iter().try_for_each(|list| self.check_list(list))
    }

    fn check_list(&self, list: &List) -> Result<()> {
        let Some(root) = self.index.roots.get(list.root).or_else(|| self.roots.get(list.root)).copied() else { return Ok(()) };
        if !self.adds_to(root)? {
            return Ok(());
        }
        let (before, after) = self.standing(root);
        let (most, share) = match self.limits.shared {
            true => (list.together, list.per_author),
            false => (list.most, usize::MAX),
        };
        if after.own > before.own && after.own > share {
            return Err(GateRefusal::OverShare);
        }
        if after.all > before.all && after.all > most { Err(GateRefusal::ListFull) } else { Ok(()) }
    }

    /// Does a new type come to stand in this root?
    fn adds_to(&self, root: u32) -> Result<bool> {
        for home in &self.containers {
            if let Home::Place(place) = home
                && self.place(*place)?.0 == root
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What stands in a root before the update and with it.
    fn standing(&self, root: u32) -> (Standing, Standing) {
        let known = self.index.container(root).map(|container: &Container| container.entries.values().copied());
        let new = self.spots.iter().filter(|((container, _), _)| *container == root).map(|(_, place)| *place);
        let places: BTreeSet<u32> = known.into_iter().flatten().chain(new).collect();
        let (mut before, mut after) = (Standing::default(), Standing::default());
        for place in places {
            before.add(self.author_before(place), self.owners.now);
            after.add(self.author_after(place), self.owners.now);
        }
        (before, after)
    }

    /// Whose type stands there now.
    fn author_before(&self, place: u32) -> Option<Owner> {
        let last = self.index.places.get(place as usize)?.sequence.last()?;
        let stands = matches!(self.index.stand(last.client, last.clock), Some(Stand::Type(..))) && !self.index.is_deleted(last);
        stands.then(|| self.index.owner(last.client)).flatten()
    }

    /// Whose type stands there once the update is in.
    fn author_after(&self, place: u32) -> Option<Owner> {
        let last = self.last_of(place)?;
        let stands = matches!(self.stand_of(last), Some(Stand::Type(..))) && !self.index.is_deleted(last) && !self.ends(last);
        stands.then(|| self.index.owner(last.client).unwrap_or(self.owners.now))
    }

    fn ends(&self, id: Id) -> bool {
        self.ended.iter().any(|(client, ranges)| *client == id.client && ranges.holds(id.clock))
    }
}
