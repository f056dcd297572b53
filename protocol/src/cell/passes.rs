//! Links and the consoles that were opened with them, as facilitators may know and end them.

use crate::{LinkKind, OrganisationId, SeatId, Time};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One link, or one console. Walls, readers and cards that were opened with a link stand with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PassRow {
    /// Its number; goes into `DELETE /api/workshops/{id}/links/{number}`. Says nothing about the secret.
    pub number: u32,
    /// What it opens; never `seat`.
    pub kind: LinkKind,
    /// For a card: whose.
    pub organisation: Option<OrganisationId>,
    /// It is a screen's own, not a link that can be passed on.
    pub screen: bool,
    /// A console: the link that it was opened with, if that is known.
    pub link: Option<u32>,
    /// A link: how many screens have been opened with it and are not ended.
    pub screens: u32,
    /// When it was made; none: earlier than this was kept, and it may be either.
    pub made_at: Option<Time>,
    /// By whom: none for the creation itself, and for a console without a seat. A console: the seat of the device that it was opened on.
    pub made_by: Option<SeatId>,
    /// The server's operator made it, because no other was left.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub recovered: bool,
    /// When it was last used, to ten minutes.
    pub used_at: Option<Time>,
    /// The seat that the device which last used it has in this workshop.
    pub used_by: Option<SeatId>,
    /// The console of whoever created the workshop: nobody else ends it.
    pub creator: bool,
}

/// Every link and console that opens something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PassesCell {
    /// In the order in which they were made.
    pub rows: Vec<PassRow>,
}
