//! Polls: private until they are closed, counted right, settled when they are level.

use crate::kit::{
    hand::seat,
    world::{FACILITATOR, World},
};
use trestle_core::{Actor, CellKey, Viewer, record};
use trestle_protocol::{Cell, ChoiceCell, Command, GroupId, PollId, PollKind, Refusal, Role, SubjectResult, TeamId};

fn rate(world: &mut World, who: Actor, group: &str, values: &[u8]) -> Result<(), Refusal> {
    let command = Command::Answer { poll: PollId("rate".into()), subject: group.into(), values: values.to_vec() };
    world.command(who, command).map(drop)
}

fn vote(world: &mut World, who: Actor, team: u32) -> Result<(), Refusal> {
    world.command(who, Command::Answer { poll: PollId("choose".into()), subject: team.to_string(), values: vec![] }).map(drop)
}

fn close(world: &mut World, poll: &str) -> Result<(), Refusal> {
    world.command(FACILITATOR, Command::ClosePoll { poll: PollId(poll.into()) }).map(drop)
}

fn reopen(world: &mut World, poll: &str) -> Result<(), Refusal> {
    world.command(FACILITATOR, Command::OpenPoll { poll: PollId(poll.into()) }).map(drop)
}

/// Two groups are rated by three people.
fn rating() -> (World, [Actor; 3]) {
    let mut world = World::open(|_| {});
    let people = ["School", "Council", "Charity"].map(|organisation| world.join("Somebody", organisation));
    world.go("group");
    for key in ["g", "h"] {
        world.group(FACILITATOR, key, "A problem").unwrap();
    }
    world.go("rate");
    (world, people)
}

/// Six people in three teams choose.
fn choosing() -> (World, Vec<Actor>) {
    let mut world = World::open(|_| {});
    let people = ["School", "Council", "Charity", "Church", "Club", "Clinic"]
        .iter()
        .map(|organisation| world.join("Somebody", organisation))
        .collect();
    world.go("brief");
    world.go("choose");
    assert_eq!(world.fold.state.teams.len(), 3);
    (world, people)
}

fn chosen(world: &World) -> Option<u32> {
    world.choice().chosen.map(|team| team.0)
}

#[test]
fn p2_answers_are_counted_and_hidden_until_the_poll_is_closed() {
    let (mut world, [ann, ben, cem]) = rating();
    rate(&mut world, ann, "g", &[5, 1]).unwrap();
    rate(&mut world, ann, "h", &[1, 1]).unwrap();
    rate(&mut world, ben, "g", &[2, 2]).unwrap();
    rate(&mut world, ben, "g", &[3, 3]).unwrap();
    let poll = world.poll("rate");
    assert_eq!((poll.open, poll.kind, poll.answered, poll.of, &poll.results), (true, PollKind::Rating, 2, 3, &None));
    let mine = |actor| world.own_cell(actor, &CellKey::MyAnswers(PollId("rate".into())));
    assert!(matches!(mine(ann), Some(Cell::MyAnswers(cell)) if cell.answers["g"] == [5, 1] && cell.answers.len() == 2));
    assert_eq!(mine(cem), None);
    close(&mut world, "rate").unwrap();
    let result = |subject: &str, count, means: [f64; 2], spreads: [f64; 2]| SubjectResult {
        subject: subject.into(),
        count,
        hands: 0,
        means: means.to_vec(),
        spreads: spreads.to_vec(),
        counts: vec![],
        dots: 0,
    };
    assert_eq!(world.poll("rate").results, Some(vec![result("g", 2, [4.0, 2.0], [1.0, 1.0]), result("h", 1, [1.0, 1.0], [0.0, 0.0])]));
    assert_eq!(rate(&mut world, cem, "g", &[1, 1]), Err(Refusal::NotNow));
}

#[test]
fn answers_that_are_none_are_refused() {
    let (mut world, [ann, ..]) = rating();
    for (group, values, refusal) in [
        ("g", &[0, 1][..], Refusal::OutOfRange),
        ("g", &[1, 6], Refusal::OutOfRange),
        ("g", &[1], Refusal::OutOfRange),
        ("g", &[1, 2, 3], Refusal::OutOfRange),
        ("g", &[], Refusal::OutOfRange),
        ("nothing", &[1, 2], Refusal::Unknown),
    ] {
        assert_eq!(rate(&mut world, ann, group, values), Err(refusal), "{group} {values:?}");
    }
    for who in [Actor::Console, Actor::Wall, Actor::Seat(trestle_protocol::SeatId(99))] {
        assert_eq!(rate(&mut world, who, "g", &[1, 2]), Err(Refusal::NoSeat), "{who:?}");
    }
    assert_eq!(vote(&mut world, ann, 1), Err(Refusal::Unknown), "a poll that is not there yet");
    assert_eq!(close(&mut world, "lunch"), Err(Refusal::Unknown));
    assert_eq!(reopen(&mut world, "rate"), Err(Refusal::Already));
    assert_eq!(world.command(ann, Command::ClosePoll { poll: PollId("rate".into()) }).err(), Some(Refusal::NotFacilitator));
    assert_eq!(world.poll("rate").answered, 0);
}

#[test]
fn going_on_closes_a_poll_and_going_back_does_not() {
    let (mut world, [ann, ..]) = rating();
    rate(&mut world, ann, "g", &[5, 1]).unwrap();
    world.go("discuss");
    assert!(world.poll("rate").open);
    rate(&mut world, ann, "g", &[4, 1]).unwrap();
    world.go("rate");
    assert!(world.poll("rate").open, "coming again asks nothing anew");
    world.go("roles");
    assert!(!world.poll("rate").open, "also when steps between are skipped");
    world.go("rate");
    assert!(!world.poll("rate").open, "a facilitator opens it again");
    reopen(&mut world, "rate").unwrap();
    let poll = world.poll("rate");
    assert_eq!((poll.answered, poll.results), (1, None));
}

#[test]
fn a_group_that_is_gone_is_not_in_the_result_and_a_new_one_is() {
    let (mut world, [ann, ..]) = rating();
    rate(&mut world, ann, "g", &[5, 1]).unwrap();
    let drop_group = crate::kit::edit::Edit::Drop { path: crate::kit::edit::path("groups/g") };
    world.write(FACILITATOR, trestle_protocol::DocumentName::Board, &drop_group, true).unwrap();
    world.group(FACILITATOR, "i", "Another").unwrap();
    close(&mut world, "rate").unwrap();
    let subjects: Vec<_> = world.poll("rate").results.unwrap().into_iter().map(|result| (result.subject, result.count)).collect();
    assert_eq!(subjects, [("h".to_owned(), 0), ("i".to_owned(), 0)]);
    assert!(world.fold.documents.board().groups.contains_key(&GroupId::from("i")));
}

#[test]
fn removed_seats_do_not_count() {
    for with_notes in [false, true] {
        let (mut world, [ann, ben, _]) = rating();
        rate(&mut world, ann, "g", &[5, 5]).unwrap();
        rate(&mut world, ben, "g", &[1, 1]).unwrap();
        world.command(FACILITATOR, Command::RemoveSeat { seat: seat(ann), with_notes, hidden: false }).unwrap();
        assert_eq!((world.poll("rate").answered, world.poll("rate").of), (1, 2));
        close(&mut world, "rate").unwrap();
        assert_eq!(world.poll("rate").results.unwrap()[0].means, [1.0, 1.0]);
    }
}

#[test]
fn a_facilitator_may_answer_too_and_then_counts() {
    let (mut world, _) = rating();
    rate(&mut world, FACILITATOR, "g", &[2, 2]).unwrap();
    assert_eq!((world.poll("rate").answered, world.poll("rate").of), (1, 4));
}

#[test]
fn a_choice_is_one_and_can_be_changed_while_the_poll_is_open() {
    let (mut world, people) = choosing();
    vote(&mut world, people[0], 1).unwrap();
    vote(&mut world, people[0], 2).unwrap();
    vote(&mut world, people[1], 3).unwrap();
    vote(&mut world, people[2], 2).unwrap();
    assert_eq!((chosen(&world), world.poll("choose").results), (None, None));
    assert_eq!(vote(&mut world, people[3], 9), Err(Refusal::Unknown));
    close(&mut world, "choose").unwrap();
    let counts: Vec<_> = world.poll("choose").results.unwrap().iter().map(|result| result.count).collect();
    assert_eq!((counts, chosen(&world)), (vec![0, 2, 1], Some(2)));
    let record = record(&world.fold.state, &world.fold.documents, Viewer::class(Role::Wall), world.now);
    assert_eq!(
        record.briefs.iter().map(|brief| (brief.chosen, brief.votes)).collect::<Vec<_>>(),
        [(true, Some(2)), (false, Some(0)), (false, Some(1))]
    );
}

#[test]
fn going_on_makes_the_choice() {
    let (mut world, people) = choosing();
    vote(&mut world, people[0], 3).unwrap();
    world.go("agree");
    assert_eq!(chosen(&world), Some(3));
}

#[test]
fn a_tie_is_shown_as_one_and_settled_by_a_facilitator() {
    let (mut world, people) = choosing();
    vote(&mut world, people[0], 1).unwrap();
    vote(&mut world, people[1], 3).unwrap();
    assert_eq!(world.choice(), ChoiceCell { chosen: None, tied: vec![], agreements: vec![] }, "nothing shows while it is open");
    close(&mut world, "choose").unwrap();
    assert_eq!(world.choice(), ChoiceCell { chosen: None, tied: vec![TeamId(1), TeamId(3)], agreements: vec![] });
    let settle = |world: &mut World, actor, team| world.command(actor, Command::Settle { team }).map(drop);
    assert_eq!(settle(&mut world, people[0], Some(TeamId(1))), Err(Refusal::NotFacilitator));
    assert_eq!(settle(&mut world, FACILITATOR, None), Err(Refusal::Already));
    assert_eq!(settle(&mut world, FACILITATOR, Some(TeamId(9))), Err(Refusal::Unknown));
    settle(&mut world, FACILITATOR, Some(TeamId(3))).unwrap();
    assert_eq!(chosen(&world), Some(3));
    settle(&mut world, FACILITATOR, None).unwrap();
    assert_eq!(chosen(&world), None);
}

#[test]
fn opening_the_choice_again_takes_it_back_until_it_is_closed() {
    let (mut world, people) = choosing();
    vote(&mut world, people[0], 1).unwrap();
    close(&mut world, "choose").unwrap();
    assert_eq!(chosen(&world), Some(1));
    reopen(&mut world, "choose").unwrap();
    assert_eq!((chosen(&world), world.poll("choose").results), (None, None));
    vote(&mut world, people[1], 2).unwrap();
    vote(&mut world, people[2], 2).unwrap();
    close(&mut world, "choose").unwrap();
    assert_eq!(chosen(&world), Some(2));
}

#[test]
fn silence_chooses_nothing() {
    let (mut world, _) = choosing();
    close(&mut world, "choose").unwrap();
    assert_eq!(world.choice(), ChoiceCell { chosen: None, tied: vec![], agreements: vec![] });
    assert_eq!(close(&mut world, "choose"), Err(Refusal::Already));
}
