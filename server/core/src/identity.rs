//! Who asks and who looks: hashes of secrets, whom they stand for, actors and viewers.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use trestle_protocol::{OrganisationId, Role, SeatId};

/// The SHA-256 of a token's or link's secret text. Secrets themselves are never kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecretHash(pub [u8; 32]);

impl SecretHash {
    /// The hash of a secret as it stands in a link or header.
    pub fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }
}

impl Serialize for SecretHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for SecretHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        unhex(&text).map(Self).ok_or_else(|| serde::de::Error::custom("a hash has 64 hexadecimal digits"))
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}"); // writing to a String cannot fail
        out
    })
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != N * 2 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(bytes)
}

/// Whom a token or link stands for. A seat's role is looked up in the state, so that it can change under a living token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// A person's seat.
    Seat(SeatId),
    /// A facilitator's console without a seat.
    Console,
    /// A read-only screen.
    Wall,
    /// The record to read.
    Results,
    /// An organisation's card to fill in beforehand.
    Organisation(OrganisationId),
}

/// Who asks for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A person's seat.
    Seat(SeatId),
    /// A facilitator's console without a seat.
    Console,
    /// A read-only screen.
    Wall,
    /// Whoever fills in an organisation's card beforehand.
    Organisation(OrganisationId),
    /// The server itself: creation, joining, ticks.
    System,
}

impl From<Holder> for Actor {
    fn from(holder: Holder) -> Self {
        match holder {
            Holder::Seat(seat) => Self::Seat(seat),
            Holder::Console => Self::Console,
            Holder::Wall | Holder::Results => Self::Wall,
            Holder::Organisation(organisation) => Self::Organisation(organisation),
        }
    }
}

impl Actor {
    /// The seat that asks, if it is one.
    pub fn seat(self) -> Option<SeatId> {
        match self {
            Self::Seat(seat) => Some(seat),
            Self::Console | Self::Wall | Self::Organisation(_) | Self::System => None,
        }
    }
}

/// Who looks: a class of viewer, and a seat where one's own things are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Viewer {
    /// Facilitator, participant, wall or guest.
    pub role: Role,
    /// Whose own things may be shown besides.
    pub seat: Option<SeatId>,
}

impl Viewer {
    /// A whole class of viewers, with nothing of any one seat.
    pub fn class(role: Role) -> Self {
        Self { role, seat: None }
    }

    /// Whose own things are shown besides what is everybody's of this class: a seat's, or the room's on a console without one.
    pub fn own(self) -> Option<SeatId> {
        self.seat.or_else(|| self.facilitates().then_some(SeatId::ROOM))
    }

    /// Does this viewer run the workshop?
    pub fn facilitates(self) -> bool {
        self.role == Role::Facilitator
    }
}
