//! Owns the budget of a document: how much of it an admission would use up; rules G24 and G25.

use crate::draft::{Draft, Fresh, Result};
use crate::ranges::Ranges;
use crate::refusal::GateRefusal;

impl Draft<'_> {
    /// Whether one more client id may come into use.
    pub(crate) fn welcome(&self) -> Result<()> {
        let new = |fresh: &&Fresh<'_>| !self.index.clients.contains_key(&fresh.client);
        let new = 1 + self.sections.iter().filter(new).count();
        let own = self.index.clients.values().filter(|client| client.owner == self.owner).count();
        if own + new > self.limits.clients_per_owner {
            return Err(GateRefusal::TooManyClients);
        }
        if self.index.clients.len() + new > self.limits.clients {
            return Err(GateRefusal::OverBudget);
        }
        Ok(())
    }

    /// Whether the document stays within its budget.
    pub(crate) fn check_budget(&mut self) -> Result<()> {
        let pieces = i64::from(self.spent.pieces) + self.deletion_growth();
        self.spent.pieces = u32::try_from(pieces.max(0)).map_err(|_| GateRefusal::OverBudget)?;
        let places = self.index.places.len() + self.places.len();
        let types = self.index.containers.len() + self.containers.len();
        let pieces = self.spent.pieces;
        let within = if self.sections.is_empty() {
            // Taking text away stays possible in a full document, though it splits pieces.
            pieces <= self.limits.pieces.saturating_mul(2)
        } else {
            self.spent.units <= self.limits.units
                && self.spent.bytes <= self.limits.bytes
                && pieces <= self.limits.pieces
                && places + types <= self.limits.places
        };
        if within { Ok(()) } else { Err(GateRefusal::OverBudget) }
    }

    /// How many separate ranges of deleted units there will be more: each splits what it is cut from.
    fn deletion_growth(&self) -> i64 {
        let none = Ranges::default();
        let known = |client: u32| self.index.clients.get(&client).map_or(&none, |known| &known.deleted);
        let named = self.deletes.iter().map(|(client, ranges)| known(*client).growth(ranges));
        let born = self.sections.iter().map(|fresh| known(fresh.client).growth(&Ranges::of(fresh.born_deleted.clone())));
        named.chain(born).sum()
    }
}
