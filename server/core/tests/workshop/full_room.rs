//! P9 in the room: many who come from one place take nothing from others, a facilitator removes them in one act, and nothing fills for ever.

use crate::kit::{
    hand::seat,
    world::{FACILITATOR, World},
};
use std::collections::BTreeSet;
use trestle_core::{Actor, CellKey, Holder, JoinOrganisation, Order, Place, SecretHash};
use trestle_protocol::{Cell, Command, CrowdCell, DocumentName, Door, Refusal, Role, SeatId, limits};

/// The device that floods, and a library elsewhere.
const FLOOD: Place = Place(1);
const LIBRARY: Place = Place(2);
/// Places that everybody may fill, and how many of them are in when the room is half full.
const FOR_ALL: usize = limits::SEATS - limits::SEATS_RESERVED;

/// Somebody comes from there.
fn from(world: &mut World, place: Place, role: Role) -> Result<Actor, Refusal> {
    let token = SecretHash::of(&format!("{place:?} {} {}", world.journal.len(), world.now.0));
    let order =
        Order::Join { token, name: "Somebody".into(), organisation: JoinOrganisation::None, role, table: false, place: Some(place) };
    world.order(Actor::System, order)?;
    Ok(Actor::Seat(*world.fold.state.seats.keys().next_back().unwrap()))
}

/// Participants come from there until one does not.
fn flood(world: &mut World, place: Place) -> (Vec<Actor>, Refusal) {
    let mut came = Vec::new();
    loop {
        match from(world, place, Role::Participant) {
            Ok(actor) => came.push(actor),
            Err(refusal) => return (came, refusal),
        }
    }
}

fn in_the_room(world: &World) -> usize {
    world.fold.state.present_seats().count()
}

fn seats(people: &[Actor]) -> Vec<SeatId> {
    people.iter().map(|person| seat(*person)).collect()
}

fn remove(people: &[Actor], with_notes: bool) -> Command {
    Command::RemoveSeats { seats: seats(people), with_notes, hidden: false }
}

fn crowd(world: &World) -> Option<CrowdCell> {
    for role in [Role::Participant, Role::Wall, Role::Guest] {
        assert_eq!(world.cell(role, &CellKey::Crowd), None, "who came together is the facilitators' business");
    }
    match world.cell(Role::Facilitator, &CellKey::Crowd) {
        Some(Cell::Crowd(cell)) => Some(cell),
        other => other.map(|cell| panic!("{cell:?}")),
    }
}

/// Who waits at the door and came from there.
fn waiting(world: &World, place: Place) -> Vec<SeatId> {
    let waits = world.fold.state.seats.iter().filter(|(_, seat)| seat.waiting && seat.came.is_some_and(|came| came.from == place));
    waits.map(|(id, _)| *id).collect()
}

#[test]
fn p9_one_place_fills_half_of_the_room_and_then_comes_in_by_turns_while_others_come_at_once() {
    let mut world = World::open(|_| {});
    let (_, refusal) = flood(&mut world, FLOOD);
    assert_eq!((in_the_room(&world), refusal), (FOR_ALL / 2, Refusal::InTurn));
    for _ in 0..30 {
        from(&mut world, LIBRARY, Role::Participant).unwrap();
    }
    assert_eq!(from(&mut world, FLOOD, Role::Participant), Err(Refusal::InTurn));
    world.wait(3_000);
    from(&mut world, FLOOD, Role::Participant).expect("seconds later it has a turn");
    assert_eq!(from(&mut world, FLOOD, Role::Participant), Err(Refusal::InTurn), "one");
    let began = world.now;
    while from(&mut world, FLOOD, Role::Participant) != Err(Refusal::RoomFull) {
        world.wait(1_000);
    }
    let minutes = world.now.since(began) / 60_000;
    assert!((10..60).contains(&minutes), "the rest lasts long enough for a facilitator to see it: {minutes} min");
    assert_eq!(in_the_room(&world), FOR_ALL);
}

#[test]
fn p9_the_last_places_are_the_facilitators() {
    let mut world = World::open(|_| {});
    let table = world.join("A table", "");
    world.command(FACILITATOR, Command::Table { seat: seat(table), table: true }).unwrap();
    while world.join_as("A stranger", "", Role::Participant) != Err(Refusal::RoomFull) {}
    assert_eq!(in_the_room(&world), FOR_ALL);
    let person = Command::AddPerson { name: "Maud".into(), organisation: None, organisation_name: String::new(), table: None };
    assert_eq!(world.refuses(table, person.clone()), Refusal::RoomFull);
    world.command(FACILITATOR, person.clone()).unwrap();
    for _ in 0..limits::SEATS_RESERVED - 1 {
        from(&mut world, FLOOD, Role::Facilitator).expect("a co-facilitator's link works");
    }
    assert_eq!(from(&mut world, FLOOD, Role::Facilitator), Err(Refusal::RoomFull));
    assert_eq!(world.refuses(FACILITATOR, person), Refusal::RoomFull);
    let link = world.fold.state.grants.iter().find(|(_, holder)| **holder == Holder::Seat(seat(table))).map(|(secret, _)| *secret).unwrap();
    world
        .order(Actor::System, Order::Open { link, token: SecretHash::of("phone"), by: None })
        .expect("a personal link opens a seat that is");
}

#[test]
fn p9_who_waits_takes_no_seat_and_is_let_in_as_long_as_there_is_one() {
    let mut world = World::open(|_| {});
    while world.join_as("A stranger", "", Role::Participant).is_ok() {}
    world.command(FACILITATOR, Command::SetDoor { door: Door::Ask }).unwrap();
    let people: Vec<Actor> = (0..=limits::SEATS_RESERVED).map(|_| world.join("Somebody at the door", "")).collect();
    let (last, others) = people.split_last().unwrap();
    for person in others {
        world.command(FACILITATOR, Command::Admit { seat: seat(*person) }).unwrap();
    }
    assert_eq!(world.refuses(FACILITATOR, Command::Admit { seat: seat(*last) }), Refusal::RoomFull);
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(others[0]), with_notes: false, hidden: false }).unwrap();
    world.command(FACILITATOR, Command::Admit { seat: seat(*last) }).expect("who is removed makes room");
    assert_eq!(world.refuses(FACILITATOR, Command::BringBack { seat: seat(others[0]) }), Refusal::RoomFull);
}

#[test]
fn p9_a_flood_at_the_door_gives_way_to_people_from_elsewhere_and_the_first_stay() {
    let mut world = World::open(|_| {});
    world.command(FACILITATOR, Command::SetDoor { door: Door::Ask }).unwrap();
    let first = from(&mut world, FLOOD, Role::Participant).unwrap();
    while world.fold.state.seats.values().filter(|seat| seat.waiting).count() < limits::WAITING {
        if from(&mut world, FLOOD, Role::Participant) == Err(Refusal::InTurn) {
            world.wait(1_000);
        }
    }
    assert_eq!(from(&mut world, FLOOD, Role::Participant), Err(Refusal::InTurn), "a door that is full of them");
    let (came, refusal) = flood(&mut world, LIBRARY);
    assert_eq!((came.len(), refusal), (limits::WAITING / 2, Refusal::InTurn), "each place has its share");
    assert_eq!(waiting(&world, FLOOD).len(), limits::WAITING / 2);
    assert_eq!(waiting(&world, FLOOD)[0], seat(first), "whoever waits longest is not sent away");
    from(&mut world, Place(3), Role::Participant).expect("and there is room for the next");
    let tokens = world.fold.state.grants.values().filter(|holder| matches!(holder, Holder::Seat(_))).count();
    assert_eq!(tokens, limits::WAITING + 1, "who gave way has no way in");
    assert_eq!(world.cell(Role::Facilitator, &CellKey::Gone), None, "and nothing is kept of them");
}

#[test]
fn p9_thirty_from_one_library_are_no_crowd_and_a_flood_is() {
    let mut world = World::open(|_| {});
    let early = from(&mut world, FLOOD, Role::Participant).unwrap();
    world.wait(600_000);
    for _ in 0..30 {
        from(&mut world, LIBRARY, Role::Participant).unwrap();
    }
    assert_eq!(crowd(&world), None, "thirty phones within a minute");
    let (mut came, _) = flood(&mut world, FLOOD);
    let rush = crowd(&world).expect("a crowd");
    assert_eq!(
        (rush.at_once as usize, rush.seats.clone()),
        (came.len(), seats(&came)),
        "those who came together, not who was there before"
    );
    assert!(!rush.seats.contains(&seat(early)));
    let helper = came.pop().unwrap();
    world.command(FACILITATOR, Command::SetRole { seat: seat(helper), role: Role::Facilitator }).unwrap();
    assert!(!crowd(&world).unwrap().seats.contains(&seat(helper)), "whom a facilitator knows is none of it");
    world.command(FACILITATOR, Command::KeepSeats { seats: seats(&came) }).unwrap();
    assert_eq!(crowd(&world), None);
    assert_eq!(world.refuses(FACILITATOR, Command::KeepSeats { seats: seats(&came) }), Refusal::Already);
    assert!(from(&mut world, FLOOD, Role::Participant).is_ok(), "and those of that place wait no longer");
}

#[test]
fn p9_a_room_that_fills_slowly_from_one_place_is_a_crowd_at_last() {
    let mut world = World::open(|_| {});
    for _ in 0..limits::SEATS / 2 {
        from(&mut world, FLOOD, Role::Participant).unwrap();
        world.wait(5_000);
    }
    assert_eq!(crowd(&world), None);
    from(&mut world, FLOOD, Role::Participant).unwrap();
    let crowd = crowd(&world).expect("more than half of the room");
    assert_eq!((crowd.at_once, crowd.seats.len()), (0, limits::SEATS / 2 + 1));
}

#[test]
fn p9_many_are_removed_in_one_act_and_come_back_in_one() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    let (came, _) = flood(&mut world, FLOOD);
    let note = world.note(came[7], "a", "Somebody's words");
    world.go("write");
    world.go("group");
    let before = world.fold.state.seats.clone();
    let everybody: Vec<Actor> = came.iter().copied().chain([FACILITATOR, Actor::Seat(SeatId(999))]).collect();
    assert_eq!(world.refuses(ann, remove(&everybody, false)), Refusal::NotFacilitator);
    world.command(FACILITATOR, remove(&everybody, false)).unwrap();
    assert_eq!(in_the_room(&world), 2, "a facilitator is never among them");
    assert!(world.is_shown(&note));
    assert_eq!(world.refuses(FACILITATOR, remove(&came, false)), Refusal::Unknown);
    assert!(from(&mut world, FLOOD, Role::Participant).is_ok(), "there is room");
    world.command(FACILITATOR, Command::BringBackSeats { seats: seats(&everybody) }).unwrap();
    assert!(before.iter().all(|(id, seat)| world.fold.state.seats[id] == *seat));
    world.command(FACILITATOR, remove(&came, true)).unwrap();
    assert!(!world.is_shown(&note));
    assert_eq!(world.refuses(FACILITATOR, Command::BringBackSeats { seats: seats(&came) }), Refusal::Unknown);
    world.join("Ben", "Council");
    assert!(came.iter().all(|person| !world.fold.state.seats.contains_key(&seat(*person))), "nothing is kept of who was erased");
}

#[test]
fn p9_coming_and_being_removed_fills_nothing_for_ever() {
    let mut world = World::open(|_| {});
    let writes = world.join("Ann", "Council");
    world.note(writes, "a", "What stays");
    world.command(FACILITATOR, remove(&[writes], false)).unwrap();
    let mut numbers = BTreeSet::new();
    for round in 0..2 * limits::REMOVED as u32 {
        let person = from(&mut world, Place(round), Role::Participant).unwrap();
        world.text(person, DocumentName::Desk(seat(person)), "draft", "Half a word").unwrap();
        assert!(numbers.insert(seat(person)), "a number is never used again");
        world.command(FACILITATOR, remove(&[person], round % 2 == 0)).unwrap();
    }
    let last = world.join("Ben", "");
    assert!(numbers.iter().all(|number| *number < seat(last)));
    let state = &world.fold.state;
    assert!(state.seats.len() <= limits::REMOVED + 4, "{} seats are kept", state.seats.len());
    assert!(state.grants.len() <= limits::REMOVED + 8, "{} ways in are kept", state.grants.len());
    let desks = state.seats.keys().filter(|seat| world.fold.documents.state(DocumentName::Desk(**seat)).is_ok_and(|state| state.len() > 2));
    assert!(desks.count() <= limits::REMOVED + 1);
    world.command(FACILITATOR, Command::BringBack { seat: seat(writes) }).expect("who left something is there to be brought back");
    let replayed = World::of(trestle_core::Fold::restore(&world.fold.snapshot().unwrap()).unwrap());
    assert_eq!(replayed.fold.state, world.fold.state);
}

#[test]
fn p9_notes_of_who_was_removed_are_bounded_and_a_facilitator_frees_them() {
    let mut world = World::open(|_| {});
    let come = |world: &mut World, number: usize| {
        let person = from(world, Place(number as u32), Role::Participant).unwrap();
        world.note(person, "a", "Kept");
        person
    };
    let removed: Vec<Actor> = (0..limits::REMOVED)
        .map(|number| {
            let person = come(&mut world, number);
            world.command(FACILITATOR, remove(&[person], false)).unwrap();
            person
        })
        .collect();
    let person = come(&mut world, 1);
    let one = Command::RemoveSeat { seat: seat(person), with_notes: false, hidden: false };
    assert_eq!(world.refuses(FACILITATOR, one.clone()), Refusal::TooManyRemoved);
    assert_eq!(world.refuses(FACILITATOR, remove(&[person], false)), Refusal::TooManyRemoved);
    let silent = world.join("Ben", "");
    world.command(FACILITATOR, remove(&[silent], false)).expect("who left nothing takes no such place");
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(removed[0]), with_notes: true, hidden: false }).unwrap();
    world.command(FACILITATOR, one).expect("erasing one makes room");
}

#[test]
fn whoever_is_forgotten_in_a_rehearsal_does_not_come_back_in_with_its_end() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.command(FACILITATOR, Command::Rehearse { on: true }).unwrap();
    world.command(FACILITATOR, remove(&[ann], false)).unwrap();
    for number in 0..=limits::REMOVED as u32 {
        let person = from(&mut world, Place(number), Role::Participant).unwrap();
        world.command(FACILITATOR, remove(&[person], false)).unwrap();
    }
    world.join("Ben", "");
    assert!(!world.fold.state.seats.contains_key(&seat(ann)));
    world.command(FACILITATOR, Command::Rehearse { on: false }).unwrap();
    assert!(world.fold.state.seats[&seat(ann)].removed);
    world.command(FACILITATOR, Command::BringBack { seat: seat(ann) }).expect("but they can be brought back");
}

/// A crowd is told of at the moment at which it becomes one, and of nothing of it before.
#[test]
fn p2_where_people_come_from_stands_in_no_cell() {
    let mut world = World::open(|create| create.organisations = vec!["Council".into()]);
    let place = Place(3_141_592_653);
    for _ in 0..limits::CROWD {
        from(&mut world, place, Role::Participant).unwrap();
    }
    let shown = serde_json::to_string(&world.cell(Role::Facilitator, &CellKey::Crowd)).unwrap();
    assert!(shown.contains("at_once") && !shown.contains("3141592653"));
    let seat = serde_json::to_string(&world.cell(Role::Facilitator, &CellKey::Seat(SeatId(2)))).unwrap();
    assert!(!seat.contains("3141592653"));
    let snapshot = String::from_utf8(world.fold.snapshot().unwrap()).unwrap();
    assert!(snapshot.contains("3141592653"), "the control: it is kept");
}
