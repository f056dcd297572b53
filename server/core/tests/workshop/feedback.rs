//! Lines about briefs: a share for everybody, and everybody's own to take back.

use crate::kit::{
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{Actor, CellKey, Fold};
use trestle_protocol::{Authors, Cell, Command, FeedbackId, FeedbackKind, MyLinesCell, Refusal, Role, TeamId, limits};

const TEAM: TeamId = TeamId(1);

/// Ann and Ben, in the report back.
fn reporting(authors: Authors) -> (World, Actor, Actor) {
    let mut world = World::open(|create| create.details.authors = authors);
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
    world.go("brief");
    world.go("report");
    (world, ann, ben)
}

fn say(text: &str) -> Command {
    Command::Feedback { team: TEAM, kind: FeedbackKind::Like, text: text.into() }
}

fn lines(world: &World) -> Vec<(FeedbackId, String)> {
    match world.cell(Role::Wall, &CellKey::Feedback(TEAM)) {
        Some(Cell::Feedback(cell)) => cell.lines.into_iter().map(|line| (line.id.unwrap(), line.text)).collect(),
        other => panic!("no lines: {other:?}"),
    }
}

fn texts(world: &World) -> Vec<String> {
    lines(world).into_iter().map(|(_, text)| text).collect()
}

fn take(world: &World, text: &str) -> Command {
    let (line, _) = lines(world).into_iter().find(|(_, said)| said == text).unwrap();
    Command::RemoveFeedback { team: TEAM, line }
}

fn own(world: &World, actor: Actor) -> MyLinesCell {
    match world.own_cell(actor, &CellKey::MyLines) {
        Some(Cell::MyLines(cell)) => cell,
        None => MyLinesCell::default(),
        other => panic!("not one's own lines: {other:?}"),
    }
}

#[test]
fn p9_a_line_is_taken_back_by_whoever_said_it_and_by_facilitators_alone() {
    let (mut world, ann, ben) = reporting(Authors::Hidden);
    for (who, text) in [(ann, "Bold"), (ben, "Warm"), (Actor::Console, "From the room")] {
        world.command(who, say(text)).unwrap();
    }
    let of_ann = take(&world, "Bold");
    assert_eq!(world.refuses(ben, of_ann.clone()), Refusal::NotYours);
    assert_eq!(world.refuses(ann, take(&world, "From the room")), Refusal::NotYours);
    world.command(ann, of_ann.clone()).unwrap();
    assert_eq!(texts(&world), ["Warm", "From the room"]);
    assert_eq!(world.refuses(ann, of_ann), Refusal::Unknown, "it is gone");
    world.command(FACILITATOR, take(&world, "Warm")).unwrap();
    world.command(Actor::Console, take(&world, "From the room")).unwrap();
    assert!(texts(&world).is_empty());
}

#[test]
fn p2_a_phone_knows_its_own_lines_and_nobody_else_does() {
    let (mut world, ann, ben) = reporting(Authors::Hidden);
    world.command(ann, say("Bold")).unwrap();
    let id = lines(&world)[0].0.clone();
    assert_eq!(own(&world, ann).feedback, [id]);
    assert_eq!(own(&world, ben), MyLinesCell::default());
    assert_eq!(own(&world, FACILITATOR), MyLinesCell::default());
}

/// A number would tell of lines that are out of sight.
#[test]
fn p2_ids_of_lines_do_not_count_and_one_out_of_sight_is_unknown() {
    let (mut world, ann, ben) = reporting(Authors::Name);
    world.command(ann, say("Bold")).unwrap();
    let hidden = take(&world, "Bold");
    world.command(FACILITATOR, Command::RemoveSeat { seat: seat(ann), with_notes: false, hidden: true }).unwrap();
    world.command(ben, say("Warm")).unwrap();
    assert_eq!((world.refuses(ben, hidden.clone()), world.refuses(FACILITATOR, hidden)), (Refusal::Unknown, Refusal::Unknown));
    let id = lines(&world)[0].0.clone();
    assert!(id.as_str().len() >= 20 && id.as_str().chars().any(|c| c.is_ascii_alphabetic()), "{id}");
}

#[test]
fn p9_one_seat_fills_its_share_of_a_brief_and_a_facilitator_always_has_room() {
    let (mut world, ann, ben) = reporting(Authors::Hidden);
    for number in 0..limits::FEEDBACK_PER_SEAT {
        world.command(ann, say(&format!("Ann {number}"))).unwrap();
    }
    assert_eq!(world.refuses(ann, say("more")), Refusal::ShareUsed);
    world.command(ben, say("Warm")).unwrap();
    world.command(ann, Command::Feedback { team: TeamId(1), kind: FeedbackKind::Improve, text: "x".into() }).unwrap_err();
    world.command(ann, take(&world, "Ann 3")).unwrap();
    world.command(ann, say("again")).unwrap();
    let shared = limits::shared(limits::FEEDBACK_PER_BRIEF);
    for number in 0.. {
        if texts(&world).len() >= shared {
            break;
        }
        let another = world.join(&format!("Cat {number}"), "");
        for _ in 0..limits::FEEDBACK_PER_SEAT.min(shared - texts(&world).len()) {
            world.command(another, say("And so on")).unwrap();
        }
    }
    assert_eq!(world.refuses(ben, say("late")), Refusal::TooMany);
    for number in shared..limits::FEEDBACK_PER_BRIEF {
        world.command(FACILITATOR, say(&format!("Fay {number}"))).unwrap();
    }
    assert_eq!(world.refuses(FACILITATOR, say("one more")), Refusal::TooMany);
    for number in shared..=limits::FEEDBACK_PER_BRIEF {
        let command = if number == shared { take(&world, "And so on") } else { take(&world, &format!("Fay {}", number - 1)) };
        world.command(FACILITATOR, command).unwrap();
    }
    world.command(ben, say("late")).unwrap();
}

/// Whoever says the same twice takes back one of them.
#[test]
fn of_two_lines_that_are_alike_one_is_taken_back() {
    let (mut world, ann, ben) = reporting(Authors::Hidden);
    for who in [ann, ann, ben] {
        world.command(who, say("Bold")).unwrap();
    }
    let ids: Vec<_> = lines(&world).into_iter().map(|(id, _)| id).collect();
    assert!(ids[0] != ids[1] && ids[1] != ids[2] && ids[0] != ids[2], "each is one of its own");
    world.command(ann, take(&world, "Bold")).unwrap();
    assert_eq!((texts(&world).len(), own(&world, ann).feedback.len(), own(&world, ben).feedback.len()), (2, 1, 1));
    let fold = Fold::restore(&world.fold.snapshot().unwrap()).unwrap();
    assert_eq!(fold.state, world.fold.state);
}

/// An id that changed with the cut would tell everybody which lines were whose.
#[test]
fn p2_lines_of_a_cut_author_keep_their_ids_and_go_by_facilitators_alone() {
    let (mut world, ann, ben) = reporting(Authors::Hidden);
    for (who, text) in [(ann, "Bold"), (ben, "Bold"), (ann, "Warm")] {
        world.command(who, say(text)).unwrap();
    }
    let before = lines(&world);
    world.command(FACILITATOR, Command::CutAuthor { seat: seat(ann) }).unwrap();
    assert_eq!(lines(&world), before);
    assert_eq!(own(&world, ben).feedback, [before[1].0.clone()], "and the other's stays the other's");
    assert_eq!((own(&world, FACILITATOR), own(&world, Actor::Console)), (MyLinesCell::default(), MyLinesCell::default()));
    assert_eq!(world.refuses(ben, take(&world, "Warm")), Refusal::NotYours);
    let fold = Fold::restore(&world.fold.snapshot().unwrap()).unwrap();
    assert_eq!(fold.state, world.fold.state);
    world.command(FACILITATOR, take(&world, "Warm")).unwrap();
    world.command(FACILITATOR, take(&world, "Bold")).unwrap();
    assert_eq!(lines(&world), before[1..2]);
}
