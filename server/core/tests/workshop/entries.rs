//! Entries of lists in documents: groups on the board and rows of the plan, of which each seat has a share and facilitators always have room.

use crate::kit::{
    edit::{Edit, path},
    words::Words,
    world::{FACILITATOR, World},
    writer::Writer,
};
use trestle_core::{
    Actor,
    entry::{Entry, UpdateEntry, UpdateHead},
};
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

/// A journal from before there were such bounds is read whole; as many are shown as were then, and each can still be written in and taken away.
#[test]
fn p9_a_list_that_was_longer_before_it_had_a_bound_is_read_and_can_be_cleared() {
    let mut world = World::open(|_| {});
    world.go("act");
    let before = Writer::new(77);
    for number in 0..limits::PLAN_ROWS + 3 {
        let texts = vec![("what", None)];
        let edit = Edit::Row { root: "actions", key: format!("r{number:03}"), texts, values: vec![("order", 1.0.into())] };
        let update = before.edit(&edit, &Words::default());
        let head = UpdateHead { at: world.now, by: FACILITATOR, pass: None, document: DocumentName::Plan, judged: false };
        world.fold.replay(&Entry::Update(UpdateEntry { head, update }).encode().unwrap()).unwrap();
    }
    assert_eq!(world.fold.documents.plan().actions.len(), limits::PLAN_ROWS);
    assert_eq!(row(&mut world, FACILITATOR, "actions", "one more"), Some(Refusal::TooMany));
    world.text(FACILITATOR, DocumentName::Plan, "actions/r001/what", "Hire a bus").unwrap();
    for number in 0..4 {
        world.write(FACILITATOR, DocumentName::Plan, &Edit::Drop { path: path(&format!("actions/r{number:03}")) }, true).unwrap();
    }
    assert_eq!(row(&mut world, FACILITATOR, "actions", "one more"), None);
}
