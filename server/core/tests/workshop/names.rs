//! Names that nobody can see, organisations that are one however they are typed, and two people of one name (case 11).

use crate::kit::{
    hand::seat,
    world::{FACILITATOR, World},
};
use serde_json::Value;
use trestle_core::{Actor, CellKey, Holder, JoinOrganisation, NewHome, SecretHash, Viewer, import, record};
use trestle_protocol::{Cell, Command, OrganisationId, Refusal, Role, SeatId, Time, WorkshopId};

const CASE: &str = include_str!("../../../../tests/data/cases/11-names.json");

fn case(of: &str) -> Vec<String> {
    let case: Value = serde_json::from_str(CASE).unwrap();
    serde_json::from_value(case[of].clone()).unwrap()
}

fn home() -> NewHome {
    let grants = vec![(SecretHash::of("console"), Holder::Console)];
    NewHome {
        id: WorkshopId(uuid::Uuid::from_u128(9)),
        code: "ABCD2345".into(),
        invitation: String::new(),
        salt: *b"fedcba9876543210",
        grants,
    }
}

#[test]
fn case_11_names_that_nobody_can_see_are_refused_wherever_one_gives_a_name() {
    for (place, name) in case("names").iter().enumerate() {
        let expected = (place != 2 && place < 5).then_some(Refusal::UnseenName);
        let mut world = World::open(|_| {});
        assert_eq!(world.join_as(name, "", Role::Participant).err(), expected, "joining as {name:?}");
        let rename = Command::Rename { seat: SeatId(1), name: name.clone() };
        assert_eq!(world.command(FACILITATOR, rename).err(), expected, "renaming to {name:?}");
        let person = Command::AddPerson { name: name.clone(), organisation: None, organisation_name: String::new(), table: None };
        assert_eq!(world.command(FACILITATOR, person).err(), expected, "adding {name:?}");
        let kept = world.fold.state.seats.values().map(|seat| seat.name.as_str());
        assert!(kept.into_iter().all(|name| !name.contains(['\u{200b}', '\u{202e}', '\u{202c}'])), "{name:?} was kept as it came");
    }
}

#[test]
fn case_11_organisations_are_one_however_they_are_typed() {
    let mut world = World::open(|create| create.organisations = vec!["Age UK".into()]);
    let numbers: Vec<_> = case("organisations").iter().map(|name| join(&mut world, name)).collect();
    let (same, third, fourth) = (Ok(Some(2)), Ok(Some(3)), Ok(Some(4)));
    // What cannot be seen is refused; what was turned is another name; spaces and full stops make no difference; an accent does.
    assert_eq!(numbers, [Err(Refusal::UnseenName), third, same, same, fourth]);
    let names: Vec<_> = world.fold.state.organisations.values().map(|organisation| organisation.name.as_str()).collect();
    assert_eq!(names[1..], ["Age UK", "KU egA", "Âge UK"]);
    for typed in ["age uk", "ＡＧＥ ＵＫ", "Age\u{200b}UK", "A.g.e. U.K."] {
        let add = Command::AddOrganisation { name: typed.to_owned() };
        assert_eq!(world.command(FACILITATOR, add).err(), Some(Refusal::Taken), "{typed:?}");
    }
    let expected = World::open(|create| create.organisations = case("organisations").into_iter().skip(2).collect());
    assert_eq!(expected.fold.state.organisations.len(), 3, "the convener, Age UK, Âge UK");
}

/// The number of the organisation that somebody comes to.
fn join(world: &mut World, organisation: &str) -> Result<Option<u32>, Refusal> {
    let named = JoinOrganisation::Named(organisation.to_owned());
    let seat = super::people::join(world, organisation, named, Role::Participant)?;
    Ok(world.fold.state.seats[&seat].organisation.map(|id| id.0))
}

#[test]
fn two_people_of_one_name_are_told_apart_on_screens_and_in_the_record_and_come_back_so() {
    let mut world = World::open(|_| {});
    let (first, second, third) = (world.join("Amina", "Council"), world.join("Amina\u{200b}", "Charity"), world.join("amina", "Council"));
    let name = |world: &World, of: Actor| match world.cell(Role::Wall, &CellKey::Seat(seat(of))) {
        Some(Cell::Seat(cell)) => cell.name,
        other => panic!("no seat: {other:?}"),
    };
    let names = [first, second, third].map(|of| name(&world, of));
    assert_eq!(names, ["Amina (Council)", "Amina (Charity)", "amina (Council, 2)"]);

    let made = record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Facilitator), world.now);
    let council = made.organisations.iter().find(|organisation| organisation.id == OrganisationId(2)).unwrap();
    assert_eq!(council.people, ["Amina", "amina (2)"]);
    let back = import(&made, None, home(), Time(world.now.0 + 1_000)).unwrap();
    let mut fold = trestle_core::Fold::empty();
    back.entries.iter().for_each(|entry| drop(fold.replay(&entry.bytes).unwrap()));
    let again = record(&fold.state, &fold.documents, Viewer::class(Role::Facilitator), made.made_at);
    assert_eq!(again.organisations, made.organisations);

    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(first), with_notes: true, hidden: false }).unwrap();
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(second), with_notes: true, hidden: false }).unwrap();
    assert_eq!(name(&world, third), "amina", "alone again");
}

#[test]
fn p10_an_import_leaves_out_what_turns_a_name_and_has_a_word_for_one_that_nobody_can_see() {
    let mut world = World::open(|_| {});
    world.join("Amina", "Council");
    let made = record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Facilitator), world.now);
    let named = |name: &str| {
        let mut made = made.clone();
        made.organisations[1].people[0] = name.to_owned();
        let back = import(&made, None, home(), Time(world.now.0 + 1_000)).unwrap();
        let mut fold = trestle_core::Fold::empty();
        back.entries.iter().for_each(|entry| drop(fold.replay(&entry.bytes).unwrap()));
        fold.state.seats.values().map(|seat| seat.name.clone()).collect::<Vec<_>>()
    };
    assert!(named("\u{202e}Amina").contains(&"Amina".to_owned()));
    assert!(named("\u{3164}").contains(&"Somebody without a name".to_owned()));
}
