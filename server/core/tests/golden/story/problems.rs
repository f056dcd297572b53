//! The evening's problems: notes, what is deleted of them, groups, and the polls about these.

use super::{Story, desk, number, people::Cast};
use crate::kit::{
    edit::{Edit, NoteRef, path},
    hand::seat,
    world::FACILITATOR,
    writer::Writer,
};
use trestle_core::{Actor, documents::note_id};
use trestle_protocol::{Command, Counter, DocumentName, GroupId, NoteId, PollKind, SeatId};
use yrs::Any;

pub(super) fn write(story: &mut Story, cast: &Cast) {
    story.world.go("write");
    story.runs(Command::Say { team: None, text: "One problem on each note.".into() });
    for (author, key, text) in [
        (cast.ann, "a1", "No bus after nine"),
        (cast.ann, "a2", "مكتبة الحي مغلقة"),
        (cast.ann, "a3", "This goes again"),
        (cast.ben, "b1", "Forms that nobody understands 👩‍👩‍👧"),
        (cast.ben, "b2", "Held back: it hurts somebody"),
        (cast.sam, "s1", "Dim lle i blant\nar ôl yr ysgol"),
        (cast.eve, "e1", "Written by one who will be erased"),
        (cast.rem, "r1", "Written by one who leaves"),
        (cast.tina, "t1", "Said at the table"),
    ] {
        story.world.note(author, key, text);
    }
    edit(story, cast);
    at_the_table(story, cast);
    let words = [("text", "Said by somebody on the telephone")];
    story.adds(Actor::Console, DocumentName::Desk(SeatId::ROOM), ("notes", "room1"), &words, vec![("theme", "health".into())]);
    story.world.note(cast.sam, "s2", "Deleted, and not for good");
    story.sets(cast.sam, desk(cast.sam), "notes/s2/gone", 1_795_530_400_000_f64);
    story.writes(cast.ann, desk(cast.ann), "draft", "Half a tho");
    story.does(cast.ann, Command::Done { done: true });
    story.does(cast.sam, Command::MoreTime { wanted: true });
}

/// Typed into, cut out of, deleted, written anew under one key: what stays of that are tombstones.
fn edit(story: &mut Story, cast: &Cast) {
    let text = |key: &str| path(&format!("notes/{key}/text"));
    let word = story.world.words.say(", not even on Fridays");
    story.edits(cast.ann, desk(cast.ann), &Edit::Type { path: text("a1"), after: 100, word });
    let word = story.world.words.say("at all, really, ");
    story.edits(cast.ben, desk(cast.ben), &Edit::Type { path: text("b1"), after: 30, word });
    story.edits(cast.ben, desk(cast.ben), &Edit::Cut { path: text("b1"), after: 30, characters: 8 });
    story.edits(cast.ann, desk(cast.ann), &Edit::Drop { path: path("notes/a3") });
    story.sets(cast.ben, desk(cast.ben), "notes/b1/theme", "digital");
    story.sets(cast.ben, desk(cast.ben), "notes/b1/gone", 1_795_530_300_000_f64);
    story.edits(cast.ben, desk(cast.ben), &Edit::Drop { path: path("notes/b1/gone") });
    story.world.note(cast.sam, "s1", "Dim lle i blant\nar ôl yr ysgol, byth");
    offline(story, cast.sam);
}

/// Written and deleted again while the device had no connection: what comes was gone before anybody saw it.
fn offline(story: &mut Story, author: Actor) {
    let device = Writer::new(77_777);
    device.sync(&story.world.fold.documents, desk(author));
    let word = story.world.words.say("Deleted before it was sent");
    let (texts, values) = (vec![("text", Some(word))], vec![("theme", "reading".into())]);
    device.edit(&Edit::Row { root: "notes", key: "s9".into(), texts, values }, &story.world.words);
    device.edit(&Edit::Drop { path: path("notes/s9") }, &story.world.words);
    story.world.send(author, desk(author), &device.state()).unwrap();
}

fn at_the_table(story: &mut Story, cast: &Cast) {
    for (key, field, of) in [("t2", "for", seat(cast.pat).0), ("t3", "for_organisation", 4), ("t4", "for", seat(cast.eve).0)] {
        let values = vec![("theme", Any::from("health")), (field, number(of))];
        story.adds(cast.tina, desk(cast.tina), ("notes", key), &[("text", &format!("Written for somebody else: {key}"))], values);
    }
}

pub(super) fn group(story: &mut Story, cast: &Cast) {
    story.world.go("group");
    story.world.wait(3_000);
    story.runs(Command::Conceal {});
    story.world.wait(20_000);
    story.world.go("group");
    for (actor, key, title) in [(FACILITATOR, "g1", "Getting here"), (cast.ann, "g2", "Paper"), (cast.ben, "g3", "Taken away again")] {
        story.world.group(actor, key, title).unwrap();
    }
    story.sets(cast.ann, DocumentName::Board, "groups/g2/order", 2.0);
    for (author, key, group) in [(cast.ann, "a1", "g1"), (cast.sam, "s1", "g2"), (cast.ben, "b1", "g2"), (cast.tina, "t2", "g3")] {
        story.world.place(author, key, group);
    }
    story.world.place(cast.sam, "s1", "g1");
    let salt = story.world.fold.state.salt;
    story.edits(cast.ben, DocumentName::Board, &Edit::Place { note: NoteRef::Of(seat(cast.tina), "t2".into()), group: None, salt });
    story.edits(cast.ben, DocumentName::Board, &Edit::Drop { path: path("groups/g3") });
    attend(story, cast);
    story.minutes(5);
    story.runs(Command::Stay {});
    story.runs(Command::Bring {});
    another_round(story, cast);
    discuss(story, cast);
}

fn attend(story: &mut Story, cast: &Cast) {
    let salt = story.world.fold.state.salt;
    let note = |author: Actor, key: &str| -> NoteId { note_id(&salt, seat(author), key) };
    story.runs(Command::HoldNote { note: note(cast.ben, "b2"), held: true });
    for held in [true, false] {
        story.runs(Command::HoldNote { note: note(cast.ann, "a2"), held });
    }
    story.runs(Command::Lead { at: Some("group/g1".into()) });
    story.runs(Command::Spotlight { group: Some(GroupId("g2".into())) });
}

/// Notes may be written in private once more.
fn another_round(story: &mut Story, cast: &Cast) {
    story.world.go("write");
    story.world.note(cast.ben, "b3", "Found in the second round");
    story.world.go("discuss");
}

fn discuss(story: &mut Story, cast: &Cast) {
    for (field, text) in [
        ("who", "Everybody without a car"),
        ("factors", "Shifts that end at ten"),
        ("seriousness", "People stay at home"),
        ("priority", "First of all"),
    ] {
        story.writes(cast.sam, DocumentName::Board, &format!("groups/g1/{field}"), text);
    }
    story.minutes(5);
    story.minutes(1); // it moves on by itself
}

pub(super) fn ask(story: &mut Story, cast: &Cast) {
    assert_eq!(story.world.fold.state.step.as_str(), "rate");
    for (actor, group, values) in [(cast.ann, "g1", [5, 4]), (cast.ben, "g1", [1, 2]), (cast.ben, "g2", [3, 3]), (cast.ben, "g1", [4, 4])] {
        story.answers(actor, PollKind::Rating, group, &values);
    }
    story.counts(FACILITATOR, PollKind::Rating, "g2", &[2, 5], 7);
    story.counts(cast.tina, PollKind::Rating, "g2", &[5, 5], 1);
    let poll = story.poll(PollKind::Rating);
    story.runs(Command::ClosePoll { poll: poll.clone() });
    story.runs(Command::OpenPoll { poll: poll.clone() });
    story.runs(Command::ClosePoll { poll });
    story.world.go("dots");
    story.answers(cast.ann, PollKind::Dots, "g1", &[2]);
    story.answers(cast.ann, PollKind::Dots, "g2", &[1]);
    story.answers(cast.eve, PollKind::Dots, "g2", &[3]);
    story.counts(cast.tina, PollKind::Dots, "g1", &[1], 1);
    let poll = story.poll(PollKind::Dots);
    for struck in [true, false, true] {
        story.runs(Command::StrikeHands { poll: poll.clone(), by: Counter::Table(seat(cast.tina)), struck });
    }
    story.world.go("fit");
    story.answers(cast.ann, PollKind::Fit, "g1", &[1]);
    story.answers(cast.ben, PollKind::Fit, "g1", &[3]);
    story.answers(cast.sam, PollKind::Fit, "g2", &[2]);
}
