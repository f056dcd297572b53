//! Doors: who comes in with the code, who waits, who is let in or turned away, and what becomes of an old code.

use crate::kit::{
    hand::seat,
    world::{FACILITATOR, World, new_workshop},
};
use trestle_core::{Actor, CellKey, Fold, Holder, JoinOrganisation, Order, SecretHash, Viewer, record, view, view::keys, writable};
use trestle_protocol::{Cell, Command, DocumentName, Door, OrganisationId, Refusal, Role, SeatId};

fn door(world: &mut World, actor: Actor, door: Door) -> Result<(), Refusal> {
    world.command(actor, Command::SetDoor { door }).map(drop)
}

fn admit(world: &mut World, actor: Actor, who: Actor) -> Result<(), Refusal> {
    world.command(actor, Command::Admit { seat: seat(who) }).map(drop)
}

fn asked() -> World {
    let mut world = World::open(|_| {});
    door(&mut world, FACILITATOR, Door::Ask).unwrap();
    world
}

#[test]
fn a_locked_door_lets_facilitators_in_alone() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    assert_eq!(door(&mut world, FACILITATOR, Door::Open), Err(Refusal::Already));
    assert_eq!(door(&mut world, ann, Door::Locked), Err(Refusal::NotFacilitator));
    door(&mut world, FACILITATOR, Door::Locked).unwrap();
    assert_eq!(world.join_as("Ben", "", Role::Participant), Err(Refusal::Locked));
    world.join_as("Dee", "", Role::Facilitator).unwrap();
    door(&mut world, FACILITATOR, Door::Open).unwrap();
    world.join("Ben", "");
}

#[test]
fn p2_who_waits_at_the_door_is_shown_nothing_and_to_facilitators_alone() {
    let mut world = asked();
    let ann = world.join("Ann", "Council");
    assert_eq!(world.fold.state.role(Holder::Seat(seat(ann))), Some(Role::Guest));
    let key = CellKey::Seat(seat(ann));
    assert!(matches!(world.cell(Role::Facilitator, &key), Some(Cell::Seat(cell)) if cell.waiting));
    assert!([Role::Participant, Role::Wall, Role::Guest].iter().all(|role| world.cell(*role, &key).is_none()));
    assert!(matches!(world.own_cell(ann, &CellKey::Mine), Some(Cell::Mine(cell)) if cell.waiting));
    assert!(matches!(world.cell(Role::Guest, &CellKey::Workshop), Some(Cell::Workshop(cell)) if cell.code.is_empty()));
    assert!(world.cell(Role::Guest, &CellKey::Stage).is_none() && world.cell(Role::Guest, &CellKey::Programme).is_none());
    assert!(writable(&world.fold.state, ann).is_empty());
    assert_eq!(world.command(ann, Command::Wave {}).err(), Some(Refusal::NoSeat));
    assert_eq!(world.try_note(ann, "a", "Too early").err(), Some(Refusal::NotYours));
    assert_eq!(world.writing().of, 0);
}

#[test]
fn p5_who_is_let_in_is_the_same_seat_and_writes_at_once() {
    let mut world = asked();
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
    assert_eq!(admit(&mut world, ann, ann), Err(Refusal::NotFacilitator), "nobody lets themselves in");
    admit(&mut world, FACILITATOR, ann).unwrap();
    assert_eq!(admit(&mut world, FACILITATOR, ann), Err(Refusal::Already));
    assert_eq!(admit(&mut world, FACILITATOR, Actor::Seat(SeatId(99))), Err(Refusal::Unknown));
    assert_eq!(admit(&mut world, ann, ben), Err(Refusal::NotFacilitator));
    assert_eq!(world.fold.state.role(Holder::Seat(seat(ann))), Some(Role::Participant));
    world.note(ann, "a", "In at last");
    door(&mut world, FACILITATOR, Door::Open).unwrap();
    assert!(world.fold.state.seats[&seat(ben)].waiting, "an open door lets in who comes now; who waits is let in by somebody");
}

#[test]
fn who_is_turned_away_ends_and_is_nobodys_author() {
    let mut world = asked();
    let ann = world.join("Ann", "Council");
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(ann), with_notes: false, hidden: false }).unwrap();
    assert_eq!(world.fold.state.role(Holder::Seat(seat(ann))), None);
    assert_eq!(admit(&mut world, FACILITATOR, ann), Err(Refusal::Unknown));
}

#[test]
fn who_is_let_in_while_teams_write_lands_in_one() {
    let mut world = World::open(|_| {});
    world.join("Ann", "Council");
    world.join("Ben", "Charity");
    world.go("brief");
    door(&mut world, FACILITATOR, Door::Ask).unwrap();
    let cem = world.join("Cem", "School");
    assert_eq!(world.fold.state.team_of(seat(cem)), None, "not before");
    admit(&mut world, FACILITATOR, cem).unwrap();
    assert!(world.fold.state.team_of(seat(cem)).is_some());
}

#[test]
fn the_code_is_changed_by_facilitators() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    let change = |world: &mut World, actor, code: &str| {
        world.order(actor, Order::ChangeCode { code: code.into(), invitation: format!("to {code}") }).map(drop)
    };
    assert_eq!(change(&mut world, ann, "ABCD2345"), Err(Refusal::NotFacilitator));
    assert_eq!(change(&mut world, Actor::Organisation(OrganisationId(2)), "ABCD2345"), Err(Refusal::NotFacilitator));
    change(&mut world, FACILITATOR, "ABCD2345").unwrap();
    assert_eq!(change(&mut world, FACILITATOR, "ABCD2345"), Err(Refusal::Already));
    assert!(matches!(world.cell(Role::Wall, &CellKey::Workshop), Some(Cell::Workshop(cell)) if cell.code == "ABCD2345"));
}

#[test]
fn p2_the_invitation_is_shown_where_people_scan_it_and_changes_with_the_code() {
    let mut world = World::open(|_| {});
    let shown = |world: &World, role| match world.cell(role, &CellKey::Workshop) {
        Some(Cell::Workshop(cell)) => cell.invitation,
        other => panic!("{other:?}"),
    };
    let first = new_workshop().invitation;
    for (role, sees) in [(Role::Facilitator, true), (Role::Wall, true), (Role::Participant, false), (Role::Guest, false)] {
        assert_eq!(shown(&world, role), if sees { first.as_str() } else { "" }, "{role:?}");
    }
    world.order(FACILITATOR, Order::ChangeCode { code: "ABCD2345".into(), invitation: "another".into() }).unwrap();
    assert_eq!(shown(&world, Role::Wall), "another");
}

#[test]
fn a_workshop_from_before_invitations_gets_one_and_no_second() {
    let mut world = World::open(|create| create.invitation.clear());
    let invite = |world: &mut World, actor| world.order(actor, Order::Invite { invitation: "first".into() }).map(drop);
    assert_eq!(invite(&mut world, FACILITATOR), Err(Refusal::NotFacilitator), "the server alone knows that it is free");
    let code = world.fold.state.code().to_owned();
    invite(&mut world, Actor::System).unwrap();
    assert_eq!((world.fold.state.invitation(), world.fold.state.code()), ("first", code.as_str()));
    assert_eq!(invite(&mut world, Actor::System), Err(Refusal::Already));
}

#[test]
fn p2_a_card_link_fills_in_that_card_and_knows_nothing_else() {
    let mut world = World::open(|_| {});
    let (council, guest) = (OrganisationId(2), Actor::Organisation(OrganisationId(2)));
    world.order(Actor::System, Order::Grant { secret: SecretHash::of("card"), holder: Holder::Organisation(council) }).unwrap();
    assert_eq!(world.fold.state.holder(&SecretHash::of("card")), Some(Holder::Organisation(council)));
    let unknown = Order::Grant { secret: SecretHash::of("x"), holder: Holder::Organisation(OrganisationId(66)) };
    assert_eq!(world.order(Actor::System, unknown).err(), Some(Refusal::Unknown));
    world.text(guest, DocumentName::Card(council), "does", "We run the parks").unwrap();
    world.text(guest, DocumentName::Aside(council), "unsure", "The money").unwrap();
    for document in [DocumentName::Card(OrganisationId(3)), DocumentName::Board, DocumentName::Plan, DocumentName::Desk(SeatId(1))] {
        assert_eq!(world.text(guest, document, "does", "Theirs").err(), Some(Refusal::NotYours), "{document}");
    }
    assert_eq!(world.command(guest, Command::Wave {}).err(), Some(Refusal::NoSeat));
    assert_eq!(world.command(guest, Command::Resume {}).err(), Some(Refusal::NotFacilitator));
    assert!(
        matches!(world.cell(Role::Wall, &CellKey::Organisation(council)), Some(Cell::Organisation(cell)) if cell.card.does == "We run the parks")
    );
}

#[test]
fn who_joins_a_door_that_asks_by_a_facilitators_link_does_not_wait() {
    let mut world = asked();
    let join = Order::Join {
        token: SecretHash::of("d"),
        name: "Dee".into(),
        organisation: JoinOrganisation::None,
        role: Role::Facilitator,
        table: false,
        place: None,
    };
    world.order(Actor::System, join).unwrap();
    assert_eq!(world.fold.state.role(Holder::Seat(SeatId(2))), Some(Role::Facilitator));
}

#[test]
fn p2_a_reader_of_the_record_is_shown_nothing_of_what_goes_on() {
    let mut world = World::open(|_| {});
    world.join("Ann", "Council");
    world.order(Actor::System, Order::Grant { secret: SecretHash::of("results"), holder: Holder::Results }).unwrap();
    assert_eq!(world.fold.state.role(Holder::Results), Some(Role::Reader));
    let Fold { state, documents, .. } = &world.fold;
    let shown = |role| keys(state, documents).iter().filter(|key| view(state, documents, Viewer::class(role), key).is_some()).count();
    assert!(shown(Role::Wall) > 10 && shown(Role::Reader) == 0);
    let made = |role| record(state, documents, Viewer::class(role), world.now);
    assert_eq!(made(Role::Reader), made(Role::Wall), "the record is what the room sees");
}
