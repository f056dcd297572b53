//! All screens of one workshop. A screen that cannot keep up ends where it is sent to; nothing is skipped.

use super::{
    frame::Frame,
    screen::{Ending, Pace, Screen, ScreenId},
};
use crate::limits;
use std::collections::{BTreeMap, BTreeSet};
use trestle_core::{Holder, SecretHash};
use trestle_protocol::{DocumentName, SeatId};

/// Connected screens by number.
#[derive(Debug, Default)]
pub(crate) struct Screens {
    open: BTreeMap<ScreenId, Screen>,
    last: u64,
    paces: BTreeMap<PaceKey, Pace>,
    /// Somebody came or went since presence was last told.
    pub(crate) moved: bool,
}

/// Who shares a pace: a seat's devices do, other secrets have their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum PaceKey {
    Seat(SeatId),
    Secret(SecretHash),
}

impl PaceKey {
    fn of(holder: Holder, secret: SecretHash) -> Self {
        match holder {
            Holder::Seat(seat) => Self::Seat(seat),
            Holder::Console | Holder::Wall | Holder::Results | Holder::Organisation(_) => Self::Secret(secret),
        }
    }
}

impl Screens {
    pub(crate) fn add(&mut self, screen: Screen) -> ScreenId {
        self.last += 1;
        self.open.insert(ScreenId(self.last), screen);
        self.moved = true;
        ScreenId(self.last)
    }

    /// Ends a screen's connection.
    pub(crate) fn end(&mut self, id: ScreenId, ending: Ending) {
        if let Some(screen) = self.open.remove(&id) {
            screen.sender.finish(ending);
            self.moved = true;
        }
    }

    /// Ends all.
    pub(crate) fn end_all(&mut self, ending: Ending) {
        for id in self.ids() {
            self.end(id, ending);
        }
    }

    /// Puts a frame into a screen's queue, or ends the screen.
    pub(crate) fn send(&mut self, id: ScreenId, frame: Frame) {
        let full = self.open.get(&id).is_some_and(|screen| screen.sender.push(frame).is_err());
        if full {
            tracing::info!(screen = id.0, "a screen could not keep up");
            self.end(id, Ending::Slow);
        }
    }

    pub(crate) fn get(&self, id: ScreenId) -> Option<&Screen> {
        self.open.get(&id)
    }

    pub(crate) fn get_mut(&mut self, id: ScreenId) -> Option<&mut Screen> {
        self.open.get_mut(&id)
    }

    pub(crate) fn ids(&self) -> Vec<ScreenId> {
        self.open.keys().copied().collect()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (ScreenId, &Screen)> {
        self.open.iter().map(|(id, screen)| (*id, screen))
    }

    pub(crate) fn len(&self) -> usize {
        self.open.len()
    }

    /// Who has had a document's state before it for longest and has not taken it; never this one.
    pub(crate) fn slowest(&self, but: ScreenId) -> Option<ScreenId> {
        let slow = self.open.iter().filter(|(id, screen)| **id != but && !screen.sender.has_room());
        slow.filter_map(|(id, screen)| Some((screen.state_since?, *id))).min().map(|(_, id)| id)
    }

    /// Nobody is sent that document's state before it is owed again.
    pub(crate) fn owe_no_more(&mut self, document: DocumentName) {
        for screen in self.open.values_mut() {
            screen.owed.remove(&document);
        }
    }

    /// Does anybody wait for a document's state?
    pub(crate) fn owe(&self) -> bool {
        self.open.values().any(|screen| !screen.owed.is_empty())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Seats that have a screen.
    pub(crate) fn seats(&self) -> BTreeSet<SeatId> {
        self.open.values().filter_map(|screen| screen.viewer.seat).collect()
    }

    /// Ends the oldest screens of whoever this is, so that one more is within its share.
    fn make_room(&mut self, holder: Holder, secret: SecretHash) {
        let key = PaceKey::of(holder, secret);
        let same = self.open.iter().filter(|(_, screen)| PaceKey::of(screen.holder, screen.secret) == key);
        let same: Vec<ScreenId> = same.map(|(id, _)| *id).collect();
        for oldest in same.iter().take((same.len() + 1).saturating_sub(limits::SCREENS_PER_TOKEN)) {
            self.end(*oldest, Ending::Slow);
        }
    }

    /// Of all screens there may be so many: then whoever has most of them has one less, so that many screens of a few keep nobody out. False: nobody has more than
    /// whoever this is would.
    pub(crate) fn find_room(&mut self, holder: Holder, secret: SecretHash) -> bool {
        self.make_room(holder, secret);
        if self.open.len() < limits::SCREENS {
            return true;
        }
        let mut shares = BTreeMap::<PaceKey, Vec<ScreenId>>::new();
        for (id, screen) in &self.open {
            shares.entry(PaceKey::of(screen.holder, screen.secret)).or_default().push(*id);
        }
        let own = shares.get(&PaceKey::of(holder, secret)).map_or(0, Vec::len);
        let most = shares.into_values().max_by_key(Vec::len).filter(|most| most.len() > own + 1);
        let Some(oldest) = most.and_then(|most| most.first().copied()) else { return false };
        self.end(oldest, Ending::Slow);
        true
    }

    /// The pace of whoever this is. Paces that no socket goes at are kept while they matter: until the next newcomer.
    pub(crate) fn pace(&mut self, holder: Holder, secret: SecretHash) -> Pace {
        let key = PaceKey::of(holder, secret);
        self.paces.retain(|known, pace| *known == key || pace.is_used());
        self.paces.entry(key).or_insert_with(Pace::new).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workshop::{
        screen::{ScreenReceiver, Size, queue},
        told::Told,
        waits::Waits,
    };
    use trestle_core::Viewer;
    use trestle_protocol::Role;

    fn add(screens: &mut Screens) -> (ScreenId, ScreenReceiver) {
        let (sender, receiver) = queue();
        let viewer = Viewer::class(Role::Wall);
        let id = screens.add(Screen {
            secret: SecretHash([0; 32]),
            holder: Holder::Wall,
            viewer,
            pace: Pace::new(),
            documents: BTreeSet::new(),
            owed: BTreeSet::new(),
            state_since: None,
            told: Told::default(),
            missed_presence: false,
            waits: Waits::default(),
            sender,
        });
        (id, receiver)
    }

    /// Sends until the screen is ended; how many frames went into its queue.
    fn fill(screens: &mut Screens, id: ScreenId, frame: &Frame) -> usize {
        (0..)
            .find(|_| {
                screens.send(id, frame.clone());
                screens.get(id).is_none()
            })
            .unwrap()
    }

    #[test]
    fn a_screen_that_does_not_read_is_ended_and_the_others_go_on() {
        let mut screens = Screens::default();
        let (slow, mut slow_end) = add(&mut screens);
        let (quick, mut quick_end) = add(&mut screens);
        assert_eq!(fill(&mut screens, slow, &Frame::Text("{}".into())), limits::SCREEN_QUEUE);
        assert_eq!(slow_end.end.try_recv(), Ok(Ending::Slow));
        screens.send(quick, Frame::Text("{}".into()));
        assert!(quick_end.frames.try_recv().is_ok() && quick_end.end.try_recv().is_err());
    }

    #[test]
    fn p7_more_bytes_than_a_queue_holds_are_too_much_unless_they_are_read() {
        let mut screens = Screens::default();
        let (slow, mut slow_end) = add(&mut screens);
        let (reading, mut reading_end) = add(&mut screens);
        let frame = Frame::Text(" ".repeat(limits::SCREEN_QUEUE_BYTES / 4).into());
        assert_eq!(fill(&mut screens, slow, &frame), 4);
        assert_eq!(slow_end.end.try_recv(), Ok(Ending::Slow));
        for _ in 0..100 {
            screens.send(reading, frame.clone());
            let frame = reading_end.frames.try_recv().unwrap();
            assert!(!reading_end.sent(Size::from(&frame)), "nobody has asked to be told");
        }
        assert!(screens.get(reading).is_some());
    }

    #[test]
    fn p7_a_screen_is_asked_whether_it_has_room_and_says_so_once_it_has() {
        let (sender, mut receiver) = queue();
        assert!(sender.has_room());
        let state = Frame::State(vec![0; 2 * limits::SCREEN_QUEUE_BYTES].into());
        let cells = Frame::Text(" ".repeat(3 * limits::SCREEN_QUEUE_BYTES).into());
        for large in [state, cells] {
            sender.push(large).unwrap();
            assert!(!sender.has_room());
            // What it is told besides goes in all the same.
            (0..100).for_each(|_| sender.push(Frame::Text("{}".into())).unwrap());
            let mut told = 0;
            while let Ok(frame) = receiver.frames.try_recv() {
                told += usize::from(receiver.sent(Size::from(&frame)));
            }
            assert_eq!((told, sender.has_room()), (1, true));
        }
    }

    #[test]
    fn p9_a_further_screen_of_one_token_takes_the_oldest_ones_place() {
        let mut screens = Screens::default();
        let mut ends: Vec<ScreenReceiver> = Vec::new();
        for _ in 0..limits::SCREENS_PER_TOKEN {
            screens.make_room(Holder::Wall, SecretHash([0; 32]));
            ends.push(add(&mut screens).1);
        }
        screens.make_room(Holder::Wall, SecretHash([1; 32]));
        assert_eq!(screens.iter().count(), limits::SCREENS_PER_TOKEN, "somebody else takes nobody's place");
        screens.make_room(Holder::Wall, SecretHash([0; 32]));
        assert_eq!((ends[0].end.try_recv(), ends[1].end.try_recv().is_err()), (Ok(Ending::Slow), true));
    }

    #[test]
    fn devices_of_one_seat_share_its_pace() {
        let mut screens = Screens::default();
        let secret = |byte| SecretHash([byte; 32]);
        let phone = screens.pace(Holder::Seat(SeatId(1)), secret(1));
        let laptop = screens.pace(Holder::Seat(SeatId(1)), secret(2));
        let other = screens.pace(Holder::Seat(SeatId(2)), secret(3));
        let sent = (0..).take_while(|number| if number % 2 == 0 { phone.command() } else { laptop.command() }).count();
        assert!(sent >= limits::COMMAND_BURST as usize && sent < limits::COMMAND_BURST as usize + 20, "{sent}");
        assert!(other.command());
    }
}
