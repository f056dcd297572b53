//! The plan: the three rings, actions, how we keep in touch.

use crate::{OrganisationId, SeatId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A row of the core ring: who carries the strand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CoreRow {
    /// Key in the document.
    pub id: String,
    /// Which organisation.
    pub organisation: Option<OrganisationId>,
    /// Which person.
    pub seat: Option<SeatId>,
    /// Leads this strand.
    pub lead: bool,
    /// Responsibilities.
    pub role: String,
    /// What they can commit: time, money, space.
    pub commits: String,
    /// 1 to 5.
    pub influence: Option<u8>,
    /// 1 to 5.
    pub interest: Option<u8>,
}

/// The core ring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CoreCell {
    /// In order.
    pub rows: Vec<CoreRow>,
}

/// A row of the extended ring: whom to engage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExtendedRow {
    /// Key in the document.
    pub id: String,
    /// Whom.
    pub who: String,
    /// Why.
    pub why: String,
    /// How.
    pub how: String,
    /// When, in words.
    pub when: String,
    /// 1 to 5.
    pub influence: Option<u8>,
    /// 1 to 5.
    pub interest: Option<u8>,
}

/// The extended ring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExtendedCell {
    /// In order.
    pub rows: Vec<ExtendedRow>,
}

/// A row of the leadership ring: who must know and support it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeadershipRow {
    /// Key in the document.
    pub id: String,
    /// Who.
    pub who: String,
    /// Of which organisation.
    pub organisation: Option<OrganisationId>,
    /// Can say yes.
    pub decides: bool,
    /// How to involve them.
    pub how: String,
    /// 1 to 5.
    pub influence: Option<u8>,
    /// 1 to 5.
    pub interest: Option<u8>,
}

/// The leadership ring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeadershipCell {
    /// In order.
    pub rows: Vec<LeadershipRow>,
}

/// An action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActionRow {
    /// Key in the document.
    pub id: String,
    /// What will be done.
    pub what: String,
    /// Which organisation.
    pub organisation: Option<OrganisationId>,
    /// Which person.
    pub seat: Option<SeatId>,
    /// By when (YYYY-MM-DD).
    pub due: Option<String>,
}

/// The actions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActionsCell {
    /// In order.
    pub rows: Vec<ActionRow>,
}

/// How we keep in touch and when we meet again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NextCell {
    /// How we keep in touch.
    pub communications: String,
    /// When we meet again, local time (YYYY-MM-DDTHH:MM).
    pub when: Option<String>,
    /// Where.
    pub place: String,
    /// Why no date could be set.
    pub reason: String,
}
