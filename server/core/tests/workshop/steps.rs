//! Steps: what a step begins on arrival begins also where it is the first, and every step's rounds, polls and writing are its own.

use crate::kit::{
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{CellKey, Fold, Viewer, record};
use trestle_protocol::{
    Capability, Cell, ChoiceCell, Command, Missing, PollCell, PollKind, Programme, Refusal, Role, RoundCell, RoundId, RoundKind, Stage,
    Step, TeamId, Turn, TurnState, Voice,
};

use Capability::{Act, Agree, Arrive, Brief, Choose, Discuss, Dots, Fit, Group, Pair, Pulse, Rate, Report, Reveal, Speak, Write};

/// A step of ten minutes that does this.
fn step(id: &str, does: &[Capability]) -> Step {
    serde_json::from_value(serde_json::json!({ "id": id, "title": id, "prompt": "What?", "minutes": 10, "does": does })).unwrap()
}

/// A programme of one stage with these steps.
fn programme(steps: &[(&str, &[Capability])]) -> Programme {
    let steps = steps.iter().map(|(id, does)| step(id, does)).collect();
    Programme { id: "own".into(), title: "Our own".into(), stages: vec![Stage { id: "all".into(), title: "All".into(), steps }] }
}

fn open(steps: &[(&str, &[Capability])]) -> World {
    World::open(|create| create.programme = programme(steps))
}

fn facilitate(world: &mut World, command: Command) {
    world.command(FACILITATOR, command.clone()).unwrap_or_else(|refusal| panic!("{command:?}: {refusal:?}"));
}

fn id(step: &str, kind: RoundKind) -> RoundId {
    RoundId::new(&step.into(), kind)
}

fn round(world: &World, step: &str, kind: RoundKind) -> Option<RoundCell> {
    match world.cell(Role::Wall, &CellKey::Round(id(step, kind))) {
        Some(Cell::Round(cell)) => Some(cell),
        _ => None,
    }
}

fn subjects(world: &World, step: &str, kind: RoundKind) -> Vec<u32> {
    round(world, step, kind).expect("a round").turns.iter().map(|turn| turn.subject).collect()
}

fn poll(world: &World, id: &str) -> Option<PollCell> {
    match world.cell(Role::Wall, &CellKey::Poll(id.into())) {
        Some(Cell::Poll(cell)) => Some(cell),
        _ => None,
    }
}

fn choice(world: &World) -> ChoiceCell {
    match world.cell(Role::Wall, &CellKey::Choice) {
        Some(Cell::Choice(cell)) => cell,
        other => panic!("no choice: {other:?}"),
    }
}

/// The journal, folded again, is the workshop.
fn replays(world: &World) {
    let mut fold = Fold::empty();
    for entry in &world.journal {
        fold.replay(entry).unwrap();
    }
    assert_eq!(fold.state, world.fold.state);
}

#[test]
fn a_round_that_is_first_stands_from_the_beginning_with_the_convener_in_front() {
    for (does, kind) in [(Speak, RoundKind::Speak), (Act, RoundKind::Act)] {
        let mut world = World::open(|create| {
            create.programme = programme(&[("one", &[does])]);
            create.facilitator = None;
        });
        assert_eq!(subjects(&world, "one", kind), Vec::<u32>::new());
        for organisation in ["School", "Library", "Council"] {
            world.join("Somebody", organisation);
        }
        assert_eq!(subjects(&world, "one", kind), [1, 4, 2], "who convenes sets out its stall first");
        replays(&world);
    }
}

#[test]
fn polls_that_are_first_are_open_from_the_beginning() {
    let does =
        [(Rate, PollKind::Rating), (Choose, PollKind::Choice), (Dots, PollKind::Dots), (Fit, PollKind::Fit), (Pulse, PollKind::Pulse)];
    for (does, kind) in does {
        let mut world = open(&[("one", &[does])]);
        let asked = world.fold.state.polls.values().map(|poll| (poll.kind, poll.open)).collect::<Vec<_>>();
        assert_eq!(asked, [(kind, true)]);
        assert_eq!(world.fold.state.briefs_open, does == Choose);
        facilitate(&mut world, Command::Resume {});
        assert_eq!(world.fold.state.polls.len(), 1, "its start begins nothing twice");
        replays(&world);
    }
}

#[test]
fn teams_of_a_first_step_are_made_of_those_who_are_here_at_the_start() {
    let mut world = open(&[("one", &[Pair, Brief]), ("two", &[Report])]);
    for organisation in ["School", "Council", "Charity", "Library"] {
        world.join("Somebody", organisation);
    }
    assert!(world.fold.state.teams.is_empty(), "nobody is here when a workshop is created");
    facilitate(&mut world, Command::Resume {});
    assert_eq!(world.fold.state.teams.len(), 2);
    facilitate(&mut world, Command::Pause {});
    facilitate(&mut world, Command::Dissolve { team: TeamId(1) });
    let teams = world.fold.state.teams.clone();
    facilitate(&mut world, Command::Resume {});
    assert_eq!(world.fold.state.teams, teams, "a pause is no start");
    replays(&world);
}

#[test]
fn writing_that_is_first_is_private_and_a_reveal_that_is_first_shows_at_once() {
    let mut world = open(&[("one", &[Write]), ("two", &[Reveal, Group])]);
    let ann = world.join("Ann", "Council");
    world.note(ann, "n1", "private");
    assert!(!world.fold.state.revealed());
    world.go("two");
    assert!(world.fold.state.revealed());
    let world = open(&[("one", &[Write, Reveal])]);
    assert!(world.fold.state.revealed());
}

#[test]
fn briefs_that_are_first_may_be_read() {
    for does in [Report, Choose, Agree] {
        assert!(open(&[("one", &[does])]).fold.state.briefs_open);
    }
}

#[test]
fn a_rehearsal_ends_in_a_first_step_that_has_begun() {
    let mut world = open(&[("one", &[Arrive]), ("two", &[Speak, Pulse])]);
    facilitate(&mut world, Command::Rehearse { on: true });
    world.go("two");
    let mut off = programme(&[("one", &[Arrive]), ("two", &[Speak, Pulse])]);
    off.stages[0].steps[0].off = true;
    let revision = world.fold.state.revision;
    facilitate(&mut world, Command::SetProgramme { programme: Box::new(off), revision });
    facilitate(&mut world, Command::Rehearse { on: false });
    assert_eq!(world.fold.state.step, "two".into());
    assert!(round(&world, "two", RoundKind::Speak).is_some());
    assert!(poll(&world, "two-pulse").is_some_and(|poll| poll.open));
    replays(&world);
}

#[test]
fn what_the_live_step_is_given_to_do_begins_at_once() {
    let mut world = open(&[("one", &[Arrive]), ("two", &[Write])]);
    let mut more = programme(&[("one", &[Arrive, Speak, Pulse]), ("two", &[Write])]);
    facilitate(&mut world, Command::SetProgramme { programme: Box::new(more.clone()), revision: 0 });
    assert!(round(&world, "one", RoundKind::Speak).is_some());
    assert_eq!(poll(&world, "one-pulse").map(|poll| poll.voice), Some(Voice::Person));
    more.stages[0].steps[0].voice = Voice::Organisation;
    facilitate(&mut world, Command::SetProgramme { programme: Box::new(more), revision: 1 });
    assert_eq!(poll(&world, "one-pulse").map(|poll| poll.voice), Some(Voice::Organisation), "as long as nobody has answered");
}

#[test]
fn a_second_round_is_a_new_one_and_the_first_keeps_what_it_came_to() {
    let mut world = open(&[("one", &[Speak]), ("two", &[Speak, Act])]);
    world.join("Ann", "Council");
    let first = id("one", RoundKind::Speak);
    while round(&world, "one", RoundKind::Speak).is_some_and(|round| round.turns.iter().any(|turn| turn.state != TurnState::Had)) {
        facilitate(&mut world, Command::Turn { round: first.clone(), turn: Turn::Next });
    }
    world.go("two");
    let second = round(&world, "two", RoundKind::Speak).unwrap();
    assert!(second.turns.len() == 2 && second.turns.iter().all(|turn| turn.state == TurnState::Waiting));
    facilitate(&mut world, Command::Turn { round: id("two", RoundKind::Act), turn: Turn::Next });
    assert_eq!(round(&world, "two", RoundKind::Speak), Some(second), "kinds are apart, too");
    assert!(round(&world, "one", RoundKind::Speak).unwrap().turns.iter().all(|turn| turn.state == TurnState::Had));
    let nowhere = Command::Turn { round: id("nowhere", RoundKind::Speak), turn: Turn::Next };
    assert_eq!(world.refuses(FACILITATOR, nowhere), Refusal::NotNow, "P7: no rounds beside the programme's");
    assert_eq!(world.refuses(FACILITATOR, Command::Turn { round: id("one", RoundKind::Report), turn: Turn::Next }), Refusal::NotNow);
    replays(&world);
}

#[test]
fn p10_a_round_named_by_its_kind_alone_is_the_first_steps() {
    let mut world = open(&[("zero", &[Arrive]), ("one", &[Speak]), ("two", &[Speak])]);
    world.join("Ann", "Council");
    world.go("one");
    let entry = |json: &str| {
        let mut bytes = vec![1];
        bytes.extend_from_slice(json.as_bytes());
        bytes
    };
    let at = world.now.0;
    let turned = format!(
        r#"{{"at":{at},"by":"system","event":{{"type":"turned","kind":"speak","order":[2,1],"had":[2],"now":1,"slot_ms":60000}}}}"#
    );
    let paged = format!(r#"{{"at":{at},"by":"system","event":{{"type":"page_turned","kind":"speak","ahead":true}}}}"#);
    for json in [&turned, &paged] {
        // How actors are written down is not what this is about.
        let by = serde_json::to_value(trestle_core::Actor::System).unwrap();
        let mut value: serde_json::Value = serde_json::from_str(json).unwrap();
        value["by"] = by;
        world.fold.replay(&entry(&value.to_string())).unwrap();
    }
    let known = &world.fold.state.rounds[&id("one", RoundKind::Speak)];
    assert_eq!((known.order.clone(), known.now, known.page), (vec![2, 1], Some(1), 1));
    assert!(!world.fold.state.rounds.contains_key(&id("two", RoundKind::Speak)));

    // And as a snapshot of that time says it.
    let mut snapshot: serde_json::Value = serde_json::from_slice(&world.fold.snapshot().unwrap()).unwrap();
    let rounds = snapshot["state"]["rounds"].as_object_mut().unwrap();
    let kept = rounds.remove("one/speak").unwrap();
    rounds.insert("speak".into(), kept);
    snapshot["state"].as_object_mut().unwrap().remove("brought_at");
    snapshot["state"]["reveal"].as_object_mut().unwrap().remove("begun_in");
    let restored = Fold::restore(snapshot.to_string().as_bytes()).unwrap();
    assert_eq!(restored.state, world.fold.state);
}

#[test]
fn a_second_pulse_and_rating_are_new_ones() {
    let mut world = open(&[("one", &[Pulse, Rate]), ("two", &[Pulse, Rate])]);
    let ann = world.join("Ann", "Council");
    let answer = |poll: &str| Command::Answer { poll: poll.into(), subject: trestle_protocol::limits::PULSE[0].into(), values: vec![4] };
    world.command(ann, answer("one-pulse")).unwrap();
    world.go("two");
    assert_eq!(poll(&world, "two-pulse").map(|poll| (poll.open, poll.answered)), Some((true, 0)));
    assert_eq!(poll(&world, "one-pulse").map(|poll| (poll.open, poll.answered)), Some((false, 1)));
    let made = record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Facilitator), world.now);
    assert_eq!(made.pulse.iter().map(|result| result.count).max(), Some(1), "one that is still open takes nothing away from what is known");
}

#[test]
fn a_second_choice_leaves_the_first_until_it_is_made() {
    let mut world = open(&[("brief", &[Pair, Brief]), ("one", &[Choose]), ("between", &[Agree]), ("two", &[Choose]), ("end", &[Agree])]);
    let people = ["School", "Council", "Charity", "Library"].map(|organisation| world.join("Somebody", organisation));
    facilitate(&mut world, Command::Resume {});
    world.go("one");
    let vote = |poll: &str, team: u32| Command::Answer { poll: poll.into(), subject: team.to_string(), values: vec![] };
    world.command(people[0], vote("one", 1)).unwrap();
    world.go("between");
    assert_eq!(choice(&world).chosen, Some(TeamId(1)));
    world.go("two");
    assert_eq!(choice(&world).chosen, Some(TeamId(1)), "asking again takes nothing back");
    assert!(poll(&world, "one").and_then(|poll| poll.results).is_some_and(|results| results[0].count == 1));
    world.command(people[0], vote("two", 1)).unwrap();
    world.command(people[1], vote("two", 2)).unwrap();
    world.go("end");
    assert_eq!((choice(&world).chosen, choice(&world).tied), (None, vec![TeamId(1), TeamId(2)]), "a tie is a facilitator's to settle");
    facilitate(&mut world, Command::Settle { team: Some(TeamId(2)) });
    assert_eq!(choice(&world).chosen, Some(TeamId(2)));
    replays(&world);
}

#[test]
fn a_second_round_of_writing_waits_for_its_own_reveal() {
    let mut world = open(&[
        ("w1", &[Write]),
        ("r1", &[Reveal, Group]),
        ("w2", &[Write]),
        ("pause", &[Arrive]),
        ("r2", &[Reveal, Group]),
        ("end", &[Act]),
    ]);
    let ann = world.join("Ann", "Council");
    let first = world.note(ann, "n1", "of the first");
    world.go("r1");
    world.go("w2");
    let second = world.note(ann, "n2", "of the second");
    world.go("pause");
    let sees = |world: &World, note: &trestle_protocol::NoteId| world.cell(Role::Participant, &CellKey::Note(note.clone())).is_some();
    assert!(sees(&world, &first) && !sees(&world, &second), "the step between has not turned it over");
    world.go("end");
    assert!(sees(&world, &second), "also when its reveal is skipped");
    let mut world = open(&[("w1", &[Write]), ("r1", &[Reveal]), ("w2", &[Write]), ("end", &[Act])]);
    world.go("r1");
    world.go("w2");
    let ann = world.join("Ann", "Council");
    let note = world.note(ann, "n2", "of the second");
    world.go("end");
    assert!(sees(&world, &note), "one without a reveal of its own shows with the next step");
}

#[test]
fn a_second_discussion_begins_with_no_group() {
    let mut world = open(&[("r", &[Reveal, Group]), ("one", &[Group, Discuss]), ("two", &[Group, Discuss])]);
    let group = |key: &str| crate::kit::edit::Edit::Row {
        root: "groups",
        key: key.into(),
        texts: ["title", "who", "factors", "seriousness", "priority"].map(|field| (field, None)).to_vec(),
        values: vec![("order", 1.0.into())],
    };
    world.write(FACILITATOR, trestle_protocol::DocumentName::Board, &group("g1"), true).unwrap();
    world.go("one");
    facilitate(&mut world, Command::Spotlight { group: Some("g1".into()) });
    world.go("two");
    assert_eq!(world.fold.state.spotlight, None);
    facilitate(&mut world, Command::Spotlight { group: Some("g1".into()) });
    world.go("one");
    world.go("two");
    assert_eq!(world.fold.state.spotlight, Some("g1".into()), "coming back goes on where it was");
}

#[test]
fn the_closing_gate_asks_only_what_the_programme_did() {
    let mut world = open(&[("one", &[Write]), ("two", &[Pulse])]);
    world.join("Ann", "Council");
    assert_eq!((world.closing().missing, world.closing().needed), (vec![], 0));
    facilitate(&mut world, Command::Close { anyway: false });

    let mut world = open(&[("one", &[Write]), ("two", &[Act])]);
    world.join("Ann", "Council");
    assert!(world.closing().missing.contains(&Missing::Date) && world.closing().needed == 2);
    let mut off = programme(&[("one", &[Write]), ("two", &[Act])]);
    off.stages[0].steps[1].off = true;
    facilitate(&mut world, Command::SetProgramme { programme: Box::new(off), revision: 0 });
    assert_eq!(world.closing().missing, [], "a step that is off does not count");
    facilitate(&mut world, Command::Close { anyway: false });
}

#[test]
fn r30_notes_that_are_turned_over_are_counted_as_everybody_sees_them() {
    let mut world = open(&[("one", &[Write]), ("two", &[Reveal, Group])]);
    let ann = world.join("Ann", "Council");
    let note = world.note(ann, "n1", "one");
    world.note(ann, "n2", "two");
    world.go("two");
    facilitate(&mut world, Command::HoldNote { note: note.clone(), held: true });
    let writing = world.writing();
    assert_eq!((writing.notes, writing.face_down), (1, 0), "as many as stand on the wall");
}

#[test]
fn bringing_is_for_the_live_step() {
    let mut world = open(&[("one", &[Write]), ("two", &[Arrive])]);
    let ann = world.join("Ann", "Council");
    assert_eq!(world.refuses(ann, Command::Bring {}), Refusal::NotFacilitator);
    let brought = |world: &World| match world.cell(Role::Participant, &CellKey::Stage) {
        Some(Cell::Stage(stage)) => stage.brought_at,
        other => panic!("no stage: {other:?}"),
    };
    world.go("two");
    assert_eq!(brought(&world), None);
    facilitate(&mut world, Command::Bring {});
    assert_eq!(brought(&world), Some(world.now));
    world.go("one");
    assert_eq!(brought(&world), None, "the next step brings nobody by itself");
    assert!(world.fold.state.seat(seat(ann)).is_some());
}
