//! Presence: who is connected and where they write. Never stored, never in a hurry; a place is told only to those who may know the document.

use super::{
    encode::{self, EncodeError},
    handle::Place,
    outbox::Spacing,
    screen::{Frame, ScreenId},
    screens::Screens,
};
use crate::limits;
use std::collections::{BTreeMap, BTreeSet};
use tokio::time::Instant;
use trestle_core::{Access, State, access};
use trestle_protocol::{DocumentName, PresentSeat, Role, SeatId, ServerFrame};

/// Where each screen writes.
pub(crate) struct Presence {
    places: BTreeMap<ScreenId, Place>,
    changed: bool,
    spacing: Spacing,
}

impl Presence {
    pub(crate) fn new() -> Self {
        Self { places: BTreeMap::new(), changed: false, spacing: Spacing::new(limits::PRESENCE_SPACING) }
    }

    /// A screen writes somewhere, or nowhere.
    pub(crate) fn set(&mut self, screen: ScreenId, at: Option<Place>) {
        let before = match at.clone() {
            Some(place) => self.places.insert(screen, place),
            None => self.places.remove(&screen),
        };
        self.changed |= before != at;
    }

    /// Rights have changed: places may have to be told anew.
    pub(crate) fn unsettle(&mut self) {
        self.changed |= !self.places.is_empty();
    }

    /// When it is to be told next.
    pub(crate) fn due(&self, screens: &Screens) -> Option<Instant> {
        (self.changed || screens.moved).then(|| self.spacing.next())
    }

    /// Tells everybody, if it is due.
    pub(crate) fn flush_due(&mut self, state: &State, screens: &mut Screens, now: Instant) -> Result<(), EncodeError> {
        if !(self.changed || screens.moved) || !self.spacing.pass(now) {
            return Ok(());
        }
        // A screen that ends while it is told moves presence again.
        self.changed = false;
        screens.moved = false;
        let may_write = |id, place: &Place| screens.get(id).is_some_and(|it| access(state, place.document, it.actor()) == Access::Write);
        self.places.retain(|id, place| may_write(*id, place));
        let seats = screens.seats().into_iter().filter(|seat| state.seat(*seat).is_some()).collect();
        let used = self.used();
        let mut ready: BTreeMap<BTreeSet<DocumentName>, Frame> = BTreeMap::new();
        for id in screens.ids() {
            let Some(actor) = screens.get(id).filter(|screen| screen.viewer.role != Role::Guest).map(super::screen::Screen::actor) else {
                continue; // who is not in does not learn who is
            };
            let known: BTreeSet<_> = used.iter().copied().filter(|document| access(state, *document, actor) != Access::None).collect();
            let frame = match ready.get(&known) {
                Some(frame) => frame.clone(),
                None => {
                    let frame = encode::text(&ServerFrame::Presence { seats: self.seen(screens, &seats, &known) })?;
                    ready.entry(known).or_insert(frame).clone()
                }
            };
            screens.send(id, frame);
        }
        Ok(())
    }

    /// Documents that somebody writes in. Desks are nobody else's business.
    fn used(&self) -> BTreeSet<DocumentName> {
        self.places.values().map(|place| place.document).filter(|document| !matches!(document, DocumentName::Desk(_))).collect()
    }

    fn seen(&self, screens: &Screens, seats: &BTreeSet<SeatId>, known: &BTreeSet<DocumentName>) -> BTreeMap<SeatId, PresentSeat> {
        let mut seen: BTreeMap<SeatId, PresentSeat> = seats.iter().map(|seat| (*seat, PresentSeat::default())).collect();
        for (id, place) in &self.places {
            let seat = screens.get(*id).and_then(|screen| screen.viewer.seat);
            if let Some(present) = seat.and_then(|seat| seen.get_mut(&seat)).filter(|_| known.contains(&place.document)) {
                present.at = Some(place.text.clone());
            }
        }
        seen
    }
}
