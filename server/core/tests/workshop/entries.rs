//! Entries of lists in documents: groups on the board and rows of the plan, of which each seat has a share and facilitators always have room.

use crate::kit::{
    edit::{Edit, path},
    world::{FACILITATOR, World},
};
use trestle_core::Actor;
use trestle_protocol::{DocumentName, Refusal, limits};

fn row(world: &mut World, who: Actor, root: &'static str, key: &str) -> Option<Refusal> {
    let edit = Edit::Row { root, key: key.into(), texts: vec![("what", None)], values: vec![("order", 1.0.into())] };
    world.write(who, DocumentName::Plan, &edit, true).err()
}

fn group(world: &mut World, who: Actor, key: &str) -> Option<Refusal> {
    world.group(who, key, "A title").err()
}

#[test]
fn p9_one_seat_makes_its_share_of_groups_and_a_facilitator_takes_any_away() {
    let mut world = World::open(|_| {});
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
    world.note(ann, "a", "Too far away");
    world.go("group");
    for number in 0..limits::GROUPS_PER_SEAT {
        assert_eq!(group(&mut world, ann, &format!("ann {number}")), None);
    }
    assert_eq!(group(&mut world, ann, "more"), Some(Refusal::ShareUsed));
    assert_eq!(group(&mut world, ben, "his"), None, "another's share is another's");
    world.text(ann, DocumentName::Board, "groups/ann 3/title", "Named again").unwrap();
    world.write(FACILITATOR, DocumentName::Board, &Edit::Drop { path: path("groups/ann 3") }, true).unwrap();
    assert_eq!(group(&mut world, ann, "again"), None);
}

#[test]
fn p9_the_last_groups_are_facilitators_and_all_of_them_are_shown() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.note(ann, "a", "Too far away");
    world.go("group");
    let together = limits::shared(limits::GROUPS);
    for number in 0..together {
        let who = if number % limits::GROUPS_PER_SEAT == 0 { world.join(&format!("Cat {number}"), "") } else { newest(&world) };
        assert_eq!(group(&mut world, who, &format!("g {number}")), None);
    }
    assert_eq!(group(&mut world, ann, "late"), Some(Refusal::TooMany));
    for number in together..limits::GROUPS {
        assert_eq!(group(&mut world, FACILITATOR, &format!("g {number}")), None);
    }
    assert_eq!(group(&mut world, FACILITATOR, "one more"), Some(Refusal::TooMany));
    assert_eq!(world.fold.documents.board().groups.len(), limits::GROUPS);
}

fn newest(world: &World) -> Actor {
    Actor::Seat(*world.fold.state.seats.keys().next_back().unwrap())
}

#[test]
fn p9_one_seat_fills_its_share_of_each_list_of_the_plan() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.go("act");
    for number in 0..limits::ROWS_PER_SEAT {
        assert_eq!(row(&mut world, ann, "actions", &format!("ann {number}")), None);
    }
    assert_eq!(row(&mut world, ann, "actions", "more"), Some(Refusal::ShareUsed));
    assert_eq!(row(&mut world, FACILITATOR, "actions", "hers"), None);
    world.write(FACILITATOR, DocumentName::Plan, &Edit::Drop { path: path("actions/ann 1") }, true).unwrap();
    assert_eq!(row(&mut world, ann, "actions", "again"), None);
}
