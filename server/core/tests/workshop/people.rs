//! P5, coming back is being you; and who comes in, who goes, and who runs the workshop.

use crate::kit::{
    hand::seat,
    world::{FACILITATOR, FIRST_TOKEN, World},
};
use trestle_core::{Access, Actor, CellKey, Fold, Holder, JoinOrganisation, Order, SecretHash, access};
use trestle_protocol::{Authors, Cell, Command, DocumentName, OrganisationId, Refusal, Role, RoundId, RoundKind, SeatId, Turn};

fn speaking() -> RoundId {
    RoundId::new(&"introduce".into(), RoundKind::Speak)
}

pub(crate) fn join(world: &mut World, token: &str, organisation: JoinOrganisation, role: Role) -> Result<SeatId, Refusal> {
    let order = Order::Join { token: SecretHash::of(token), name: "Ann".into(), organisation, role, table: false, place: None };
    world.order(Actor::System, order)?;
    Ok(*world.fold.state.seats.keys().next_back().unwrap())
}

fn grant(world: &mut World, secret: &str, holder: Holder) -> Result<(), Refusal> {
    world.order(Actor::System, Order::Grant { secret: SecretHash::of(secret), holder }).map(drop)
}

fn holder(world: &World, secret: &str) -> Option<Holder> {
    world.fold.state.holder(&SecretHash::of(secret))
}

fn remove(world: &mut World, seat: SeatId) -> Result<(), Refusal> {
    world.command(FACILITATOR, Command::RemoveSeat { seat, with_notes: false, hidden: false }).map(drop)
}

#[test]
fn p5_a_token_and_a_personal_link_stand_for_the_same_seat() {
    let mut world = World::open(|_| {});
    assert_eq!(holder(&world, FIRST_TOKEN), Some(Holder::Seat(SeatId(1))));
    assert_eq!(holder(&world, "wall"), Some(Holder::Wall));
    let ann = join(&mut world, "phone", JoinOrganisation::None, Role::Participant).unwrap();
    grant(&mut world, "link", Holder::Seat(ann)).unwrap();
    grant(&mut world, "laptop", Holder::Seat(ann)).unwrap();
    for secret in ["phone", "link", "laptop"] {
        assert_eq!(holder(&world, secret), Some(Holder::Seat(ann)), "{secret}");
    }
    assert_eq!(holder(&world, "guessed"), None);
    assert_eq!(world.fold.state.seats.len(), 2, "no second seat for the second device");
}

#[test]
fn p5_the_same_seat_has_the_same_notes_after_a_restart() {
    let mut world = World::open(|_| {});
    let ann = join(&mut world, "phone", JoinOrganisation::None, Role::Participant).unwrap();
    let note = world.note(Actor::Seat(ann), "a", "No trains");
    world.fold = Fold::restore(&world.fold.snapshot().unwrap()).unwrap();
    let Some(Holder::Seat(again)) = holder(&world, "phone") else { panic!("the token is known") };
    assert_eq!(again, ann);
    let mine = world.own_cell(Actor::Seat(again), &CellKey::MyNotes);
    assert!(matches!(mine, Some(Cell::MyNotes(cell)) if cell.ids["a"] == note));
    world.fold = {
        let mut fold = Fold::empty();
        world.journal.iter().for_each(|entry| drop(fold.replay(entry).unwrap()));
        fold
    };
    assert_eq!(holder(&world, "phone"), Some(Holder::Seat(ann)), "also from the journal");
}

/// Only hashes are kept.
#[test]
fn p2_no_secret_is_in_snapshot_or_journal() {
    let mut world = World::open(|_| {});
    join(&mut world, "a-secret-token", JoinOrganisation::None, Role::Participant).unwrap();
    grant(&mut world, "a-secret-link", Holder::Console).unwrap();
    let kept = [world.fold.snapshot().unwrap(), world.journal.concat()].concat();
    let kept = String::from_utf8_lossy(&kept);
    assert!(!kept.contains("a-secret") && !kept.contains(FIRST_TOKEN));
    assert!(kept.contains(&serde_json::to_string(&SecretHash::of("a-secret-link")).unwrap()), "its hash is");
}

#[test]
fn p5_a_removed_seat_ends_all_its_devices_and_its_number_is_never_used_again() {
    let mut world = World::open(|_| {});
    let ann = join(&mut world, "phone", JoinOrganisation::None, Role::Participant).unwrap();
    grant(&mut world, "link", Holder::Seat(ann)).unwrap();
    remove(&mut world, ann).unwrap();
    assert_eq!((holder(&world, "phone"), holder(&world, "link")), (None, None));
    assert_eq!(grant(&mut world, "link", Holder::Seat(ann)), Err(Refusal::Unknown));
    assert_eq!(remove(&mut world, ann), Err(Refusal::Unknown));
    assert_eq!(world.try_note(Actor::Seat(ann), "a", "Still here").err(), Some(Refusal::NotYours));
    assert_eq!(world.command(Actor::Seat(ann), Command::Wave {}).err(), Some(Refusal::NoSeat));
    assert!(world.cell(Role::Facilitator, &CellKey::Seat(ann)).is_none());
    assert_eq!(join(&mut world, "phone", JoinOrganisation::None, Role::Participant), Ok(SeatId(ann.0 + 1)));
}

#[test]
fn a_role_changes_under_a_living_token() {
    let mut world = World::open(|_| {});
    let ann = join(&mut world, "phone", JoinOrganisation::None, Role::Participant).unwrap();
    let role = |world: &World| world.fold.state.role(holder(world, "phone").unwrap());
    let set = |world: &mut World, actor, role| world.command(actor, Command::SetRole { seat: ann, role }).map(drop);
    assert_eq!(set(&mut world, Actor::Seat(ann), Role::Facilitator), Err(Refusal::NotFacilitator));
    assert_eq!(set(&mut world, FACILITATOR, Role::Participant), Err(Refusal::Already));
    assert_eq!(set(&mut world, FACILITATOR, Role::Wall), Err(Refusal::OutOfRange));
    set(&mut world, FACILITATOR, Role::Facilitator).unwrap();
    assert_eq!(role(&world), Some(Role::Facilitator));
    world.command(Actor::Seat(ann), Command::Resume {}).unwrap();
    set(&mut world, FACILITATOR, Role::Participant).unwrap();
    assert_eq!(role(&world), Some(Role::Participant));
    assert_eq!(world.command(Actor::Seat(ann), Command::Pause {}).err(), Some(Refusal::NotFacilitator));
}

#[test]
fn the_last_facilitator_cannot_be_locked_out() {
    let mut world = World::open(|_| {});
    let demote = |world: &mut World| world.command(FACILITATOR, Command::SetRole { seat: SeatId(1), role: Role::Participant }).map(drop);
    assert_eq!(demote(&mut world), Err(Refusal::LastFacilitator));
    assert_eq!(remove(&mut world, SeatId(1)), Err(Refusal::LastFacilitator));
    let deputy = join(&mut world, "deputy", JoinOrganisation::None, Role::Facilitator).unwrap();
    remove(&mut world, deputy).unwrap();
    assert_eq!(demote(&mut world), Err(Refusal::LastFacilitator), "who was removed does not count");
    join(&mut world, "deputy", JoinOrganisation::None, Role::Facilitator).unwrap();
    demote(&mut world).unwrap();
}

#[test]
fn a_console_may_take_the_last_facilitators_seat_away_unless_it_is_the_creators() {
    let mut world = World::open(|create| create.facilitator = None);
    join(&mut world, "deputy", JoinOrganisation::None, Role::Facilitator).unwrap();
    world.command(Actor::Console, Command::SetRole { seat: SeatId(1), role: Role::Participant }).unwrap();
    world.command(Actor::Console, Command::Resume {}).unwrap();
}

#[test]
fn a_link_to_a_console_that_nobody_may_have_kept_counts_for_nothing() {
    let mut world = World::open(|create| create.grants.push((SecretHash::of("console"), Holder::Console)));
    assert_eq!(remove(&mut world, SeatId(1)), Err(Refusal::LastFacilitator));
    assert_eq!(holder(&world, "console"), Some(Holder::Console));
    let removed = world.command(Actor::Console, Command::RemoveSeat { seat: SeatId(1), with_notes: false, hidden: false });
    assert_eq!(removed.map(drop), Err(Refusal::CreatorOnly));
}

#[test]
fn a_closed_workshop_lets_facilitators_in_alone() {
    let mut world = World::open(|_| {});
    world.command(FACILITATOR, Command::Close { anyway: true }).unwrap();
    assert_eq!(join(&mut world, "a", JoinOrganisation::None, Role::Participant), Err(Refusal::Closed));
    join(&mut world, "b", JoinOrganisation::None, Role::Facilitator).unwrap();
}

#[test]
fn people_join_an_organisation_that_is_there_or_bring_their_own() {
    let mut world = World::open(|_| {});
    let organisation = |world: &World, seat| world.fold.state.seats[&seat].organisation;
    for (given, expected) in [
        (JoinOrganisation::None, None),
        (JoinOrganisation::Known(OrganisationId(3)), Some(3)),
        (JoinOrganisation::Named(" COUNCIL ".into()), Some(2)),
        (JoinOrganisation::Named("Newcomers".into()), Some(5)),
        (JoinOrganisation::Named("newcomers".into()), Some(5)),
    ] {
        let seat = join(&mut world, &format!("{given:?}"), given.clone(), Role::Participant).unwrap();
        assert_eq!(organisation(&world, seat), expected.map(OrganisationId), "{given:?}");
    }
    let expected: Vec<bool> = world.fold.state.organisations.values().map(|organisation| organisation.expected).collect();
    assert_eq!(expected, [true, true, true, true, false]);
    for (given, refusal) in
        [(JoinOrganisation::Known(OrganisationId(66)), Refusal::Unknown), (JoinOrganisation::Named("  ".into()), Refusal::Empty)]
    {
        assert_eq!(join(&mut world, "x", given, Role::Participant), Err(refusal));
    }
    assert_eq!(join(&mut world, "x", JoinOrganisation::None, Role::Wall), Err(Refusal::NotYours));
    let add = |world: &mut World, name: &str| world.command(FACILITATOR, Command::AddOrganisation { name: name.into() }).map(drop);
    assert_eq!(add(&mut world, "council"), Err(Refusal::Taken));
    add(&mut world, "Church").unwrap();
}

#[test]
fn hands_waves_and_names_are_ones_own() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.wait(5);
    world.command(ann, Command::Wave {}).unwrap();
    world.command(ann, Command::Hand { up: true }).unwrap();
    world.command(ann, Command::Rename { seat: seat(ann), name: " Anna\n".into() }).unwrap();
    let cell = |world: &World| match world.cell(Role::Wall, &CellKey::Seat(seat(ann))) {
        Some(Cell::Seat(cell)) => cell,
        other => panic!("no seat: {other:?}"),
    };
    assert_eq!((cell(&world).name.as_str(), cell(&world).hand_at, cell(&world).waved_at), ("Anna", Some(world.now), Some(world.now)));
    assert_eq!(world.command(ann, Command::Hand { up: true }).err(), Some(Refusal::Already));
    assert_eq!(world.command(ann, Command::LowerHand { seat: seat(ann) }).err(), Some(Refusal::NotFacilitator));
    world.command(FACILITATOR, Command::LowerHand { seat: seat(ann) }).unwrap();
    assert_eq!(cell(&world).hand_at, None);
    assert_eq!(world.command(FACILITATOR, Command::LowerHand { seat: SeatId(99) }).err(), Some(Refusal::Unknown));
    for actor in [Actor::Console, Actor::Wall, Actor::System] {
        assert_eq!(world.command(actor, Command::Wave {}).err(), Some(Refusal::NoSeat), "{actor:?}");
    }
}

/// An organisation's private words are for its own people and facilitators, from the first moment.
#[test]
fn p2_asides_are_for_ones_own_people_and_facilitators() {
    let mut world = World::open(|_| {});
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
    let aside = DocumentName::Aside(OrganisationId(2));
    world.text(ann, aside, "unsure", "The money").unwrap();
    assert_eq!(world.text(ben, aside, "unsure", "Theirs").err(), Some(Refusal::NotYours));
    assert_eq!(world.text(FACILITATOR, aside, "unsure", "Ours").err(), Some(Refusal::NotYours));
    let key = CellKey::Aside(OrganisationId(2));
    assert!(world.cell(Role::Facilitator, &key).is_some());
    assert!(world.cell(Role::Participant, &key).is_none() && world.cell(Role::Wall, &key).is_none());
}

/// A workshop that does not exist yet answers nothing.
#[test]
fn before_it_is_created_nothing_can_be_done() {
    let mut world = World::new();
    assert_eq!(join(&mut world, "a", JoinOrganisation::None, Role::Participant), Err(Refusal::Unknown));
    assert_eq!(world.command(Actor::Console, Command::Resume {}).err(), Some(Refusal::Unknown));
    assert_eq!(world.order(Actor::System, Order::Tick).err(), Some(Refusal::Unknown));
    assert!(world.cell(Role::Facilitator, &CellKey::Workshop).is_none());
    let mut world = World::open(|_| {});
    let again = Order::Create(Box::new(crate::kit::world::new_workshop()));
    assert_eq!(world.order(Actor::System, again).err(), Some(Refusal::Already));
}

#[test]
fn a_name_is_put_right_by_oneself_or_a_facilitator() {
    let mut world = World::open(|_| {});
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
    let rename = |world: &mut World, actor, whom, name: &str| world.command(actor, Command::Rename { seat: whom, name: name.into() }).err();
    assert_eq!(rename(&mut world, ben, seat(ann), "Anna"), Some(Refusal::NotYours));
    assert_eq!(rename(&mut world, Actor::Wall, seat(ann), "Anna"), Some(Refusal::NoSeat));
    assert_eq!(rename(&mut world, FACILITATOR, SeatId(99), "Anna"), Some(Refusal::Unknown));
    for actor in [ann, FACILITATOR, Actor::Console] {
        assert_eq!(rename(&mut world, actor, seat(ann), &format!("{actor:?}")), None);
        assert_eq!(rename(&mut world, actor, seat(ann), &format!(" {actor:?} ")), Some(Refusal::Already));
    }
}

fn move_to(world: &mut World, actor: Actor, whom: Actor, organisation: Result<u32, &str>) -> Option<Refusal> {
    let (known, name) = (organisation.ok().map(OrganisationId), organisation.err().unwrap_or_default().to_owned());
    world.command(actor, Command::SetOrganisation { seat: seat(whom), organisation: known, organisation_name: name }).err()
}

fn belongs(world: &World, whom: Actor) -> Option<String> {
    let organisation = world.fold.state.seat(seat(whom)).unwrap().organisation?;
    Some(world.fold.state.organisations[&organisation].name.clone())
}

#[test]
fn who_joined_under_the_wrong_organisation_is_put_right_by_a_facilitator() {
    let mut world = World::open(|create| create.details.authors = Authors::Organisation);
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
    let charity = world.fold.state.seat(seat(ben)).unwrap().organisation.unwrap().0;
    let aside = DocumentName::Aside(OrganisationId(charity));
    assert_eq!(move_to(&mut world, ann, ann, Ok(charity)), Some(Refusal::NotYours), "the door is the facilitators'");
    assert_eq!(access(&world.fold.state, aside, ann), Access::None);
    assert_eq!(move_to(&mut world, FACILITATOR, ann, Ok(99)), Some(Refusal::Unknown));
    assert_eq!(move_to(&mut world, FACILITATOR, ann, Ok(charity)), None);
    assert_eq!(move_to(&mut world, FACILITATOR, ann, Err("CHARITY")), Some(Refusal::Already));
    assert_eq!((belongs(&world, ann).as_deref(), access(&world.fold.state, aside, ann)), (Some("Charity"), Access::Write));
    assert_eq!(move_to(&mut world, FACILITATOR, ann, Err(" A new one ")), None);
    assert_eq!((belongs(&world, ann).as_deref(), access(&world.fold.state, aside, ann)), (Some("A new one"), Access::None));
    assert_eq!(move_to(&mut world, FACILITATOR, ann, Err("")), None);
    assert_eq!(belongs(&world, ann), None);
}

/// Were the label of notes to change with their author's seat, everybody would see which are whose.
#[test]
fn p2_what_stands_in_an_organisations_name_stays_there() {
    for (authors, refused) in [(Authors::Hidden, None), (Authors::Organisation, Some(Refusal::SpokenAlready)), (Authors::Name, None)] {
        let mut world = World::open(|create| create.details.authors = authors);
        let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
        world.go("write");
        world.note(ann, "a", "No trains");
        assert_eq!(move_to(&mut world, FACILITATOR, ann, Err("Church")), refused, "{authors:?}");
        assert_eq!(move_to(&mut world, FACILITATOR, ben, Err("Church")), None, "who has said nothing yet");
    }
}

#[test]
fn an_organisation_that_somebody_comes_to_takes_its_turn() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.go("introduce");
    world.command(FACILITATOR, Command::Turn { round: speaking(), turn: Turn::Next }).unwrap();
    assert_eq!(move_to(&mut world, FACILITATOR, ann, Err("Latecomers")), None);
    let id = world.fold.state.seat(seat(ann)).unwrap().organisation.unwrap();
    assert_eq!(world.fold.state.rounds[&speaking()].order.last(), Some(&id.0));
}
