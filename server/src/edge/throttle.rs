//! The throttle: what one address, and everybody together, may ask for. Loose, because thirty phones share one address.

use super::forwarded::Client;
use crate::{bucket::Bucket, limits};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::time::Instant;

/// Counts requests, wrong keys and sockets by address.
#[derive(Debug)]
pub(crate) struct Throttle {
    addresses: Mutex<Addresses>,
    sockets: usize,
}

#[derive(Debug)]
struct Addresses {
    known: HashMap<Client, Counts>,
    /// For addresses that there is no more room for.
    others: Counts,
    wrong_everywhere: Bucket,
    /// When blank addresses were last forgotten.
    swept: Instant,
}

#[derive(Debug)]
struct Counts {
    requests: Bucket,
    creations: Bucket,
    wrong: Bucket,
    sockets: usize,
}

impl Counts {
    fn new(now: Instant) -> Self {
        Self {
            requests: Bucket::full(limits::ADDRESS_BURST, limits::ADDRESS_PER_SECOND, now),
            creations: Bucket::full(limits::CREATE_BURST, limits::CREATE_PER_SECOND, now),
            wrong: Bucket::full(limits::WRONG_BURST, limits::WRONG_PER_SECOND, now),
            sockets: 0,
        }
    }

    fn is_blank(&mut self, now: Instant) -> bool {
        self.sockets == 0 && self.requests.is_full(now) && self.creations.is_full(now) && self.wrong.is_full(now)
    }
}

impl Addresses {
    fn of(&mut self, client: Client, now: Instant) -> &mut Counts {
        if self.known.len() >= limits::ADDRESSES && now.duration_since(self.swept) >= limits::ADDRESSES_SWEPT_EVERY {
            self.known.retain(|_, counts| !counts.is_blank(now));
            self.swept = now;
        }
        if self.known.len() >= limits::ADDRESSES && !self.known.contains_key(&client) {
            return &mut self.others;
        }
        self.known.entry(client).or_insert_with(|| Counts::new(now))
    }
}

impl Throttle {
    /// `sockets`: how many one address may have open.
    pub(crate) fn new(sockets: usize) -> Arc<Self> {
        let now = Instant::now();
        let wrong_everywhere = Bucket::full(limits::WRONG_EVERYWHERE_BURST, limits::WRONG_EVERYWHERE_PER_SECOND, now);
        let addresses = Addresses { known: HashMap::new(), others: Counts::new(now), wrong_everywhere, swept: now };
        Arc::new(Self { addresses: Mutex::new(addresses), sockets })
    }

    fn lock(&self) -> MutexGuard<'_, Addresses> {
        self.addresses.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// May this address ask anything at all?
    pub(crate) fn request(&self, client: Client, now: Instant) -> bool {
        self.lock().of(client, now).requests.take(now)
    }

    /// May it create a workshop?
    pub(crate) fn create(&self, client: Client, now: Instant) -> bool {
        self.lock().of(client, now).creations.take(now)
    }

    /// May it try a key? Asked before the key is looked at, so that the answer says nothing about the key. When there are too many wrong keys from
    /// everywhere, addresses that have been wrong lately wait; others are not made to pay for them.
    pub(crate) fn may_try(&self, client: Client, now: Instant) -> bool {
        let mut addresses = self.lock();
        let everywhere = addresses.wrong_everywhere.has(now);
        let counts = addresses.of(client, now);
        counts.wrong.has(now) && (everywhere || counts.wrong.is_full(now))
    }

    /// It was wrong.
    pub(crate) fn wrong(&self, client: Client, now: Instant) {
        let mut addresses = self.lock();
        addresses.wrong_everywhere.take(now);
        addresses.of(client, now).wrong.take(now);
    }

    /// Opens a socket, if this address may have another; it counts until the answer is dropped.
    pub(crate) fn socket(self: &Arc<Self>, client: Client) -> Option<SocketCount> {
        let mut addresses = self.lock();
        let counts = addresses.of(client, Instant::now());
        if counts.sockets >= self.sockets {
            return None;
        }
        counts.sockets += 1;
        let known = addresses.known.contains_key(&client);
        Some(SocketCount { throttle: self.clone(), client, known })
    }
}

/// One open socket of an address.
#[derive(Debug)]
pub(crate) struct SocketCount {
    throttle: Arc<Throttle>,
    client: Client,
    /// It was counted for its own address, not among the others.
    known: bool,
}

impl Drop for SocketCount {
    fn drop(&mut self) {
        let mut addresses = self.throttle.lock();
        let counts = if self.known { addresses.known.get_mut(&self.client) } else { Some(&mut addresses.others) };
        if let Some(counts) = counts {
            counts.sockets = counts.sockets.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::forwarded::{Peer, client};
    use axum::http::HeaderMap;
    use std::{net::SocketAddr, time::Duration};

    fn address(last: u32) -> Client {
        let ip = std::net::Ipv4Addr::from_bits(0x0A00_0000 + last);
        client(Peer(SocketAddr::new(ip.into(), 1)), &HeaderMap::new(), &[])
    }

    fn until_refused(mut try_one: impl FnMut() -> bool) -> u32 {
        (0..10_000).find(|_| !try_one()).unwrap()
    }

    fn after(start: Instant, seconds: u64) -> Instant {
        start + Duration::from_secs(seconds)
    }

    #[test]
    fn wrong_keys_slow_down_their_own_address_first() {
        let (throttle, start) = (Throttle::new(10), Instant::now());
        let wrong = |client| {
            let may = throttle.may_try(client, start);
            throttle.wrong(client, start);
            may
        };
        assert_eq!(until_refused(|| wrong(address(1))), limits::WRONG_BURST);
        assert!(throttle.may_try(address(2), start), "others are not made to pay");
        assert!(throttle.may_try(address(1), after(start, 4)), "it comes back with time");
    }

    #[test]
    fn many_addresses_together_are_slowed_down_too() {
        let (throttle, start) = (Throttle::new(10), Instant::now());
        for number in 0..limits::WRONG_EVERYWHERE_BURST {
            throttle.wrong(address(number), start);
        }
        assert!(!throttle.may_try(address(7), start), "was wrong lately");
        assert!(throttle.may_try(address(100_000), start), "was never wrong");
        assert!(throttle.may_try(address(7), after(start, 10)));
    }

    #[test]
    fn requests_and_creations_have_their_own_pace() {
        let (throttle, start) = (Throttle::new(10), Instant::now());
        assert_eq!(until_refused(|| throttle.create(address(1), start)), limits::CREATE_BURST);
        assert_eq!(until_refused(|| throttle.request(address(1), start)), limits::ADDRESS_BURST);
        assert!(throttle.request(address(2), start));
    }

    #[test]
    fn sockets_count_until_they_are_dropped() {
        let throttle = Throttle::new(2);
        let first = throttle.socket(address(1)).unwrap();
        let _second = throttle.socket(address(1)).unwrap();
        assert!(throttle.socket(address(1)).is_none());
        assert!(throttle.socket(address(2)).is_some());
        drop(first);
        assert!(throttle.socket(address(1)).is_some());
    }

    #[test]
    fn memory_is_bounded_and_blank_addresses_are_forgotten() {
        let (throttle, start) = (Throttle::new(10), Instant::now());
        for number in 0..limits::ADDRESSES as u32 + 10 {
            throttle.request(address(number), start);
        }
        assert_eq!(throttle.lock().known.len(), limits::ADDRESSES);
        throttle.request(address(200_000), after(start, 60));
        assert_eq!(throttle.lock().known.len(), 1);
    }
}
