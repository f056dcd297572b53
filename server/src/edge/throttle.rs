//! The throttle: how fast one address and one token may ask, and how many sockets an address may have. Thirty phones share an address, so whoever asks too fast
//! waits, and whoever is known by a token waits for that token alone. A right key waits for nobody. An IPv6 address is counted by its /48: one customer's.

use super::forwarded::{Client, Site};
use crate::{bucket::Bucket, limits};
use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{sync::Notify, time::Instant};
use trestle_core::SecretHash;

/// Counts requests, new workshops and sockets by address, and requests by token.
#[derive(Debug)]
pub(crate) struct Throttle {
    counts: Mutex<Counts>,
    strangers: usize,
}

#[derive(Debug)]
struct Counts {
    addresses: Known<Site, Address>,
    tokens: Known<SecretHash, Token>,
    /// How many sockets there have been: each has a number.
    sockets: u64,
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
    /// Sockets that have not said who they are, the oldest first; each is told when it has to give way.
    strangers: BTreeMap<u64, Arc<Notify>>,
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
            strangers: BTreeMap::new(),
            screens: 0,
        }
    }

    fn is_blank(&mut self, now: Instant) -> bool {
        let buckets = [&mut self.requests, &mut self.wrongs, &mut self.hellos, &mut self.creations];
        self.strangers.is_empty() && self.screens == 0 && buckets.into_iter().all(|bucket| bucket.is_full(now))
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
        Arc::new(Self { counts: Mutex::new(Counts { addresses: Known::new(now), tokens: Known::new(now), sockets: 0 }), strangers })
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// When a request may go on: by its token, if that is known to open something, else by its address.
    pub(crate) fn request(&self, client: Client, token: Option<SecretHash>, now: Instant) -> Turn {
        let mut counts = self.lock();
        counts.known(token, now).unwrap_or_else(|| turn(&mut counts.addresses.of(client.site(), now).requests, now))
    }

    /// When a socket that has said who it is may go on: a token that is not known yet is looked at at once, since after a restart none is.
    pub(crate) fn hello(&self, token: SecretHash, now: Instant) -> Turn {
        self.lock().known(Some(token), now).unwrap_or(Turn::After(Duration::ZERO))
    }

    /// When a socket is told that its token opens nothing.
    pub(crate) fn wrong_hello(&self, client: Client, now: Instant) -> Turn {
        turn(&mut self.lock().addresses.of(client.site(), now).hellos, now)
    }

    /// When somebody is told that a key opens nothing.
    pub(crate) fn wrong(&self, client: Client, now: Instant) -> Turn {
        turn(&mut self.lock().addresses.of(client.site(), now).wrongs, now)
    }

    /// This token opened something.
    pub(crate) fn opened(&self, token: SecretHash, now: Instant) {
        self.lock().tokens.of(token, now).1 = now;
    }

    /// May this address make another workshop?
    pub(crate) fn create(&self, client: Client, now: Instant) -> bool {
        self.lock().addresses.of(client.site(), now).creations.take(now)
    }

    /// Counts a socket of somebody who has not said who they are, until it is dropped. Where its address has too many, the oldest of them gives way: whoever means
    /// it has said so long since.
    pub(crate) fn stranger(self: &Arc<Self>, client: Client) -> Socket {
        let mut counts = self.lock();
        counts.sockets += 1;
        let (number, gives_way) = (counts.sockets, Arc::new(Notify::new()));
        let site = client.site();
        let address = counts.addresses.of(site, Instant::now());
        if address.strangers.len() >= self.strangers
            && let Some((_, oldest)) = address.strangers.pop_first()
        {
            oldest.notify_one();
        }
        address.strangers.insert(number, gives_way.clone());
        let known = counts.addresses.each.contains_key(&site);
        Socket { throttle: self.clone(), site, known, number, is_screen: false, gives_way }
    }
}

impl Counts {
    /// When a token that opened something may go on; none if it did not.
    fn known(&mut self, token: Option<SecretHash>, now: Instant) -> Option<Turn> {
        let Token(bucket, seen) = self.tokens.each.get_mut(&token?)?;
        *seen = now;
        Some(turn(bucket, now))
    }
}

/// A socket as its address counts it: until it is dropped.
#[derive(Debug)]
pub(crate) struct Socket {
    throttle: Arc<Throttle>,
    site: Site,
    /// It was counted for its own address, not among the others.
    known: bool,
    number: u64,
    /// It has said who it is.
    is_screen: bool,
    /// Told once it has to give way to a newer one, as long as it has not said who it is.
    pub(crate) gives_way: Arc<Notify>,
}

impl Socket {
    /// It has said who it is: from now on it counts among the screens of its address, if that may have another.
    pub(crate) fn is_known(&mut self) -> bool {
        let number = self.number;
        self.is_screen = self.with(|address| {
            let may = address.screens < limits::ADDRESS_SCREENS;
            if may {
                address.strangers.remove(&number);
                address.screens += 1;
            }
            may
        });
        self.is_screen
    }

    fn with<T: Default>(&self, count: impl FnOnce(&mut Address) -> T) -> T {
        let addresses = &mut self.throttle.lock().addresses;
        let address = if self.known { addresses.each.get_mut(&self.site) } else { Some(&mut addresses.others) };
        address.map(count).unwrap_or_default()
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        let (number, is_screen) = (self.number, self.is_screen);
        self.with(|address| {
            if is_screen {
                address.screens = address.screens.saturating_sub(1);
            } else {
                address.strangers.remove(&number);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::forwarded::{Peer, client};
    use axum::http::HeaderMap;
    use futures_util::FutureExt;
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
    fn p9_wrong_keys_keep_nobody_there_from_asking() {
        let (throttle, start) = (Throttle::new(10), Instant::now());
        until_refused(|| throttle.wrong(address(1), start) != Turn::TooFast);
        assert_eq!(throttle.request(address(1), None, start), Turn::After(Duration::ZERO));
    }

    #[test]
    fn an_hour_has_so_many_new_workshops_of_one_address() {
        let (throttle, start) = (Throttle::new(10), Instant::now());
        assert_eq!(until_refused(|| throttle.create(address(1), start)), limits::CREATE_BURST);
        assert!(throttle.create(address(2), start));
        assert_eq!(until_refused(|| throttle.create(address(1), after(start, 3600))), limits::CREATE_BURST);
    }

    #[test]
    fn p9_the_oldest_stranger_of_a_full_address_gives_way() {
        let throttle = Throttle::new(2);
        let gone = |socket: &Socket| socket.gives_way.clone().notified_owned().now_or_never().is_some();
        let [first, second] = [1, 1].map(|last| throttle.stranger(address(last)));
        let elsewhere = throttle.stranger(address(2));
        assert!(!gone(&first), "as many as there may be");
        let third = throttle.stranger(address(1));
        assert!(gone(&first) && !gone(&second) && !gone(&third) && !gone(&elsewhere));
        drop(third);
        let fourth = throttle.stranger(address(1));
        assert!(!gone(&second) && !gone(&fourth), "who leaves makes room");
    }

    #[test]
    fn p9_an_address_has_so_many_screens_and_takes_nobody_elses() {
        let throttle = Throttle::new(1);
        let open = |last| {
            let mut socket = throttle.stranger(address(last));
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
        assert!((0..limits::HELLO_BURST).all(|_| throttle.wrong_hello(address(1), start) == Turn::After(Duration::ZERO)));
        assert!(matches!(throttle.wrong_hello(address(1), start), Turn::After(wait) if !wait.is_zero()));
        assert_eq!(throttle.hello(SecretHash::of("not known yet"), start), Turn::After(Duration::ZERO));
    }

    #[test]
    fn p9_one_customers_networks_are_one_address() {
        let (throttle, start) = (Throttle::new(10), Instant::now());
        let network = |number: u16| {
            let ip = std::net::Ipv6Addr::new(0x2001, 0xdb8, 1, number, 0, 0, 0, 1);
            client(Peer(SocketAddr::new(ip.into(), 1)), &HeaderMap::new(), &[])
        };
        let mut number = 0;
        let created = until_refused(|| {
            number += 1;
            throttle.create(network(number), start)
        });
        assert_eq!(created, limits::CREATE_BURST);
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
