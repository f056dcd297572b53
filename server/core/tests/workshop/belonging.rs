//! Belonging: who picks an organisation is with it by name; its private words and its one voice open to whom somebody vouches for.

use crate::kit::{
    hand::seat,
    world::{FACILITATOR, World, step},
};
use trestle_core::{Access, Actor, CellKey, Holder, JoinOrganisation, Order, SecretHash, access, poll};
use trestle_protocol::{
    Cell, Command, DocumentName, Door, MineCell, OrganisationId, PollKind, Refusal, Role, SeatCell, SeatId, Stance, Voice,
};

const COUNCIL: OrganisationId = OrganisationId(2);
const ASIDE: DocumentName = DocumentName::Aside(COUNCIL);

fn confirm(world: &mut World, by: Actor, who: &[Actor], belongs: bool) -> Result<(), Refusal> {
    let seats = who.iter().map(|actor| seat(*actor)).collect();
    world.command(by, Command::Confirm { seats, belongs }).map(drop)
}

fn mine(world: &World, who: Actor) -> MineCell {
    match world.own_cell(who, &CellKey::Mine) {
        Some(Cell::Mine(cell)) => cell,
        cell => panic!("{cell:?}"),
    }
}

fn shown(world: &World, role: Role, who: Actor) -> SeatCell {
    match world.cell(role, &CellKey::Seat(seat(who))) {
        Some(Cell::Seat(cell)) => cell,
        cell => panic!("{cell:?}"),
    }
}

fn commits(world: &mut World, who: Actor) -> Result<(), Refusal> {
    let commit = Command::Commit { organisation: COUNCIL, stance: Some(Stance::In), until: None, line: String::new() };
    world.command(who, commit).map(drop)
}

/// A choice between two briefs in which each organisation has one voice.
fn choosing() -> World {
    let mut world = World::open(|create| {
        let steps = create.programme.stages.iter_mut().flat_map(|stage| &mut stage.steps);
        steps.filter(|step| step.id.as_str() == "choose").for_each(|step| step.voice = Voice::Organisation);
    });
    for (name, organisation) in [("Ann", "Council"), ("Ben", "Charity"), ("Cem", "School"), ("Dan", "Library")] {
        world.join(name, organisation);
    }
    world.go("brief");
    world.go("choose");
    world
}

fn chooses(world: &mut World, who: Actor, team: u32) -> Result<(), Refusal> {
    let poll = poll::id(&step("choose"), PollKind::Choice);
    world.command(who, Command::Answer { poll, subject: team.to_string(), values: Vec::new() }).map(drop)
}

fn answers(world: &World, who: Actor) -> Option<Cell> {
    world.own_cell(who, &CellKey::MyAnswers(poll::id(&step("choose"), PollKind::Choice)))
}

#[test]
fn p2_who_picks_an_organisation_reads_none_of_its_private_words() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.text(ann, ASIDE, "unsure", "Whether there is money").unwrap();
    let eve = world.join_by_name("Eve", "Council");
    assert_eq!(access(&world.fold.state, ASIDE, eve), Access::None);
    assert_eq!(world.text(eve, ASIDE, "unsure", "There is").err(), Some(Refusal::NotYours));
    world.text(eve, DocumentName::Card(COUNCIL), "does", "We run the parks").expect("what everybody reads is open to who is with it");
    world.note(eve, "a", "Notes are anybody's");
    confirm(&mut world, FACILITATOR, &[eve], true).unwrap();
    assert_eq!(access(&world.fold.state, ASIDE, eve), Access::Write);
    confirm(&mut world, FACILITATOR, &[eve], false).unwrap();
    assert_eq!(access(&world.fold.state, ASIDE, eve), Access::None, "a nod can be taken back");
}

#[test]
fn p9_who_is_with_an_organisation_by_name_only_has_not_its_voice() {
    let mut world = choosing();
    let (ann, eve) = (Actor::Seat(SeatId(2)), world.join_by_name("Eve", "Council"));
    chooses(&mut world, ann, 1).unwrap();
    assert_eq!(chooses(&mut world, eve, 2), Err(Refusal::NotConfirmed));
    assert!(answers(&world, ann).is_some() && answers(&world, eve).is_none(), "what the council chose is the council's");
    world.command(FACILITATOR, Command::Settle { team: Some(trestle_protocol::TeamId(1)) }).unwrap();
    let agree = Command::AgreeTo { organisation: COUNCIL, agreed: true };
    assert_eq!(world.command(eve, agree.clone()).err(), Some(Refusal::NotConfirmed));
    assert_eq!(commits(&mut world, eve), Err(Refusal::NotConfirmed));
    confirm(&mut world, ann, &[eve], true).expect("somebody of it may");
    assert!(answers(&world, eve).is_some());
    world.command(eve, agree).unwrap();
    commits(&mut world, eve).unwrap();
}

#[test]
fn p9_a_nod_that_is_taken_back_takes_what_was_said_in_an_open_poll_with_it() {
    let mut world = choosing();
    let eve = world.join("Eve", "Council");
    chooses(&mut world, eve, 2).unwrap();
    confirm(&mut world, FACILITATOR, &[eve], false).unwrap();
    let poll = poll::id(&step("choose"), PollKind::Choice);
    assert!(world.fold.state.polls[&poll].answers.is_empty());
    chooses(&mut world, Actor::Seat(SeatId(2)), 1).expect("its own people say it anew");
    world.command(FACILITATOR, Command::ClosePoll { poll: poll.clone() }).unwrap();
    confirm(&mut world, FACILITATOR, &[Actor::Seat(SeatId(2))], false).unwrap();
    assert_eq!(world.fold.state.polls[&poll].answers.len(), 1, "what was counted stays");
}

#[test]
fn p9_those_of_an_organisation_and_facilitators_confirm_and_nobody_else() {
    let mut world = World::open(|_| {});
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
    let (eve, sly) = (world.join_by_name("Eve", "Council"), world.join_by_name("Sly", "Council"));
    assert_eq!(confirm(&mut world, eve, &[eve], true), Err(Refusal::NotYourOrganisation), "nobody vouches for themselves");
    assert_eq!(confirm(&mut world, sly, &[eve], true), Err(Refusal::NotYourOrganisation));
    assert_eq!(confirm(&mut world, ben, &[eve], true), Err(Refusal::NotYourOrganisation));
    assert_eq!(confirm(&mut world, Actor::Wall, &[eve], true), Err(Refusal::NoSeat));
    assert_eq!(confirm(&mut world, ann, &[eve, ben], true), Err(Refusal::NotYourOrganisation), "not even along with one's own");
    assert_eq!(confirm(&mut world, ann, &[ann], false), Err(Refusal::NotFacilitator), "a nod is taken back by facilitators");
    confirm(&mut world, ann, &[eve], true).unwrap();
    assert_eq!(confirm(&mut world, ann, &[eve], true), Err(Refusal::Already));
    confirm(&mut world, eve, &[sly], true).expect("who belongs may");
    assert_eq!(confirm(&mut world, Actor::Console, &[Actor::Seat(SeatId(99))], true), Err(Refusal::Unknown));
}

#[test]
fn all_that_are_shown_are_confirmed_in_one_act_without_those_who_left() {
    let mut world = World::open(|_| {});
    let [a, b, c] = [("Ann", "Council"), ("Ben", "Charity"), ("Cem", "")].map(|(name, of)| world.join_by_name(name, of));
    let late = world.join_by_name("Late", "Council");
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(b), with_notes: false, hidden: false }).unwrap();
    let entries = world.journal.len();
    confirm(&mut world, FACILITATOR, &[a, b, c, a], true).unwrap();
    assert_eq!(world.journal.len(), entries + 1);
    let by_name = |who| world.fold.state.seats[&seat(who)].by_name;
    assert_eq!([a, b, late].map(by_name), [false, true, true], "who came later was not shown");
}

#[test]
fn p2_facilitators_are_told_who_has_no_voice_and_each_is_told_of_oneself() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    let eve = world.join_by_name("Eve", "Council");
    assert!(shown(&world, Role::Facilitator, eve).by_name && !shown(&world, Role::Facilitator, ann).by_name);
    assert!(!shown(&world, Role::Participant, eve).by_name && !shown(&world, Role::Wall, eve).by_name);
    assert!(mine(&world, eve).by_name && mine(&world, eve).newcomers.is_empty());
    assert_eq!((mine(&world, ann).by_name, mine(&world, ann).newcomers), (false, vec![seat(eve)]));
    confirm(&mut world, ann, &[eve], true).unwrap();
    assert!(!mine(&world, eve).by_name && mine(&world, ann).newcomers.is_empty());
}

#[test]
fn who_runs_the_workshop_or_is_let_in_belongs_and_who_names_a_new_organisation_does_not_yet() {
    let mut world = World::open(|_| {});
    let belongs = |world: &World, who: Actor| world.fold.state.belongs_to(seat(who)).is_some();
    let founder = world.join_by_name("Fin", "Clwb gwyddbwyll");
    let second = world.join_by_name("Sue", "clwb  gwyddbwyll");
    assert_eq!((belongs(&world, founder), belongs(&world, second)), (false, false), "forty names are not forty voices");
    let deputy = world.join_as("Dee", "Council", Role::Facilitator).unwrap();
    assert!(belongs(&world, deputy));
    world.command(FACILITATOR, Command::SetRole { seat: seat(second), role: Role::Facilitator }).unwrap();
    assert!(belongs(&world, second), "whoever is made facilitator is vouched for");
    world.command(FACILITATOR, Command::SetDoor { door: Door::Ask }).unwrap();
    let waits = world.join_by_name("Wai", "Council");
    world.command(FACILITATOR, Command::Admit { seat: seat(waits) }).unwrap();
    assert!(belongs(&world, waits));
    let moved = world.join_by_name("Mo", "");
    world.command(FACILITATOR, Command::Admit { seat: seat(moved) }).unwrap();
    let to = Command::SetOrganisation { seat: seat(moved), organisation: Some(COUNCIL), organisation_name: String::new() };
    world.command(FACILITATOR, to).unwrap();
    assert!(belongs(&world, moved), "a facilitator who puts somebody there vouches for them");
}

#[test]
fn an_organisations_own_link_makes_a_seat_that_belongs_as_long_as_it_opens_something() {
    let mut world = World::open(|_| {});
    let link = SecretHash::of("card");
    world.order(Actor::System, Order::Grant { secret: link, holder: Holder::Organisation(COUNCIL) }).unwrap();
    let join = |world: &mut World, name: &str, link| {
        let organisation = JoinOrganisation::Link(link);
        let (token, name) = (SecretHash::of(name), name.to_owned());
        world.order(Actor::System, Order::Join { token, name, organisation, role: Role::Participant, table: false, place: None })
    };
    join(&mut world, "Ann", link).unwrap();
    assert_eq!(world.fold.state.belongs_to(SeatId(2)), Some(COUNCIL));
    assert_eq!(join(&mut world, "Bob", SecretHash::of("wall")).err(), Some(Refusal::WrongKey), "no other link");
    world.command(FACILITATOR, Command::SetDoor { door: Door::Locked }).unwrap();
    assert_eq!(join(&mut world, "Cem", link).err(), Some(Refusal::Locked), "the door is the facilitators'");
    world.command(FACILITATOR, Command::SetDoor { door: Door::Open }).unwrap();
    let pass = world.fold.state.passes[&link].number;
    world.order(FACILITATOR, Order::End { pass, asker: SecretHash::of(crate::kit::world::FIRST_TOKEN) }).unwrap();
    assert_eq!(join(&mut world, "Dee", link).err(), Some(Refusal::WrongKey));
}

#[test]
fn who_opens_their_organisations_own_link_on_the_same_device_belongs() {
    let mut world = World::open(|_| {});
    let (ann, ben) = (world.join_by_name("Ann", "Council"), world.join_by_name("Ben", "Charity"));
    let link = SecretHash::of("card");
    world.order(Actor::System, Order::Grant { secret: link, holder: Holder::Organisation(COUNCIL) }).unwrap();
    for (who, belongs) in [(ann, Some(COUNCIL)), (ben, None)] {
        world.order(Actor::System, Order::Open { link, token: SecretHash::of(&format!("{who:?}")), by: who.seat() }).unwrap();
        assert_eq!(world.fold.state.belongs_to(seat(who)), belongs);
    }
}

/// Everybody of before this was asked belongs: their organisations go on speaking.
#[test]
fn p10_a_seat_of_an_older_journal_belongs() {
    let mut world = World::open(|_| {});
    let ann = world.join_by_name("Ann", "Council");
    let mut old: serde_json::Value = serde_json::from_slice(&world.fold.snapshot().unwrap()).unwrap();
    old["state"]["seats"][seat(ann).to_string()].as_object_mut().unwrap().remove("by_name").expect("it stands there today");
    let fold = trestle_core::Fold::restore(&serde_json::to_vec(&old).unwrap()).unwrap();
    assert_eq!(fold.state.belongs_to(seat(ann)), Some(COUNCIL));
}

#[test]
fn a_rehearsals_end_does_not_give_back_a_nod_that_was_taken_away() {
    let mut world = World::open(|_| {});
    let (ann, eve) = (world.join("Ann", "Council"), world.join_by_name("Eve", "Council"));
    world.command(FACILITATOR, Command::Rehearse { on: true }).unwrap();
    confirm(&mut world, FACILITATOR, &[ann], false).unwrap();
    confirm(&mut world, FACILITATOR, &[eve], true).unwrap();
    world.command(FACILITATOR, Command::Rehearse { on: false }).unwrap();
    assert_eq!([ann, eve].map(|who| world.fold.state.belongs_to(seat(who))), [None, Some(COUNCIL)]);
}
