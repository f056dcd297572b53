//! Places: where newcomers come from, as numbers that say nothing about addresses, and the line in which those of one place wait for a seat.

use super::{failure::Failure, forwarded::Client};
use crate::{
    limits,
    workshop::{Ordered, Registry},
};
use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::time::{Instant, sleep, sleep_until, timeout_at};
use trestle_core::{Actor, Order, Place};
use trestle_protocol::{Refusal, WorkshopId};

/// Names places, and keeps their lines.
#[derive(Debug)]
pub(crate) struct Places {
    /// Made anew with each process, and known to nobody: without it no number leads back to an address.
    key: RandomState,
    lines: Arc<Lines>,
}

/// Where one stands in line, and for what.
type Gate = (WorkshopId, Place);

#[derive(Debug, Default)]
struct Lines(Mutex<HashMap<Gate, Line>>);

#[derive(Debug, Default)]
struct Line {
    /// Whose turn it is holds it; it is fair.
    turn: Arc<tokio::sync::Mutex<()>>,
    standing: usize,
}

/// Somebody who stands in line, until it is dropped.
struct Standing {
    lines: Arc<Lines>,
    gate: Gate,
    turn: Arc<tokio::sync::Mutex<()>>,
}

impl Lines {
    fn lock(&self) -> MutexGuard<'_, HashMap<Gate, Line>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody more; none if the line is full.
    fn join(self: &Arc<Self>, gate: Gate) -> Option<Standing> {
        let mut lines = self.lock();
        let line = lines.entry(gate).or_default();
        if line.standing >= limits::SEAT_LINE {
            return None;
        }
        line.standing += 1;
        Some(Standing { lines: self.clone(), gate, turn: line.turn.clone() })
    }

    fn has(&self, gate: Gate) -> bool {
        self.lock().contains_key(&gate)
    }
}

impl Drop for Standing {
    fn drop(&mut self) {
        let mut lines = self.lines.lock();
        if let Some(line) = lines.get_mut(&self.gate) {
            line.standing -= 1;
            if line.standing == 0 {
                lines.remove(&self.gate);
            }
        }
    }
}

impl Places {
    pub(crate) fn new() -> Self {
        Self { key: RandomState::new(), lines: Arc::default() }
    }

    /// The place of an address in a workshop: another one in each, so that nobody is followed from one to the next.
    pub(crate) fn of(&self, workshop: WorkshopId, client: Client) -> Place {
        // Half of it is enough to tell places apart.
        Place(self.key.hash_one((workshop, client.site())) as u32)
    }

    /// Orders a seat. Whoever comes from a place that brought many waits in its line for their turn.
    pub(crate) async fn order(&self, registry: &Arc<Registry>, gate: Gate, order: &Order) -> Result<Ordered, Failure> {
        if !self.lines.has(gate) {
            match registry.order(gate.0, Actor::System, order).await? {
                Err(Refusal::InTurn) => {}
                answer => return answer.map_err(Failure::from),
            }
        }
        let deadline = Instant::now() + limits::SEAT_WAIT;
        let later = Failure::Refused(Refusal::InTurn);
        let Some(standing) = self.lines.join(gate) else {
            // Told no sooner than who waited in vain: asking again at once must not be the way to go on.
            sleep_until(deadline).await;
            return Err(later);
        };
        let Ok(_turn) = timeout_at(deadline, standing.turn.lock()).await else { return Err(later) };
        // An order is never given up half-way: it might have taken a seat that nobody would sit on.
        loop {
            match registry.order(gate.0, Actor::System, order).await? {
                Err(Refusal::InTurn) if Instant::now() < deadline => sleep(limits::SEAT_AGAIN).await,
                answer => return answer.map_err(Failure::from),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::forwarded::{Peer, client};
    use axum::http::HeaderMap;
    use std::net::SocketAddr;
    use uuid::Uuid;

    fn from(address: &str) -> Client {
        client(Peer(SocketAddr::new(address.parse().unwrap(), 1)), &HeaderMap::new(), &[])
    }

    fn workshop(number: u128) -> WorkshopId {
        WorkshopId(Uuid::from_u128(number))
    }

    #[test]
    fn p2_a_place_is_one_address_in_one_workshop_and_in_one_process() {
        let (places, others) = (Places::new(), Places::new());
        let of = |address: &str| places.of(workshop(1), from(address));
        assert_eq!(of("192.0.2.1"), of("192.0.2.1"));
        assert_eq!(of("2001:db8:1:2::5"), of("2001:db8:1:9::7"), "one customer's networks");
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
        assert_ne!(of("192.0.2.1"), places.of(workshop(2), from("192.0.2.1")));
        assert_ne!(of("192.0.2.1"), others.of(workshop(1), from("192.0.2.1")), "after a restart it says nothing any more");
    }

    #[test]
    fn p9_a_line_is_bounded_for_each_place_and_who_leaves_makes_room() {
        let lines = Arc::new(Lines::default());
        let gate = |place| (workshop(1), Place(place));
        let mut standing: Vec<Standing> = std::iter::from_fn(|| lines.join(gate(1))).take(limits::SEAT_LINE + 1).collect();
        assert_eq!(standing.len(), limits::SEAT_LINE);
        assert!(lines.join(gate(2)).is_some() && !lines.has(gate(2)), "who has left leaves no line behind");
        standing.pop();
        assert!(lines.join(gate(1)).is_some());
        drop(standing);
        assert!(!lines.has(gate(1)));
    }
}
