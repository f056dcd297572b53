//! How screens begin, and what they are told when their rights change.

use super::Task;
use crate::workshop::{
    documents::{Rights, settle},
    encode::{self, EncodeError},
    ended::TaskError,
    handle::{Attach, Attached},
    outbox::Pieces,
    screen::{Ending, Screen, ScreenId},
    told::Told,
    waits::Waits,
};
use std::collections::BTreeSet;
use trestle_core::{Holder, Viewer};
use trestle_protocol::{DocumentName, Refusal, Role, ServerFrame};

impl Task {
    /// After a decision: who is still here, as what, and with which documents.
    pub(super) fn settle_rights(&mut self) -> Result<(), TaskError> {
        let mut pieces = Pieces::default();
        for id in self.screens.ids() {
            self.settle_viewer(id, &mut pieces)?;
        }
        let mut rights = Rights::new(&self.fold, self.readable_only);
        for id in self.screens.ids() {
            settle(&mut self.screens, id, &mut rights)?;
            self.states.bring(&self.fold, id, &mut self.screens)?;
        }
        self.presence.unsettle();
        Ok(())
    }

    /// Ends a screen whose secret ended; sends one whose role changed everything that it is shown now.
    fn settle_viewer(&mut self, id: ScreenId, pieces: &mut Pieces) -> Result<(), TaskError> {
        let Some(screen) = self.screens.get(id) else {
            return Ok(());
        };
        let (holder, before) = (screen.holder, screen.viewer);
        let known = self.fold.state.holder(&screen.secret) == Some(holder);
        let Some(viewer) = self.fold.state.viewer(holder).filter(|_| known) else {
            self.screens.end(id, Ending::Removed);
            return Ok(());
        };
        if self.is_shut_to(viewer) {
            self.screens.end(id, Ending::TimeUp);
            return Ok(());
        }
        if viewer != before {
            // Those who stay what they were are brought up to date first, so that the whole view is everybody's.
            self.outbox.flush_cells(&self.fold, &mut self.screens)?;
            if let Some(screen) = self.screens.get_mut(id) {
                screen.viewer = viewer;
            }
            // Whoever was let in is connected from now on.
            self.screens.moved = true;
            self.welcome(id, pieces)?;
        }
        Ok(())
    }

    /// The document anew, if this screen has it.
    pub(super) fn send_state(&mut self, id: ScreenId, document: DocumentName) -> Result<(), TaskError> {
        if let Some(screen) = self.screens.get_mut(id).filter(|screen| screen.documents.contains(&document)) {
            screen.owed.insert(document);
        }
        self.states.bring(&self.fold, id, &mut self.screens)
    }

    /// A screen has taken what it was sent: it gets what came up meanwhile.
    pub(super) fn go_on(&mut self, id: ScreenId, pieces: &mut Pieces) -> Result<(), TaskError> {
        // What has been hidden or erased meanwhile must not be told any more.
        self.outbox.flush_cells(&self.fold, &mut self.screens)?;
        self.outbox.tell(id, &mut self.screens, pieces)?;
        self.states.bring(&self.fold, id, &mut self.screens)?;
        if self.screens.get_mut(id).is_some_and(|screen| std::mem::take(&mut screen.missed_presence)) {
            self.presence.repeat();
        }
        Ok(())
    }

    pub(super) fn attach(&mut self, attach: Attach, pieces: &mut Pieces) -> Result<(), TaskError> {
        let Attach { secret, sender, reply } = attach;
        let holder = self.fold.state.holder(&secret);
        let viewer = holder.and_then(|holder| self.fold.state.viewer(holder));
        // Whoever reads the record has no screen of what goes on, and is told no more than a stranger.
        let Some((holder, viewer)) = holder.zip(viewer.filter(|viewer| viewer.role != Role::Reader)) else {
            drop(reply.send(Err(Refusal::WrongKey)));
            return Ok(());
        };
        if self.is_shut_to(viewer) {
            drop(reply.send(Err(Refusal::TimeUp)));
            return Ok(());
        }
        if !self.screens.find_room(holder, secret) {
            drop(reply.send(Err(Refusal::Busy)));
            return Ok(());
        }
        let pace = self.screens.pace(holder, secret);
        // What waits is shown to the others first, so that they and the newcomer have the same before them.
        self.outbox.flush_cells(&self.fold, &mut self.screens)?;
        let id = self.screens.add(Screen {
            secret,
            holder,
            viewer,
            pace: pace.clone(),
            documents: BTreeSet::new(),
            owed: BTreeSet::new(),
            state_since: None,
            told: Told::default(),
            missed_presence: false,
            waits: Waits::default(),
            sender,
        });
        let uninvited = viewer.facilitates() && self.fold.state.invitation().is_empty() && !self.readable_only;
        if reply.send(Ok(Attached { screen: id, pace, uninvited, course: self.course.clone() })).is_err() {
            self.screens.end(id, Ending::Unavailable);
            return Ok(());
        }
        self.welcome(id, pieces)?;
        settle(&mut self.screens, id, &mut Rights::new(&self.fold, self.readable_only))?;
        self.states.bring(&self.fold, id, &mut self.screens)
    }

    /// Its time is up: then it is there for those alone who can say that it is kept for longer.
    fn is_shut_to(&self, viewer: Viewer) -> bool {
        !viewer.facilitates() && self.surroundings.lapses.has(self.id)
    }

    /// The workshop has lapsed, or not any more. Facilitators are shown everything again, and ask how it stands; everybody else goes.
    pub(super) fn settle_lapse(&mut self) -> Result<(), TaskError> {
        self.settle_rights()?;
        self.outbox.flush_cells(&self.fold, &mut self.screens)?;
        let mut pieces = Pieces::default();
        for id in self.screens.ids() {
            if let Some(viewer) = self.screens.get(id).map(|screen| screen.viewer).filter(|viewer| viewer.facilitates()) {
                self.show_everything(id, viewer, &mut pieces)?;
            }
        }
        Ok(())
    }

    /// Says what a screen is, and shows it everything.
    fn welcome(&mut self, id: ScreenId, pieces: &mut Pieces) -> Result<(), EncodeError> {
        let now = self.course.now();
        let Some((viewer, holder, secret)) = self.screens.get(id).map(|screen| (screen.viewer, screen.holder, screen.secret)) else {
            return Ok(());
        };
        let organisation = if let Holder::Organisation(organisation) = holder { Some(organisation) } else { None };
        let address = self.surroundings.address.clone();
        let pass = self.fold.state.passes.get(&secret).map(|pass| pass.number);
        let welcome = ServerFrame::Welcome { workshop: self.id, role: viewer.role, seat: viewer.seat, organisation, pass, now, address };
        self.screens.send(id, encode::text(&welcome)?);
        self.show_everything(id, viewer, pieces)
    }

    fn show_everything(&mut self, id: ScreenId, viewer: Viewer, pieces: &mut Pieces) -> Result<(), EncodeError> {
        let told = self.outbox.told_nothing(&self.fold, viewer);
        if let Some(screen) = self.screens.get_mut(id) {
            screen.told = told;
        }
        self.outbox.tell(id, &mut self.screens, pieces)
    }
}
