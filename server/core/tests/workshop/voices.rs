//! Polls beyond the rating: dots with a budget, one voice for an organisation, shows of hands, and rules that do not change under what was given.

use crate::kit::{
    edit::{Edit, path},
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{Actor, CellKey};
use trestle_protocol::{Cell, Command, DocumentName, PollId, Refusal, Step, Voice};

fn with_step(step: &'static str, change: impl Fn(&mut Step)) -> World {
    let mut world = World::open(|create| {
        let steps = create.programme.stages.iter_mut().flat_map(|stage| &mut stage.steps);
        steps.filter(|known| known.id.as_str() == step).for_each(|step| {
            step.off = false;
            change(step);
        });
    });
    world.go("group");
    for key in ["g", "h"] {
        world.group(FACILITATOR, key, "A problem").unwrap();
    }
    world.go(step);
    world
}

fn answer(world: &mut World, who: Actor, poll: &str, group: &str, value: u8) -> Result<(), Refusal> {
    world.command(who, Command::Answer { poll: PollId(poll.into()), subject: group.into(), values: vec![value] }).map(drop)
}

fn hands(world: &mut World, who: Actor, poll: &str, value: u8, count: u32) -> Result<(), Refusal> {
    world.command(who, Command::CountHands { poll: PollId(poll.into()), subject: "g".into(), values: vec![value], count }).map(drop)
}

fn close(world: &mut World, poll: &str) {
    world.command(FACILITATOR, Command::ClosePoll { poll: PollId(poll.into()) }).unwrap();
}

fn reopen(world: &mut World, poll: &str) {
    world.command(FACILITATOR, Command::OpenPoll { poll: PollId(poll.into()) }).unwrap();
}

fn change_step(world: &mut World, id: &str, change: impl Fn(&mut Step)) {
    let mut programme = world.fold.state.programme.clone();
    programme.stages.iter_mut().flat_map(|stage| &mut stage.steps).filter(|step| step.id.as_str() == id).for_each(change);
    let revision = world.fold.state.revision;
    world.command(FACILITATOR, Command::SetProgramme { programme: Box::new(programme), revision }).unwrap();
}

#[test]
fn p6_nobody_gives_more_dots_than_they_have_and_takes_them_back_freely() {
    let mut world = with_step("dots", |_| {});
    let ann = world.join("Ann", "Council");
    answer(&mut world, ann, "dots-dots", "g", 2).unwrap();
    assert_eq!(answer(&mut world, ann, "dots-dots", "h", 2), Err(Refusal::NoDotsLeft));
    assert_eq!(answer(&mut world, ann, "dots-dots", "g", 4), Err(Refusal::NoDotsLeft));
    assert_eq!(answer(&mut world, ann, "dots-dots", "g", 11), Err(Refusal::OutOfRange));
    answer(&mut world, ann, "dots-dots", "g", 0).unwrap();
    assert_eq!(world.poll("dots-dots").answered, 0);
    answer(&mut world, ann, "dots-dots", "h", 3).unwrap();
    close(&mut world, "dots-dots");
    let dots: Vec<u32> = world.poll("dots-dots").results.unwrap().iter().map(|result| result.dots).collect();
    assert_eq!(dots, [0, 3]);
}

#[test]
fn p6_dots_on_a_group_that_is_gone_come_back_and_stay_back_should_it_return() {
    let mut world = with_step("dots", |_| {});
    let ann = world.join("Ann", "Council");
    answer(&mut world, ann, "dots-dots", "g", 3).unwrap();
    world.write(FACILITATOR, DocumentName::Board, &Edit::Drop { path: path("groups/g") }, true).unwrap();
    answer(&mut world, ann, "dots-dots", "h", 3).unwrap();
    world.group(FACILITATOR, "g", "Back again").unwrap();
    close(&mut world, "dots-dots");
    let given: u32 = world.poll("dots-dots").results.unwrap().iter().map(|result| result.dots).sum();
    assert_eq!(given, 3);
}

#[test]
fn p2_an_organisation_has_one_voice_which_its_own_people_see() {
    let mut world = with_step("fit", |_| {});
    let (ann, ada) = (world.join("Ann", "Council"), world.join("Ada", "Council"));
    let (ben, lee) = (world.join("Ben", "Charity"), world.join("Lee", ""));
    answer(&mut world, ann, "fit-fit", "g", 1).unwrap();
    answer(&mut world, ada, "fit-fit", "g", 3).unwrap();
    answer(&mut world, ben, "fit-fit", "g", 2).unwrap();
    assert_eq!(answer(&mut world, lee, "fit-fit", "g", 2), Err(Refusal::NoOrganisation));
    assert_eq!(hands(&mut world, FACILITATOR, "fit-fit", 1, 4), Err(Refusal::NotNow), "hands are people");
    let mine = |actor| match world.own_cell(actor, &CellKey::MyAnswers(PollId("fit-fit".into()))) {
        Some(Cell::MyAnswers(cell)) => cell.answers.get("g").cloned(),
        _ => None,
    };
    assert_eq!((mine(ann), mine(ada), mine(ben), mine(lee)), (Some(vec![3]), Some(vec![3]), Some(vec![2]), None));
    assert_eq!((world.poll("fit-fit").answered, world.poll("fit-fit").of), (2, 2));
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(ada), with_notes: false, hidden: false }).unwrap();
    close(&mut world, "fit-fit");
    assert_eq!(world.poll("fit-fit").results.unwrap()[0].counts, [0, 1, 0], "who was removed has no voice");
}

#[test]
fn hands_are_counted_at_tables_and_marked() {
    let mut world = with_step("dots", |_| {});
    let ann = world.join("Ann", "Council");
    assert_eq!(hands(&mut world, ann, "dots-dots", 1, 4), Err(Refusal::NotYours));
    world.table(ann, &["Pat", "Pia", "Per", "Pru"]);
    hands(&mut world, ann, "dots-dots", 1, 3).unwrap();
    hands(&mut world, ann, "dots-dots", 1, 4).unwrap();
    assert_eq!(hands(&mut world, ann, "dots-dots", 1, 4), Err(Refusal::Already));
    world.command(FACILITATOR, Command::CountRoom { people: 2 }).unwrap();
    hands(&mut world, FACILITATOR, "dots-dots", 1, 2).unwrap();
    for (value, count) in [(1, 301), (0, 3)] {
        assert_eq!(hands(&mut world, ann, "dots-dots", value, count), Err(Refusal::OutOfRange));
    }
    assert_eq!((world.poll("dots-dots").hands, world.poll("dots-dots").results), (6, None));
    close(&mut world, "dots-dots");
    let result = world.poll("dots-dots").results.unwrap().remove(0);
    assert_eq!((result.hands, result.count, result.dots), (6, 6, 6));
    assert_eq!(hands(&mut world, ann, "dots-dots", 1, 1), Err(Refusal::NotNow));
}

#[test]
fn p9_hands_give_no_more_dots_than_the_people_have_who_raise_them() {
    let mut world = with_step("dots", |_| {});
    let ann = world.join("Ann", "Council");
    world.table(ann, &["Pat", "Pia"]);
    let on = |group: &str, dots, count| Command::CountHands { poll: "dots-dots".into(), subject: group.into(), values: vec![dots], count };
    world.command(ann, on("g", 2, 2)).unwrap();
    assert_eq!(world.refuses(ann, on("h", 2, 2)), Refusal::TooManyHands, "eight dots of six");
    assert_eq!(world.refuses(ann, on("g", 1, 1)), Refusal::TooManyHands, "both have said what they give this one");
    world.command(ann, on("h", 1, 2)).unwrap();
}

#[test]
fn a_poll_that_was_answered_keeps_its_rules_when_it_opens_again() {
    let mut world = with_step("dots", |_| {});
    let (ann, ada) = (world.join("Ann", "Council"), world.join("Ada", "Council"));
    answer(&mut world, ann, "dots-dots", "g", 3).unwrap();
    answer(&mut world, ada, "dots-dots", "g", 2).unwrap();
    close(&mut world, "dots-dots");
    change_step(&mut world, "dots", |step| (step.voice, step.dots) = (Voice::Organisation, 1));
    reopen(&mut world, "dots-dots");
    assert_eq!((world.poll("dots-dots").voice, world.poll("dots-dots").dots), (Voice::Person, 3));
    close(&mut world, "dots-dots");
    change_step(&mut world, "dots", |step| step.dots = 5);
    reopen(&mut world, "dots-dots");
    assert_eq!(world.poll("dots-dots").dots, 5, "more harm nobody");
    let mut world = with_step("dots", |_| {});
    close(&mut world, "dots-dots");
    change_step(&mut world, "dots", |step| step.voice = Voice::Organisation);
    reopen(&mut world, "dots-dots");
    assert_eq!(world.poll("dots-dots").voice, Voice::Organisation, "nobody had answered");
}

#[test]
fn who_has_spoken_for_an_organisation_does_not_give_another_a_second_voice() {
    let mut world = with_step("dots", |step| step.voice = Voice::Organisation);
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
    answer(&mut world, ann, "dots-dots", "g", 1).unwrap();
    let set = |whom| Command::SetOrganisation { seat: seat(whom), organisation: None, organisation_name: "Choir".into() };
    assert_eq!(world.command(FACILITATOR, set(ann)).err(), Some(Refusal::SpokenAlready));
    world.command(FACILITATOR, set(ben)).unwrap();
}
