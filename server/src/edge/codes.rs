//! The pace of typed codes: 40 bits can be guessed, so every try waits for its turn before it is looked at. Turns go round by address, so that whoever
//! guesses waits for himself.
//!
//! What it comes to: 32 tries a second from everywhere together. With 1,000 workshops on a server one of their 2^40 / 1,000 codes is met after 2^40 / 1,000 / 32 s,
//! a year, if somebody guesses all that time; with fifty after twenty years.

use super::{
    fair::Fair,
    forwarded::{Client, Site},
};
use crate::{bucket::Bucket, limits};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::{
    sync::oneshot,
    time::{Instant, sleep, sleep_until, timeout_at},
};
use trestle_core::SecretHash;

/// A code as one address tries it.
type Try = (Client, SecretHash);

/// Gives turns at trying a code.
#[derive(Debug)]
pub(crate) struct CodePace {
    lanes: Mutex<Lanes>,
}

#[derive(Debug)]
struct Lanes {
    turns: Bucket,
    had: Had,
    waiting: Fair<Site, Client, Waiting>,
    /// Somebody gives turns to those that wait.
    giving: bool,
}

/// A code that waits, and everybody at that address who typed it.
#[derive(Debug)]
struct Waiting {
    code: SecretHash,
    told: Vec<oneshot::Sender<()>>,
}

impl Waiting {
    /// Has nobody who typed it gone away?
    fn is_awaited(&self) -> bool {
        self.told.iter().any(|told| !told.is_closed())
    }
}

/// Tries that had their turn lately. The same code again from the same address is no new guess: thirty phones in one room type one code. Whatever is tried again
/// is remembered anew, so that somebody who guesses does not push out what a room types all evening.
#[derive(Debug, Default)]
struct Had {
    tries: HashSet<Try>,
    /// Those from before: forgotten all together when there are too many newer ones.
    older: HashSet<Try>,
}

impl Had {
    fn remember(&mut self, tried: Try) {
        if self.tries.len() >= limits::CODES_REMEMBERED / 2 {
            self.older = std::mem::take(&mut self.tries);
        }
        self.tries.insert(tried);
    }

    /// Was it tried? Then it is remembered from now on.
    fn again(&mut self, tried: Try) -> bool {
        let older = !self.tries.contains(&tried) && self.older.contains(&tried);
        if older {
            self.remember(tried);
        }
        older || self.tries.contains(&tried)
    }
}

impl Lanes {
    fn new(now: Instant) -> Self {
        let turns = Bucket::full(limits::CODE_BURST, limits::CODES_PER_SECOND, now);
        Self { turns, had: Had::default(), waiting: Fair::new(), giving: false }
    }

    /// A turn at once, if nobody waits and the pace allows it, or if it is no new guess; else a place among those who wait.
    fn ask(&mut self, tried: Try, now: Instant) -> Asked {
        if self.had.again(tried) {
            return Asked::Now;
        }
        if self.waiting.is_empty() && self.turns.take(now) {
            self.had.remember(tried);
            return Asked::Now;
        }
        self.join(tried).map_or(Asked::Full, Asked::Wait)
    }

    /// Joins those who wait; none if there is no room.
    fn join(&mut self, (client, code): Try) -> Option<oneshot::Receiver<()>> {
        let (sender, receiver) = oneshot::channel();
        let site = client.site();
        if let Some(same) = self.waiting.of(site, client).find(|waiting| waiting.code == code) {
            same.told.retain(|told| !told.is_closed());
            same.told.push(sender);
            return Some(receiver);
        }
        if !self.has_room(site, client) {
            return None;
        }
        self.waiting.push(site, client, Waiting { code, told: vec![sender] });
        Some(receiver)
    }

    /// Is there room for one more at that site? Those who went away before their turn make some, and a network of it that takes more than this one does.
    fn has_room(&mut self, site: Site, client: Client) -> bool {
        if self.waiting.waiting(site) >= limits::CODES_WAITING {
            self.waiting.retain(site, Waiting::is_awaited);
        }
        self.waiting.waiting(site) < limits::CODES_WAITING || self.waiting.make_room(site, client).is_some()
    }

    /// Whose turn it is.
    fn next(&mut self) -> Option<(Client, Waiting)> {
        while let Some((_, client, waiting)) = self.waiting.next() {
            if waiting.is_awaited() {
                return Some((client, waiting));
            }
        }
        None
    }

    /// Gives the turns that are due; how long until the next one, if anybody waits for it.
    fn give(&mut self, now: Instant) -> Option<std::time::Duration> {
        while !self.waiting.is_empty() {
            if !self.turns.has(now) {
                return Some(limits::CODE_TURN);
            }
            let Some((client, waiting)) = self.next() else { break };
            self.turns.take(now);
            self.had.remember((client, waiting.code));
            for told in waiting.told {
                // Whoever asked may have gone away.
                let _ = told.send(());
            }
        }
        self.giving = false;
        None
    }
}

impl CodePace {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self { lanes: Mutex::new(Lanes::new(Instant::now())) })
    }

    fn lock(&self) -> MutexGuard<'_, Lanes> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for this address's turn at that code. False: it did not come in time. Nothing has been looked at before, so that waiting says nothing about the code.
    pub(crate) async fn turn(self: &Arc<Self>, client: Client, code: SecretHash) -> bool {
        let until = Instant::now() + limits::CODE_WAIT;
        let (asked, give_turns) = {
            let mut lanes = self.lock();
            let asked = lanes.ask((client, code), Instant::now());
            let give_turns = !lanes.waiting.is_empty() && !std::mem::replace(&mut lanes.giving, true);
            (asked, give_turns)
        };
        if give_turns {
            tokio::spawn(give(self.clone()));
        }
        let told = match asked {
            Asked::Now => true,
            Asked::Full => false,
            Asked::Wait(told) => timeout_at(until, told).await.is_ok_and(|told| told.is_ok()),
        };
        if !told {
            // Whoever finds no room is held up all the same: else asking again at once would be the way to be there when a place is free.
            sleep_until(until).await;
        }
        told
    }
}

/// How it stands with a try.
enum Asked {
    Now,
    Wait(oneshot::Receiver<()>),
    /// Too many wait at that site already.
    Full,
}

/// Gives turns until nobody waits any more.
async fn give(pace: Arc<CodePace>) {
    loop {
        let next = pace.lock().give(Instant::now());
        match next {
            Some(wait) => sleep(wait).await,
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::forwarded::{Peer, client};
    use axum::http::HeaderMap;
    use std::net::SocketAddr;

    fn from(address: &str) -> Client {
        client(Peer(SocketAddr::new(address.parse().unwrap(), 1)), &HeaderMap::new(), &[])
    }

    fn code(number: usize) -> SecretHash {
        let mut hash = [0; 32];
        hash[..8].copy_from_slice(&number.to_be_bytes());
        SecretHash(hash)
    }

    /// Lanes in which everything that may be tried at once has been, and a time.
    struct Pressed {
        lanes: Lanes,
        now: Instant,
        waiting: Vec<(Client, oneshot::Receiver<()>)>,
    }

    impl Pressed {
        fn new() -> Self {
            let now = Instant::now();
            let mut lanes = Lanes::new(now);
            for number in 0..limits::CODE_BURST as usize {
                assert!(matches!(lanes.ask((from("192.0.2.1"), code(1_000_000 + number)), now), Asked::Now));
            }
            Self { lanes, now, waiting: Vec::new() }
        }

        /// Asks; does it wait or have its turn?
        fn asks(&mut self, address: &str, number: usize) -> bool {
            match self.lanes.ask((from(address), code(number)), self.now) {
                Asked::Now => true,
                Asked::Full => false,
                Asked::Wait(told) => {
                    self.waiting.push((from(address), told));
                    true
                }
            }
        }

        /// How many turns pass until this address has none that waits any more.
        fn turns_until_served(&mut self, address: &str) -> u32 {
            let client = from(address);
            let served = |waiting: &mut Vec<(Client, oneshot::Receiver<()>)>| {
                waiting.retain_mut(|(_, told)| told.try_recv().is_err());
                !waiting.iter().any(|(waits, _)| *waits == client)
            };
            (0..10_000)
                .find(|_| {
                    self.lanes.give(self.now);
                    self.now += limits::CODE_TURN;
                    served(&mut self.waiting)
                })
                .unwrap()
        }
    }

    #[test]
    fn p9_whoever_guesses_makes_nobody_else_wait_long() {
        let mut room = Pressed::new();
        assert!((0..limits::CODES_WAITING).all(|number| room.asks("192.0.2.1", number)));
        assert!(!room.asks("192.0.2.1", 777_777), "more would wait in vain");
        assert!(room.asks("198.51.100.7", 7) && room.asks("2001:db8:1::1", 7));
        assert!(room.turns_until_served("198.51.100.7") <= 4 && room.turns_until_served("2001:db8:1::1") <= 4);
        let rest = limits::CODE_TURN * room.turns_until_served("192.0.2.1");
        assert!(rest <= limits::CODE_WAIT, "all that wait have their turn in time: {rest:?}");
    }

    #[test]
    fn p9_a_room_that_types_one_code_is_one_try() {
        let mut room = Pressed::new();
        assert!((0..300).all(|_| room.asks("192.0.2.1", 7)));
        assert!(room.turns_until_served("192.0.2.1") <= 2);
        assert!(matches!(room.lanes.ask((from("192.0.2.1"), code(7)), room.now), Asked::Now));
    }

    #[test]
    fn p9_a_site_with_many_networks_takes_turns_as_one() {
        let mut room = Pressed::new();
        assert!((0..limits::CODES_WAITING).all(|network| room.asks(&format!("2001:db8:7:{network:x}::1"), network)));
        assert!(!room.asks("2001:db8:7:ffff::1", 1));
        assert!(room.asks("198.51.100.7", 7));
        assert!(room.turns_until_served("198.51.100.7") <= 4);
    }

    #[test]
    fn p6_no_more_codes_are_tried_than_the_pace_allows() {
        let mut room = Pressed::new();
        for number in 0..2_000 {
            assert!(room.asks(&format!("192.0.2.{}", number % 200), number));
        }
        let began = room.now;
        while !room.lanes.waiting.is_empty() {
            room.lanes.give(room.now);
            room.now += limits::CODE_TURN;
        }
        let seconds = (room.now - began).as_secs_f64();
        assert!(2_000.0 <= seconds * limits::CODES_PER_SECOND + 2.0, "2000 in {seconds} s");
    }

    #[test]
    fn what_is_remembered_is_bounded_and_who_leaves_makes_room() {
        let mut room = Pressed::new();
        assert!((0..limits::CODES_WAITING).all(|number| room.asks("192.0.2.1", number)));
        room.waiting.clear();
        assert!(room.asks("192.0.2.1", 9_999));
        assert!(room.turns_until_served("192.0.2.1") <= 2, "those who left take no turn");
        let mut had = Had::default();
        for number in 0..limits::CODES_REMEMBERED * 2 {
            had.remember((from("192.0.2.1"), code(number)));
            assert!(had.tries.len() + had.older.len() <= limits::CODES_REMEMBERED);
        }
    }

    #[test]
    fn p9_what_a_room_types_all_evening_is_not_pushed_out_by_who_guesses() {
        let mut had = Had::default();
        let (room, once) = ((from("192.0.2.1"), code(7)), (from("192.0.2.1"), code(8)));
        had.remember(room);
        had.remember(once);
        for number in 100..100 + limits::CODES_REMEMBERED * 3 {
            had.remember((from("198.51.100.7"), code(number)));
            assert!(number % 10_000 != 0 || had.again(room), "somebody of the room comes every five minutes");
        }
        assert!(had.again(room) && !had.again(once));
    }

    #[test]
    fn p9_a_network_that_guesses_leaves_room_to_others_of_its_site() {
        let mut room = Pressed::new();
        assert!((0..limits::CODES_WAITING).all(|number| room.asks("2001:db8:7:1::1", number)));
        assert!(room.asks("2001:db8:7:2::1", 7) && !room.asks("2001:db8:7:1::1", 777_777));
        assert!(room.turns_until_served("2001:db8:7:2::1") <= 3);
    }
}
