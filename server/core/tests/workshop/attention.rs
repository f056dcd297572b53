//! What everybody looks at, and a programme that changes while it runs.

use crate::kit::world::{FACILITATOR, World};
use trestle_core::CellKey;
use trestle_protocol::{AtEnd, Capability, Cell, Command, Programme, Refusal, Role, SeatId, limits};

fn set(world: &mut World, change: impl FnOnce(&mut Programme)) -> Result<(), Refusal> {
    let mut programme = world.fold.state.programme.clone();
    change(&mut programme);
    let revision = world.fold.state.revision;
    world.command(FACILITATOR, Command::SetProgramme { programme: Box::new(programme), revision }).map(drop)
}

fn switch(programme: &mut Programme, id: &str, off: bool) {
    programme.stages.iter_mut().flat_map(|stage| &mut stage.steps).filter(|step| step.id.as_str() == id).for_each(|step| step.off = off);
}

#[test]
fn a_line_for_everybody_reaches_everybody_and_can_be_taken_back() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    let say = |world: &mut World, actor, text: &str| world.command(actor, Command::Say { team: None, text: text.into() }).map(drop);
    let said = |world: &World, role| match world.cell(role, &CellKey::Message) {
        Some(Cell::Message(cell)) => cell.said.map(|said| said.text),
        other => panic!("no message: {other:?}"),
    };
    assert_eq!(say(&mut world, ann, "Hello"), Err(Refusal::NotFacilitator));
    assert_eq!(say(&mut world, FACILITATOR, " "), Err(Refusal::Already));
    assert_eq!(say(&mut world, FACILITATOR, &"x".repeat(limits::SAY_CHARS + 1)), Err(Refusal::TooLong));
    say(&mut world, FACILITATOR, " Two minutes ").unwrap();
    for role in [Role::Facilitator, Role::Participant, Role::Wall, Role::Guest] {
        assert_eq!(said(&world, role).as_deref(), Some("Two minutes"));
    }
    say(&mut world, FACILITATOR, "").unwrap();
    assert_eq!(said(&world, Role::Wall), None);
}

#[test]
fn who_no_longer_facilitates_leads_nobody() {
    let mut world = World::open(|_| {});
    let deputy = world.join_as("Dee", "Council", Role::Facilitator).unwrap();
    world.command(deputy, Command::Lead { at: Some("group/g1".into()) }).unwrap();
    assert_eq!(world.command(deputy, Command::Lead { at: Some("a b".into()) }).err(), Some(Refusal::Malformed));
    assert!(matches!(world.cell(Role::Wall, &CellKey::Lead), Some(Cell::Lead(cell)) if cell.leading.is_some()));
    world.command(FACILITATOR, Command::SetRole { seat: SeatId(2), role: Role::Participant }).unwrap();
    assert!(matches!(world.cell(Role::Wall, &CellKey::Lead), Some(Cell::Lead(cell)) if cell.leading.is_none()));
}

#[test]
fn steps_that_are_off_are_passed_over_by_everybody_and_seen_by_facilitators_alone() {
    let mut world = World::open(|create| {
        create.programme.stages.iter_mut().flat_map(|stage| &mut stage.steps).for_each(|step| step.at_end = AtEnd::Move);
    });
    set(&mut world, |programme| switch(programme, "introduce", true)).unwrap();
    assert_eq!(world.fold.state.following().unwrap().id.as_str(), "write");
    let go = Command::Move { to: "introduce".into(), from: "welcome".into() };
    assert_eq!(world.command(FACILITATOR, go).err(), Some(Refusal::NotNow));
    let steps = |role| match world.cell(role, &CellKey::Programme) {
        Some(Cell::Programme(cell)) => cell.stages.iter().map(|stage| stage.steps.len()).sum::<usize>(),
        other => panic!("no programme: {other:?}"),
    };
    assert_eq!((steps(Role::Facilitator), steps(Role::Participant), steps(Role::Wall)), (15, 11, 11));
    world.command(FACILITATOR, Command::Resume {}).unwrap();
    world.wait(10 * 60_000);
    assert!(world.tick());
    world.wait(limits::GRACE_MS);
    assert!(world.tick());
    assert_eq!((world.stage().step.as_str(), world.stage().index), ("write", 1));
}

#[test]
fn a_programme_is_changed_whole_and_never_from_under_the_live_step() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.go("write");
    let programme = Box::new(world.fold.state.programme.clone());
    let change = |revision| Command::SetProgramme { programme: programme.clone(), revision };
    assert_eq!(world.command(ann, change(0)).err(), Some(Refusal::NotFacilitator));
    assert_eq!(world.command(FACILITATOR, change(7)).err(), Some(Refusal::ProgrammeChanged));
    assert_eq!(world.command(FACILITATOR, change(0)).err(), Some(Refusal::Already));
    assert_eq!(set(&mut world, |programme| switch(programme, "write", true)), Err(Refusal::LiveStep));
    assert_eq!(set(&mut world, |programme| drop(programme.stages.remove(2))), Err(Refusal::LiveStep));
    assert_eq!(set(&mut world, |programme| programme.stages.clear()), Err(Refusal::BadProgramme));
    let rates_and_chooses = |programme: &mut Programme| programme.stages[2].steps[3].does.push(Capability::Choose);
    assert_eq!(set(&mut world, rates_and_chooses), Err(Refusal::BadProgramme), "two polls of one name");
    set(&mut world, |programme| programme.stages.swap(4, 5)).unwrap();
    assert_eq!(world.fold.state.revision, 1);
}

#[test]
fn p4_planning_again_moves_the_end_of_the_live_step() {
    let mut world = World::open(|_| {});
    world.go("write");
    let plan =
        |pairs: &[(&str, u32)]| Command::Replan { minutes: pairs.iter().map(|(step, minutes)| ((*step).into(), *minutes)).collect() };
    world.command(FACILITATOR, plan(&[("write", 9), ("group", 3)])).unwrap();
    assert_eq!(world.fold.state.next_tick(), Some(world.now.plus(9 * 60_000)));
    for (pairs, refusal) in [
        (&[("write", 9)][..], Refusal::Already),
        (&[], Refusal::Already),
        (&[("write", 3), ("lunch", 3)], Refusal::Unknown),
        (&[("write", 3), ("group", 0)], Refusal::OutOfRange),
    ] {
        assert_eq!(world.command(FACILITATOR, plan(pairs)).err(), Some(refusal), "all of it or nothing");
    }
    assert_eq!(world.fold.state.next_tick(), Some(world.now.plus(9 * 60_000)));
}

/// The step before the reveal may have gone meanwhile: there is nowhere to go back to.
#[test]
fn a_reveal_is_not_taken_back_to_a_step_that_is_off() {
    let mut world = World::open(|_| {});
    world.go("write");
    world.go("group");
    set(&mut world, |programme| switch(programme, "write", true)).unwrap();
    assert_eq!(world.stage().revealed_at, None);
    assert_eq!(world.command(FACILITATOR, Command::Conceal {}).err(), Some(Refusal::TooLate));
}

#[test]
fn a_workshop_begins_with_the_first_step_that_is_on() {
    let world = World::open(|create| switch(&mut create.programme, "welcome", true));
    assert_eq!((world.stage().step.as_str(), world.stage().index), ("introduce", 0));
}
