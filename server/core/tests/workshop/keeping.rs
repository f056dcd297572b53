//! How long a workshop is kept: half a year unless somebody says otherwise, never for ever, and to be said as long as it is kept.

use crate::kit::{
    hand::seat,
    world::{BEGINNING, FACILITATOR, World, new_workshop},
};
use trestle_core::{Actor, NewHome, Order, Viewer, import, record};
use trestle_protocol::{Command, Details, Refusal, Role, Time, limits};

const DAY: u64 = 86_400_000;

fn created(change: impl FnOnce(&mut Details)) -> Result<Option<Time>, Refusal> {
    let (mut world, mut create) = (World::new(), new_workshop());
    change(&mut create.details);
    world.order(Actor::System, Order::Create(Box::new(create)))?;
    Ok(world.fold.state.details.erase_at)
}

fn describe(world: &World, change: impl FnOnce(&mut Details)) -> Command {
    let mut details = world.fold.state.details.clone();
    change(&mut details);
    Command::Describe { details }
}

fn keep(world: &World, until: Time) -> Command {
    describe(world, |details| details.erase_at = Some(until))
}

#[test]
fn p7_a_workshop_is_kept_for_half_a_year_unless_somebody_says_otherwise() {
    let (half, most) = (BEGINNING.plus(limits::KEEP_MS), BEGINNING.plus(limits::KEEP_MOST_MS));
    let asked = |until: Time| created(|details| details.erase_at = Some(until));
    assert_eq!(created(|_| {}), Ok(Some(half)));
    for (until, answer) in [
        (BEGINNING, Err(Refusal::OutOfRange)),
        (Time(0), Err(Refusal::OutOfRange)),
        (BEGINNING.plus(1), Ok(Some(BEGINNING.plus(1)))),
        (most, Ok(Some(most))),
        (most.plus(1), Err(Refusal::OutOfRange)),
        (Time(u64::MAX), Err(Refusal::OutOfRange)),
    ] {
        assert_eq!(asked(until), answer, "{until:?}");
    }
}

/// A workshop that is planned for next month is kept for half a year after that.
#[test]
fn a_workshop_is_kept_from_its_planned_end_on() {
    let ends = BEGINNING.plus(30 * DAY);
    let kept = |ends_at, until: Option<Time>| created(|details| (details.ends_at, details.erase_at) = (Some(ends_at), until));
    assert_eq!(kept(ends, None), Ok(Some(ends.plus(limits::KEEP_MS))));
    assert_eq!(kept(Time(5), None), Ok(Some(BEGINNING.plus(limits::KEEP_MS))), "one that should have ended long ago counts from now");
    let most = ends.plus(limits::KEEP_MOST_MS);
    assert_eq!(kept(ends, Some(most)), Ok(Some(most)));
    assert_eq!(kept(ends, Some(most.plus(1))), Err(Refusal::OutOfRange));
}

/// An end that never comes would keep people's words for ever.
#[test]
fn p7_no_planned_end_keeps_a_workshop_for_ever() {
    let most = BEGINNING.plus(2 * limits::KEEP_MOST_MS);
    for ends in [most, Time(u64::MAX - limits::KEEP_MOST_MS), Time(u64::MAX)] {
        let kept = created(|details| details.ends_at = Some(ends)).unwrap().unwrap();
        assert!(kept <= most, "until {kept:?}");
        let asked = created(|details| (details.ends_at, details.erase_at) = (Some(ends), Some(Time(u64::MAX))));
        assert_eq!(asked, Err(Refusal::OutOfRange));
    }
}

#[test]
fn p7_a_record_that_comes_back_is_not_kept_for_ever_either() {
    let world = World::open(|_| {});
    let mut given = record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Facilitator), world.now);
    let details = &mut given.workshop.details;
    (details.ends_at, details.erase_at) = (Some(Time(u64::MAX)), Some(Time(u64::MAX)));
    let home =
        NewHome { id: new_workshop().id, code: "ABCD2345".into(), invitation: String::new(), salt: *b"fedcba9876543210", grants: vec![] };
    let kept = import(&given, None, home, BEGINNING).unwrap().erase_at.unwrap();
    assert!(kept <= BEGINNING.plus(2 * limits::KEEP_MOST_MS), "until {kept:?}");
}

#[test]
fn a_facilitator_says_how_long_it_is_kept_and_what_is_past_cannot_be_said() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    let first = world.fold.state.details.erase_at.unwrap();
    world.wait(10 * DAY);
    let until = world.now.plus(7 * DAY);
    let command = keep(&world, until);
    for actor in [ann, Actor::Wall] {
        assert_eq!(world.refuses(actor, command.clone()), Refusal::NotFacilitator);
    }
    for (until, refusal) in [
        (BEGINNING.plus(1), Refusal::OutOfRange),
        (world.now, Refusal::OutOfRange),
        (world.now.plus(limits::KEEP_MOST_MS + 1), Refusal::OutOfRange),
        (first, Refusal::Already),
    ] {
        let command = keep(&world, until);
        assert_eq!(world.refuses(FACILITATOR, command), refusal, "{until:?}");
    }
    let unsaid = describe(&world, |details| details.erase_at = None);
    assert_eq!(world.refuses(FACILITATOR, unsaid), Refusal::Already, "who says nothing changes nothing");
    world.command(FACILITATOR, command).unwrap();
    assert_eq!(world.fold.state.details.erase_at, Some(until));
    world.wait(8 * DAY);
    let title = describe(&world, |details| details.title = "Still here".into());
    world.command(FACILITATOR, title).unwrap();
    assert_eq!(world.fold.state.details.erase_at, Some(until), "a day that has passed meanwhile does not stand in the way of the rest");
}

#[test]
fn after_the_end_how_long_it_is_kept_is_all_that_can_be_described() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.command(FACILITATOR, Command::Close { anyway: true }).unwrap();
    let until = world.now.plus(7 * DAY);
    let with_title = describe(&world, |details| (details.erase_at, details.title) = (Some(until), "Another".into()));
    let title = describe(&world, |details| details.title = "Another".into());
    let ends = describe(&world, |details| (details.erase_at, details.ends_at) = (Some(until), Some(until)));
    for command in [with_title, title, ends] {
        assert_eq!(world.refuses(FACILITATOR, command), Refusal::Closed);
    }
    let [alone, past] = [until, world.now].map(|until| keep(&world, until));
    assert_eq!(world.refuses(FACILITATOR, past), Refusal::OutOfRange);
    assert_eq!(world.refuses(ann, alone.clone()), Refusal::NotFacilitator);
    world.command(Actor::Console, alone).unwrap();
    assert_eq!(world.fold.state.details.erase_at, Some(until));
}

#[test]
fn how_long_it_is_kept_is_set_up_in_a_rehearsal_and_stays() {
    let mut world = World::open(|_| {});
    world.command(FACILITATOR, Command::Rehearse { on: true }).unwrap();
    let until = world.now.plus(7 * DAY);
    let command = keep(&world, until);
    world.command(FACILITATOR, command).unwrap();
    world.command(FACILITATOR, Command::Rehearse { on: false }).unwrap();
    assert_eq!(world.fold.state.details.erase_at, Some(until));
    assert!(world.fold.state.seat(seat(FACILITATOR)).is_some());
}
