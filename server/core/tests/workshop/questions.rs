//! Questions that a programme declares: one of each kind is asked, answered and told; one can be made on the spot, and none is changed under its answers.

use crate::kit::{
    questions::{ask, invented},
    world::{FACILITATOR, World},
};
use serde_json::json;
use trestle_core::{Actor, CellKey, Fold, NewHome, Printed, Record, Viewer, comparable, import, private, record};
use trestle_protocol::{Cell, Choice, Command, PollCell, Programme, Question, Refusal, Role, SubjectResult, Voice, WorkshopId, limits};

fn answer(poll: &str, subject: &str, values: &[u8]) -> Command {
    Command::Answer { poll: poll.into(), subject: subject.into(), values: values.to_vec(), line: String::new() }
}

fn say(poll: &str, subject: &str, line: &str) -> Command {
    Command::Answer { poll: poll.into(), subject: subject.into(), values: Vec::new(), line: line.into() }
}

fn close(world: &mut World, poll: &str) {
    world.command(FACILITATOR, Command::ClosePoll { poll: poll.into() }).unwrap();
}

/// A workshop whose first step asks these, too, with Ann of the council and Ben of the charity.
fn asking(ids: &[&str]) -> (World, Actor, Actor) {
    let mut world = World::open(|create| ids.iter().for_each(|id| ask(&mut create.programme, "welcome", invented(id))));
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
    (world, ann, ben)
}

fn shown(world: &World, role: Role, poll: &str) -> PollCell {
    match world.cell(role, &CellKey::Poll(poll.into())) {
        Some(Cell::Poll(cell)) => cell,
        other => panic!("no poll: {other:?}"),
    }
}

fn set(world: &mut World, change: impl FnOnce(&mut Programme)) -> Result<(), Refusal> {
    let mut programme = world.fold.state.programme.clone();
    change(&mut programme);
    let revision = world.fold.state.revision;
    world.command(FACILITATOR, Command::SetProgramme { programme: Box::new(programme), revision }).map(drop)
}

fn question<'a>(programme: &'a mut Programme, id: &str) -> &'a mut Question {
    programme.questions.iter_mut().find(|question| question.id.as_str() == id).unwrap()
}

#[test]
fn each_kind_is_answered_counted_and_told() {
    let (mut world, ann, ben) = asking(&["lean", "rank", "stay", "word", "trust"]);
    assert_eq!(shown(&world, Role::Participant, "welcome-rank").question.title, "What about rank in Oakfield?", "filled in");
    for (poll, subject, values) in [
        ("welcome-lean", "2", &[1, 3][..]),
        ("welcome-rank", "", &[2, 1, 3]),
        ("welcome-stay", "us", &[1]),
        ("welcome-stay", "you", &[2]),
        ("welcome-trust", "", &[5, 1]),
    ] {
        world.command(ann, answer(poll, subject, values)).unwrap();
    }
    world.command(ben, answer("welcome-lean", "2", &[])).unwrap();
    world.command(ben, answer("welcome-rank", "", &[2, 3, 1])).unwrap();
    let asked = ["welcome-lean", "welcome-rank", "welcome-stay", "welcome-trust"];
    assert!(asked.iter().all(|poll| shown(&world, Role::Facilitator, poll).results.is_none()), "private until it is closed");
    asked.iter().for_each(|poll| close(&mut world, poll));
    let results = |poll| shown(&world, Role::Facilitator, poll).results.unwrap();
    assert_eq!(results("welcome-lean").iter().map(|result| result.subject.as_str()).collect::<Vec<_>>(), ["1", "2", "3", "4"]);
    assert_eq!((results("welcome-lean")[1].count, results("welcome-lean")[1].counts.clone()), (2, vec![vec![1, 0, 1]]));
    assert_eq!(results("welcome-rank")[0].counts, [[0, 1, 1], [2, 0, 0], [0, 1, 1]]);
    assert_eq!(results("welcome-stay").iter().map(|result| result.counts[0].clone()).collect::<Vec<_>>(), [[1, 0, 0], [0, 1, 0]]);
    assert_eq!(results("welcome-trust"), [SubjectResult { count: 1, ..SubjectResult::default() }], "among few it would tell whose it is");
}

#[test]
fn p6_what_is_no_answer_to_a_question_is_refused() {
    let (mut world, ann, _) = asking(&["lean", "rank", "stay", "word", "trust", "first"]);
    for (poll, subject, values, refusal) in [
        ("lean", "2", &[2, 1][..], Refusal::OutOfRange),
        ("lean", "9", &[1], Refusal::Unknown),
        ("rank", "", &[1, 2], Refusal::OutOfRange),
        ("rank", "", &[1, 1, 2], Refusal::OutOfRange),
        ("rank", "us", &[1, 2, 3], Refusal::Unknown),
        ("stay", "us", &[4], Refusal::OutOfRange),
        ("stay", "", &[1], Refusal::Unknown),
        ("trust", "", &[1], Refusal::OutOfRange),
        ("trust", "", &[1, 6], Refusal::OutOfRange),
        ("first", "no row", &[1], Refusal::Unknown),
        ("word", "", &[1], Refusal::OutOfRange),
        ("word", "", &[], Refusal::Empty),
    ] {
        assert_eq!(world.refuses(ann, answer(&format!("welcome-{poll}"), subject, values)), refusal, "{poll} {subject} {values:?}");
    }
    assert_eq!(world.refuses(ann, say("welcome-word", "", &"x".repeat(limits::LINE_CHARS + 1))), Refusal::TooLong);
    let both = Command::Answer { poll: "welcome-stay".into(), subject: "us".into(), values: vec![1], line: "and words".into() };
    assert_eq!(world.refuses(ann, both), Refusal::OutOfRange);
    world.table(ann, &["Pat"]);
    let hands = Command::CountHands { poll: "welcome-word".into(), subject: String::new(), values: Vec::new(), count: 1 };
    assert_eq!(world.refuses(ann, hands), Refusal::NotNow, "a line is somebody's own");
}

#[test]
fn a_line_is_ones_own_until_it_is_told_without_its_author() {
    let mut line = invented("word");
    line.show = Default::default();
    let mut world = World::open(|create| ask(&mut create.programme, "welcome", line));
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
    world.command(ann, say("welcome-word", "", "  Thanks to Ben \u{202e}")).unwrap();
    world.command(ben, say("welcome-word", "", "A first try")).unwrap();
    world.command(ben, say("welcome-word", "", "A better one")).unwrap();
    let mine = |world: &World, who| match world.own_cell(who, &CellKey::MyAnswers("welcome-word".into())) {
        Some(Cell::MyAnswers(cell)) => cell.lines.get("").cloned(),
        _ => None,
    };
    assert_eq!(mine(&world, ben).as_deref(), Some("A better one"));
    world.command(ben, say("welcome-word", "", "")).unwrap();
    assert_eq!((mine(&world, ben), shown(&world, Role::Wall, "welcome-word").answered), (None, 1));
    world.command(ben, say("welcome-word", "", "A better one")).unwrap();
    close(&mut world, "welcome-word");
    let lines = shown(&world, Role::Wall, "welcome-word").results.unwrap()[0].lines.clone();
    assert_eq!(lines.len(), 2);
    assert!(lines[0] == "A better one" && lines[1].contains("Thanks to Ben"), "{lines:?}");
}

#[test]
fn p2_a_difference_shows_from_four_organisations_on() {
    let (mut world, ann, ben) = asking(&["trust"]);
    let others = ["School", "Clinic"].map(|organisation| world.join("Somebody", organisation));
    for (who, values) in [(ann, [1, 3]), (ben, [5, 3]), (others[0], [3, 3])] {
        world.command(who, answer("welcome-trust", "", &values)).unwrap();
    }
    close(&mut world, "welcome-trust");
    let result = |world: &World| shown(world, Role::Facilitator, "welcome-trust").results.unwrap().remove(0);
    assert_eq!(result(&world), SubjectResult { count: 3, ..SubjectResult::default() });
    world.command(FACILITATOR, Command::OpenPoll { poll: "welcome-trust".into() }).unwrap();
    world.command(others[1], answer("welcome-trust", "", &[3, 5])).unwrap();
    close(&mut world, "welcome-trust");
    assert_eq!((result(&world).apart, result(&world).means), (vec![4.0, 2.0], vec![3.0, 3.5]));
    let paper = record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Wall), world.now).markdown();
    assert!(paper.contains("organisations lie 4.0 apart"), "{paper}");
}

#[test]
fn p2_what_is_asked_for_facilitators_reaches_nobody_else() {
    let (mut world, ann, _) = asking(&["word"]);
    world.command(ann, say("welcome-word", "", "A ramp at the door")).unwrap();
    close(&mut world, "welcome-word");
    for role in [Role::Participant, Role::Wall] {
        assert_eq!(shown(&world, role, "welcome-word").results, None);
    }
    assert_eq!(shown(&world, Role::Facilitator, "welcome-word").results.unwrap()[0].lines, ["A ramp at the door"]);
    for closed in [false, true] {
        if closed {
            world.command(FACILITATOR, Command::Close { anyway: true }).unwrap();
        }
        for role in [Role::Facilitator, Role::Participant, Role::Wall, Role::Reader] {
            let record = record(&world.fold.state, &world.fold.documents, Viewer::class(role), world.now);
            assert!(!serde_json::to_string(&record).unwrap().contains("A ramp"), "{role:?}: the record can be passed on");
        }
        let private = private(&world.fold.state, &world.fold.documents, world.now);
        assert_eq!(private.questions.len(), 1);
        assert!(private.markdown().contains("A ramp at the door"));
    }
}

#[test]
fn a_question_that_is_made_on_the_spot_is_asked_at_once() {
    let (mut world, ann, ben) = asking(&["stay"]);
    world.command(ann, answer("welcome-stay", "us", &[1])).unwrap();
    let revision = world.fold.state.revision;
    set(&mut world, |programme| ask(programme, "welcome", invented("rank"))).unwrap();
    let cell = shown(&world, Role::Participant, "welcome-rank");
    assert_eq!((cell.open, cell.answered, cell.step.as_str()), (true, 0, "welcome"));
    world.command(ben, answer("welcome-rank", "", &[3, 2, 1])).unwrap();
    assert_eq!(shown(&world, Role::Participant, "welcome-stay").answered, 1, "what others have answered stays");
    let mut late = world.fold.state.programme.clone();
    ask(&mut late, "welcome", invented("word"));
    let late = Command::SetProgramme { programme: Box::new(late), revision };
    assert_eq!(world.refuses(FACILITATOR, late), Refusal::ProgrammeChanged);
    let mut fold = Fold::empty();
    world.journal.iter().for_each(|entry| drop(fold.replay(entry).unwrap()));
    assert_eq!(fold.state, world.fold.state);
}

#[test]
fn what_has_been_answered_changes_its_words_alone() {
    let (mut world, ann, _) = asking(&["stay", "trust"]);
    set(&mut world, |programme| question(programme, "stay").options.pop().map(drop).unwrap()).expect("nobody has answered yet");
    assert_eq!(shown(&world, Role::Wall, "welcome-stay").question.options.len(), 2, "and it is asked so from now on");
    world.command(ann, answer("welcome-stay", "us", &[1])).unwrap();
    world.command(ann, answer("welcome-trust", "", &[1, 2])).unwrap();
    set(&mut world, |programme| question(programme, "stay").options[0].label = "In {place}".into()).unwrap();
    assert_eq!(shown(&world, Role::Wall, "welcome-stay").question.options[0].label, "In Oakfield");
    let other: [fn(&mut Programme); 8] = [
        |programme| drop(question(programme, "stay").options.pop()),
        |programme| question(programme, "stay").options.push(Choice { id: "d".into(), label: "Another".into() }),
        |programme| question(programme, "stay").options.swap(0, 1),
        |programme| question(programme, "stay").items[0].id = "they".into(),
        |programme| question(programme, "stay").show = Default::default(),
        |programme| question(programme, "trust").most = 3,
        |programme| programme.stages[0].steps[0].voice = Voice::Organisation,
        |programme| {
            programme.questions.retain(|question| question.id.as_str() != "stay");
            programme.stages[0].steps[0].asks.retain(|asked| asked.as_str() != "stay");
        },
    ];
    for change in other {
        let mut programme = world.fold.state.programme.clone();
        change(&mut programme);
        let change = Command::SetProgramme { programme: Box::new(programme), revision: world.fold.state.revision };
        assert!(matches!(world.refuses(FACILITATOR, change), Refusal::HasAnswers | Refusal::BadProgramme));
    }
    assert_eq!(set(&mut world, |programme| question(programme, "trust").most = 3), Err(Refusal::HasAnswers));
}

#[test]
fn an_id_that_was_taken_away_is_never_used_again() {
    let (mut world, ..) = asking(&["stay"]);
    let without = |programme: &mut Programme| {
        programme.questions.retain(|question| question.id.as_str() != "stay");
        programme.stages[0].steps[0].asks.clear();
    };
    set(&mut world, without).unwrap();
    assert_eq!(set(&mut world, |programme| ask(programme, "welcome", invented("stay"))), Err(Refusal::IdUsedBefore));
    assert_eq!(Fold::restore(&world.fold.snapshot().unwrap()).unwrap().state, world.fold.state);
}

/// Each kind stands in the record and in its paper, and comes back with and without the programme.
#[test]
fn p8_every_kind_of_question_comes_back() {
    let (mut world, ann, ben) = asking(&["lean", "rank", "stay", "word", "trust"]);
    for (who, poll, subject, values) in [
        (ann, "welcome-lean", "2", &[1, 3][..]),
        (ann, "welcome-rank", "", &[2, 1, 3]),
        (ben, "welcome-stay", "us", &[1]),
        (ben, "welcome-trust", "", &[5, 1]),
    ] {
        world.command(who, answer(poll, subject, values)).unwrap();
    }
    world.command(ben, say("welcome-word", "", "A ramp")).unwrap();
    ["welcome-lean", "welcome-rank", "welcome-stay", "welcome-word", "welcome-trust"].iter().for_each(|poll| close(&mut world, poll));
    let given = record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Participant), world.now);
    assert_eq!(given.questions.iter().map(|asked| asked.question.id.as_str()).collect::<Vec<_>>(), ["rank", "stay", "trust"]);
    let paper = given.markdown();
    assert!(paper.contains("What about rank in Oakfield?") && paper.contains("Mean place"), "{paper}");
    let aside = private(&world.fold.state, &world.fold.documents, world.now);
    let given: Record = serde_json::from_value(json!(given)).unwrap();
    for aside in [Some(&aside), None] {
        let home = NewHome {
            id: WorkshopId(uuid::Uuid::from_u128(9)),
            code: "ABCD2345".into(),
            invitation: String::new(),
            salt: [3; 16],
            grants: Vec::new(),
        };
        let mut fold = Fold::empty();
        import(&given, aside, home, world.now).unwrap().entries.iter().for_each(|entry| drop(fold.replay(&entry.bytes).unwrap()));
        let again = record(&fold.state, &fold.documents, Viewer::class(Role::Participant), world.now);
        assert_eq!(comparable(&again), comparable(&given));
        assert_eq!(again.questions[0].step.as_ref().map(|step| step.as_str()), Some("welcome"));
        let private = private(&fold.state, &fold.documents, world.now);
        assert_eq!(private.questions.len(), if aside.is_some() { 2 } else { 0 });
    }
}
