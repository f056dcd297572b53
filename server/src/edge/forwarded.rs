//! Who is at the other end: the peer's address, or what a trusted proxy says about it.

use crate::network::Network;
use axum::http::HeaderMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The address of the TCP connection's other end; an extension of every request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// An address as limits count it: IPv6 by the network that one household gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Client(IpAddr);

/// Where an address is, more broadly: IPv6 by the /48 that one customer can hold, with 65,536 networks in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Site(IpAddr);

impl Peer {
    pub(crate) fn site(self) -> Site {
        Client(counted(self.0.ip())).site()
    }
}

impl Client {
    pub(crate) fn site(self) -> Site {
        Site(masked(self.0, 48))
    }
}

/// The client's address: the first one from the right that is not a trusted proxy's. The header is looked at only if the peer is a trusted proxy.
pub(crate) fn client(peer: Peer, headers: &HeaderMap, trusted: &[Network]) -> Client {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut client = peer.0.ip();
    let written = headers.get_all(FORWARDED_FOR).iter().rev().filter_map(|value| value.to_str().ok());
    for hop in written.flat_map(|line| line.rsplit(',')) {
        if !is_trusted(client) {
            break;
        }
        match parse(hop.trim()) {
            Some(address) => client = address,
            // What cannot be read was not written by our proxy: the last address that can be trusted counts.
            None => break,
        }
    }
    Client(counted(client))
}

fn parse(hop: &str) -> Option<IpAddr> {
    hop.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

fn counted(address: IpAddr) -> IpAddr {
    masked(address.to_canonical(), 64)
}

/// An IPv6 address's first bits; IPv4 as it is.
fn masked(address: IpAddr, bits: u32) -> IpAddr {
    match address {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !(u128::MAX >> bits)).into(),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_believed_only_if_it_is_trusted_and_from_the_right() {
        let seen = |peer: &str, lines: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(FORWARDED_FOR, line.parse().unwrap());
            }
            let trusted = ["10.0.0.0/8".parse().unwrap(), "127.0.0.1".parse().unwrap()];
            client(Peer(SocketAddr::new(peer.parse().unwrap(), 1)), &headers, &trusted).0.to_string()
        };
        assert_eq!(seen("203.0.113.9", &["198.51.100.1"]), "203.0.113.9", "anybody can write the header");
        assert_eq!(seen("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", &["1.1.1.1, 198.51.100.1"]), "198.51.100.1", "what the client wrote stands further left");
        assert_eq!(seen("10.0.0.1", &["1.1.1.1, 198.51.100.1, 10.0.0.7"]), "198.51.100.1", "two proxies in a row");
        assert_eq!(seen("10.0.0.1", &["1.1.1.1", "198.51.100.1"]), "198.51.100.1", "two lines are one list");
        assert_eq!(seen("10.0.0.1", &["198.51.100.1:5000"]), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", &["198.51.100.1, rubbish"]), "10.0.0.1");
        assert_eq!(seen("2001:db8:1:2:3:4:5:6", &[]), "2001:db8:1:2::", "one household is one address");
        let of = |address: &str| client(Peer(SocketAddr::new(address.parse().unwrap(), 1)), &HeaderMap::new(), &[]);
        assert_eq!(of("2001:db8:1:2::5").site(), of("2001:db8:1:ffff::5").site());
        assert_ne!(of("2001:db8:1:2::5").site(), of("2001:db8:2:2::5").site());
        assert_ne!(of("192.0.2.1").site(), of("192.0.2.2").site());
    }
}
