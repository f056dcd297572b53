//! Rehearsals: at the end everything is as it was before, but for what was set up meanwhile.

use crate::kit::{
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{Actor, Fold, Holder, Order, SecretHash, Viewer, record};
use trestle_protocol::{Authors, Command, DocumentName, Door, OrganisationId, Refusal, Role};

fn rehearse(world: &mut World, on: bool) -> Result<(), Refusal> {
    world.command(FACILITATOR, Command::Rehearse { on }).map(drop)
}

fn describe(world: &mut World, change: impl FnOnce(&mut trestle_protocol::Details)) -> Result<(), Refusal> {
    let mut details = world.fold.state.details.clone();
    change(&mut details);
    world.command(FACILITATOR, Command::Describe { details }).map(drop)
}

/// All that anybody wrote or decided, without the ids of commands.
fn everything(world: &World) -> String {
    let state = trestle_core::State { causes: Default::default(), ..world.fold.state.clone() };
    let record = record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Facilitator), world.now);
    let documents = [DocumentName::Desk(seat(FACILITATOR)), DocumentName::Card(OrganisationId(1)), DocumentName::Board, DocumentName::Plan];
    format!("{state:?} {:?} {:?}", record.organisations, documents.map(|name| world.fold.documents.state(name).unwrap()))
}

/// A whole workshop in short.
fn play(world: &mut World) -> Actor {
    let ann = world.join("Ann", "Council");
    world.text(FACILITATOR, DocumentName::Card(OrganisationId(1)), "does", "Rehearsed").unwrap();
    world.go("write");
    world.note(ann, "a", "No trains");
    world.note(FACILITATOR, "f", "No buses");
    world.go("group");
    world.group(ann, "g", "Getting here").unwrap();
    world.go("act");
    world.text(ann, DocumentName::Plan, "communications", "By post").unwrap();
    world.command(FACILITATOR, Command::Close { anyway: true }).unwrap();
    ann
}

#[test]
fn p3_a_rehearsal_goes_back_exactly_also_after_a_restart() {
    let mut world = World::open(|_| {});
    world.text(FACILITATOR, DocumentName::Card(OrganisationId(1)), "does", "Written before").unwrap();
    world.command(FACILITATOR, Command::Extend { seconds: 60 }).unwrap();
    let before = everything(&world);
    rehearse(&mut world, true).unwrap();
    let ann = play(&mut world);
    assert_ne!(everything(&world), before);
    world.fold = Fold::restore(&world.fold.snapshot().unwrap()).unwrap();
    rehearse(&mut world, false).unwrap();
    assert_eq!(everything(&world), before);
    assert_eq!(world.fold.state.role(Holder::Seat(seat(ann))), None, "who came in the rehearsal has to come again");
    assert_eq!(world.fold.documents.card(OrganisationId(1)).does, "Written before");
}

#[test]
fn a_rehearsal_is_before_the_start_and_one_at_a_time() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    assert_eq!(world.command(ann, Command::Rehearse { on: true }).err(), Some(Refusal::NotFacilitator));
    assert_eq!(rehearse(&mut world, false), Err(Refusal::Already));
    rehearse(&mut world, true).unwrap();
    assert_eq!(rehearse(&mut world, true), Err(Refusal::Already));
    world.go("write");
    rehearse(&mut world, false).unwrap();
    assert_eq!(world.fold.state.started_at, None);
    rehearse(&mut world, true).unwrap();
    rehearse(&mut world, false).unwrap();
    world.go("write");
    assert_eq!(rehearse(&mut world, true), Err(Refusal::Started));
}

#[test]
fn what_is_set_up_in_a_rehearsal_stays() {
    let mut world = World::open(|_| {});
    rehearse(&mut world, true).unwrap();
    world.go("write");
    describe(&mut world, |details| details.title = "A better title".into()).unwrap();
    world.command(FACILITATOR, Command::SetMinutes { step: "welcome".into(), minutes: 3 }).unwrap();
    world.command(FACILITATOR, Command::SetDoor { door: Door::Ask }).unwrap();
    world.order(FACILITATOR, Order::ChangeCode { code: "ABCD2345".into(), invitation: "another".into() }).unwrap();
    world.order(Actor::System, Order::Grant { secret: SecretHash::of("deputy"), holder: Holder::Console }).unwrap();
    let revision = world.fold.state.revision;
    rehearse(&mut world, false).unwrap();
    let state = &world.fold.state;
    assert_eq!((state.details.title.as_str(), state.door, state.code.as_str()), ("A better title", Door::Ask, "ABCD2345"));
    assert_eq!(state.invitation(), "another");
    assert_eq!((state.revision, state.clock.total_ms, state.step.as_str()), (revision, 3 * 60_000, "welcome"));
    assert_eq!(state.holder(&SecretHash::of("deputy")), Some(Holder::Console));
}

/// Out of sight is not away: what somebody wrote before keeps the promise under which it was written.
#[test]
fn p2_a_rehearsal_loosens_neither_authors_nor_preview_of_what_was_written_before() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.note(ann, "a", "No trains");
    rehearse(&mut world, true).unwrap();
    let gone = crate::kit::edit::Edit::Drop { path: crate::kit::edit::path("notes/a") };
    world.write(ann, DocumentName::Desk(seat(ann)), &gone, true).unwrap();
    describe(&mut world, |details| (details.authors, details.preview) = (Authors::Name, true)).unwrap();
    rehearse(&mut world, false).unwrap();
    assert_eq!((world.fold.state.details.authors, world.fold.state.details.preview), (Authors::Hidden, false));
}

/// A number that is given again must not open what belonged to another.
#[test]
fn p2_a_card_link_of_an_organisation_of_the_rehearsal_opens_nobody_elses_card() {
    let mut world = World::open(|_| {});
    rehearse(&mut world, true).unwrap();
    world.command(FACILITATOR, Command::AddOrganisation { name: "Rehearsed".into() }).unwrap();
    let link = Order::Grant { secret: SecretHash::of("card"), holder: Holder::Organisation(OrganisationId(5)) };
    world.order(Actor::System, link).unwrap();
    rehearse(&mut world, false).unwrap();
    world.command(FACILITATOR, Command::AddOrganisation { name: "Real".into() }).unwrap();
    assert!(world.fold.state.organisations.contains_key(&OrganisationId(5)));
    assert_eq!(world.fold.state.holder(&SecretHash::of("card")), None);
}

#[test]
fn p2_whoever_is_sent_away_in_a_rehearsal_does_not_come_back_with_its_end() {
    let mut world = World::open(|_| {});
    let [ann, ben] = ["Ann", "Ben"].map(|name| world.join_as(name, "Council", Role::Facilitator).unwrap());
    rehearse(&mut world, true).unwrap();
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(ann), with_notes: false, hidden: false }).unwrap();
    world.command(FACILITATOR, Command::SetRole { seat: seat(ben), role: Role::Participant }).unwrap();
    rehearse(&mut world, false).unwrap();
    for actor in [ann, ben] {
        assert!(!world.fold.state.facilitates(actor));
    }
    assert!(world.fold.state.seat(seat(ann)).is_none() && world.fold.state.seat(seat(ben)).is_some());
}
