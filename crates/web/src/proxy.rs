//! Whose word about the address of a visitor is believed. A proxy appends the address that it saw to `X-Forwarded-For`;
//! what stands left of the first entry that no trusted proxy wrote is the visitor's own invention and is never used.

use std::{net::IpAddr, str::FromStr};

/// One address or a block of them: `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    /// Leading bits that count.
    bits: u32,
}

impl Network {
    /// This machine; what is trusted unless set otherwise.
    pub fn loopback() -> Vec<Network> {
        ["127.0.0.0/8", "::1"].into_iter().filter_map(|text| text.parse().ok()).collect()
    }

    fn holds(&self, other: IpAddr) -> bool {
        let same = |own: u128, other: u128, width: u32| {
            let shift = width.saturating_sub(self.bits);
            self.bits == 0 || own.checked_shr(shift) == other.checked_shr(shift)
        };
        match (self.address, other.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => same(own.to_bits().into(), other.to_bits().into(), 32),
            (IpAddr::V6(own), IpAddr::V6(other)) => same(own.to_bits(), other.to_bits(), 128),
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is neither an address nor a block such as 10.0.0.0/8");
        let (address, bits) = text.trim().split_once('/').map_or((text.trim(), None), |(a, bits)| (a, Some(bits)));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let address = address.to_canonical();
        let width = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(width), str::parse).map_err(|_| wrong())?;
        if bits > width { Err(wrong()) } else { Ok(Network { address, bits }) }
    }
}

/// The address of the visitor, given who is connected and the entries of `X-Forwarded-For` in their order.
pub(crate) fn visitor(peer: IpAddr, forwarded: &[&str], trusted: &[Network]) -> IpAddr {
    let mut known = peer.to_canonical();
    for entry in forwarded.iter().rev() {
        if !trusted.iter().any(|network| network.holds(known)) {
            break;
        }
        let Some(address) = address(entry.trim()) else { break };
        known = address;
    }
    known
}

/// An address with or without a port: `192.0.2.1`, `192.0.2.1:4711`, `[2001:db8::1]:4711`.
fn address(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse::<std::net::SocketAddr>().ok().map(|socket| socket.ip());
    let bare = || text.trim_start_matches('[').trim_end_matches(']').parse().ok();
    bare().or_else(with_port).map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &str, trusted: &[&str]) -> String {
        let trusted: Vec<Network> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        let entries: Vec<&str> = forwarded.split(',').filter(|entry| !entry.is_empty()).collect();
        visitor(peer.parse().unwrap(), &entries, &trusted).to_string()
    }

    #[test]
    fn only_what_a_trusted_proxy_wrote_is_believed() {
        assert_eq!(seen("127.0.0.1", "6.6.6.6, 203.0.113.9", &["127.0.0.0/8"]), "203.0.113.9");
        assert_eq!(seen("198.51.100.7", "6.6.6.6", &["127.0.0.0/8"]), "198.51.100.7");
        assert_eq!(seen("10.1.2.3", "6.6.6.6, 203.0.113.9, 10.9.9.9", &["10.0.0.0/8"]), "203.0.113.9");
        assert_eq!(seen("::ffff:10.1.2.3", "203.0.113.9:4711", &["10.0.0.0/8"]), "203.0.113.9");
        assert_eq!(seen("fd00::1", "[2001:db8::1]:443", &["fd00::/8"]), "2001:db8::1");
        assert_eq!(seen("127.0.0.1", "nonsense", &["127.0.0.1"]), "127.0.0.1");
        assert_eq!(seen("10.1.2.3", "6.6.6.6", &[]), "10.1.2.3");
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for wrong in ["", "10.0.0.0/33", "10.0.0.0/x", "localhost", "::/129", "10.0.0"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }
}
