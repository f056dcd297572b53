//! Screens: what somebody is shown, in its parts as the server sends them.

use super::world::World;
use std::collections::BTreeMap;
use trestle_core::{
    Actor, CellKey, Documents, Fold, Holder, State, Viewer, view,
    view::{keys, my_keys},
};
use trestle_protocol::{Cell, OrganisationId, Role, SeatId};

/// All classes of viewers.
pub(crate) const CLASSES: [Role; 4] = [Role::Facilitator, Role::Participant, Role::Wall, Role::Guest];

/// What makes cells: `view`, or a mutant of it.
pub(crate) type Look = dyn Fn(&State, &Documents, Viewer, &CellKey) -> Option<Cell>;

/// The one that the product uses.
pub(crate) fn honest(state: &State, documents: &Documents, viewer: Viewer, key: &CellKey) -> Option<Cell> {
    view(state, documents, viewer, key)
}

/// Who looks at a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Watcher {
    /// Anybody of a class, without what is one seat's own.
    Class(Role),
    /// Somebody in a seat.
    Seat(SeatId),
    /// Who fills in an organisation's card beforehand.
    Organisation(OrganisationId),
}

impl Watcher {
    /// Their role now; none if they were removed or never came.
    pub(crate) fn role(self, state: &State) -> Option<Role> {
        match self {
            Self::Class(role) => Some(role),
            Self::Seat(seat) => state.role(Holder::Seat(seat)),
            Self::Organisation(organisation) => state.role(Holder::Organisation(organisation)),
        }
    }

    /// How they read the record.
    pub(crate) fn viewer(self, state: &State) -> Option<Viewer> {
        let seat = if let Self::Seat(seat) = self { Some(seat) } else { None };
        self.role(state).map(|role| Viewer { role, seat })
    }

    /// Who they are when they write; nobody in particular for participants as a class.
    pub(crate) fn actor(self) -> Option<Actor> {
        match self {
            Self::Class(Role::Facilitator) => Some(Actor::Console),
            Self::Class(Role::Wall) => Some(Actor::Wall),
            Self::Class(Role::Participant | Role::Guest | Role::Reader) => None,
            Self::Seat(seat) => Some(Actor::Seat(seat)),
            Self::Organisation(organisation) => Some(Actor::Organisation(organisation)),
        }
    }

    /// All cells that their screen holds now.
    pub(crate) fn cells(self, world: &World, look: &Look) -> BTreeMap<CellKey, Cell> {
        let Fold { state, documents, .. } = &world.fold;
        let Some(role) = self.role(state) else { return BTreeMap::new() };
        let shared = keys(state, documents).into_iter().map(|key| (Viewer::class(role), key));
        let own = |seat| -> Vec<_> {
            my_keys(state).into_iter().map(|key| (Viewer { role: Role::Participant, seat: Some(seat) }, key)).collect()
        };
        let mine = match self {
            // A console without a seat has the room's.
            Self::Class(Role::Facilitator) => own(SeatId::ROOM),
            Self::Class(_) | Self::Organisation(_) => Vec::new(),
            Self::Seat(seat) => own(seat),
        };
        shared.chain(mine).filter_map(|(viewer, key)| look(state, documents, viewer, &key).map(|cell| (key, cell))).collect()
    }
}
