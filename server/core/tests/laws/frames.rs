//! Folding all frames equals a fresh view: after every action, for every class and every seat.

use crate::kit::{
    player::Player,
    screen::CLASSES,
    seed::{seeds, steps, usual},
    world::World,
};
use std::collections::{BTreeMap, BTreeSet};
use trestle_core::{Change, Changed, Fold, Shown, Touched};
use trestle_protocol::{Cell, SeatId};

type Cells = BTreeMap<String, Cell>;

/// One audience: what the server remembers of it, and the map that its screens keep.
struct Audience {
    seat: Option<SeatId>,
    fresh: fn() -> Shown,
    shown: Shown,
    screen: Cells,
    /// What the screen has been told. Some take one change at a time, and hear of a cell that changed twice only once.
    told: Change,
}

impl Audience {
    fn fresh(&self) -> Shown {
        self.seat.map_or_else(self.fresh, Shown::mine)
    }

    /// Looks at what was touched, and takes as many changes as there is room for, as a screen does.
    fn receive(&mut self, fold: &Fold, touched: &Touched, room: usize) {
        self.shown.look(fold, touched);
        for (at, key, cell) in self.shown.after(self.told).take(room) {
            let key = key.to_string();
            match cell {
                Some(cell) => {
                    let before = self.screen.insert(key, cell.clone());
                    // A slow one may have missed that it was another for a while.
                    assert!(room < usize::MAX || before.as_ref() != Some(cell), "only what changed is sent");
                }
                None => drop(self.screen.remove(&key)),
            }
            self.told = at;
        }
        self.shown.forget_gone(self.told);
    }

    fn is_up_to_date(&self) -> bool {
        self.shown.after(self.told).next().is_none()
    }

    fn whole(&self, fold: &Fold) -> Cells {
        whole(self.fresh(), fold)
    }
}

/// Everything that an audience is shown which has been shown nothing yet.
fn whole(mut shown: Shown, fold: &Fold) -> Cells {
    shown.look(fold, &Touched::everything());
    shown.cells()
}

/// Everybody who looks on.
#[derive(Default)]
struct House {
    audiences: Vec<Audience>,
}

impl House {
    fn new() -> Self {
        let classes: [fn() -> Shown; 4] =
            [|| Shown::class(CLASSES[0]), || Shown::class(CLASSES[1]), || Shown::class(CLASSES[2]), || Shown::class(CLASSES[3])];
        let audience = |fresh: fn() -> Shown| Audience { seat: None, fresh, shown: fresh(), screen: Cells::new(), told: Change::default() };
        let mut audiences: Vec<Audience> = classes.map(audience).into();
        // Consoles without a seat have the room's own cells besides.
        audiences.push(Audience { seat: Some(SeatId::ROOM), ..audience(|| Shown::mine(SeatId::ROOM)) });
        Self { audiences }
    }

    /// Those who came in get everything.
    fn admit(&mut self, fold: &Fold) {
        let known: BTreeSet<SeatId> = self.audiences.iter().filter_map(|audience| audience.seat).collect();
        for seat in fold.state.seats.keys().filter(|seat| !known.contains(seat)) {
            let (shown, screen) = (Shown::mine(*seat), Cells::new());
            self.audiences.push(Audience { seat: Some(*seat), fresh: || Shown::class(CLASSES[1]), shown, screen, told: Change::default() });
            if let Some(newcomer) = self.audiences.last_mut() {
                newcomer.receive(fold, &Touched::everything(), usize::MAX);
            }
        }
    }

    /// Audiences whose screen is not what it should be.
    fn wrong(&self, fold: &Fold) -> Vec<String> {
        let wrong = self.audiences.iter().filter(|audience| audience.is_up_to_date() && audience.screen != audience.whole(fold));
        wrong.map(|audience| format!("{:?} {:?}", audience.seat, differing(&audience.screen, &audience.whole(fold)))).collect()
    }
}

fn differing(a: &Cells, b: &Cells) -> Vec<String> {
    let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    keys.into_iter().filter(|key| a.get(*key) != b.get(*key)).cloned().collect()
}

#[test]
fn folding_all_frames_equals_a_fresh_view() {
    for seed in seeds(5) {
        let (mut world, mut player, mut house) = (World::new(), Player::rough(seed.dice()), House::new());
        let mut waiting = Touched::default();
        for _ in 0..steps(200) {
            let act = player.act(&world);
            let Ok(Changed { touched, .. }) = world.perform(&act) else { continue };
            waiting.merge(touched);
            if player.dice.percent(25) {
                continue; // the next flush takes this one along
            }
            for audience in &mut house.audiences {
                // Half of them are slow.
                let room = if audience.seat.is_some_and(|seat| seat.0 % 2 == 1) { player.dice.below(3) as usize } else { usize::MAX };
                audience.receive(&world.fold, &waiting, room);
            }
            waiting = Touched::default();
            house.admit(&world.fold);
            assert_eq!(house.wrong(&world.fold), Vec::<String>::new(), "after {act:?}");
        }
        for audience in &mut house.audiences {
            audience.receive(&world.fold, &waiting, usize::MAX);
            assert!(audience.is_up_to_date());
        }
        assert_eq!(house.wrong(&world.fold), Vec::<String>::new(), "once everybody has taken everything");
    }
}

/// What is left when one key is forgotten, with the name of its kind.
fn one_forgotten(touched: &Touched) -> Vec<(String, Touched)> {
    let kind = |key: &str| key.split('/').take(if key.starts_with("mine") { 2 } else { 1 }).collect::<Vec<_>>().join("/");
    let shared = touched.shared.iter().map(|key| {
        let mut rest = touched.clone();
        rest.shared.remove(key);
        (kind(&key.to_string()), rest)
    });
    let mine = touched.mine.iter().map(|key| {
        let mut rest = touched.clone();
        rest.mine.remove(key);
        (kind(&key.1.to_string()), rest)
    });
    let all = touched.all.then(|| ("everything".to_owned(), Touched { all: false, ..touched.clone() }));
    shared.chain(mine).chain(all).collect()
}

/// The negative control: an entry that forgets to name a cell is caught, whatever the kind of cell.
#[test]
fn a_forgotten_key_is_caught() {
    let mut caught = BTreeSet::new();
    for seed in seeds(32) {
        let (mut world, mut player) = (World::new(), Player::tidy(seed.dice()));
        for _ in 0..steps(250) {
            let place = world.journal.len();
            let act = player.act(&world);
            let Ok(Changed { touched, .. }) = world.perform(&act) else { continue };
            for (kind, rest) in one_forgotten(&touched) {
                if !caught.contains(&kind) && is_caught(&world, place, &rest) {
                    caught.insert(kind);
                }
            }
        }
    }
    let named = [
        "aside",
        "brief",
        "choice",
        "clock",
        "closing",
        "everything",
        "feedback",
        "group",
        "lead",
        "links",
        "message",
        "mine",
        "mine/answers",
        "mine/lines",
        "mine/notes",
        "note",
        "organisation",
        "passes",
        "plan",
        "poll",
        "round",
        "seat",
        "stage",
        "team",
        "workshop",
        "writing",
    ];
    if !usual() {
        return;
    }
    assert_eq!(caught.iter().map(String::as_str).collect::<Vec<_>>(), named);
}

/// Does a screen that was up to date at that place of the journal show something else than it should now, if only these keys are looked at again?
fn is_caught(world: &World, place: usize, touched: &Touched) -> bool {
    let mut before = Fold::empty();
    for entry in &world.journal[..place] {
        before.replay(entry).unwrap();
    }
    let mut house = House::new();
    house.admit(&before);
    for audience in &mut house.audiences {
        audience.receive(&before, &Touched::everything(), usize::MAX);
        audience.receive(&world.fold, touched, usize::MAX);
    }
    !house.wrong(&world.fold).is_empty()
}
