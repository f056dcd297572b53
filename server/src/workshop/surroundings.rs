//! What all live workshops share.

use super::lapse::Lapses;
use crate::{clock::SharedClock, papers::Papers};
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use trestle_journal::Journal;
use trestle_protocol::WorkshopId;

/// What every workshop's task works with.
pub struct Surroundings {
    /// Where entries are kept.
    pub journal: Arc<dyn Journal>,
    /// What time it is.
    pub clock: SharedClock,
    /// How long a workshop without screens stays open.
    pub idle: Duration,
    /// The address that phones use.
    pub address: String,
    /// Records that have been made into files.
    pub papers: Arc<Papers>,
    /// Workshops whose time is up.
    pub lapses: Lapses,
    /// Workshops that damage took whole.
    pub lost: BTreeSet<WorkshopId>,
}
