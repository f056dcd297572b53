//! Apply is total: no event at no time makes it panic, nor what is asked of the state that comes of it.

use crate::kit::{
    dice::Dice,
    nonsense::{EVENTS, event, time},
    player::Player,
    screen::CLASSES,
    seed::{seeds, steps, usual},
    world::World,
};
use std::collections::BTreeSet;
use trestle_core::{Actor, Documents, Order, State, Viewer, apply, decide, record, view, view::keys};
use trestle_protocol::Time;

/// Asks everything that can be asked.
fn look(state: &State, documents: &Documents, now: Time) {
    for class in CLASSES {
        for key in keys(state, documents) {
            let _ = view(state, documents, Viewer::class(class), &key);
        }
        let _ = record(state, documents, Viewer::class(class), now).markdown();
    }
    let _ = decide(state, documents, Actor::System, &Order::Tick, now);
    let _ = (state.next_tick(), state.following(), state.revealed());
}

fn pelt(mut state: State, documents: &Documents, dice: &mut Dice, count: u64) -> BTreeSet<String> {
    let mut kinds = BTreeSet::new();
    for turn in 0..count {
        let (event, now) = (event(dice), time(dice));
        let json = serde_json::to_value(&event).unwrap();
        kinds.insert(json["type"].as_str().unwrap().to_owned());
        let again = serde_json::from_value(json).unwrap();
        assert_eq!(event, again, "an event survives the journal");
        apply(&mut state, now, &event);
        if turn % 25 == 0 {
            look(&state, documents, now);
        }
    }
    kinds
}

#[test]
fn apply_is_total() {
    let mut kinds = BTreeSet::new();
    for seed in seeds(8) {
        let mut dice = seed.dice();
        kinds.extend(pelt(State::default(), &Documents::default(), &mut dice, 300));
        let (mut world, mut player) = (World::new(), Player::tidy(dice.clone()));
        for _ in 0..steps(100) {
            let act = player.act(&world);
            let _ = world.perform(&act);
        }
        kinds.extend(pelt(world.fold.state.clone(), &world.fold.documents, &mut dice, 300));
    }
    if !usual() {
        return;
    }
    assert_eq!(kinds.len() as u64, EVENTS, "every kind of event came: {kinds:?}");
}
