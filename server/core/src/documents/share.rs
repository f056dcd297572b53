//! Shares: what each author may still add to one document. What is used up comes back with time, and by the times of entries alone: live or replayed, they are
//! the same.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use trestle_gate::{Growth, Owner};
use trestle_protocol::{Time, limits};

/// When each part of an author's share is whole again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Share {
    units: Time,
    pieces: Time,
    clients: Time,
}

/// One part of a share.
struct Part {
    /// When it is whole again.
    whole_at: Time,
    /// How much it is.
    most: u64,
    /// How long it takes until one comes back, in milliseconds.
    each_ms: u64,
    /// How much is asked for.
    asked: u64,
}

impl Part {
    /// How long until it has as much as is asked for, in milliseconds. What is more than the whole waits until it is whole.
    fn wait(&self, now: Time) -> u64 {
        let used = self.whole_at.since(now);
        let room = self.most.saturating_sub(self.asked) * self.each_ms;
        if self.asked == 0 { 0 } else { used.saturating_sub(room) }
    }

    /// When it is whole again if that is taken.
    fn taken(&self, now: Time) -> Time {
        if self.asked == 0 { self.whole_at } else { self.whole_at.max(now).plus(self.asked.saturating_mul(self.each_ms)) }
    }
}

impl Share {
    fn parts(&self, asked: Growth) -> [Part; 3] {
        let part = |whole_at, most, each_ms, asked| Part { whole_at, most, each_ms, asked };
        [
            part(self.units, limits::SHARE_UNITS, limits::SHARE_UNIT_MS, asked.units),
            part(self.pieces, limits::SHARE_PIECES, limits::SHARE_PIECE_MS, asked.pieces),
            part(self.clients, limits::SHARE_CLIENTS, limits::SHARE_CLIENT_MS, asked.clients),
        ]
    }

    fn is_whole(&self, now: Time) -> bool {
        [self.units, self.pieces, self.clients].into_iter().all(|whole_at| whole_at <= now)
    }
}

/// The shares of one document that are not whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Shares(BTreeMap<u32, Share>);

impl Shares {
    /// How long an author has to wait before that may be added, in milliseconds; 0: not at all.
    pub(super) fn wait(&self, owner: Owner, asked: Growth, now: Time) -> u64 {
        let share = self.0.get(&owner.0).copied().unwrap_or_default();
        share.parts(asked).iter().map(|part| part.wait(now)).max().unwrap_or_default()
    }

    /// That is added. Nobody asks here whether it may: what stands in a journal was.
    pub(super) fn charge(&mut self, owner: Owner, added: Growth, now: Time) {
        let share = self.0.get(&owner.0).copied().unwrap_or_default();
        let [units, pieces, clients] = share.parts(added).map(|part| part.taken(now));
        self.0.insert(owner.0, Share { units, pieces, clients });
        self.0.retain(|_, share| !share.is_whole(now));
    }

    pub(super) fn are_whole(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANN: Owner = Owner(1);
    const BEN: Owner = Owner(2);

    fn units(units: u64) -> Growth {
        Growth { units, ..Growth::default() }
    }

    #[test]
    fn p9_a_share_is_used_up_and_comes_back_and_is_nobody_elses() {
        let (mut shares, start) = (Shares::default(), Time(1_000_000));
        for _ in 0..4 {
            assert_eq!(shares.wait(ANN, units(limits::SHARE_UNITS / 4), start), 0);
            shares.charge(ANN, units(limits::SHARE_UNITS / 4), start);
        }
        assert_eq!(shares.wait(ANN, units(10), start), 10 * limits::SHARE_UNIT_MS);
        assert_eq!(shares.wait(ANN, Growth { pieces: 9, clients: 1, ..Growth::default() }, start), 0, "each part for itself");
        assert_eq!(shares.wait(BEN, units(limits::SHARE_UNITS), start), 0);
        let later = start.plus(10 * limits::SHARE_UNIT_MS);
        assert_eq!(shares.wait(ANN, units(10), later), 0, "what it said is so");
        shares.charge(ANN, units(10), later);
        assert!(shares.wait(ANN, units(1), later) > 0);
        let whole = later.plus(limits::SHARE_UNITS * limits::SHARE_UNIT_MS);
        shares.charge(BEN, units(1), whole);
        assert_eq!(shares.0.keys().collect::<Vec<_>>(), [&BEN.0], "what is whole is not kept");
    }

    #[test]
    fn what_is_more_than_a_whole_share_goes_once_it_is_whole() {
        let (mut shares, start) = (Shares::default(), Time(5));
        let much = Growth { pieces: limits::SHARE_PIECES + 100, ..Growth::default() };
        assert_eq!(shares.wait(ANN, much, start), 0);
        shares.charge(ANN, Growth { pieces: 2, ..Growth::default() }, start);
        assert_eq!(shares.wait(ANN, much, start), 2 * limits::SHARE_PIECE_MS);
        shares.charge(ANN, much, start);
        assert_eq!(shares.wait(ANN, Growth { pieces: 1, ..Growth::default() }, start), 103 * limits::SHARE_PIECE_MS, "and is paid back");
    }

    #[test]
    fn taking_away_waits_for_nothing() {
        let (mut shares, now) = (Shares::default(), Time(0));
        shares.charge(ANN, Growth { units: u64::MAX, pieces: u64::MAX, clients: u64::MAX }, now);
        assert_eq!(shares.wait(ANN, Growth::default(), now), 0);
    }
}
