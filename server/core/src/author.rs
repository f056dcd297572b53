//! Authors: who writes into a document, and whose client ids these are.

use crate::identity::{Actor, Holder, SecretHash};
use crate::state::State;
use trestle_gate::{Owner, Owners};
use trestle_protocol::OrganisationId;

/// Owners of devices that fill in a card beforehand, from before each had a number of its own, follow behind all seats: an organisation's number and this.
const BEFOREHAND: u32 = 1 << 24;
/// Owners that are passes follow behind those: a pass's number and this. Passes from before they were counted have numbers that lie behind all of them already.
const PASSES: u32 = 1 << 25;
/// Numbers of passes from before they were counted begin here.
const EARLIER: u32 = 1 << 31;

/// Who writes into a document. Consoles without a seat, and devices that fill in an organisation's card beforehand, are told apart by their passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Author {
    /// As whom.
    pub actor: Actor,
    /// The number of the pass; none where the actor says it all, and in what was written before it was kept.
    pub pass: Option<u32>,
}

impl From<Actor> for Author {
    fn from(actor: Actor) -> Self {
        Self { actor, pass: None }
    }
}

impl Author {
    /// Whoever writes with this secret.
    pub fn of(state: &State, holder: Holder, secret: &SecretHash) -> Self {
        let actor = Actor::from(holder);
        let pass = state.passes.get(secret).filter(|_| is_shared(actor));
        Self { actor, pass: pass.map(|pass| pass.number) }
    }

    /// Whose client ids these are. Seats have their own. Where several devices are one actor each is an owner, and goes on with what all of them shared before.
    pub(crate) fn owners(self) -> Owners {
        let shared = match self.actor {
            Actor::Seat(seat) => Owner(seat.0),
            Actor::Organisation(OrganisationId(organisation)) => Owner(BEFOREHAND + organisation),
            Actor::Console | Actor::Wall | Actor::System => Owner(0),
        };
        match self.pass.filter(|_| is_shared(self.actor)) {
            None => shared.into(),
            Some(pass) if pass >= EARLIER => Owners { now: Owner(pass), formerly: Some(shared) },
            Some(pass) => Owners { now: Owner(PASSES.saturating_add(pass)), formerly: Some(shared) },
        }
    }
}

/// Are several devices this one actor?
fn is_shared(actor: Actor) -> bool {
    matches!(actor, Actor::Console | Actor::Organisation(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use trestle_protocol::SeatId;

    #[test]
    fn nobody_has_the_client_ids_of_somebody_else() {
        let organisations = [0, 1, 80].map(|id| Actor::Organisation(OrganisationId(id)));
        let actors = [0, 1, 300].map(|seat| Actor::Seat(SeatId(seat))).into_iter().chain(organisations);
        let passes = [1, 2, 1_000, 1 << 20, EARLIER, EARLIER + 1, u32::MAX].map(|pass| Author { actor: Actor::Console, pass: Some(pass) });
        let authors: Vec<Author> = actors.map(Author::from).chain(passes).collect();
        let owners: BTreeSet<_> = authors.iter().map(|author| author.owners().now).collect();
        assert_eq!(owners.len(), authors.len());
    }
}
