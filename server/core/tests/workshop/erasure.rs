//! Erasing one person: nothing of them is in the workshop any more, and everything of everybody else is.

use crate::kit::{
    edit::{Edit, path},
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{Actor, CellKey, Fold, JoinOrganisation, Order, SecretHash, view::keys};
use trestle_protocol::{Authors, Cell, Command, DocumentName, FeedbackKind, Refusal, Role, SeatId, TeamId, limits};

/// Is this text anywhere in a snapshot? Documents stand in it as hexadecimal digits, a rehearsal's beginning as JSON within JSON.
fn holds(fold: &Fold, text: &str) -> bool {
    let snapshot = String::from_utf8(fold.snapshot().unwrap()).unwrap();
    let digits: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    snapshot.contains(text) || snapshot.contains(&digits)
}

fn replayed(world: &World) -> Fold {
    let mut fold = Fold::empty();
    world.journal.iter().for_each(|entry| drop(fold.replay(entry).unwrap()));
    fold
}

fn erase(world: &mut World, seat: SeatId) {
    let changed = world.command(FACILITATOR, Command::RemoveSeat { seat, with_notes: true, hidden: false }).unwrap();
    assert!(changed.touched.all);
}

/// Ann and Ben have said the same things, each in their own words; in the report back, each in a team of their own.
fn two() -> (World, [Actor; 2]) {
    let mut world = World::open(|_| {});
    let people = [("Ann", "Council"), ("Ben", "Charity")].map(|(name, organisation)| world.join(name, organisation));
    for (person, name) in people.into_iter().zip(["Ann", "Ben"]) {
        world.note(person, "a", &format!("A note by {name}"));
        world.text(person, DocumentName::Desk(seat(person)), "draft", &format!("A draft by {name}")).unwrap();
        world.command(FACILITATOR, Command::Assign { seat: seat(person), team: None }).unwrap();
    }
    world.go("report");
    for (person, name) in people.into_iter().zip(["Ann", "Ben"]) {
        let text = format!("A line by {name}");
        world.command(person, Command::Feedback { team: TeamId(1), kind: FeedbackKind::Like, text }).unwrap();
    }
    (world, people)
}

const WHAT: [&str; 4] = ["A note by ", "A draft by ", "A line by ", ""];

#[test]
fn who_was_erased_is_nowhere_and_everybody_else_is() {
    let (mut world, [ann, _]) = two();
    assert!(!world.fold.owes_forgetting());
    erase(&mut world, seat(ann));
    for fold in [&world.fold, &replayed(&world), &Fold::restore(&world.fold.snapshot().unwrap()).unwrap()] {
        for what in WHAT {
            assert!(!holds(fold, &format!("{what}Ann")), "{what}");
            assert!(holds(fold, &format!("{what}Ben")), "{what}");
        }
    }
}

#[test]
fn the_journal_is_owed_a_replacement_until_it_had_one() {
    let (mut world, [ann, ben]) = two();
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(ann), with_notes: false, hidden: false }).unwrap();
    assert!(!world.fold.owes_forgetting(), "who leaves their notes is not erased");
    erase(&mut world, seat(ben));
    assert!(world.fold.owes_forgetting() && replayed(&world).owes_forgetting(), "a crash does not forget what is owed");
    world.fold.forgot();
    assert!(!world.fold.owes_forgetting());
    assert!(!Fold::restore(&world.fold.snapshot().unwrap()).unwrap().owes_forgetting());
}

/// Who left first and asks to be erased later can be.
#[test]
fn who_was_removed_can_still_be_erased_once() {
    let (mut world, [ann, _]) = two();
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(ann), with_notes: false, hidden: false }).unwrap();
    assert!(holds(&world.fold, "A note by Ann"));
    let gone = |world: &World| [Role::Facilitator, Role::Participant, Role::Wall].map(|role| world.cell(role, &CellKey::Gone));
    let [Some(Cell::Gone(known)), None, None] = gone(&world) else { panic!("facilitators alone see who is gone") };
    assert_eq!(known.people.iter().map(|gone| (gone.seat, gone.name.as_str())).collect::<Vec<_>>(), [(seat(ann), "Ann")]);
    erase(&mut world, seat(ann));
    assert_eq!(gone(&world), [None, None, None]);
    assert!(WHAT.iter().all(|what| !holds(&world.fold, &format!("{what}Ann"))));
    for with_notes in [false, true] {
        let again = world.command(FACILITATOR, Command::RemoveSeat { seat: seat(ann), with_notes, hidden: false });
        assert_eq!(again.err(), Some(Refusal::Unknown));
    }
}

#[test]
fn what_a_table_wrote_for_somebody_goes_with_them() {
    let mut world = World::open(|_| {});
    let order = Order::Join {
        token: SecretHash::of("table"),
        name: "Table".into(),
        organisation: JoinOrganisation::Named("School".into()),
        role: Role::Participant,
        table: true,
        place: None,
    };
    world.order(Actor::System, order).unwrap();
    let table = Actor::Seat(SeatId(2));
    world.command(FACILITATOR, Command::Table { seat: SeatId(2), table: true }).unwrap();
    for name in ["Cleo", "Dan"] {
        let command = Command::AddPerson { name: name.into(), organisation: None, organisation_name: "School".into(), table: None };
        world.command(table, command).unwrap();
    }
    let desk = DocumentName::Desk(SeatId(2));
    for (key, name, person) in [("c", "Cleo", 3), ("d", "Dan", 4)] {
        world.note(table, key, &format!("A note by {name}"));
        world.write(table, desk, &Edit::Value { path: path(&format!("notes/{key}/for")), value: f64::from(person).into() }, true).unwrap();
    }
    world.text(table, desk, "draft", "Still typing").unwrap();
    let changed = world.command(FACILITATOR, Command::RemoveSeat { seat: SeatId(3), with_notes: true, hidden: false }).unwrap();
    assert_eq!(changed.renewed, [desk], "its screens are told");
    for fold in [&world.fold, &replayed(&world)] {
        assert!(!holds(fold, "A note by Cleo") && !holds(fold, "Cleo"));
        assert!(holds(fold, "A note by Dan") && holds(fold, "Still typing"));
    }
    world.note(table, "e", "The table goes on");
    assert_eq!(world.fold.documents.desk(SeatId(2)).len(), 2);
}

#[test]
fn the_end_of_a_rehearsal_brings_nobody_back_and_leaves_nothing() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.command(FACILITATOR, Command::Rehearse { on: true }).unwrap();
    world.go("write");
    let ben = world.join("Ben", "Charity");
    world.note(ben, "a", "A note by Ben");
    erase(&mut world, seat(ann));
    assert!(!holds(&world.fold, "Ann"), "not in what comes back either");
    world.fold.forgot();
    world.command(FACILITATOR, Command::Rehearse { on: false }).unwrap();
    assert!(world.fold.owes_forgetting(), "nothing of a rehearsal is kept");
    for text in ["Ann", "Ben"] {
        assert!(!holds(&world.fold, text), "{text}");
    }
    assert!(replayed(&world).owes_forgetting());
}

/// Notes and lines as everybody is shown them, and how many there are, as one text.
fn shown(world: &World) -> String {
    let classes = [Role::Facilitator, Role::Participant, Role::Wall];
    let notes = classes.map(|role| {
        let keys = keys(&world.fold.state, &world.fold.documents).into_iter();
        let cells = keys.filter(|key| matches!(key, CellKey::Note(_) | CellKey::Feedback(_))).filter_map(|key| world.cell(role, &key));
        cells.collect::<Vec<Cell>>()
    });
    let writing = world.writing();
    format!("{} {} {}", serde_json::to_string(&notes).unwrap(), writing.notes, writing.face_down)
}

/// Notes of one person that are erased tell everybody which they were. What stays tells nobody, not by what changes either.
#[test]
fn p2_a_cut_author_is_nowhere_and_their_notes_stand_as_they_stood() {
    for authors in [Authors::Hidden, Authors::Organisation] {
        let mut world = World::open(|create| create.details.authors = authors);
        let [ann, ben] = [("Ann", "Council"), ("Ben", "Council")].map(|(name, organisation)| world.join(name, organisation));
        for (person, name) in [(ann, "Ann"), (ben, "Ben")] {
            world.note(person, "shown", &format!("On the wall from {name}"));
            world.note(person, "deleted", &format!("Deleted by {name}"));
            world
                .write(person, DocumentName::Desk(seat(person)), &Edit::Value { path: path("notes/deleted/gone"), value: 1.0.into() }, true)
                .unwrap();
            world.text(person, DocumentName::Desk(seat(person)), "draft", &format!("A draft by {name}")).unwrap();
            world.command(FACILITATOR, Command::Assign { seat: seat(person), team: None }).unwrap();
        }
        world.go("group");
        world.group(FACILITATOR, "g", "A problem").unwrap();
        world.place(ann, "shown", "g");
        world.go("report");
        for (person, name) in [(ann, "Ann"), (ben, "Ben")] {
            let text = format!("A line from {name}");
            world.command(person, Command::Feedback { team: TeamId(1), kind: FeedbackKind::Like, text }).unwrap();
        }
        let before = shown(&world);
        assert!(before.contains("On the wall from Ann") && before.contains("A line from Ann"));
        assert_eq!(world.command(ben, Command::CutAuthor { seat: seat(ann) }).err(), Some(Refusal::NotFacilitator));
        world.command(FACILITATOR, Command::CutAuthor { seat: seat(ann) }).unwrap();
        assert!(world.fold.owes_forgetting(), "the journal knows whose they were until it is replaced");
        assert_eq!(shown(&world), before, "nobody sees anything of it: {authors:?}");
        let again = Fold::restore(&world.fold.snapshot().unwrap()).unwrap();
        for fold in [&world.fold, &replayed(&world), &again] {
            for gone in ["Deleted by Ann", "A draft by Ann", "\"Ann\""] {
                assert!(!holds(fold, gone), "{gone}");
            }
            for kept in ["On the wall from Ann", "A line from Ann", "Deleted by Ben", "A draft by Ben"] {
                assert!(holds(fold, kept), "{kept}");
            }
            assert!(!names_a_desk_of(fold, seat(ann)), "its key would tell whose an id is");
        }
        assert_eq!(shown(&World::of(again)), before, "after a restart, too");
        assert_eq!(world.command(FACILITATOR, Command::CutAuthor { seat: seat(ann) }).err(), Some(Refusal::Unknown), "once");
    }
}

/// Does a snapshot hold a desk, a key or a line of that seat?
fn names_a_desk_of(fold: &Fold, seat: SeatId) -> bool {
    let snapshot: serde_json::Value = serde_json::from_slice(&fold.snapshot().unwrap()).unwrap();
    let desk = format!("desk/{seat}");
    let desks = snapshot["documents"].as_array().unwrap().iter().any(|document| document["name"] == desk.as_str());
    let lines = snapshot["state"]["feedback"].to_string().contains(&format!("\"seat\":{seat},"));
    desks || lines || snapshot["left"].to_string().contains("\"shown\"")
}

#[test]
fn p2_what_was_out_of_sight_does_not_come_back_as_nobodys() {
    let mut world = World::open(|create| create.details.authors = Authors::Name);
    let ann = world.join("Ann", "Council");
    let note = world.note(ann, "a", "A note by Ann");
    world.go("group");
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(ann), with_notes: false, hidden: true }).unwrap();
    assert!(!world.is_shown(&note));
    world.command(FACILITATOR, Command::CutAuthor { seat: seat(ann) }).unwrap();
    assert!(!world.is_shown(&note) && !holds(&world.fold, "A note by Ann"));
}

/// What a table wrote for somebody else is that person's, also when the table's own seat is erased, and goes with them.
#[test]
fn what_a_cut_table_wrote_for_somebody_stays_theirs() {
    let mut world = World::open(|create| create.details.authors = Authors::Organisation);
    let order = Order::Join {
        token: SecretHash::of("table"),
        name: "Table".into(),
        organisation: JoinOrganisation::Named("School".into()),
        role: Role::Participant,
        table: true,
        place: None,
    };
    world.order(Actor::System, order).unwrap();
    world.command(FACILITATOR, Command::Table { seat: SeatId(2), table: true }).unwrap();
    let table = Actor::Seat(SeatId(2));
    world
        .command(table, Command::AddPerson { name: "Cleo".into(), organisation: None, organisation_name: "Council".into(), table: None })
        .unwrap();
    world.note(table, "c", "A note by Cleo");
    let desk = DocumentName::Desk(SeatId(2));
    world.write(table, desk, &Edit::Value { path: path("notes/c/for"), value: 3.0.into() }, true).unwrap();
    world.note(table, "t", "A note by the table");
    world.go("group");
    let before = shown(&world);
    world.command(FACILITATOR, Command::CutAuthor { seat: SeatId(2) }).unwrap();
    assert_eq!(shown(&world), before);
    erase(&mut world, SeatId(3));
    assert!(!holds(&world.fold, "A note by Cleo") && holds(&world.fold, "A note by the table"));
}

/// A note that somebody who is no table marked as another's did not stand for them, and does not do so as nobody's either.
#[test]
fn p2_a_cut_author_puts_no_words_into_anothers_mouth() {
    let mut world = World::open(|create| create.details.authors = Authors::Name);
    let sly = world.join("Sly", "School");
    let cleo = Command::AddPerson { name: "Cleo".into(), organisation: None, organisation_name: "Council".into(), table: None };
    world.command(FACILITATOR, cleo).unwrap();
    let note = world.note(sly, "a", "Nothing that Cleo said");
    let edit = Edit::Value { path: path("notes/a/for"), value: 3.0.into() };
    world.write(sly, DocumentName::Desk(seat(sly)), &edit, true).unwrap();
    world.go("group");
    world.command(FACILITATOR, Command::CutAuthor { seat: seat(sly) }).unwrap();
    let author = world.seen(Role::Wall, &note).unwrap().author.unwrap();
    assert_eq!((author.name, author.organisation.as_deref()), (None, Some("School")));
}

#[test]
fn a_rehearsal_that_ends_does_not_tie_notes_to_a_cut_author_again() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.note(ann, "a", "A note by Ann");
    world.command(FACILITATOR, Command::Rehearse { on: true }).unwrap();
    world.command(FACILITATOR, Command::CutAuthor { seat: seat(ann) }).unwrap();
    world.command(FACILITATOR, Command::Rehearse { on: false }).unwrap();
    assert!(holds(&world.fold, "A note by Ann") && !names_a_desk_of(&world.fold, seat(ann)));
    assert_eq!(world.writing().notes, 1);
}

#[test]
fn p7_only_so_many_notes_are_nobodys() {
    let mut world = World::open(|_| {});
    let many: Vec<Actor> = (0..3).map(|number| world.join(&format!("Person {number}"), "")).collect();
    for person in &many {
        world.note(*person, "a", "One");
    }
    let mut full: serde_json::Value = serde_json::from_slice(&world.fold.snapshot().unwrap()).unwrap();
    let note =
        |number: usize| (format!("n{number}"), serde_json::json!({ "id": format!("n{number}"), "text": "x", "theme": "", "round": 1 }));
    full["left"] = (0..limits::NOTES_LEFT - 2).map(note).collect::<serde_json::Map<_, _>>().into();
    world.fold = Fold::restore(&serde_json::to_vec(&full).unwrap()).unwrap();
    for (person, expected) in many.iter().zip([None, None, Some(Refusal::TooMany)]) {
        assert_eq!(world.command(FACILITATOR, Command::CutAuthor { seat: seat(*person) }).err(), expected);
    }
    erase(&mut world, seat(many[2]));
}
