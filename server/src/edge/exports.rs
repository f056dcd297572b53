//! Turns at making files, and what has been made and not been taken yet: shared by all who ask for one.

use super::{
    turns::Turns,
    underway::{Place, Underway},
};
use crate::limits;
use std::sync::Arc;
use trestle_core::Holder;

/// Turns go round by place, and there by holder.
pub(super) type Bench = Turns<Place, Holder>;

/// Turns at making files.
pub(crate) struct Exports {
    /// Text, which is made in a moment.
    pub(super) small: Arc<Bench>,
    /// Everything else.
    pub(super) large: Arc<Bench>,
    /// What has been made and not been taken yet.
    pub(super) underway: Underway,
}

impl Exports {
    pub(super) fn new() -> Self {
        Self { small: Turns::new(limits::SMALL_EXPORTS), large: Turns::new(limits::EXPORTS), underway: Underway::new() }
    }
}
