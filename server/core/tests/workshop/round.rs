//! Rounds of turns: organisations that speak, teams that report back.

use crate::kit::world::{FACILITATOR, World};
use trestle_core::CellKey;
use trestle_protocol::{Cell, Command, Refusal, Role, RoundCell, RoundId, RoundKind, Turn, TurnState, limits::SLOT_MIN_MS};

const MINUTE: u64 = 60_000;

/// The built-in programme has one round of each kind.
fn id(kind: RoundKind) -> RoundId {
    let step = match kind {
        RoundKind::Speak => "introduce",
        RoundKind::Report => "report",
        RoundKind::Act => "act",
    };
    RoundId::new(&step.into(), kind)
}

fn round(world: &World, kind: RoundKind) -> RoundCell {
    match world.cell(Role::Wall, &CellKey::Round(id(kind))) {
        Some(Cell::Round(cell)) => cell,
        other => panic!("no round: {other:?}"),
    }
}

fn order(world: &World, kind: RoundKind) -> Vec<u32> {
    round(world, kind).turns.iter().map(|turn| turn.subject).collect()
}

fn turn(world: &mut World, turn: Turn) -> Result<(), Refusal> {
    world.command(FACILITATOR, Command::Turn { round: id(RoundKind::Speak), turn }).map(drop)
}

/// School, council and charity are here, in this order, besides the convener; introductions have begun.
fn introductions() -> World {
    let mut world = World::open(|_| {});
    for organisation in ["School", "Council", "Charity"] {
        world.join("Somebody", organisation);
    }
    world.go("introduce");
    world
}

#[test]
fn the_convener_speaks_first_and_only_those_who_are_here() {
    let mut world = World::open(|_| {});
    world.join("Cem", "School");
    world.go("introduce");
    let round = round(&world, RoundKind::Speak);
    assert_eq!(order(&world, RoundKind::Speak), [1, 4]);
    assert_eq!((round.now, round.next, round.ends_at, round.left_ms), (None, Some(1), None, None), "it waits for the facilitator");
}

#[test]
fn everybody_is_heard_and_the_skipped_one_last() {
    let mut world = introductions();
    let mut heard = Vec::new();
    turn(&mut world, Turn::Next).unwrap();
    turn(&mut world, Turn::Next).unwrap();
    turn(&mut world, Turn::Skip).unwrap();
    while let Some(now) = round(&world, RoundKind::Speak).now {
        heard.push(now);
        turn(&mut world, Turn::Next).unwrap();
    }
    assert_eq!(heard, [3, 4, 2]);
    assert!(round(&world, RoundKind::Speak).turns.iter().all(|turn| turn.state == TurnState::Had));
    assert_eq!(turn(&mut world, Turn::Next), Err(Refusal::Already));
    assert_eq!(turn(&mut world, Turn::Skip), Err(Refusal::Already));
    turn(&mut world, Turn::Back).unwrap();
    assert_eq!(round(&world, RoundKind::Speak).now, Some(2));
}

#[test]
fn a_slot_is_a_fair_share_of_the_time_that_is_left() {
    let mut world = introductions();
    turn(&mut world, Turn::Next).unwrap();
    let slot = |world: &World| (round(world, RoundKind::Speak).total_ms, round(world, RoundKind::Speak).ends_at);
    assert_eq!(slot(&world), (30 * MINUTE / 4, Some(world.now.plus(30 * MINUTE / 4))));
    world.wait(15 * MINUTE); // twice as long as was fair
    turn(&mut world, Turn::Next).unwrap();
    assert_eq!(slot(&world), (5 * MINUTE, Some(world.now.plus(5 * MINUTE))));
    world.wait(14 * MINUTE + 45_000);
    turn(&mut world, Turn::Next).unwrap();
    assert_eq!(slot(&world).0, SLOT_MIN_MS, "less is no turn at all");
}

#[test]
fn a_minute_more_is_added_to_what_is_left_of_a_turn() {
    let mut world = introductions();
    assert_eq!(turn(&mut world, Turn::More), Err(Refusal::NotNow), "nobody speaks yet");
    turn(&mut world, Turn::Next).unwrap();
    world.wait(7 * MINUTE);
    turn(&mut world, Turn::More).unwrap();
    assert_eq!(round(&world, RoundKind::Speak).ends_at, Some(world.now.plus(MINUTE + 30_000)));
    world.wait(5 * MINUTE);
    turn(&mut world, Turn::More).unwrap();
    assert_eq!(round(&world, RoundKind::Speak).ends_at, Some(world.now.plus(MINUTE)), "after its end it is a minute from now");
}

#[test]
fn pages_are_turned_while_somebody_has_a_turn_and_each_turn_begins_at_its_first() {
    let mut world = introductions();
    let page = |world: &World| round(world, RoundKind::Speak).page;
    assert_eq!(turn(&mut world, Turn::Ahead), Err(Refusal::NotNow));
    turn(&mut world, Turn::Next).unwrap();
    let slot = round(&world, RoundKind::Speak).ends_at;
    for (way, shown) in [(Turn::Ahead, 1), (Turn::Ahead, 2), (Turn::Behind, 1), (Turn::Behind, 0), (Turn::Behind, -1)] {
        turn(&mut world, way).unwrap();
        assert_eq!(page(&world), shown);
    }
    assert_eq!(round(&world, RoundKind::Speak).ends_at, slot, "time goes on");
    turn(&mut world, Turn::Next).unwrap();
    assert_eq!(page(&world), 0);
}

#[test]
fn p4_slots_stand_still_with_the_clock() {
    let mut world = introductions();
    turn(&mut world, Turn::Next).unwrap();
    world.wait(MINUTE);
    world.command(FACILITATOR, Command::Pause {}).unwrap();
    world.wait(MINUTE);
    let standing = round(&world, RoundKind::Speak);
    assert_eq!((standing.ends_at, standing.left_ms), (None, Some(30 * MINUTE / 4 - MINUTE)));
    turn(&mut world, Turn::Next).unwrap();
    assert_eq!(round(&world, RoundKind::Speak).left_ms, Some(29 * MINUTE / 3), "a turn that begins meanwhile stands, too");
    world.command(FACILITATOR, Command::Resume {}).unwrap();
    assert_eq!(round(&world, RoundKind::Speak).ends_at, Some(world.now.plus(29 * MINUTE / 3)));
    world.go("write");
    assert!(round(&world, RoundKind::Speak).left_ms.is_some(), "nobody speaks while others write");
}

#[test]
fn latecomers_speak_at_the_end_and_once() {
    let mut world = introductions();
    world.join("Dan", "Newcomers");
    world.join("Eve", "Newcomers");
    world.join("Fin", "Council");
    world.join("Gus", "");
    assert_eq!(order(&world, RoundKind::Speak), [1, 2, 3, 4, 5]);
}

#[test]
fn anybody_can_be_called_next() {
    let mut world = introductions();
    let call = |world: &mut World, subject| world.command(FACILITATOR, Command::TurnTo { round: id(RoundKind::Speak), subject }).map(drop);
    call(&mut world, 3).unwrap();
    call(&mut world, 4).unwrap();
    assert_eq!(call(&mut world, 4), Err(Refusal::Already));
    assert_eq!(call(&mut world, 66), Err(Refusal::Unknown));
    call(&mut world, 3).unwrap();
    let states: Vec<_> = round(&world, RoundKind::Speak).turns.iter().map(|turn| (turn.subject, turn.state)).collect();
    assert_eq!(states, [(1, TurnState::Waiting), (2, TurnState::Waiting), (3, TurnState::Now), (4, TurnState::Had)]);
    assert_eq!(round(&world, RoundKind::Speak).next, Some(1));
}

#[test]
fn a_round_is_where_it_was_when_its_step_comes_again() {
    let mut world = introductions();
    turn(&mut world, Turn::Next).unwrap();
    turn(&mut world, Turn::Next).unwrap();
    world.go("write");
    world.go("introduce");
    assert_eq!((round(&world, RoundKind::Speak).now, round(&world, RoundKind::Speak).turns[0].state), (Some(2), TurnState::Had));
}

#[test]
fn p4_a_turn_left_in_the_middle_runs_on_when_its_step_comes_again() {
    let mut world = introductions();
    turn(&mut world, Turn::Next).unwrap();
    let left_at = world.now;
    let ends_at = round(&world, RoundKind::Speak).ends_at.unwrap();
    world.go("write");
    let away = round(&world, RoundKind::Speak);
    assert_eq!((away.ends_at, away.left_ms), (None, Some(ends_at.since(left_at))), "it stands still meanwhile");
    world.now = world.now.plus(90_000);
    world.go("introduce");
    assert_eq!(round(&world, RoundKind::Speak).ends_at, Some(ends_at.plus(world.now.since(left_at))));
}

#[test]
fn teams_report_back_in_the_order_of_their_numbers_and_new_ones_at_the_end() {
    let mut world = World::open(|_| {});
    let people: Vec<_> =
        ["School", "Council", "Charity", "Church"].iter().map(|organisation| world.join("Somebody", organisation)).collect();
    world.go("brief");
    world.go("report");
    assert_eq!(order(&world, RoundKind::Report), [1, 2]);
    world.command(FACILITATOR, Command::Turn { round: id(RoundKind::Report), turn: Turn::Next }).unwrap();
    world.command(FACILITATOR, Command::Assign { seat: people[0].seat().unwrap(), team: None }).unwrap();
    assert_eq!(order(&world, RoundKind::Report), [1, 2, 3]);
    let alone = world.fold.state.teams[&trestle_protocol::TeamId(1)][0];
    world.command(FACILITATOR, Command::Unassign { seat: alone }).unwrap();
    let gone = world.fold.state.teams.keys().map(|team| team.0).collect::<Vec<_>>();
    assert_eq!(order(&world, RoundKind::Report), gone, "a team that is no more does not report");
}

#[test]
fn only_facilitators_turn_rounds() {
    let mut world = introductions();
    let ann = world.join("Ann", "Council");
    for command in
        [Command::Turn { round: id(RoundKind::Speak), turn: Turn::Next }, Command::TurnTo { round: id(RoundKind::Speak), subject: 2 }]
    {
        assert_eq!(world.command(ann, command).err(), Some(Refusal::NotFacilitator));
    }
}
