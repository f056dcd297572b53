//! A round of turns: organisations that speak, teams that report back.

use crate::clock::Clock;
use serde::{Deserialize, Serialize};
use trestle_protocol::{Turn, limits};

/// Who has had a turn, who has it now, who comes next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Numbers of organisations or teams, in order.
    pub order: Vec<u32>,
    /// Those that had their turn, in the order in which they had it.
    pub had: Vec<u32>,
    /// Whose turn it is.
    pub now: Option<u32>,
    /// The time of this turn.
    pub slot: Option<Clock>,
    /// Pages that were turned on the wall during this turn, backward ones taken off.
    #[serde(default)]
    pub page: i32,
}

impl Round {
    /// Those who wait, in order.
    pub fn waiting(&self) -> impl Iterator<Item = u32> + '_ {
        self.order.iter().copied().filter(|subject| Some(*subject) != self.now && !self.had.contains(subject))
    }

    /// Has anybody had a turn, or has one now?
    pub fn has_begun(&self) -> bool {
        self.now.is_some() || !self.had.is_empty()
    }

    /// The round after a move; none if the move changes nothing. Neither `More` nor a page is a change of turns.
    pub fn turned(&self, turn: Turn) -> Option<Self> {
        let mut next = self.clone();
        match turn {
            Turn::More | Turn::Ahead | Turn::Behind => return None,
            Turn::Next => {
                next.had.extend(self.now);
                next.now = self.waiting().next();
            }
            Turn::Skip => {
                let skipped = self.now?;
                next.order.retain(|subject| *subject != skipped);
                next.order.push(skipped);
                next.now = self.waiting().next().or(self.now);
            }
            Turn::Back => {
                next.now = Some(next.had.pop()?);
            }
        }
        (next != *self).then_some(next)
    }

    /// The round with this one's turn now.
    pub fn turned_to(&self, subject: u32) -> Option<Self> {
        if !self.order.contains(&subject) || self.now == Some(subject) {
            return None;
        }
        let mut next = self.clone();
        next.had.retain(|had| *had != subject);
        next.had.extend(self.now);
        next.now = Some(subject);
        Some(next)
    }

    /// A fair slot in milliseconds: time left divided by turns left, this one included.
    pub fn fair_slot(&self, left_ms: u64) -> u64 {
        let turns = self.waiting().count() as u64 + u64::from(self.now.is_some());
        (left_ms / turns.max(1)).max(limits::SLOT_MIN_MS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round() -> Round {
        Round { order: vec![1, 2, 3], ..Round::default() }
    }

    #[test]
    fn everybody_is_heard_once_and_the_skipped_one_last() {
        let mut round = round();
        let mut heard = Vec::new();
        round = round.turned(Turn::Next).unwrap();
        round = round.turned(Turn::Skip).unwrap();
        while let Some(now) = round.now {
            heard.push(now);
            round = round.turned(Turn::Next).unwrap();
        }
        assert_eq!(heard, [2, 3, 1]);
        assert_eq!(round.turned(Turn::Next), None, "the round is over");
        assert_eq!(round.turned(Turn::Back).unwrap().now, Some(1));
    }

    #[test]
    fn slots_are_shared_out_fairly_from_what_is_left() {
        let mut round = round().turned(Turn::Next).unwrap();
        assert_eq!(round.fair_slot(900_000), 300_000);
        round = round.turned(Turn::Next).unwrap();
        assert_eq!(round.fair_slot(900_000), 450_000);
        assert_eq!(round.fair_slot(0), limits::SLOT_MIN_MS);
    }
}
