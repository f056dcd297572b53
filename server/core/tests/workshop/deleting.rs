//! Deleting a note marks it: nobody is shown it, its author can bring it back, and its words go at the end, with the person, or for good.

use crate::kit::{
    edit::{Edit, path},
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{Actor, CellKey, Fold, Owed, Viewer, record};
use trestle_protocol::{Authors, Cell, Command, DocumentName, Refusal, Role, limits::NOTES_PER_DESK};

/// Is this text anywhere in a snapshot? Documents stand in it as hexadecimal digits.
pub(super) fn holds(fold: &Fold, text: &str) -> bool {
    let snapshot = String::from_utf8(fold.snapshot().unwrap()).unwrap();
    let digits: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    snapshot.contains(text) || snapshot.contains(&digits)
}

fn replayed(world: &World) -> Fold {
    let mut fold = Fold::empty();
    world.journal.iter().for_each(|entry| drop(fold.replay(entry).unwrap()));
    fold
}

fn edit(world: &mut World, actor: Actor, edit: Edit) {
    world.write(actor, DocumentName::Desk(seat(actor)), &edit, true).unwrap();
}

fn delete(world: &mut World, actor: Actor, key: &str) {
    let value = (world.now.0 as f64).into();
    edit(world, actor, Edit::Value { path: path(&format!("notes/{key}/gone")), value });
}

fn bring_back(world: &mut World, actor: Actor, key: &str) {
    edit(world, actor, Edit::Drop { path: path(&format!("notes/{key}/gone")) });
}

/// Ann has two notes face up, the first in a group.
fn two_notes() -> (World, Actor, [trestle_protocol::NoteId; 2]) {
    let mut world = World::open(|create| create.details.authors = Authors::Name);
    let ann = world.join("Ann", "Council");
    let notes = [("a", "No trains"), ("b", "No buses")].map(|(key, text)| world.note(ann, key, text));
    world.go("write");
    world.go("group");
    world.group(FACILITATOR, "g", "Transport").unwrap();
    world.place(ann, "a", "g");
    (world, ann, notes)
}

fn recorded(world: &World) -> String {
    let record = record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Facilitator), world.now);
    format!("{}{}", serde_json::to_string(&record).unwrap(), record.markdown())
}

#[test]
fn p2_a_deleted_note_is_shown_to_nobody_and_comes_back_as_it_was() {
    let (mut world, ann, [first, second]) = two_notes();
    let before = world.seen(Role::Wall, &first);
    delete(&mut world, ann, "a");
    assert!(!world.is_shown(&first) && world.is_shown(&second));
    assert_eq!(world.writing().notes, 1);
    assert!(!recorded(&world).contains("No trains"));
    assert!(
        matches!(world.own_cell(ann, &CellKey::MyNotes), Some(Cell::MyNotes(mine)) if mine.ids.len() == 1 && mine.shown == [second.clone()])
    );
    assert_eq!(world.refuses(FACILITATOR, Command::HoldNote { note: first.clone(), held: true }), Refusal::Unknown);
    for fold in [replayed(&world), Fold::restore(&world.fold.snapshot().unwrap()).unwrap()] {
        assert!(holds(&fold, "No trains") && fold.documents.note(&first).is_none(), "the mark is data, not memory");
    }
    bring_back(&mut world, ann, "a");
    assert_eq!(world.seen(Role::Wall, &first), before, "in its group, in its round");
    assert_eq!(world.fold.owed(), Owed::Nothing);
}

#[test]
fn a_note_that_is_held_back_stays_so_when_its_author_brings_it_back() {
    let (mut world, ann, [first, _]) = two_notes();
    world.command(FACILITATOR, Command::HoldNote { note: first.clone(), held: true }).unwrap();
    delete(&mut world, ann, "a");
    assert!(world.seen(Role::Facilitator, &first).is_none());
    bring_back(&mut world, ann, "a");
    assert!(world.seen(Role::Facilitator, &first).is_some_and(|note| note.held) && world.seen(Role::Wall, &first).is_none());
}

/// What was deleted before the reveal and comes back after it was written in that round all the same.
#[test]
fn a_note_that_comes_back_after_the_reveal_lies_face_up() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.go("write");
    let note = world.note(ann, "a", "No trains");
    delete(&mut world, ann, "a");
    assert_eq!((world.writing().notes, world.writing().face_down), (0, 0));
    world.go("group");
    bring_back(&mut world, ann, "a");
    assert!(world.is_shown(&note));
}

#[test]
fn deleted_notes_count_against_the_share_of_their_author() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    for place in 0..NOTES_PER_DESK {
        world.note(ann, &format!("n{place:03}"), "A note");
    }
    (0..10).for_each(|place| delete(&mut world, ann, &format!("n{place:03}")));
    world.note(ann, "z", "One more");
    assert_eq!(world.fold.documents.desk(seat(ann)).len(), NOTES_PER_DESK - 10, "there is no room yet");
    edit(&mut world, ann, Edit::Drop { path: path("notes/n000") });
    assert_eq!(world.fold.documents.desk(seat(ann)).len(), NOTES_PER_DESK - 9, "deleting for good makes room");
}

#[test]
fn deleting_for_good_takes_the_words_away_and_owes_it_to_the_journal() {
    let (mut world, ann, _) = two_notes();
    delete(&mut world, ann, "a");
    assert_eq!(world.fold.owed(), Owed::Nothing);
    edit(&mut world, ann, Edit::Drop { path: path("notes/a") });
    assert_eq!((world.fold.owed(), replayed(&world).owed()), (Owed::Words, Owed::Words), "a crash does not forget it");
    assert!(!holds(&world.fold, "No trains") && holds(&world.fold, "No buses"));
    bring_back(&mut world, ann, "a");
    assert_eq!(world.writing().notes, 1, "there is nothing to bring back");
    world.fold.forgot();
    world.text(ann, DocumentName::Desk(seat(ann)), "notes/b/text", "").unwrap();
    assert_eq!(world.fold.owed(), Owed::Nothing, "who empties a note is still writing it");
}

#[test]
fn at_the_end_the_words_of_deleted_notes_go_and_no_others() {
    let (mut world, ann, [first, second]) = two_notes();
    delete(&mut world, ann, "a");
    let changed = world.command(FACILITATOR, Command::Close { anyway: true }).unwrap();
    assert_eq!(changed.renewed, [DocumentName::Desk(seat(ann))], "its screens are told");
    for fold in [&world.fold, &replayed(&world)] {
        assert!(!holds(fold, "No trains") && holds(fold, "No buses"));
        assert_eq!(fold.owed(), Owed::Words);
    }
    world.fold.forgot();
    world.command(FACILITATOR, Command::Reopen {}).unwrap();
    assert!(!world.is_shown(&first) && world.is_shown(&second));
    world.command(FACILITATOR, Command::Close { anyway: true }).unwrap();
    assert_eq!(world.fold.owed(), Owed::Nothing, "nothing was taken away");
}

#[test]
fn who_is_erased_is_erased_with_what_they_had_deleted() {
    let (mut world, ann, _) = two_notes();
    delete(&mut world, ann, "a");
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(ann), with_notes: true, hidden: false }).unwrap();
    assert!(!holds(&world.fold, "No trains") && !holds(&world.fold, "No buses"));
    assert_eq!(world.fold.owed(), Owed::Everything);
}

/// What can come back still stands in its author's and organisation's name.
#[test]
fn p2_a_deleted_note_still_binds_what_was_promised_about_authors() {
    let mut world = World::open(|create| create.details.authors = Authors::Organisation);
    let ann = world.join("Ann", "Council");
    world.note(ann, "a", "No trains");
    delete(&mut world, ann, "a");
    let mut details = world.fold.state.details.clone();
    details.authors = Authors::Name;
    assert_eq!(world.refuses(FACILITATOR, Command::Describe { details }), Refusal::AuthorsOnlyTighter);
    let set = Command::SetOrganisation { seat: seat(ann), organisation: None, organisation_name: "Choir".into() };
    assert_eq!(world.refuses(FACILITATOR, set), Refusal::SpokenAlready);
}
