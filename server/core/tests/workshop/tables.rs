//! Tables: a device that several people use, notes for those around it, and people without a device.

use crate::kit::{
    edit::Edit,
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{Actor, CellKey};
use trestle_protocol::{Author, Authors, Cell, Command, DocumentName, Door, NoteId, Refusal, Role};
use yrs::Any;

fn table(world: &mut World, actor: Actor, which: Actor, table: bool) -> Result<(), Refusal> {
    world.command(actor, Command::Table { seat: seat(which), table }).map(drop)
}

fn add(world: &mut World, actor: Actor, name: &str) -> Result<Actor, Refusal> {
    let command = Command::AddPerson { name: name.into(), organisation: None, organisation_name: "Church".into() };
    world.command(actor, command)?;
    Ok(Actor::Seat(*world.fold.state.seats.keys().next_back().unwrap()))
}

/// A note on a desk that names for whom it was written.
fn note_for(world: &mut World, author: Actor, key: &str, field: &'static str, number: u32) -> NoteId {
    let word = world.words.say("No trains");
    let values = vec![("theme", Any::from("reading")), (field, Any::from(f64::from(number)))];
    let edit = Edit::Row { root: "notes", key: key.into(), texts: vec![("text", Some(word))], values };
    world.write(author, DocumentName::Desk(seat(author)), &edit, true).unwrap();
    trestle_core::documents::note_id(&world.fold.state.salt, seat(author), key)
}

fn author(world: &World, note: &NoteId) -> Option<Author> {
    world.seen(Role::Wall, note).unwrap().author
}

/// A table whose device is Tina's, with Pat beside it; notes are face up.
fn at_a_table(authors: Authors) -> (World, Actor, Actor) {
    let mut world = World::open(|create| create.details.authors = authors);
    let tina = world.join("Tina", "Council");
    table(&mut world, tina, tina, true).unwrap();
    let pat = add(&mut world, tina, "Pat").unwrap();
    world.go("group");
    (world, tina, pat)
}

#[test]
fn a_table_is_set_by_its_own_seat_or_a_facilitator() {
    let mut world = World::open(|_| {});
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
    assert_eq!(table(&mut world, ann, ben, true), Err(Refusal::NotYours));
    assert_eq!(table(&mut world, Actor::Wall, ben, true), Err(Refusal::NoSeat));
    table(&mut world, ann, ann, true).unwrap();
    assert_eq!(table(&mut world, ann, ann, true), Err(Refusal::Already));
    table(&mut world, FACILITATOR, ann, false).unwrap();
    assert_eq!(add(&mut world, ann, "Pat").err(), Some(Refusal::NotYours), "no table, no people around it");
    let pat = add(&mut world, FACILITATOR, "Pat").unwrap();
    assert_eq!(table(&mut world, FACILITATOR, pat, true), Err(Refusal::Unknown), "there is no device");
    assert_eq!(add(&mut world, FACILITATOR, " ").err(), Some(Refusal::Empty));
}

#[test]
fn who_has_no_device_is_here_and_answers_nothing_by_themselves() {
    let (world, _, pat) = at_a_table(Authors::Name);
    let cell = world.cell(Role::Wall, &CellKey::Seat(seat(pat)));
    assert!(matches!(cell, Some(Cell::Seat(cell)) if cell.without_device && cell.role == Role::Participant));
    assert_eq!((world.writing().of, world.fold.state.participants().count()), (1, 2));
}

#[test]
fn a_table_writes_in_the_names_of_those_around_it() {
    let (mut world, tina, pat) = at_a_table(Authors::Name);
    let named = |name: Option<&str>, organisation: &str, via: Option<&str>| {
        let [name, via] = [name, via].map(|text| text.map(str::to_owned));
        Some(Author { name, organisation: Some(organisation.into()), via, room: false })
    };
    let for_pat = note_for(&mut world, tina, "a", "for", seat(pat).0);
    assert_eq!(author(&world, &for_pat), named(Some("Pat"), "Church", Some("Tina")));
    let for_school = note_for(&mut world, tina, "b", "for_organisation", 4);
    assert_eq!(author(&world, &for_school), named(None, "School", Some("Tina")));
    for (key, field) in [("c", "for"), ("d", "for_organisation")] {
        let for_nobody = note_for(&mut world, tina, key, field, 77);
        assert_eq!(author(&world, &for_nobody), named(Some("Tina"), "Council", None));
    }
    table(&mut world, tina, tina, false).unwrap();
    assert_eq!(author(&world, &for_pat), named(Some("Tina"), "Council", None), "nobody else writes in another's name");
}

#[test]
fn p2_authors_that_are_hidden_are_hidden_for_whom_a_table_writes_too() {
    let (mut world, tina, pat) = at_a_table(Authors::Hidden);
    let note = note_for(&mut world, tina, "a", "for", seat(pat).0);
    assert_eq!(author(&world, &note), None);
    let (mut world, tina, pat) = at_a_table(Authors::Organisation);
    let note = note_for(&mut world, tina, "a", "for", seat(pat).0);
    assert_eq!(author(&world, &note), Some(Author { name: None, organisation: Some("Church".into()), via: None, room: false }));
}

/// A number on a desk must not tell everybody the name of who waits at the door, or was turned away there.
#[test]
fn p2_a_note_for_who_waits_at_the_door_does_not_name_them() {
    let (mut world, tina, _) = at_a_table(Authors::Name);
    world.command(FACILITATOR, Command::SetDoor { door: Door::Ask }).unwrap();
    let waits = world.join("Secret", "Clinic");
    let note = note_for(&mut world, tina, "a", "for", seat(waits).0);
    let name = |world: &World| author(world, &note).unwrap().name;
    assert_eq!(name(&world).as_deref(), Some("Tina"));
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(waits), with_notes: false, hidden: false }).unwrap();
    assert_eq!(name(&world).as_deref(), Some("Tina"));
}

#[test]
fn a_note_of_somebody_who_is_erased_goes_with_them_and_is_not_counted() {
    let (mut world, tina, pat) = at_a_table(Authors::Name);
    let note = note_for(&mut world, tina, "a", "for", seat(pat).0);
    world.note(tina, "b", "No buses");
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(pat), with_notes: true, hidden: false }).unwrap();
    assert!(world.seen(Role::Facilitator, &note).is_none());
    assert_eq!(world.writing().notes, 1);
}

#[test]
fn a_table_puts_right_whom_it_added_and_nobody_else() {
    let (mut world, tina, pat) = at_a_table(Authors::Hidden);
    let ben = world.join("Ben", "Charity");
    let set = |whom| Command::SetOrganisation { seat: seat(whom), organisation: None, organisation_name: "Choir".into() };
    let rename = |whom| Command::Rename { seat: seat(whom), name: "Patricia".into() };
    for command in [set(ben), rename(ben), set(tina)] {
        assert_eq!(world.command(tina, command.clone()).err(), Some(Refusal::NotYours), "{command:?}");
    }
    for command in [set(pat), rename(pat)] {
        assert_eq!(world.command(ben, command.clone()).err(), Some(Refusal::NotYours), "no table: {command:?}");
        world.command(tina, command).unwrap();
    }
    let pat = world.fold.state.seat(seat(pat)).unwrap();
    assert_eq!((pat.name.as_str(), world.fold.state.organisations[&pat.organisation.unwrap()].name.as_str()), ("Patricia", "Choir"));
}

#[test]
fn p2_a_note_that_a_table_wrote_for_somebody_stays_in_their_organisations_name() {
    let (mut world, tina, pat) = at_a_table(Authors::Organisation);
    let set = Command::SetOrganisation { seat: seat(pat), organisation: None, organisation_name: "Choir".into() };
    note_for(&mut world, tina, "a", "for", seat(pat).0);
    assert_eq!(world.command(FACILITATOR, set).err(), Some(Refusal::SpokenAlready));
}
