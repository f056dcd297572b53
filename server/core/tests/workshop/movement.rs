//! P3, moving destroys nothing: steps, closing, reopening and removal without notes lose no note, no answer, no brief.

use crate::kit::{
    edit::{Edit, path},
    hand::seat,
    seed::seeds,
    world::{FACILITATOR, World, programme},
    writer::Writer,
};
use trestle_core::{Actor, CellKey, Viewer, access, private, record};
use trestle_protocol::{Cell, Command, DocumentName, FeedbackKind, OrganisationId, PollId, Refusal, Role, Stance, TeamId};
use yrs::{GetString, ReadTxn, Transact};

/// A workshop in which everything has been used, at its last step; with Ann of the council and Ben of the charity.
fn full() -> (World, Actor, Actor) {
    let mut world = World::open(|_| {});
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
    world.text(ann, DocumentName::Card(OrganisationId(2)), "does", "We run the parks").unwrap();
    world.text(ann, DocumentName::Aside(OrganisationId(2)), "unsure", "Whether we have the money").unwrap();
    world.go("write");
    world.note(ann, "a", "No trains");
    world.note(ben, "b", "No buses");
    world.text(ann, DocumentName::Desk(seat(ann)), "draft", "And no tr").unwrap();
    world.go("group");
    world.group(ben, "g", "Getting here").unwrap();
    world.place(ann, "a", "g");
    world.go("rate");
    for (who, values) in [(ann, vec![5, 4]), (ben, vec![3, 2])] {
        world.command(who, Command::Answer { poll: PollId("rate".into()), subject: "g".into(), values }).unwrap();
    }
    world.go("brief");
    world.text(ben, DocumentName::Brief(TeamId(1)), "title", "A bus of our own").unwrap();
    world.go("report");
    world.command(ann, Command::Feedback { team: TeamId(1), kind: FeedbackKind::Like, text: "Bold".into() }).unwrap();
    world.go("choose");
    world.command(ann, Command::Answer { poll: PollId("choose".into()), subject: "1".into(), values: vec![] }).unwrap();
    world.go("act");
    world.text(ben, DocumentName::Plan, "communications", "By post").unwrap();
    let commit = Command::Commit { organisation: OrganisationId(2), stance: Some(Stance::In), until: None, line: String::new() };
    world.command(ann, commit).unwrap();
    (world, ann, ben)
}

/// Everything that people gave: the record without where and when, all documents, drafts too, and all answers.
fn given(world: &World) -> String {
    let state = &world.fold.state;
    let mut record = serde_json::to_value(record(state, &world.fold.documents, Viewer::class(Role::Facilitator), world.now)).unwrap();
    for field in ["step", "step_title", "draft", "workshop", "rated", "made_at", "closed_without"] {
        record[field] = serde_json::Value::Null;
    }
    for list in ["groups", "briefs"] {
        record[list].as_array_mut().unwrap().iter_mut().for_each(|item| {
            item["rating"] = serde_json::Value::Null; // shown while the poll is closed alone
            item["votes"] = serde_json::Value::Null;
        });
    }
    let aside = serde_json::to_value(private(state, &world.fold.documents, world.now)).unwrap();
    let aside = format!("{} {}", aside["asides"], aside["briefs"]);
    let snapshot: serde_json::Value = serde_json::from_slice(&world.fold.snapshot().unwrap()).unwrap();
    let answers: Vec<_> = state.polls.values().map(|poll| &poll.answers).collect();
    format!("{record} {aside} {} {answers:?} {:?} {:?}", snapshot["documents"], state.teams, state.feedback)
}

#[test]
fn p3_the_workshop_that_is_full_has_something_of_everything() {
    let (world, ..) = full();
    let given = given(&world);
    for text in
        ["We run the parks", "Whether we have the money", "No trains", "No buses", "Getting here", "A bus of our own", "Bold", "By post"]
    {
        assert!(given.contains(text), "{text}");
    }
    assert_eq!(world.choice().chosen, Some(TeamId(1)));
}

#[test]
fn p3_moving_back_and_forth_loses_nothing() {
    for seed in seeds(5) {
        let (mut dice, (mut world, ..)) = (seed.dice(), full());
        let before = given(&world);
        let steps: Vec<String> = programme().running().map(|step| step.id.0.clone()).collect();
        for _ in 0..30 {
            let to = dice.pick(&steps);
            if world.fold.state.step.as_str() != to {
                world.go(&to);
                world.wait(dice.below(100_000));
                assert_eq!(given(&world), before, "at {to}");
            }
        }
    }
}

#[test]
fn p3_closing_and_opening_again_loses_nothing() {
    let (mut world, ann, _) = full();
    let before = given(&world);
    world.command(FACILITATOR, Command::Close { anyway: true }).unwrap();
    assert_eq!(given(&world), before);
    assert_eq!(world.command(FACILITATOR, Command::Close { anyway: true }).err(), Some(Refusal::Closed));
    assert_eq!(world.try_note(ann, "late", "Too late").err(), Some(Refusal::NotYours));
    assert_eq!(world.command(ann, Command::Hand { up: true }).err(), Some(Refusal::Closed));
    assert_eq!(world.command(ann, Command::Reopen {}).err(), Some(Refusal::NotFacilitator));
    world.command(FACILITATOR, Command::Reopen {}).unwrap();
    assert_eq!(given(&world), before);
    assert_eq!(world.command(FACILITATOR, Command::Reopen {}).err(), Some(Refusal::Already));
    world.try_note(ann, "late", "In time").unwrap();
}

#[test]
fn p3_opening_and_closing_polls_again_loses_no_answer() {
    let (mut world, ..) = full();
    let before = given(&world);
    for poll in ["rate", "choose"].map(|id| PollId(id.into())) {
        world.command(FACILITATOR, Command::OpenPoll { poll: poll.clone() }).unwrap();
        world.command(FACILITATOR, Command::ClosePoll { poll }).unwrap();
        assert_eq!(given(&world), before);
    }
}

/// Who was removed without their notes leaves what they wrote; with them, their notes and lines go, what was written together stays.
#[test]
fn p3_removal_without_notes_loses_no_words() {
    for with_notes in [false, true] {
        let (mut world, ann, ben) = full();
        let [from_ann, from_ben] = [(ann, "a"), (ben, "b")].map(|(author, key)| {
            let id = trestle_core::documents::note_id(&world.fold.state.salt, seat(author), key);
            assert!(world.is_shown(&id));
            id
        });
        world.command(FACILITATOR, Command::RemoveSeat { seat: seat(ann), with_notes, hidden: false }).unwrap();
        let given = given(&world);
        for text in ["We run the parks", "Whether we have the money", "Getting here", "A bus of our own", "By post"] {
            assert!(given.contains(text), "{text}");
        }
        assert_eq!((world.is_shown(&from_ann), world.is_shown(&from_ben)), (!with_notes, true));
        assert_eq!(world.fold.state.feedback[&TeamId(1)].is_empty(), with_notes);
        assert_eq!(world.fold.documents.board().places.get(&from_ann).map(|group| group.as_str()), Some("g"), "in case it comes back");
        let teams = &world.fold.state.teams[&TeamId(1)];
        assert_eq!(teams, &[seat(ben)]);
    }
}

/// Somebody in mid-sentence goes on writing, whatever step is live.
#[test]
fn p3_a_desk_can_be_written_in_every_step() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    for (place, step) in programme().running().enumerate() {
        if place > 0 {
            world.go(step.id.as_str());
        }
        let draft = format!("half-typed in {}", step.id);
        world.text(ann, DocumentName::Desk(seat(ann)), "draft", &draft).unwrap();
        let copy = Writer::from(&world.fold.documents.state(DocumentName::Desk(seat(ann))).unwrap());
        let txn = copy.doc().transact();
        assert_eq!(txn.get_text("draft").unwrap().get_string(&txn), draft);
    }
}

/// What was typed into the board before the last step of its stage still arrives, and after the stage it is refused and nothing else happens.
#[test]
fn p3_words_in_flight_at_a_change_of_step_are_not_lost() {
    let (mut world, ann, _) = full();
    let board = DocumentName::Board;
    let who = |word| Edit::Text { path: path("groups/g/who"), word: Some(word) };
    world.go("discuss");
    world.write(ann, board, &who(1), true).unwrap();
    world.go("rate");
    world.write(ann, board, &who(2), false).unwrap();
    world.go("brief");
    assert_eq!(world.write(ann, board, &who(3), false).err(), Some(Refusal::NotYours));
    let group = &world.fold.documents.board().groups[&"g".into()];
    assert!(group.who.starts_with("w2."), "{}", group.who);
    assert_eq!(access(&world.fold.state, board, ann), trestle_core::Access::Read);
}

#[test]
fn a_move_names_where_it_comes_from_so_that_a_second_press_skips_nothing() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    let go = |to: &str, from: &str| Command::Move { to: to.into(), from: from.into() };
    for (actor, command, refusal) in [
        (ann, go("introduce", "welcome"), Refusal::NotFacilitator),
        (Actor::Wall, go("introduce", "welcome"), Refusal::NotFacilitator),
        (FACILITATOR, go("introduce", "write"), Refusal::Moved),
        (FACILITATOR, go("welcome", "welcome"), Refusal::Already),
        (FACILITATOR, go("lunch", "welcome"), Refusal::Unknown),
    ] {
        assert_eq!(world.command(actor, command.clone()).err(), Some(refusal), "{command:?}");
    }
    world.command(FACILITATOR, go("introduce", "welcome")).unwrap();
    assert_eq!(world.command(FACILITATOR, go("introduce", "welcome")).err(), Some(Refusal::Moved));
    world.command(Actor::Console, go("welcome", "introduce")).unwrap();
}

#[test]
fn time_spent_in_a_step_adds_up_over_its_visits() {
    let mut world = World::open(|_| {});
    world.go("introduce");
    world.wait(1_001);
    world.go("write");
    world.wait(10);
    world.go("introduce");
    world.wait(2_000);
    world.go("write");
    let stage = world.stage();
    assert_eq!((stage.spent[&"introduce".into()], stage.spent[&"write".into()]), (3_001, 10));
    assert_eq!((stage.index, stage.entered_at), (2, world.now));
}

#[test]
fn nobody_is_done_with_a_step_that_has_just_begun() {
    let mut world = World::open(|_| {});
    let ann = world.join("Ann", "Council");
    world.go("write");
    world.command(ann, Command::Done { done: true }).unwrap();
    assert_eq!(world.command(ann, Command::Done { done: true }).err(), Some(Refusal::Already));
    assert_eq!((world.writing().done, world.writing().of), (1, 1));
    world.go("group");
    assert_eq!(world.writing().done, 0);
    assert!(matches!(world.cell(Role::Wall, &CellKey::Seat(seat(ann))), Some(Cell::Seat(cell)) if !cell.done));
}
