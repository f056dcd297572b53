//! The room's desk: consoles without a seat write for people without a device, for organisations, and for the room itself.

use crate::kit::{
    edit::Edit,
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{Actor, CellKey, Fold, NewHome, Record, Shown, Touched, Viewer, comparable, documents::note_id, import, record, view};
use trestle_protocol::{Author, Authors, Cell, Command, DocumentName, FeedbackKind, NoteId, Refusal, Role, SeatId, TeamId, WorkshopId};
use yrs::Any;

const DESK: DocumentName = DocumentName::Desk(SeatId::ROOM);

fn written(world: &mut World, actor: Actor, key: &str, whom: &[(&'static str, u32)]) -> Result<(), Refusal> {
    let word = world.words.say(&format!("Note {key}"));
    let mut values = vec![("theme", Any::from("reading"))];
    values.extend(whom.iter().map(|(field, number)| (*field, Any::from(f64::from(*number)))));
    let edit = Edit::Row { root: "notes", key: key.into(), texts: vec![("text", Some(word))], values };
    world.write(actor, DESK, &edit, true).map(drop)
}

/// A note that a console without a seat writes.
pub(super) fn note(world: &mut World, key: &str, whom: &[(&'static str, u32)]) -> NoteId {
    written(world, Actor::Console, key, whom).unwrap();
    note_id(&world.fold.state.salt, SeatId::ROOM, key)
}

/// Pat without a device is seat 2; the room has written for itself, for Pat, for the School and for somebody who is not there.
fn noted(authors: Authors) -> (World, [NoteId; 4]) {
    let mut world = World::open(|create| create.details.authors = authors);
    let person = Command::AddPerson { name: "Pat".into(), organisation: None, organisation_name: "Church".into(), table: None };
    world.command(Actor::Console, person).unwrap();
    world.go("write");
    let notes = [
        note(&mut world, "a", &[]),
        note(&mut world, "b", &[("for", 2)]),
        note(&mut world, "c", &[("for_organisation", 4)]),
        note(&mut world, "d", &[("for", 77)]),
    ];
    world.go("group");
    (world, notes)
}

fn author(world: &World, note: &NoteId) -> Option<Author> {
    world.seen(Role::Wall, note).unwrap().author
}

fn said(name: Option<&str>, organisation: Option<&str>, room: bool) -> Option<Author> {
    let [name, organisation] = [name, organisation].map(|text| text.map(str::to_owned));
    Some(Author { name, organisation, via: None, room })
}

#[test]
fn p2_only_consoles_without_a_seat_write_on_the_rooms_desk() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    for actor in [FACILITATOR, ann, Actor::Wall, Actor::Seat(SeatId::ROOM)] {
        assert_eq!(written(&mut world, actor, "a", &[]), Err(Refusal::NotYours), "{actor:?}");
    }
    note(&mut world, "a", &[]);
    world.command(FACILITATOR, Command::Close { anyway: true }).unwrap();
    assert_eq!(written(&mut world, Actor::Console, "b", &[]), Err(Refusal::NotYours), "closed");
}

#[test]
fn the_room_is_said_as_far_as_authors_are_shown() {
    let (world, [room, pat, school, nobody]) = noted(Authors::Name);
    assert_eq!(author(&world, &room), said(None, None, true));
    assert_eq!(author(&world, &pat), said(Some("Pat"), Some("Church"), true));
    assert_eq!(author(&world, &school), said(None, Some("School"), true));
    assert_eq!(author(&world, &nobody), said(None, None, true));
    let (world, [room, pat, school, _]) = noted(Authors::Organisation);
    assert_eq!(author(&world, &room), said(None, None, true));
    assert_eq!(author(&world, &pat), said(None, Some("Church"), false), "like anybody of the church");
    assert_eq!(author(&world, &school), said(None, Some("School"), false));
    let (world, notes) = noted(Authors::Hidden);
    assert!(notes.iter().all(|note| author(&world, note).is_none()));
}

#[test]
fn p2_what_the_room_writes_lies_face_down_until_the_reveal() {
    let mut world = World::open(|_| {});
    world.go("write");
    let note = note(&mut world, "a", &[]);
    assert!(!world.is_shown(&note));
    assert_eq!((world.writing().notes, world.writing().face_down), (1, 1));
    let own = |world: &World| {
        let mut shown = Shown::mine(SeatId::ROOM);
        shown.look(&world.fold, &Touched::everything());
        shown.cells()
    };
    assert!(matches!(&own(&world)["mine/notes"], Cell::MyNotes(mine) if mine.ids.len() == 1 && mine.shown.is_empty()));
    world.go("group");
    assert!(matches!(&own(&world)["mine/notes"], Cell::MyNotes(mine) if mine.shown == [note.clone()]));
    let mine = |role| view(&world.fold.state, &world.fold.documents, Viewer::class(role), &CellKey::MyNotes);
    assert_eq!([Role::Participant, Role::Wall, Role::Guest].map(mine), [None, None, None]);
}

#[test]
fn what_the_room_wrote_for_somebody_goes_with_them() {
    let (mut world, [room, pat, ..]) = noted(Authors::Name);
    let changed = world.command(FACILITATOR, Command::RemoveSeat { seat: SeatId(2), with_notes: true, hidden: false }).unwrap();
    assert_eq!(changed.renewed, [DESK]);
    assert!(world.seen(Role::Facilitator, &pat).is_none() && world.is_shown(&room));
    assert!(!super::deleting::holds(&world.fold, "Note b") && super::deleting::holds(&world.fold, "Note a"));
}

#[test]
fn p8_what_the_room_wrote_stands_in_the_record_and_comes_back() {
    for authors in [Authors::Name, Authors::Organisation, Authors::Hidden] {
        let (mut world, _) = noted(authors);
        world.join("Ann", "Council");
        world.go("brief");
        world.go("report");
        let line = Command::Feedback { team: TeamId(1), kind: FeedbackKind::Like, text: "Warm".into() };
        world.command(Actor::Console, line).unwrap();
        let given = record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Facilitator), world.now);
        assert_eq!(given.markdown().contains("the room"), authors != Authors::Hidden, "{authors:?}");
        let home = NewHome {
            id: WorkshopId(uuid::Uuid::from_u128(9)),
            code: "ABCD2345".into(),
            invitation: String::new(),
            salt: [3; 16],
            grants: Vec::new(),
        };
        let given: Record = serde_json::from_str(&serde_json::to_string(&given).unwrap()).unwrap();
        let imported = import(&given, None, home, world.now).unwrap_or_else(|refusal| panic!("{authors:?}: {refusal}"));
        let mut fold = Fold::empty();
        imported.entries.iter().for_each(|entry| drop(fold.replay(&entry.bytes).unwrap()));
        let again = record(&fold.state, &fold.documents, Viewer::class(Role::Facilitator), world.now);
        assert_eq!(comparable(&again), comparable(&given));
    }
}

/// The scribe of a whole group needs no seat.
#[test]
fn a_console_without_a_seat_is_the_scribe_of_the_whole_group() {
    let mut world = World::open(|_| {});
    world.join("Ann", "Council");
    world.go("brief");
    world.command(Actor::Console, Command::WholeGroup {}).unwrap();
    let team = *world.fold.state.whole.iter().next().unwrap();
    world.text(Actor::Console, DocumentName::Brief(team), "title", "A warm room").unwrap();
    assert_eq!(world.fold.documents.brief(team).fields[0], "A warm room");
    assert_eq!(seat(FACILITATOR), SeatId(1));
}

#[test]
fn p2_nobody_writes_in_the_name_of_somebody_with_a_device() {
    let mut world = World::open(|create| create.details.authors = Authors::Name);
    let ann = world.join("Ann", "Council");
    world.go("write");
    let note = note(&mut world, "a", &[("for", seat(ann).0)]);
    world.go("group");
    let author = world.seen(Role::Wall, &note).unwrap().author.unwrap();
    assert_eq!((author.name, author.room), (None, true), "it is the room's");
}
