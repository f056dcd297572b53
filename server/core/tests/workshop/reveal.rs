//! Writing in private and turning over: rounds, taking back, skipping, holding a note back.

use crate::kit::{
    edit::{Edit, path},
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{
    Actor, CellKey,
    clock::{Clock, Phase},
};
use trestle_protocol::{
    AtEnd, Cell, Command, DocumentName, MyNotesCell, NoteId, Refusal, Role,
    limits::{GRACE_MS, UNDO_REVEAL_MS},
};

/// Ann and Ben are writing.
fn writing() -> (World, Actor, Actor) {
    let mut world = World::open(|_| {});
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
    world.go("write");
    (world, ann, ben)
}

fn my_notes(world: &World, actor: Actor) -> MyNotesCell {
    match world.own_cell(actor, &CellKey::MyNotes) {
        Some(Cell::MyNotes(cell)) => cell,
        other => panic!("no notes of their own: {other:?}"),
    }
}

#[test]
fn p2_before_the_reveal_nobody_sees_a_note_and_everybody_how_many_there_are() {
    let (mut world, ann, ben) = writing();
    let note = world.note(ann, "a", "No trains");
    world.note(ben, "b", "   ");
    assert!(!world.is_shown(&note));
    assert_eq!((world.writing().notes, world.writing().face_down, world.writing().of), (1, 1, 2));
    assert!(!world.stage().revealed);
    let mine = my_notes(&world, ann);
    assert_eq!((mine.ids.get("a"), mine.shown.as_slice()), (Some(&note), [].as_slice()));
    assert_eq!(world.own_cell(FACILITATOR, &CellKey::MyNotes), Some(Cell::MyNotes(MyNotesCell { ids: [].into(), shown: vec![] })));
}

#[test]
fn the_reveal_turns_all_notes_over_for_everybody() {
    let (mut world, ann, ben) = writing();
    let notes = [world.note(ann, "a", "No trains"), world.note(ben, "b", "No buses"), world.note(FACILITATOR, "f", "No bikes")];
    world.go("group");
    assert!(notes.iter().all(|note| world.is_shown(note)));
    assert_eq!((world.writing().notes, world.writing().face_down), (3, 0));
    assert_eq!((world.stage().revealed, world.stage().revealed_at), (true, Some(world.now)));
    assert_eq!(my_notes(&world, ann).shown, [notes[0].clone()]);
}

/// The step that turns notes over lets people write on: there is nothing left to wait for.
#[test]
fn a_note_written_after_the_reveal_shows_at_once() {
    let (mut world, ann, _) = writing();
    world.go("group");
    assert!(world.stage().revealed);
    let late = world.note(ann, "late", "No trams either");
    assert!(world.is_shown(&late));
    world.go("discuss");
    let later = world.note(ann, "later", "Nor boats");
    assert!(world.is_shown(&later));
}

#[test]
fn the_wall_follows_what_authors_do_with_their_notes() {
    let (mut world, ann, _) = writing();
    let note = world.note(ann, "a", "No trains");
    world.go("group");
    let desk = DocumentName::Desk(seat(ann));
    world.text(ann, desk, "notes/a/text", "No trains at night").unwrap();
    world.write(ann, desk, &Edit::Value { path: path("notes/a/theme"), value: "health".into() }, true).unwrap();
    let cell = world.seen(Role::Wall, &note).unwrap();
    assert_eq!((cell.text.as_str(), cell.theme.as_str()), ("No trains at night", "health"));
    world.write(ann, desk, &Edit::Value { path: path("notes/a/theme"), value: "no such theme".into() }, true).unwrap();
    assert_eq!(world.seen(Role::Wall, &note).unwrap().theme.as_str(), "", "no lane that its author did not choose");
    world.write(ann, desk, &Edit::Drop { path: path("notes/a") }, true).unwrap();
    assert!(!world.is_shown(&note));
}

#[test]
fn writing_again_is_private_until_the_second_reveal() {
    let (mut world, ann, _) = writing();
    let first = world.note(ann, "a", "No trains");
    world.go("group");
    world.go("write");
    assert!(!world.stage().revealed);
    let second = world.note(ann, "b", "No buses");
    assert!(world.is_shown(&first) && !world.is_shown(&second));
    assert_eq!((world.writing().notes, world.writing().face_down), (2, 1));
    world.go("welcome");
    assert!(!world.is_shown(&second), "going further back turns nothing over");
    world.go("group");
    assert!(world.is_shown(&first) && world.is_shown(&second) && world.stage().revealed);
}

/// A note without words was not turned over: its first words belong to the round in which they are written.
#[test]
fn p2_a_note_that_was_empty_at_the_reveal_is_private_in_the_next_round() {
    let (mut world, ann, _) = writing();
    let note = world.note(ann, "a", "");
    world.go("group");
    world.go("write");
    world.text(ann, DocumentName::Desk(seat(ann)), "notes/a/text", "No trains").unwrap();
    assert!(!world.is_shown(&note));
    world.go("group");
    assert!(world.is_shown(&note));
}

#[test]
fn a_reveal_can_be_taken_back_for_ten_seconds_with_step_and_clock() {
    let (mut world, ann, _) = writing();
    let note = world.note(ann, "a", "No trains");
    world.wait(1_234);
    let clock = world.fold.state.clock;
    world.go("group");
    let in_group = world.note(ann, "b", "No buses");
    world.wait(UNDO_REVEAL_MS);
    assert_eq!(world.command(ann, Command::Conceal {}).err(), Some(Refusal::NotFacilitator));
    world.command(FACILITATOR, Command::Conceal {}).unwrap();
    assert!(!world.is_shown(&note) && !world.is_shown(&in_group));
    assert_eq!((world.fold.state.step.as_str(), world.fold.state.clock), ("write", clock));
    assert_eq!((world.stage().revealed, world.stage().revealed_at), (false, None));
    assert_eq!(world.command(FACILITATOR, Command::Conceal {}).err(), Some(Refusal::Already));
    world.go("group");
    assert!(world.is_shown(&note), "and then it can be turned over again");
}

#[test]
fn after_ten_seconds_it_is_too_late_to_take_a_reveal_back() {
    let (mut world, ann, _) = writing();
    let note = world.note(ann, "a", "No trains");
    assert_eq!(world.command(FACILITATOR, Command::Conceal {}).err(), Some(Refusal::Already));
    world.go("group");
    world.wait(UNDO_REVEAL_MS + 1);
    assert_eq!(world.command(FACILITATOR, Command::Conceal {}).err(), Some(Refusal::TooLate));
    assert!(world.is_shown(&note));
}

/// Two steps on, everybody has read the notes, and another move lies between.
#[test]
fn a_reveal_is_taken_back_only_from_where_it_happened() {
    let (mut world, ann, _) = writing();
    let note = world.note(ann, "a", "No trains");
    world.go("group");
    world.wait(1);
    world.go("discuss");
    assert_eq!(world.stage().revealed_at, None, "there is nothing to press");
    assert_eq!(world.command(FACILITATOR, Command::Conceal {}).err(), Some(Refusal::TooLate));
    world.wait(1);
    world.go("group");
    assert_eq!(world.command(FACILITATOR, Command::Conceal {}).err(), Some(Refusal::TooLate));
    assert!(world.is_shown(&note));
}

#[test]
fn a_second_reveal_that_is_taken_back_hides_the_second_round_alone() {
    let (mut world, ann, _) = writing();
    let first = world.note(ann, "a", "No trains");
    world.go("group");
    world.go("write");
    assert_eq!(world.command(FACILITATOR, Command::Conceal {}).err(), Some(Refusal::TooLate), "a new round has begun");
    let second = world.note(ann, "b", "No buses");
    world.go("group");
    world.command(FACILITATOR, Command::Conceal {}).unwrap();
    assert!(world.is_shown(&first) && !world.is_shown(&second));
}

/// The clock had run out and moved on by itself: taken back, it must not do so again at once.
#[test]
fn a_reveal_that_came_by_itself_can_be_taken_back_and_stays_so() {
    let mut world = World::open(|create| create.programme.stages[2].steps[0].at_end = AtEnd::Move);
    let ann = world.join("Ann", "Council");
    world.go("write");
    let note = world.note(ann, "a", "No trains");
    world.wait(7 * 60_000);
    assert!(world.tick());
    world.wait(GRACE_MS);
    assert!(world.tick() && world.is_shown(&note));
    world.wait(5_000);
    world.command(FACILITATOR, Command::Conceal {}).unwrap();
    for _ in 0..3 {
        assert!(!world.tick(), "it moved on again");
        world.wait(GRACE_MS);
    }
    assert!(!world.is_shown(&note));
    assert!(matches!(world.fold.state.clock, Clock { phase: Phase::Over { moves_at: None, .. }, .. }));
}

#[test]
fn skipping_from_writing_to_rating_turns_the_notes_over_too() {
    let (mut world, ann, _) = writing();
    let note = world.note(ann, "a", "No trains");
    world.go("rate");
    assert!(world.is_shown(&note) && world.stage().revealed && world.poll("rate").open);
    world.command(FACILITATOR, Command::Conceal {}).unwrap();
    assert!(!world.is_shown(&note));
    assert_eq!(world.fold.state.step.as_str(), "write");
}

#[test]
fn going_back_from_a_reveal_hides_nothing() {
    let (mut world, ann, _) = writing();
    let note = world.note(ann, "a", "No trains");
    world.go("group");
    for step in ["introduce", "welcome", "discuss", "act"] {
        world.go(step);
        assert!(world.is_shown(&note), "{step}");
    }
}

#[test]
fn p2_groups_show_with_the_first_reveal() {
    let (mut world, ann, _) = writing();
    let group = CellKey::Group("g".into());
    assert_eq!(world.group(ann, "g", "Too early").err(), Some(Refusal::NotYours));
    world.group(FACILITATOR, "g", "Prepared").unwrap();
    assert!([Role::Facilitator, Role::Participant, Role::Wall].iter().all(|role| world.cell(*role, &group).is_none()));
    world.go("group");
    assert!(world.cell(Role::Wall, &group).is_some());
    world.group(ann, "h", "Getting here").unwrap();
    let note = world.note(ann, "a", "No trains");
    world.place(ann, "a", "h");
    assert_eq!(world.seen(Role::Participant, &note).unwrap().group, Some("h".into()));
    world.write(ann, DocumentName::Board, &Edit::Drop { path: path("groups/h") }, true).unwrap();
    assert_eq!(world.seen(Role::Participant, &note).unwrap().group, None, "a note whose group is gone is loose");
}

#[test]
fn a_note_that_hurts_is_held_back_without_telling_who_wrote_it() {
    let (mut world, ann, ben) = writing();
    let (note, other) = (world.note(ann, "a", "Something hurtful"), world.note(ben, "b", "No buses"));
    let hold = |held| Command::HoldNote { note: note.clone(), held };
    assert_eq!(world.command(FACILITATOR, hold(true)).err(), Some(Refusal::Unknown), "its id would tell that it exists");
    world.go("group");
    assert_eq!(world.command(ben, hold(true)).err(), Some(Refusal::NotFacilitator));
    assert_eq!(world.command(FACILITATOR, hold(false)).err(), Some(Refusal::Already));
    world.command(FACILITATOR, hold(true)).unwrap();
    assert_eq!(world.command(FACILITATOR, hold(true)).err(), Some(Refusal::Already));
    assert!(world.seen(Role::Participant, &note).is_none() && world.seen(Role::Wall, &note).is_none() && world.is_shown(&other));
    let cell = world.seen(Role::Facilitator, &note).unwrap();
    assert_eq!((cell.held, cell.author), (true, None));
    assert_eq!(my_notes(&world, ann).shown, Vec::<NoteId>::new(), "its author knows that nobody reads it");
    world.command(FACILITATOR, hold(false)).unwrap();
    assert!(world.is_shown(&note));
    assert_eq!(my_notes(&world, ann).shown, [note]);
}

#[test]
fn with_the_preview_a_note_is_held_back_before_anybody_else_reads_it() {
    let mut world = World::open(|create| create.details.preview = true);
    let ann = world.join("Ann", "Council");
    world.go("write");
    let note = world.note(ann, "a", "Something hurtful");
    let hold = |held| Command::HoldNote { note: note.clone(), held };
    assert_eq!(world.command(ann, hold(true)).err(), Some(Refusal::NotFacilitator));
    world.command(FACILITATOR, hold(true)).unwrap();
    let cell = world.seen(Role::Facilitator, &note).unwrap();
    assert_eq!((cell.held, cell.face_down, cell.author), (true, true, None));
    world.go("group");
    assert!(world.seen(Role::Participant, &note).is_none(), "it was not turned over with the others");
    world.command(FACILITATOR, hold(false)).unwrap();
    assert!(world.is_shown(&note));
}

#[test]
fn a_held_note_can_still_be_held_back_in_a_closed_workshop() {
    let (mut world, ann, _) = writing();
    let note = world.note(ann, "a", "Something hurtful");
    world.go("group");
    world.command(FACILITATOR, Command::Close { anyway: true }).unwrap();
    world.command(FACILITATOR, Command::HoldNote { note: note.clone(), held: true }).unwrap();
    assert!(world.seen(Role::Participant, &note).is_none());
}

#[test]
fn p2_the_id_of_a_note_says_nothing_without_the_salt() {
    let ids = [*b"0123456789abcdef", *b"another-salt-xyz"].map(|salt| {
        let mut world = World::open(|create| create.salt = salt);
        let ann = world.join("Ann", "Council");
        world.note(ann, "a", "No trains")
    });
    assert_ne!(ids[0], ids[1]);
}
