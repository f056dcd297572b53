//! P4, one clock: to the millisecond, through pauses, restarts of the server and ends of steps.

use crate::kit::{
    hand::seat,
    world::{BEGINNING, FACILITATOR, World},
};
use trestle_core::{
    Actor, CellKey, Event, Fold, Order,
    clock::{Clock, Phase},
};
use trestle_protocol::{AtEnd, Cell, ClockState, Command, Refusal, Role, Time, limits::GRACE_MS};

const MINUTE: u64 = 60_000;

/// A workshop whose steps all move on by themselves, or hold.
fn open(at_end: AtEnd) -> World {
    World::open(|create| create.programme.stages.iter_mut().flat_map(|stage| &mut stage.steps).for_each(|step| step.at_end = at_end))
}

fn do_it(world: &mut World, command: Command) {
    let said = format!("{command:?}");
    world.command(FACILITATOR, command).unwrap_or_else(|refusal| panic!("{said}: {refusal}"));
}

fn phase(world: &World) -> Phase {
    world.fold.state.clock.phase
}

fn until_end(world: &World) -> u64 {
    world.fold.state.next_tick().unwrap().since(world.now)
}

/// The server is started again.
fn restart(world: &mut World) {
    world.fold = Fold::restore(&world.fold.snapshot().unwrap()).unwrap();
}

#[test]
fn p4_a_new_workshop_stands_still_until_its_clock_is_started() {
    let mut world = open(AtEnd::Hold);
    assert_eq!(world.fold.state.clock, Clock { total_ms: 10 * MINUTE, phase: Phase::Paused(10 * MINUTE) });
    assert_eq!((world.fold.state.next_tick(), world.fold.state.started_at), (None, None));
    world.wait(1_234_567);
    assert!(!world.tick());
    do_it(&mut world, Command::Resume {});
    assert_eq!(phase(&world), Phase::Running(BEGINNING.plus(1_234_567 + 10 * MINUTE)));
    assert_eq!(world.fold.state.started_at, Some(BEGINNING.plus(1_234_567)));
    assert_eq!(world.command(FACILITATOR, Command::Resume {}).err(), Some(Refusal::Already));
}

#[test]
fn p4_pause_and_resume_keep_every_millisecond() {
    let mut world = open(AtEnd::Hold);
    assert_eq!(world.command(FACILITATOR, Command::Pause {}).err(), Some(Refusal::Already));
    do_it(&mut world, Command::Resume {});
    let mut left = 10 * MINUTE;
    for (ran, stood) in [(1, 7), (123_457, 5_000_000), (0, 1), (59_999, 0)] {
        world.wait(ran);
        do_it(&mut world, Command::Pause {});
        left -= ran;
        world.wait(stood);
        assert_eq!(phase(&world), Phase::Paused(left));
        assert_eq!((world.clock().state, world.clock().left_ms, world.clock().ends_at), (ClockState::Paused, left, None));
        do_it(&mut world, Command::Resume {});
        assert_eq!((phase(&world), until_end(&world)), (Phase::Running(world.now.plus(left)), left));
    }
}

#[test]
fn p4_minutes_are_added_and_taken_exactly() {
    let mut world = open(AtEnd::Hold);
    do_it(&mut world, Command::Extend { seconds: 60 });
    assert_eq!(world.fold.state.clock, Clock { total_ms: 11 * MINUTE, phase: Phase::Paused(11 * MINUTE) }, "standing");
    do_it(&mut world, Command::Resume {});
    world.wait(1);
    do_it(&mut world, Command::Extend { seconds: 300 });
    assert_eq!((until_end(&world), world.clock().total_ms), (16 * MINUTE - 1, 16 * MINUTE), "running");
    do_it(&mut world, Command::Extend { seconds: -60 });
    assert_eq!((until_end(&world), world.clock().total_ms), (15 * MINUTE - 1, 15 * MINUTE));
    do_it(&mut world, Command::Extend { seconds: -3_600 });
    assert_eq!(phase(&world), Phase::Running(world.now), "not before now");
    assert!(world.tick());
    for seconds in [0, 3_601, -3_601, i32::MIN, i32::MAX] {
        assert_eq!(world.command(FACILITATOR, Command::Extend { seconds }).err(), Some(Refusal::OutOfRange), "{seconds}");
    }
}

#[test]
fn p4_a_step_whose_time_is_up_runs_again_if_it_gets_more() {
    let mut world = open(AtEnd::Move);
    do_it(&mut world, Command::Resume {});
    world.wait(10 * MINUTE);
    assert!(world.tick());
    do_it(&mut world, Command::Extend { seconds: -60 });
    assert!(matches!(phase(&world), Phase::Over { moves_at: Some(_), .. }), "less time does not start it");
    world.wait(5_000);
    do_it(&mut world, Command::Extend { seconds: 60 });
    assert_eq!(phase(&world), Phase::Running(world.now.plus(MINUTE)));
    world.wait(GRACE_MS);
    assert!(!world.tick(), "the move that was announced does not come");
}

#[test]
fn p4_restart_gives_the_step_its_whole_time() {
    let mut world = open(AtEnd::Hold);
    do_it(&mut world, Command::Resume {});
    world.wait(MINUTE);
    do_it(&mut world, Command::Extend { seconds: 300 });
    do_it(&mut world, Command::Restart {});
    assert_eq!(world.fold.state.clock, Clock::running(10 * MINUTE, world.now), "running");
    do_it(&mut world, Command::Pause {});
    do_it(&mut world, Command::Extend { seconds: -60 });
    do_it(&mut world, Command::Restart {});
    assert_eq!(world.fold.state.clock, Clock::standing(10 * MINUTE), "standing");
    do_it(&mut world, Command::Resume {});
    world.wait(10 * MINUTE);
    assert!(world.tick());
    do_it(&mut world, Command::Restart {});
    assert_eq!(world.fold.state.clock, Clock::running(10 * MINUTE, world.now), "over");
}

#[test]
fn p4_time_is_up_at_the_millisecond_and_once() {
    let mut world = open(AtEnd::Hold);
    do_it(&mut world, Command::Resume {});
    world.wait(10 * MINUTE - 1);
    assert!(!world.tick(), "a millisecond early");
    world.wait(1);
    assert!(world.tick());
    let ended_at = world.now;
    for _ in 0..3 {
        assert!(!world.tick());
        world.wait(GRACE_MS);
    }
    assert_eq!(phase(&world), Phase::Over { ended_at, moves_at: None });
    let clock = world.clock();
    assert_eq!((clock.state, clock.ends_at, clock.moves_at, clock.moves_to), (ClockState::Over, Some(ended_at), None, None));
    assert_eq!(world.fold.state.step.as_str(), "welcome", "it holds");
}

#[test]
fn p4_a_step_moves_on_by_itself_after_the_grace_and_once() {
    let mut world = open(AtEnd::Move);
    do_it(&mut world, Command::Resume {});
    world.wait(10 * MINUTE);
    assert!(world.tick());
    let moves_at = world.now.plus(GRACE_MS);
    assert_eq!((world.clock().moves_at, world.clock().moves_to), (Some(moves_at), Some("introduce".into())));
    assert_eq!(world.fold.state.next_tick(), Some(moves_at));
    world.wait(GRACE_MS - 1);
    assert!(!world.tick(), "a millisecond early");
    world.wait(1);
    let moved = world.order(Actor::System, Order::Tick).unwrap().events;
    assert_eq!(moved.iter().filter(|event| matches!(event, Event::Moved { .. })).count(), 1);
    assert!(!world.tick());
    assert_eq!(world.fold.state.step.as_str(), "introduce");
    assert_eq!(world.fold.state.clock, Clock::running(30 * MINUTE, world.now));
}

#[test]
fn p4_the_last_step_never_moves_on() {
    let mut world = open(AtEnd::Move);
    world.go("act");
    world.wait(10 * MINUTE);
    assert!(world.tick());
    assert_eq!((world.clock().moves_at, world.fold.state.next_tick()), (None, None));
}

#[test]
fn p4_stay_pause_and_going_elsewhere_stop_the_move() {
    let stops = [
        Command::Stay {},
        Command::Pause {},
        Command::Move { to: "write".into(), from: "welcome".into() },
        Command::Close { anyway: true },
    ];
    for stop in stops {
        let mut world = open(AtEnd::Move);
        assert_eq!(world.command(FACILITATOR, Command::Stay {}).err(), Some(Refusal::Already), "nothing to stop yet");
        do_it(&mut world, Command::Resume {});
        world.wait(10 * MINUTE);
        assert!(world.tick());
        world.wait(GRACE_MS - 1);
        do_it(&mut world, stop.clone());
        let step = world.fold.state.step.clone();
        world.wait(GRACE_MS);
        assert!(!world.tick(), "{stop:?}");
        assert_eq!(world.fold.state.step, step, "{stop:?}");
    }
}

#[test]
fn p4_stay_leaves_the_step_over_since_its_end() {
    let mut world = open(AtEnd::Move);
    do_it(&mut world, Command::Resume {});
    world.wait(10 * MINUTE);
    let ended_at = world.now;
    assert!(world.tick());
    world.wait(1_000);
    do_it(&mut world, Command::Stay {});
    assert_eq!(phase(&world), Phase::Over { ended_at, moves_at: None });
    assert_eq!(world.command(FACILITATOR, Command::Stay {}).err(), Some(Refusal::Already));
}

#[test]
fn p4_running_stays_running_over_a_restart_and_paused_stays_paused() {
    let mut world = open(AtEnd::Move);
    do_it(&mut world, Command::Resume {});
    let ends_at = phase(&world);
    world.wait(MINUTE);
    restart(&mut world);
    world.wait(MINUTE);
    assert_eq!((phase(&world), until_end(&world)), (ends_at, 8 * MINUTE), "real time went on");
    do_it(&mut world, Command::Pause {});
    restart(&mut world);
    world.wait(60 * MINUTE);
    assert!(!world.tick());
    assert_eq!(phase(&world), Phase::Paused(8 * MINUTE));
}

#[test]
fn p4_what_ended_while_the_server_was_away_ends_once_and_still_has_its_grace() {
    let mut world = open(AtEnd::Move);
    do_it(&mut world, Command::Resume {});
    let ended_at = world.now.plus(10 * MINUTE);
    restart(&mut world);
    world.wait(60 * MINUTE);
    assert!(world.tick());
    assert_eq!(phase(&world), Phase::Over { ended_at, moves_at: Some(world.now.plus(GRACE_MS)) });
    restart(&mut world);
    assert!(!world.tick(), "not a second time");
    world.wait(GRACE_MS);
    assert!(world.tick());
    assert_eq!(world.fold.state.step.as_str(), "introduce");
}

#[test]
fn p4_another_length_moves_the_end_of_the_live_step_alone() {
    let mut world = open(AtEnd::Hold);
    do_it(&mut world, Command::Resume {});
    world.wait(MINUTE);
    do_it(&mut world, Command::SetMinutes { step: "welcome".into(), minutes: 12 });
    assert_eq!((until_end(&world), world.clock().total_ms), (11 * MINUTE, 12 * MINUTE));
    do_it(&mut world, Command::SetMinutes { step: "write".into(), minutes: 20 });
    assert_eq!(until_end(&world), 11 * MINUTE);
    world.go("write");
    assert_eq!(world.fold.state.clock, Clock::running(20 * MINUTE, world.now));
    for (step, minutes, refusal) in [
        ("write", 0, Refusal::OutOfRange),
        ("write", 481, Refusal::OutOfRange),
        ("write", 20, Refusal::Already),
        ("lunch", 5, Refusal::Unknown),
    ] {
        let command = Command::SetMinutes { step: step.into(), minutes };
        assert_eq!(world.command(FACILITATOR, command).err(), Some(refusal), "{step} {minutes}");
    }
}

#[test]
fn p4_a_closed_workshop_stands_still_and_goes_on_when_it_is_told_to() {
    let mut world = open(AtEnd::Move);
    do_it(&mut world, Command::Resume {});
    world.wait(4 * MINUTE);
    do_it(&mut world, Command::Close { anyway: true });
    world.wait(60 * MINUTE);
    assert!(!world.tick());
    assert_eq!(world.fold.state.next_tick(), None);
    assert_eq!(world.command(FACILITATOR, Command::Resume {}).err(), Some(Refusal::Closed));
    do_it(&mut world, Command::Reopen {});
    assert_eq!(phase(&world), Phase::Paused(6 * MINUTE));
    do_it(&mut world, Command::Resume {});
    assert_eq!(until_end(&world), 6 * MINUTE);
}

#[test]
fn p4_a_clock_that_goes_backwards_harms_nothing() {
    let mut world = open(AtEnd::Move);
    do_it(&mut world, Command::Resume {});
    world.now = Time(world.now.0 - 5 * MINUTE);
    assert!(!world.tick());
    do_it(&mut world, Command::Pause {});
    assert_eq!(phase(&world), Phase::Paused(15 * MINUTE), "the end is a moment, not a length");
}

#[test]
fn p4_only_facilitators_touch_the_clock() {
    let mut world = open(AtEnd::Hold);
    let participant = world.join("Ann", "Council");
    let before = world.fold.state.clone();
    for command in [
        Command::Pause {},
        Command::Resume {},
        Command::Extend { seconds: 60 },
        Command::Restart {},
        Command::Stay {},
        Command::SetMinutes { step: "write".into(), minutes: 3 },
    ] {
        for actor in [participant, Actor::Wall, Actor::Seat(trestle_protocol::SeatId(99))] {
            assert_eq!(world.command(actor, command.clone()).err(), Some(Refusal::NotFacilitator), "{command:?} by {actor:?}");
        }
    }
    assert_eq!(world.fold.state, before);
    assert!(matches!(world.cell(Role::Wall, &CellKey::Seat(seat(participant))), Some(Cell::Seat(_))));
}

#[test]
fn p4_the_days_before_the_start_are_no_time_spent() {
    let mut world = World::open(|_| {});
    world.wait(3 * 24 * 3_600_000);
    world.command(FACILITATOR, Command::Resume {}).unwrap();
    world.wait(60_000);
    let first = world.fold.state.step.clone();
    world.go("write");
    assert_eq!(world.fold.state.spent[&first], 60_000);
}
