//! Documents by name: which one there are, and how they are called on the wire.

use crate::{OrganisationId, SeatId, TeamId};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use ts_rs::TS;

/// A document: one small CRDT with one owner. On the wire `desk/3`, `card/1`, `aside/1`, `board`, `brief/2`, `plan`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentName {
    /// A seat's private notes and its half-written one; `desk/0` is the room's, for consoles without a seat.
    Desk(SeatId),
    /// An organisation's card.
    Card(OrganisationId),
    /// What an organisation's card keeps private.
    Aside(OrganisationId),
    /// Groups, their titles and discussion, and which note is where.
    Board,
    /// One team's challenge brief.
    Brief(TeamId),
    /// Roles, stakeholders, actions, communications and the next date.
    Plan,
}

impl fmt::Display for DocumentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Desk(seat) => write!(f, "desk/{seat}"),
            Self::Card(organisation) => write!(f, "card/{organisation}"),
            Self::Aside(organisation) => write!(f, "aside/{organisation}"),
            Self::Board => f.write_str("board"),
            Self::Brief(team) => write!(f, "brief/{team}"),
            Self::Plan => f.write_str("plan"),
        }
    }
}

/// A name that is no document's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no document of that name")]
pub struct UnknownDocument;

impl FromStr for DocumentName {
    type Err = UnknownDocument;

    fn from_str(name: &str) -> Result<Self, UnknownDocument> {
        let (kind, id) = match name.split_once('/') {
            None => (name, None),
            Some((kind, id)) => (kind, Some(number(id)?)),
        };
        match (kind, id) {
            ("desk", Some(id)) => Ok(Self::Desk(SeatId(id))),
            ("card", Some(id)) => Ok(Self::Card(OrganisationId(id))),
            ("aside", Some(id)) => Ok(Self::Aside(OrganisationId(id))),
            ("brief", Some(id)) => Ok(Self::Brief(TeamId(id))),
            ("board", None) => Ok(Self::Board),
            ("plan", None) => Ok(Self::Plan),
            _ => Err(UnknownDocument),
        }
    }
}

/// One way only to write a number: no sign, no leading zero.
fn number(id: &str) -> Result<u32, UnknownDocument> {
    let number: u32 = id.parse().map_err(|_| UnknownDocument)?;
    (number.to_string() == id).then_some(number).ok_or(UnknownDocument)
}

impl Serialize for DocumentName {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DocumentName {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.parse().map_err(serde::de::Error::custom)
    }
}

impl TS for DocumentName {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(_: &ts_rs::Config) -> String {
        "string".to_owned()
    }

    fn inline(_: &ts_rs::Config) -> String {
        "string".to_owned()
    }

    fn decl(_: &ts_rs::Config) -> String {
        unreachable!("written in place, never declared")
    }

    fn decl_concrete(_: &ts_rs::Config) -> String {
        unreachable!("written in place, never declared")
    }
}
