//! Teams and their briefs: made across organisations, changed by hand, and never at the cost of words.

use crate::kit::{
    hand::seat,
    world::{FACILITATOR, World},
};
use std::collections::BTreeSet;
use trestle_core::{Access, Actor, CellKey, access};
use trestle_protocol::{Authors, Cell, Command, DocumentName, FeedbackKind, Refusal, Role, SeatId, TeamId, limits};

/// People of these organisations, with the briefs begun.
fn briefs(organisations: &[&str]) -> (World, Vec<Actor>) {
    let mut world = World::open(|_| {});
    let people = organisations.iter().map(|organisation| world.join("Somebody", organisation)).collect();
    world.go("brief");
    (world, people)
}

fn sizes(world: &World) -> Vec<usize> {
    world.fold.state.teams.values().map(Vec::len).collect()
}

fn numbers(world: &World) -> Vec<u32> {
    world.fold.state.teams.keys().map(|team| team.0).collect()
}

fn assign(world: &mut World, who: Actor, team: Option<u32>) -> Result<(), Refusal> {
    world.command(FACILITATOR, Command::Assign { seat: seat(who), team: team.map(TeamId) }).map(drop)
}

fn title(world: &mut World, who: Actor, team: u32, text: &str) {
    world.text(who, DocumentName::Brief(TeamId(team)), "title", text).unwrap();
}

#[test]
fn teams_are_made_across_organisations_on_arriving_and_the_odd_one_makes_three() {
    let (world, people) = briefs(&["Council", "Council", "School", "School", "Charity"]);
    assert_eq!(sizes(&world), [3, 2]);
    let organisation = |seat: &SeatId| world.fold.state.seats[seat].organisation;
    for seats in world.fold.state.teams.values() {
        assert_eq!(seats.iter().map(organisation).collect::<BTreeSet<_>>().len(), seats.len(), "nobody meets their own");
    }
    let placed: BTreeSet<SeatId> = world.fold.state.teams.values().flatten().copied().collect();
    assert_eq!(placed, people.into_iter().map(seat).collect(), "everybody but the facilitator");
}

/// Eight people of eight organisations of whom each rates the problem high that their number modulo four names.
fn rated(voted: bool) -> (World, Vec<Actor>) {
    let mut world = World::open(|_| {});
    let people: Vec<Actor> = (0..8).map(|number| world.join("Somebody", &format!("Organisation {number}"))).collect();
    world.go("group");
    for group in 0..4 {
        world.group(FACILITATOR, &format!("g{group}"), "A problem").unwrap();
    }
    world.go("rate");
    for (number, person) in people.iter().enumerate().filter(|_| voted) {
        let subject = format!("g{}", number % 4);
        world.command(*person, Command::Answer { poll: "rate".into(), subject, values: vec![5, 4] }).unwrap();
    }
    world.go("brief");
    (world, people)
}

fn with_same_taste(world: &World, people: &[Actor]) -> usize {
    (0..4).filter(|number| world.fold.state.team_of(seat(people[*number])) == world.fold.state.team_of(seat(people[number + 4]))).count()
}

#[test]
fn people_who_rated_the_same_problem_high_write_together() {
    let (world, people) = rated(true);
    assert_eq!((sizes(&world), with_same_taste(&world, &people)), (vec![2, 2, 2, 2], 4));
    let (world, people) = rated(false);
    assert_eq!((sizes(&world), with_same_taste(&world, &people)), (vec![2, 2, 2, 2], 0), "without ratings it would be otherwise");
}

#[test]
fn shuffling_puts_people_beside_somebody_else_and_leaves_pinned_teams() {
    let (mut world, _) = rated(true);
    let pinned = *world.fold.state.teams.keys().next().unwrap();
    world.command(FACILITATOR, Command::Pin { team: pinned, pinned: true }).unwrap();
    for _ in 0..5 {
        world.wait(11);
        let before = world.fold.state.teams.clone();
        world.command(FACILITATOR, Command::Shuffle {}).unwrap();
        let teams = &world.fold.state.teams;
        assert_eq!(teams[&pinned], before[&pinned]);
        let pair = |seats: &Vec<SeatId>| seats.iter().copied().collect::<BTreeSet<_>>();
        let were: BTreeSet<_> = before.iter().filter(|(team, _)| **team != pinned).map(|(_, seats)| pair(seats)).collect();
        let again = teams.iter().filter(|(team, seats)| **team != pinned && were.contains(&pair(seats)));
        assert_eq!(again.count(), 0, "{before:?} {teams:?}");
    }
}

#[test]
fn the_brief_of_everyone_is_read_by_all_while_it_is_written_and_rounds_follow_each_other() {
    let (mut world, people) = briefs(&["Council", "School", "Charity", "Church"]);
    world.command(FACILITATOR, Command::WholeGroup {}).unwrap();
    let first = *world.fold.state.teams.keys().next_back().unwrap();
    assert_eq!(world.fold.state.teams[&first].len(), 4);
    title(&mut world, people[3], first.0, "A bus of our own");
    let said = |world: &World, team| match world.cell(Role::Wall, &CellKey::Brief(team)) {
        Some(Cell::Brief(cell)) => cell.title,
        other => panic!("not on the wall: {other:?}"),
    };
    assert_eq!(said(&world, first), "A bus of our own");
    world.command(FACILITATOR, Command::WholeGroup {}).unwrap();
    let second = *world.fold.state.teams.keys().next_back().unwrap();
    assert_ne!(first, second);
    assert_eq!((said(&world, first), said(&world, second)), ("A bus of our own".into(), String::new()));
    assert_eq!(world.fold.state.team_of(seat(people[0])), Some(second));
    assert_eq!(world.command(FACILITATOR, Command::WholeGroup {}).err(), Some(Refusal::Already), "a round with no word in it goes on");
}

#[test]
fn coming_again_makes_no_new_teams() {
    let (mut world, _) = briefs(&["Council", "School", "Charity"]);
    let teams = world.fold.state.teams.clone();
    world.go("discuss");
    world.join("Late", "Church");
    world.go("brief");
    assert_eq!(world.fold.state.teams, teams);
    world.command(FACILITATOR, Command::Pair {}).unwrap();
    assert_eq!(sizes(&world).iter().sum::<usize>(), 4, "who came before the teams' stage is placed when the facilitator says so");
    assert_eq!(world.command(FACILITATOR, Command::Pair {}).err(), Some(Refusal::Already));
}

#[test]
fn people_are_moved_by_hand_and_numbers_are_never_used_again() {
    let (mut world, people) = briefs(&["Council", "School", "Charity", "Church"]);
    assert_eq!(numbers(&world), [1, 2]);
    assign(&mut world, people[0], None).unwrap();
    assert_eq!(numbers(&world), [1, 2, 3]);
    assign(&mut world, people[0], Some(1)).unwrap();
    assert_eq!(numbers(&world), [1, 2], "a team of nobody that wrote nothing goes");
    assign(&mut world, people[0], None).unwrap();
    assert_eq!(numbers(&world), [1, 2, 4]);
    assert_eq!(assign(&mut world, people[0], Some(4)), Err(Refusal::Already));
    assert_eq!(assign(&mut world, people[0], Some(3)), Err(Refusal::Unknown));
    assert_eq!(assign(&mut world, Actor::Seat(SeatId(99)), None), Err(Refusal::Unknown));
    assign(&mut world, FACILITATOR, Some(1)).unwrap();
    let mine = world.own_cell(FACILITATOR, &CellKey::Mine);
    assert!(matches!(mine, Some(Cell::Mine(cell)) if cell.team == Some(TeamId(1))), "a facilitator can be in a team");
}

#[test]
fn p3_a_brief_with_words_stays_when_its_team_has_gone() {
    let (mut world, people) = briefs(&["Council", "School", "Charity", "Church"]);
    let team = world.fold.state.team_of(seat(people[0])).unwrap();
    title(&mut world, people[0], team.0, "A bus of our own");
    for member in world.fold.state.teams[&team].clone() {
        world.command(FACILITATOR, Command::Unassign { seat: member }).unwrap();
    }
    assert!(world.fold.state.teams[&team].is_empty());
    assert!(matches!(world.cell(Role::Facilitator, &CellKey::Brief(team)), Some(Cell::Brief(cell)) if cell.title == "A bus of our own"));
    assert_eq!(world.command(FACILITATOR, Command::Unassign { seat: seat(people[0]) }).err(), Some(Refusal::Already));
    assign(&mut world, people[1], Some(team.0)).unwrap();
    title(&mut world, people[1], team.0, "A bus for all");
}

#[test]
fn p3_shuffling_keeps_teams_that_have_written_and_the_chosen_one() {
    let (mut world, people) = briefs(&["Council", "School", "Charity", "Church", "Club", "Clinic"]);
    let wrote = world.fold.state.team_of(seat(people[0])).unwrap();
    title(&mut world, people[0], wrote.0, "A bus of our own");
    let chosen = *world.fold.state.teams.keys().find(|team| **team != wrote).unwrap();
    world.command(FACILITATOR, Command::Settle { team: Some(chosen) }).unwrap();
    let before = world.fold.state.teams.clone();
    for _ in 0..10 {
        world.wait(7);
        let _ = world.command(FACILITATOR, Command::Shuffle {});
        let teams = &world.fold.state.teams;
        assert_eq!((teams.get(&wrote), teams.get(&chosen)), (before.get(&wrote), before.get(&chosen)));
        assert_eq!(sizes(&world).iter().sum::<usize>(), 6, "nobody is lost");
    }
}

#[test]
fn shuffling_makes_other_teams() {
    let (mut world, _) = briefs(&["Council", "School", "Charity", "Church", "Club", "Clinic"]);
    let mut seen = BTreeSet::new();
    for _ in 0..10 {
        world.wait(13);
        let _ = world.command(FACILITATOR, Command::Shuffle {});
        seen.insert(world.fold.state.teams.values().cloned().collect::<Vec<_>>());
    }
    assert!(seen.len() > 3, "{seen:?}");
}

#[test]
fn everybody_sees_how_far_each_team_is_and_not_what_it_wrote() {
    let (mut world, people) = briefs(&["Council", "School"]);
    title(&mut world, people[0], 1, "A bus of our own");
    world.text(people[1], DocumentName::Brief(TeamId(1)), "ideas", "  ").unwrap();
    let team = world.cell(Role::Wall, &CellKey::Team(TeamId(1)));
    assert!(matches!(team, Some(Cell::Team(cell)) if (cell.filled, cell.fields) == (1, 9)));
    assert!(world.cell(Role::Wall, &CellKey::Brief(TeamId(1))).is_none());
    assert!(world.own_cell(people[0], &CellKey::Brief(TeamId(1))).is_some());
    world.go("report");
    assert!(world.cell(Role::Wall, &CellKey::Brief(TeamId(1))).is_some());
    world.go("brief");
    assert!(world.cell(Role::Wall, &CellKey::Brief(TeamId(1))).is_some(), "what was read cannot be unread");
}

#[test]
fn the_chosen_brief_is_open_to_everybody_and_the_others_are_not() {
    let (mut world, people) = briefs(&["Council", "School", "Charity", "Church"]);
    let own = world.fold.state.team_of(seat(people[0])).unwrap();
    let other = *world.fold.state.teams.keys().find(|team| **team != own).unwrap();
    world.go("agree");
    world.command(FACILITATOR, Command::Settle { team: Some(other) }).unwrap();
    let may = |world: &World, team| access(&world.fold.state, DocumentName::Brief(team), people[0]);
    assert_eq!((may(&world, own), may(&world, other)), (Access::Write, Access::Write));
    world.command(FACILITATOR, Command::Settle { team: Some(own) }).unwrap();
    assert_eq!((may(&world, own), may(&world, other)), (Access::Write, Access::Read));
}

#[test]
fn feedback_is_given_from_the_report_back_on() {
    let (mut world, people) = briefs(&["Council", "School"]);
    let say = |world: &mut World, actor, team, text: &str| {
        world.command(actor, Command::Feedback { team: TeamId(team), kind: FeedbackKind::Improve, text: text.into() }).map(drop)
    };
    assert_eq!(say(&mut world, people[0], 1, "Cheaper"), Err(Refusal::NotNow));
    world.go("report");
    for (actor, team, text, refusal) in [
        (people[0], 9, "Cheaper", Refusal::Unknown),
        (people[0], 1, " \n ", Refusal::Empty),
        (people[0], 1, &"x".repeat(limits::LINE_CHARS + 1), Refusal::TooLong),
        (Actor::Wall, 1, "Cheaper", Refusal::NoSeat),
    ] {
        assert_eq!(say(&mut world, actor, team, text), Err(refusal));
    }
    say(&mut world, people[0], 1, "  Cheaper\u{0}  ").unwrap();
    let cell = world.cell(Role::Wall, &CellKey::Feedback(TeamId(1)));
    assert!(
        matches!(cell, Some(Cell::Feedback(cell)) if cell.lines.len() == 1 && cell.lines[0].text == "Cheaper" && cell.lines[0].author.is_none())
    );
    // A console without a seat speaks for the room; under hidden authors nothing says so.
    say(&mut world, Actor::Console, 1, "Warmer").unwrap();
    let lines = |world: &World| match world.cell(Role::Wall, &CellKey::Feedback(TeamId(1))) {
        Some(Cell::Feedback(cell)) => cell.lines,
        other => panic!("no lines: {other:?}"),
    };
    assert_eq!(lines(&world)[1].author, None);
    let mut leaky = world.fold.state.clone();
    leaky.details.authors = Authors::Name;
    world.fold.state = leaky;
    assert!(lines(&world)[1].author.as_ref().is_some_and(|author| author.room && author.name.is_none()));
}

/// Who comes late joins a pair as its third; somebody who was taken out of a team stays where the facilitator left them.
#[test]
fn p5_a_latecomer_joins_a_team_and_moves_nobody_else() {
    let mut world = World::open(|_| {});
    for (name, organisation) in [("Ann", "Council"), ("Ben", "Charity"), ("Cem", "School"), ("Dot", "Council")] {
        world.join(name, organisation);
    }
    world.go("brief");
    world.command(FACILITATOR, Command::Unassign { seat: SeatId(2) }).unwrap();
    let before = world.fold.state.teams.clone();
    let late = world.join("Eve", "Charity");
    let teams = &world.fold.state.teams;
    assert_eq!(world.fold.state.team_of(SeatId(2)), None, "left alone: {teams:?}");
    let joined = world.fold.state.team_of(late.seat().unwrap()).expect("a team");
    assert!(before.contains_key(&joined) && before.len() == teams.len(), "{before:?} became {teams:?}");
}
