//! The same command twice takes effect once, also after a replay and after a snapshot; two ticks at one time are one.

use crate::kit::{
    act::Act,
    player::Player,
    seed::{seeds, steps},
    world::{FACILITATOR, World},
};
use trestle_core::{Actor, Fold, Order};
use trestle_protocol::Command;

/// Does nothing come of it, and nothing change?
fn assert_nothing_happens(fold: &mut Fold, actor: Actor, cause: Option<&str>, order: &Order, world: &World, what: &str) {
    let before = fold.state.clone();
    let changed = fold.order(actor, cause, order, world.now).unwrap_or_else(|refusal| panic!("{what}: {refusal} for {order:?}"));
    assert!(changed.entries.is_empty() && changed.touched.is_empty(), "{what}: {order:?}");
    assert_eq!(fold.state, before, "{what}: {order:?}");
}

#[test]
fn a_command_that_is_sent_again_takes_effect_once() {
    let mut again = 0;
    for seed in seeds(6) {
        let (mut world, mut player) = (World::new(), Player::tidy(seed.dice()));
        let mut given: Vec<(Actor, String, Order)> = Vec::new();
        for _ in 0..steps(200) {
            let act = player.act(&world);
            let accepted = world.perform(&act).is_ok();
            if let (true, Act::Order { actor, cause: Some(cause), order }) = (accepted, &act) {
                given.push((*actor, cause.clone(), (**order).clone()));
            }
            if let Some((actor, cause, order)) = player.dice.any(given.clone()) {
                let mut fold = std::mem::take(&mut world.fold);
                assert_nothing_happens(&mut fold, actor, Some(&cause), &order, &world, "live");
                world.fold = fold;
                again += 1;
            }
        }
        let mut replayed = Fold::empty();
        world.journal.iter().for_each(|entry| drop(replayed.replay(entry).unwrap()));
        let mut restored = Fold::restore(&world.fold.snapshot().unwrap()).unwrap();
        for (actor, cause, order) in &given {
            assert_nothing_happens(&mut replayed, *actor, Some(cause), order, &world, "replayed");
            assert_nothing_happens(&mut restored, *actor, Some(cause), order, &world, "restored");
        }
    }
    assert!(again > 0, "something was sent again");
}

/// The negative control: under another id the same command takes effect again.
#[test]
fn another_id_is_another_command() {
    let mut world = World::open(|_| {});
    let more = Order::Command(Command::Extend { seconds: 60 });
    for (cause, total) in [("a", 11), ("a", 11), ("b", 12)] {
        world.caused(FACILITATOR, Some(cause), &more).unwrap();
        assert_eq!(world.fold.state.clock.total_ms, total * 60_000, "after {cause}");
    }
}

/// A command that was refused may be given again under the same id, and is judged anew.
#[test]
fn a_refused_command_leaves_its_id_free() {
    let mut world = World::open(|_| {});
    let resume = Order::Command(Command::Resume {});
    let pause = Order::Command(Command::Pause {});
    assert!(world.caused(FACILITATOR, Some("a"), &pause).is_err());
    world.caused(FACILITATOR, None, &resume).unwrap();
    assert!(!world.caused(FACILITATOR, Some("a"), &pause).unwrap().entries.is_empty());
}

#[test]
fn two_ticks_at_one_time_are_one() {
    let mut ticked = 0;
    for seed in seeds(8) {
        let (mut world, mut player) = (World::new(), Player::tidy(seed.dice()));
        for _ in 0..steps(200) {
            let act = player.act(&world);
            let _ = world.perform(&act);
            if world.fold.state.exists() {
                ticked += u32::from(world.tick());
                assert!(!world.tick(), "the second tick at {:?} did something", world.now);
            }
        }
    }
    assert!(ticked > 0, "a tick did something");
}
