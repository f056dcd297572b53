//! What damage took: told to facilitators alone, once for each time, until one of them has seen it.

use crate::kit::world::{FACILITATOR, World};
use trestle_core::{Actor, CellKey, Fold, Loss, Order};
use trestle_protocol::{Cell, Command, LossRow, Refusal, Role, Time, limits};

fn told(world: &World, role: Role) -> Vec<LossRow> {
    match world.cell(role, &CellKey::Workshop) {
        Some(Cell::Workshop(cell)) => cell.losses,
        other => panic!("{other:?}"),
    }
}

fn lose(world: &mut World, found_at: u64, entries: u64) -> Result<(), Refusal> {
    world.order(Actor::System, Order::Lost(Loss { found_at: Time(found_at), entries, returned: entries == 7 })).map(drop)
}

#[test]
fn p2_what_was_lost_is_told_to_facilitators_alone_until_one_has_seen_it() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    lose(&mut world, 5, 16).unwrap();
    lose(&mut world, 9, 7).unwrap();
    let row = |at, entries| LossRow { at: Time(at), entries, returned: entries == 7 };
    assert_eq!(told(&world, Role::Facilitator), [row(5, 16), row(9, 7)]);
    for role in [Role::Participant, Role::Wall, Role::Guest] {
        assert_eq!(told(&world, role), []);
    }
    assert_eq!(world.refuses(ann, Command::SeenLosses {}), Refusal::NotFacilitator);
    world.fold = Fold::restore(&world.fold.snapshot().unwrap()).unwrap();
    world.command(FACILITATOR, Command::Close { anyway: true }).unwrap();
    world.command(FACILITATOR, Command::SeenLosses {}).unwrap();
    assert_eq!(told(&world, Role::Facilitator), []);
    assert_eq!(world.refuses(FACILITATOR, Command::SeenLosses {}), Refusal::Already);
}

#[test]
fn what_was_found_at_one_time_is_told_once_however_often_the_server_says_it() {
    let mut world = World::open(|_| {});
    lose(&mut world, 5, 16).unwrap();
    assert_eq!(lose(&mut world, 5, 16), Err(Refusal::Already));
    world.command(FACILITATOR, Command::SeenLosses {}).unwrap();
    world.fold = Fold::restore(&world.fold.snapshot().unwrap()).unwrap();
    assert_eq!(lose(&mut world, 5, 16), Err(Refusal::Already), "seen is seen");
    // The clock was ahead when the first was found.
    lose(&mut world, 4, 1).unwrap();
    for later in 6..100 {
        lose(&mut world, later, 1).unwrap();
    }
    assert_eq!((told(&world, Role::Facilitator).len(), told(&world, Role::Facilitator).last().unwrap().at), (limits::LOSSES, Time(99)));
}

#[test]
fn what_was_lost_outlasts_a_rehearsal() {
    let mut world = World::open(|_| {});
    world.command(FACILITATOR, Command::Rehearse { on: true }).unwrap();
    lose(&mut world, 5, 16).unwrap();
    world.command(FACILITATOR, Command::Rehearse { on: false }).unwrap();
    assert_eq!(told(&world, Role::Facilitator).len(), 1);
    assert_eq!(lose(&mut world, 5, 16), Err(Refusal::Already));
}

#[test]
fn p6_nobody_but_the_server_says_that_something_was_lost() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    for actor in [FACILITATOR, ann, Actor::Console, Actor::Wall] {
        let loss = Loss { found_at: Time(5), entries: 1, returned: false };
        assert_eq!(world.order(actor, Order::Lost(loss)).err(), Some(Refusal::NotFacilitator));
    }
}
