//! Where the server can be reached: the origins that it answers to, and the address that phones use.

use crate::config::Origin;
use qrcode::{QrCode, render::unicode::Dense1x2};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Interfaces whose addresses no phone in the room can reach; listed last.
const VIRTUAL: [&str; 7] = ["docker", "br-", "veth", "virbr", "vmnet", "tun", "utun"];

/// Where the server can be reached.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Origins that are the server's own; the first is the one that links carry.
    pub origins: Vec<Origin>,
    /// Those that phones in the same room may use.
    pub rooms: Vec<Origin>,
}

impl Reach {
    /// Under one public address alone.
    pub fn public(origin: Origin) -> Self {
        Self { origins: vec![origin], rooms: Vec::new() }
    }

    /// On this machine and, if it listens there, on its own network.
    pub fn own(bound: SocketAddr) -> Self {
        let port = bound.port();
        let heard: Vec<IpAddr> = match bound.ip() {
            ip if ip.is_unspecified() => interfaces(ip.is_ipv6()),
            ip if ip.is_loopback() => Vec::new(),
            ip => vec![ip],
        };
        let rooms: Vec<Origin> = heard.into_iter().map(|ip| Origin::plain(&host(ip), port)).collect();
        let local = ["localhost", "127.0.0.1", "[::1]"].map(|name| Origin::plain(name, port));
        // On this machine alone, the very address that one listens on comes first.
        let first = bound.ip().is_loopback().then(|| Origin::plain(&host(bound.ip()), port));
        let mut origins: Vec<Origin> = Vec::new();
        for origin in rooms.iter().cloned().chain(first).chain(local) {
            if !origins.contains(&origin) {
                origins.push(origin);
            }
        }
        Self { origins, rooms }
    }

    /// The address that links, QR codes and phones use.
    pub fn address(&self) -> String {
        self.origins.first().map(ToString::to_string).unwrap_or_default()
    }

    /// For the terminal: every address that phones may use, with its QR code.
    pub fn poster(&self) -> String {
        let mut poster = String::new();
        for room in &self.rooms {
            poster.push_str(&format!("\nPhones in the same network: {room}\n"));
            if let Ok(code) = QrCode::new(room.to_string()) {
                poster.push_str(&code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build());
                poster.push('\n');
            }
        }
        poster
    }
}

/// The address to name when the server is ready: one that works on this machine.
pub fn here(bound: SocketAddr) -> SocketAddr {
    match bound.ip() {
        ip if ip.is_unspecified() => SocketAddr::new(Ipv4Addr::LOCALHOST.into(), bound.port()),
        ip => SocketAddr::new(ip, bound.port()),
    }
}

fn host(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
}

/// Addresses of this machine in its networks; those of a home or office first, those of virtual networks last.
fn interfaces(with_v6: bool) -> Vec<IpAddr> {
    let found = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        tracing::warn!(%error, "the machine's own addresses could not be read");
        Vec::new()
    });
    let mut reachable: Vec<(u8, IpAddr)> = found
        .into_iter()
        .filter(|interface| !interface.is_loopback() && !interface.is_link_local())
        .map(|interface| (rank(&interface.name, interface.ip()), interface.ip()))
        .filter(|(_, ip)| ip.is_ipv4() || with_v6)
        .collect();
    reachable.sort_unstable();
    reachable.dedup();
    reachable.into_iter().map(|(_, ip)| ip).collect()
}

fn rank(interface: &str, ip: IpAddr) -> u8 {
    match ip {
        _ if VIRTUAL.iter().any(|prefix| interface.starts_with(prefix)) => 3,
        IpAddr::V4(ip) if ip.is_private() => 0,
        IpAddr::V4(_) => 1,
        IpAddr::V6(_) => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_listens_on_loopback_answers_to_this_machine_alone() {
        let reach = Reach::own("127.0.0.1:4711".parse().unwrap());
        assert_eq!(reach.address(), "http://127.0.0.1:4711");
        assert!(reach.rooms.is_empty());
        assert!(reach.origins.iter().any(|origin| origin.to_string() == "http://localhost:4711"));
    }

    #[test]
    fn an_address_of_the_room_comes_first_and_has_a_poster() {
        let reach = Reach::own("192.168.7.20:8080".parse().unwrap());
        assert_eq!(reach.address(), "http://192.168.7.20:8080");
        assert!(reach.poster().contains("http://192.168.7.20:8080"));
        assert!(reach.poster().contains('█'));
    }

    #[test]
    fn a_home_network_ranks_before_a_virtual_one() {
        let home = rank("wlan0", "192.168.1.5".parse().unwrap());
        assert!(home < rank("docker0", "172.17.0.1".parse().unwrap()));
        assert!(home < rank("eth0", "fd00::1".parse().unwrap()));
    }
}
