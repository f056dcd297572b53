//! Erasing one person: nothing of them is in the workshop any more, and everything of everybody else is.

use crate::kit::{
    edit::{Edit, path},
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{Actor, CellKey, Fold, JoinOrganisation, Order, SecretHash};
use trestle_protocol::{Cell, Command, DocumentName, FeedbackKind, Refusal, Role, SeatId, TeamId};

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
    };
    world.order(Actor::System, order).unwrap();
    let table = Actor::Seat(SeatId(2));
    for name in ["Cleo", "Dan"] {
        let command = Command::AddPerson { name: name.into(), organisation: None, organisation_name: "School".into() };
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
