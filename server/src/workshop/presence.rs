//! Presence: who is connected, where they write, and whose screen stayed behind. Never stored, never in a hurry; a place is told only to those who
//! may know the document, who stayed behind to facilitators alone.

use super::{
    encode::{self, EncodeError},
    frame::Frame,
    handle::Place,
    outbox::Spacing,
    screen::ScreenId,
    screens::Screens,
};
use crate::limits;
use std::collections::{BTreeMap, BTreeSet};
use tokio::time::Instant;
use trestle_core::{Access, State, access};
use trestle_protocol::{DocumentName, PresentSeat, Role, SeatId, ServerFrame, StepId};

/// Where each screen writes, and which step it shows if that is not the live one.
pub(crate) struct Presence {
    places: BTreeMap<ScreenId, Place>,
    behind: BTreeMap<ScreenId, StepId>,
    changed: bool,
    spacing: Spacing,
}

impl Presence {
    pub(crate) fn new() -> Self {
        Self { places: BTreeMap::new(), behind: BTreeMap::new(), changed: false, spacing: Spacing::new(limits::PRESENCE_SPACING) }
    }

    /// A screen writes somewhere, or nowhere.
    pub(crate) fn set(&mut self, screen: ScreenId, at: Option<Place>) {
        let before = match at.clone() {
            Some(place) => self.places.insert(screen, place),
            None => self.places.remove(&screen),
        };
        self.changed |= before != at;
    }

    /// A screen stayed behind in a step, or goes with the room.
    pub(crate) fn stay(&mut self, screen: ScreenId, step: Option<StepId>) {
        let before = match step.clone() {
            Some(step) => self.behind.insert(screen, step),
            None => self.behind.remove(&screen),
        };
        self.changed |= before != step;
    }

    /// Rights, or the live step, have changed: what was told may have to be told anew.
    pub(crate) fn unsettle(&mut self) {
        self.changed |= !self.places.is_empty() || !self.behind.is_empty();
    }

    /// Somebody missed it.
    pub(crate) fn repeat(&mut self) {
        self.changed = true;
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
        self.behind.retain(|id, step| screens.get(*id).is_some() && state.programme.step(step).is_some());
        let behind = self.left_behind(screens, state);
        let seats = screens.seats().into_iter().filter(|seat| state.seat(*seat).is_some()).collect();
        let used = self.used();
        let mut ready: BTreeMap<(BTreeSet<DocumentName>, bool), Frame> = BTreeMap::new();
        for id in screens.ids() {
            let Some(screen) = screens.get(id).filter(|screen| screen.viewer.role != Role::Guest) else {
                continue; // who is not in does not learn who is
            };
            let (actor, facilitates) = (screen.actor(), screen.viewer.role == Role::Facilitator);
            let known: BTreeSet<_> = used.iter().copied().filter(|document| access(state, *document, actor) != Access::None).collect();
            let audience = (known, facilitates);
            let frame = match ready.get(&audience) {
                Some(frame) => frame.clone(),
                None => {
                    let mut seen = self.seen(screens, &seats, &audience.0);
                    for (seat, step) in behind.iter().filter(|_| facilitates) {
                        seen.entry(*seat).and_modify(|seen| seen.step = Some(step.clone()));
                    }
                    let passes = if facilitates { passes(state, screens) } else { BTreeSet::new() };
                    let frame = encode::text(&ServerFrame::Presence { seats: seen, passes })?;
                    ready.entry(audience).or_insert(frame).clone()
                }
            };
            if let Some(screen) = screens.get_mut(id).filter(|screen| !screen.sender.has_room()) {
                screen.missed_presence = true;
                continue;
            }
            screens.send(id, frame);
        }
        Ok(())
    }

    /// The seats of whose screens one shows another step than the live one, and which.
    fn left_behind(&self, screens: &Screens, state: &State) -> BTreeMap<SeatId, StepId> {
        let behind = self.behind.iter().filter(|(_, step)| **step != state.step);
        behind.filter_map(|(id, step)| Some((screens.get(*id)?.viewer.seat?, step.clone()))).collect()
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

/// Links and consoles that have a screen connected: a wall or reader counts for the link that opened it.
fn passes(state: &State, screens: &Screens) -> BTreeSet<u32> {
    let connected = screens.iter().filter_map(|(_, screen)| state.passes.get(&screen.secret));
    connected.flat_map(|pass| pass.link().into_iter().chain([pass.number])).collect()
}
