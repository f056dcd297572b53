//! Owns documents that begin anew: when one should, and what the gate knows of it then.

use crate::index::{Client, Index, Owner};
use crate::limits::Limits;
use crate::ranges::Ranges;
use crate::refusal::GateRefusal;

/// The client id that the server writes a document anew under. In such a document it is taken, also if nothing stands in it.
pub const SERVER: u32 = 1;

/// Nobody who asks for anything has this number.
const NOBODY: Owner = Owner(u32::MAX);

impl Index {
    /// The index of a document that begins with this state, and the state in canonical form. Nothing of it is judged by rules: it
    /// was made of what is there.
    ///
    /// # Errors
    /// It is no state that stands on its own.
    pub fn anew(state: &[u8]) -> Result<(Self, Vec<u8>), GateRefusal> {
        let mut index = Self::default();
        let admitted = index.follow(NOBODY, state)?;
        index.commit(&admitted);
        let nothing = || Client { owner: NOBODY, next: 0, runs: Vec::new(), deleted: Ranges::default() };
        index.clients.entry(SERVER).or_insert_with(nothing);
        Ok((index, admitted.update().to_vec()))
    }

    /// Do pieces or client ids run out (more than three quarters are used), and would a document that begins anew have at least a
    /// quarter more of them? One in which everything stands would not.
    #[must_use]
    pub fn is_worn(&self, limits: &Limits) -> bool {
        let most = limits.pieces;
        // Anew, a value is one piece, and a text two: its place and its words. No document has as many roots.
        let anew = 2 * self.cost.entries + 16;
        let pieces = self.cost.pieces > most / 4 * 3 && self.cost.pieces.saturating_sub(anew) >= most / 4;
        pieces || self.clients.len() > limits.clients / 4 * 3 || self.has_somebody_without_ids(limits.clients_per_owner / 4 * 3)
    }

    fn has_somebody_without_ids(&self, most: usize) -> bool {
        if self.clients.len() <= most {
            return false;
        }
        let mut owners: Vec<Owner> = self.clients.values().map(|client| client.owner).collect();
        owners.sort_unstable();
        owners.chunk_by(|one, other| one == other).any(|own| own.len() > most)
    }
}
