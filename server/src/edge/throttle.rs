//! The throttle: how fast one address and one token may ask, and how many sockets an address may have. Thirty phones share an address, so whoever asks too fast waits, and whoever is known by a token
//! waits for that token alone. Whoever opens something with a right key waits for others who do so with the same key at the same address, and for nobody who tries wrong ones.

use super::forwarded::Client;
use crate::{bucket::Bucket, limits};
use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;
use trestle_core::SecretHash;

/// Counts requests, new workshops and sockets by address, and requests by token.
#[derive(Debug)]
pub(crate) struct Throttle {
    counts: Mutex<Counts>,
    strangers: usize,
}

#[derive(Debug)]
struct Counts {
    addresses: Known<Client, Address>,
    tokens: Known<SecretHash, Token>,
    keys: Known<(Client, SecretHash), Key>,
}

/// What is counted for whom, within a bound: further ones share one count.
#[derive(Debug)]
struct Known<K, V> {
    each: HashMap<K, V>,
    others: V,
    /// When blank ones were last forgotten.
    swept: Instant,
}

/// What one is counted by.
trait Count {
    fn new(now: Instant) -> Self;

    /// Is it as if nothing had ever been asked?
    fn is_blank(&mut self, now: Instant) -> bool;
}

#[derive(Debug)]
struct Address {
    requests: Bucket,
    /// Keys that opened nothing: whoever tries many keeps nobody there from asking for anything else.
    wrongs: Bucket,
    hellos: Bucket,
    creations: Bucket,
    /// Sockets that have not said who they are.
    strangers: usize,
    /// Sockets that have.
    screens: usize,
}

impl Count for Address {
    fn new(now: Instant) -> Self {
        Self {
            requests: Bucket::full(limits::ADDRESS_BURST, limits::ADDRESS_PER_SECOND, now),
            wrongs: Bucket::full(limits::ADDRESS_BURST, limits::ADDRESS_PER_SECOND, now),
            hellos: Bucket::full(limits::HELLO_BURST, limits::HELLOS_PER_SECOND, now),
            creations: Bucket::full(limits::CREATE_BURST, limits::CREATE_PER_SECOND, now),
            strangers: 0,
            screens: 0,
        }
    }

    fn is_blank(&mut self, now: Instant) -> bool {
        let buckets = [&mut self.requests, &mut self.wrongs, &mut self.hellos, &mut self.creations];
        self.strangers + self.screens == 0 && buckets.into_iter().all(|bucket| bucket.is_full(now))
    }
}

/// A token that opened something: it was not guessed, so it need not wait for its address.
#[derive(Debug)]
struct Token(Bucket, Instant);

impl Count for Token {
    fn new(now: Instant) -> Self {
        Self(Bucket::full(limits::TOKEN_BURST, limits::TOKEN_PER_SECOND, now), now)
    }

    fn is_blank(&mut self, now: Instant) -> bool {
        now.duration_since(self.1) > limits::TOKEN_REMEMBERED
    }
}

/// A right key, as one address uses it.
#[derive(Debug)]
struct Key(Bucket);

impl Count for Key {
    fn new(now: Instant) -> Self {
        Self(Bucket::full(limits::ADDRESS_BURST, limits::ADDRESS_PER_SECOND, now))
    }

    fn is_blank(&mut self, now: Instant) -> bool {
        self.0.is_full(now)
    }
}

impl<K: Hash + Eq + Copy, V: Count> Known<K, V> {
    fn new(now: Instant) -> Self {
        Self { each: HashMap::new(), others: V::new(now), swept: now }
    }

    fn of(&mut self, key: K, now: Instant) -> &mut V {
        let full = self.each.len() >= limits::ADDRESSES;
        if full && now.duration_since(self.swept) >= limits::ADDRESSES_SWEPT_EVERY {
            self.each.retain(|_, count| !count.is_blank(now));
            self.swept = now;
        }
        if self.each.len() >= limits::ADDRESSES && !self.each.contains_key(&key) {
            return &mut self.others;
        }
        self.each.entry(key).or_insert_with(|| V::new(now))
    }
}

/// How a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// It goes on after this long.
    After(Duration),
    /// So many wait that it would take too long.
    TooFast,
}

/// A turn in a bucket, unless too much waits there.
fn turn(bucket: &mut Bucket, now: Instant) -> Turn {
    match bucket.reserve_within(limits::REQUEST_WAIT, now) {
        Some(wait) => Turn::After(wait),
        None => Turn::TooFast,
    }
}

impl Throttle {
    /// `strangers`: how many sockets that have not said who they are one address may have open.
    pub(crate) fn new(strangers: usize) -> Arc<Self> {
        let now = Instant::now();
        Arc::new(Self {
            counts: Mutex::new(Counts { addresses: Known::new(now), tokens: Known::new(now), keys: Known::new(now) }),
            strangers,
        })
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// When a request may go on: by its token, if that is known to open something, else by its address.
    pub(crate) fn request(&self, client: Client, token: Option<SecretHash>, now: Instant) -> Turn {
        self.by_token(token, client, now, |address| &mut address.requests)
    }

    /// When a socket that has said who it is may go on: the same, but a whole building comes back at once after a restart, and nobody's token is known then.
    pub(crate) fn hello(&self, client: Client, token: SecretHash, now: Instant) -> Turn {
        self.by_token(Some(token), client, now, |address| &mut address.hellos)
    }

    fn by_token(&self, token: Option<SecretHash>, client: Client, now: Instant, otherwise: fn(&mut Address) -> &mut Bucket) -> Turn {
        let counts = &mut *self.lock();
        match token.and_then(|token| counts.tokens.each.get_mut(&token)) {
            Some(Token(bucket, seen)) => {
                *seen = now;
                turn(bucket, now)
            }
            None => turn(otherwise(counts.addresses.of(client, now)), now),
        }
    }

    /// When somebody may go on who has opened something with that key.
    pub(crate) fn right(&self, client: Client, key: SecretHash, now: Instant) -> Turn {
        turn(&mut self.lock().keys.of((client, key), now).0, now)
    }

    /// When somebody is told that a key opens nothing.
    pub(crate) fn wrong(&self, client: Client, now: Instant) -> Turn {
        self.by_token(None, client, now, |address| &mut address.wrongs)
    }

    /// This token opened something.
    pub(crate) fn opened(&self, token: SecretHash, now: Instant) {
        self.lock().tokens.of(token, now).1 = now;
    }

    /// May this address make another workshop?
    pub(crate) fn create(&self, client: Client, now: Instant) -> bool {
        self.lock().addresses.of(client, now).creations.take(now)
    }

    /// Opens a socket for somebody who has not said who they are, if this address may have another; it counts until the answer is dropped.
    pub(crate) fn stranger(self: &Arc<Self>, client: Client) -> Option<Socket> {
        let mut counts = self.lock();
        let address = counts.addresses.of(client, Instant::now());
        if address.strangers >= self.strangers {
            return None;
        }
        address.strangers += 1;
        let known = counts.addresses.each.contains_key(&client);
        Some(Socket { throttle: self.clone(), client, known, counted: |address| &mut address.strangers })
    }
}

/// A socket as its address counts it: until it is dropped.
#[derive(Debug)]
pub(crate) struct Socket {
    throttle: Arc<Throttle>,
    client: Client,
    /// It was counted for its own address, not among the others.
    known: bool,
    /// As what.
    counted: fn(&mut Address) -> &mut usize,
}

impl Socket {
    /// It has said who it is: from now on it counts among the screens of its address, if that may have another.
    pub(crate) fn is_known(&mut self) -> bool {
        let counted = self.counted;
        let may = self.with(|address| {
            let may = address.screens < limits::ADDRESS_SCREENS;
            if may {
                address.screens += 1;
                *counted(address) = counted(address).saturating_sub(1);
            }
            may
        });
        if may {
            self.counted = |address| &mut address.screens;
        }
        may
    }

    fn with<T: Default>(&self, count: impl FnOnce(&mut Address) -> T) -> T {
        let addresses = &mut self.throttle.lock().addresses;
        let address = if self.known { addresses.each.get_mut(&self.client) } else { Some(&mut addresses.others) };
        address.map(count).unwrap_or_default()
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        let counted = self.counted;
        self.with(|address| *counted(address) = counted(address).saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::forwarded::{Peer, client};
    use axum::http::HeaderMap;
    use std::net::SocketAddr;

    fn address(last: u32) -> Client {
        let ip = std::net::Ipv4Addr::from_bits(0x0A00_0000 + last);
        client(Peer(SocketAddr::new(ip.into(), 1)), &HeaderMap::new(), &[])
    }

    fn until_refused(mut try_one: impl FnMut() -> bool) -> u32 {
        (0..100_000).find(|_| !try_one()).unwrap()
    }

    fn after(start: Instant, seconds: u64) -> Instant {
        start + Duration::from_secs(seconds)
    }

    #[test]
    fn p9_who_asks_too_fast_waits_and_others_do_not() {
        let (throttle, start) = (Throttle::new(10), Instant::now());
        let at_once = until_refused(|| throttle.request(address(1), None, start) == Turn::After(Duration::ZERO));
        assert_eq!(at_once, limits::ADDRESS_BURST);
        until_refused(|| throttle.request(address(1), None, start) != Turn::TooFast);
        assert_eq!(throttle.request(address(2), None, start), Turn::After(Duration::ZERO));
        assert!(matches!(throttle.request(address(1), None, after(start, 1)), Turn::After(_)), "it comes back with time");
    }

    #[test]
    fn p9_a_known_token_does_not_wait_for_its_address() {
        let (throttle, start, token) = (Throttle::new(10), Instant::now(), SecretHash::of("token"));
        until_refused(|| throttle.request(address(1), None, start) != Turn::TooFast);
        assert_eq!(throttle.request(address(1), Some(token), start), Turn::TooFast, "anybody can make one up");
        throttle.opened(token, start);
        assert_eq!(throttle.request(address(1), Some(token), start), Turn::After(Duration::ZERO));
        let at_once = until_refused(|| throttle.request(address(1), Some(token), start) == Turn::After(Duration::ZERO));
        assert_eq!(at_once, limits::TOKEN_BURST - 1);
    }

    #[test]
    fn p9_right_keys_wait_for_nobody_who_tries_wrong_ones() {
        let (throttle, start) = (Throttle::new(10), Instant::now());
        let [invitation, other] = ["invitation", "other"].map(SecretHash::of);
        until_refused(|| throttle.wrong(address(1), start) != Turn::TooFast);
        assert_eq!(throttle.right(address(1), invitation, start), Turn::After(Duration::ZERO));
        assert_eq!(throttle.request(address(1), None, start), Turn::After(Duration::ZERO), "nor does anybody else there");
        until_refused(|| throttle.right(address(1), invitation, start) != Turn::TooFast);
        assert_eq!(throttle.right(address(1), other, start), Turn::After(Duration::ZERO), "another workshop's");
        assert_eq!(throttle.right(address(2), invitation, start), Turn::After(Duration::ZERO), "another place");
    }

    #[test]
    fn an_hour_has_so_many_new_workshops_of_one_address() {
        let (throttle, start) = (Throttle::new(10), Instant::now());
        assert_eq!(until_refused(|| throttle.create(address(1), start)), limits::CREATE_BURST);
        assert!(throttle.create(address(2), start));
        assert_eq!(until_refused(|| throttle.create(address(1), after(start, 3600))), limits::CREATE_BURST);
    }

    #[test]
    fn strangers_count_until_they_are_dropped() {
        let throttle = Throttle::new(2);
        let first = throttle.stranger(address(1)).unwrap();
        let _second = throttle.stranger(address(1)).unwrap();
        assert!(throttle.stranger(address(1)).is_none());
        assert!(throttle.stranger(address(2)).is_some());
        drop(first);
        assert!(throttle.stranger(address(1)).is_some());
    }

    #[test]
    fn p9_an_address_has_so_many_screens_and_takes_nobody_elses() {
        let throttle = Throttle::new(1);
        let open = |last| {
            let mut socket = throttle.stranger(address(last))?;
            socket.is_known().then_some(socket)
        };
        let mut screens: Vec<Socket> = std::iter::from_fn(|| open(1)).take(limits::ADDRESS_SCREENS + 1).collect();
        assert_eq!(screens.len(), limits::ADDRESS_SCREENS);
        assert!(open(1).is_none() && open(2).is_some(), "others come in");
        screens.pop();
        assert!(open(1).is_some(), "who leaves makes room, and a refused one counts nowhere");
    }

    #[test]
    fn p9_hellos_with_made_up_tokens_wait_and_a_building_that_comes_back_does_not() {
        let (throttle, start) = (Throttle::new(10), Instant::now());
        let hello = |number: u32| throttle.hello(address(1), SecretHash::of(&number.to_string()), start);
        assert!((0..limits::HELLO_BURST).all(|number| hello(number) == Turn::After(Duration::ZERO)));
        assert!(matches!(hello(limits::HELLO_BURST), Turn::After(wait) if !wait.is_zero()));
        throttle.opened(SecretHash::of("known"), start);
        assert_eq!(throttle.hello(address(1), SecretHash::of("known"), start), Turn::After(Duration::ZERO));
    }

    #[test]
    fn memory_is_bounded_and_blank_addresses_are_forgotten() {
        let (throttle, start) = (Throttle::new(10), Instant::now());
        for number in 0..limits::ADDRESSES as u32 + 10 {
            throttle.request(address(number), None, start);
            throttle.opened(SecretHash::of(&number.to_string()), start);
        }
        let remembered = || {
            let counts = throttle.lock();
            (counts.addresses.each.len(), counts.tokens.each.len())
        };
        assert_eq!(remembered(), (limits::ADDRESSES, limits::ADDRESSES));
        let later = start + limits::TOKEN_REMEMBERED * 2;
        throttle.request(address(200_000), None, later);
        throttle.opened(SecretHash::of("another"), later);
        assert_eq!(remembered(), (1, 1));
    }
}
