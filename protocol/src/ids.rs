//! Ids and time: small newtypes, so that a seat's number is never taken for a team's.

use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;
use uuid::Uuid;

/// One workshop; random, unguessable, but not a secret: it stands in addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct WorkshopId(pub Uuid);

impl fmt::Display for WorkshopId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Reads a number, also where it stands as text: as a key of a JSON object inside a tagged enum, which serde reads without knowing its type.
struct Number;

impl serde::de::Visitor<'_> for Number {
    type Value = u32;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number from 0 to 4294967295")
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<u32, E> {
        u32::try_from(number).map_err(|_| E::invalid_value(serde::de::Unexpected::Unsigned(number), &self))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<u32, E> {
        text.parse().map_err(|_| E::invalid_value(serde::de::Unexpected::Str(text), &self))
    }
}

macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
        #[serde(transparent)]
        #[ts(type = "number")]
        pub struct $name(pub u32);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(Number).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

macro_rules! text {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub String);

        impl $name {
            /// The id as it stands in keys and on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

number!(
    /// One person's place in one workshop, numbered from 1 in the order of joining.
    SeatId
);

impl SeatId {
    /// No seat has this number: it stands for the room itself, for whom consoles without a seat write (`desk/0`).
    pub const ROOM: Self = Self(0);
    /// Nor this one: it stands for nobody, whose notes and lines these are that stayed when their author was erased.
    pub const NOBODY: Self = Self(u32::MAX);
}

number!(
    /// A partner, numbered from 1; 1 is the convener.
    OrganisationId
);
number!(
    /// A team that writes one brief, numbered from 1; numbers are never used again.
    TeamId
);
text!(
    /// A note as everybody may know it: a salted hash of seat and key, so that it says nothing about its author.
    NoteId
);
text!(
    /// A line about a brief: a salted hash, so that it says neither whose it is nor how many there are.
    FeedbackId
);
text!(
    /// A group on the board: a random key made by the client that made the group.
    GroupId
);
text!(
    /// A lane of the wall.
    ThemeId
);
text!(
    /// A step of the programme, unique in it.
    StepId
);
text!(
    /// A stage of the programme, unique in it.
    StageId
);
text!(
    /// A poll; it bears the id of the step that asks it.
    PollId
);

/// Milliseconds since 1970-01-01T00:00Z, by the server's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct Time(pub u64);

impl Time {
    /// This moment and `millis` milliseconds more.
    pub fn plus(self, millis: u64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Milliseconds from `earlier` to this moment; 0 if it lies ahead.
    pub fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}
