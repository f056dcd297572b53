//! P4: one clock, the same on every screen, through reloads and restarts.

use trestle_protocol::limits::GRACE_MS;
use trestle_protocol::{AtEnd, Cell, ClockCell, ClockState, Command, Refusal, StepId, StepView, Time};
use trestle_tests::process::Binary;
use trestle_tests::wait::{clock, stage, until_step};
use trestle_tests::{Room, Screen, Trestle, View};

/// When the stepped clock starts: some Monday morning.
const START: u64 = 1_795_510_800_000;
const MINUTE: u64 = 60_000;
const HOUR: i64 = 60 * 60_000;

/// Waits for a clock of that kind; the cell.
async fn until_clock(screen: &Screen, state: ClockState) -> ClockCell {
    let wanted = |view: &View| clock(view).filter(|clock| clock.state == state);
    screen.until_open(&format!("a clock that is {state:?}"), wanted).await.unwrap_or_else(|error| panic!("{error}"))
}

/// What a screen would show now, in milliseconds: by the server's time and the clock's cell alone.
async fn left(screen: &Screen) -> u64 {
    let now = screen.ping().await.expect("a server that answers").now;
    let cell = screen.view(|view| clock(view)).expect("a clock");
    match cell.state {
        ClockState::Paused => cell.left_ms,
        ClockState::Running => cell.ends_at.expect("an end").since(now),
        ClockState::Over => 0,
    }
}

fn steps(room: &Room) -> Vec<StepView> {
    room.facilitator.screen.view(|view| match view.cell("programme") {
        Some(Cell::Programme(programme)) => programme.stages.iter().flat_map(|stage| stage.steps.clone()).collect(),
        _ => panic!("no programme"),
    })
}

/// The first step that moves on by itself, and the one behind it.
fn moving(room: &Room) -> (StepView, StepView) {
    let steps = steps(room);
    let place = steps.iter().position(|step| step.at_end == AtEnd::Move);
    let place = place.expect("the built-in programme has a step that moves on by itself");
    (steps[place].clone(), steps[place + 1].clone())
}

#[tokio::test]
async fn p4_every_screen_shows_the_same_time_and_a_reload_does_not_change_it() {
    let trestle = Trestle::stepped(START);
    let room = Room::open(trestle.server(), 2).await;
    let wall = room.wall().await;
    let whole = u64::from(steps(&room)[0].minutes) * MINUTE;
    assert_eq!(left(&wall).await, whole, "before it starts");
    room.facilitate(Command::Resume {}).await;
    until_clock(&wall, ClockState::Running).await;
    for passed in [1, 700, 59_299, 3 * MINUTE] {
        let before = left(&wall).await;
        trestle.advance(passed).await;
        let now = left(&wall).await;
        assert_eq!(now, before - passed);
        for person in &room.people {
            assert_eq!(left(&person.screen).await, now);
        }
        let reloaded = Screen::open(trestle.server(), room.workshop(), room.people[0].screen.token()).await.expect("a reload");
        assert_eq!(left(&reloaded).await, now);
    }
}

#[tokio::test]
async fn p4_the_clock_obeys_its_buttons() {
    let trestle = Trestle::stepped(START);
    let room = Room::open(trestle.server(), 1).await;
    let screen = &room.people[0].screen;
    let whole = u64::from(steps(&room)[0].minutes) * MINUTE;
    room.facilitate(Command::Resume {}).await;
    until_clock(screen, ClockState::Running).await;
    trestle.advance(MINUTE).await;
    room.facilitate(Command::Extend { seconds: 300 }).await;
    let longer = |view: &View| clock(view).filter(|clock| clock.total_ms == whole + 5 * MINUTE).map(drop);
    screen.until_open("five minutes more", longer).await.expect("more time");
    assert_eq!(left(screen).await, whole + 4 * MINUTE);
    room.facilitate(Command::Pause {}).await;
    assert_eq!(until_clock(screen, ClockState::Paused).await.left_ms, whole + 4 * MINUTE);
    trestle.advance(20 * MINUTE).await;
    assert_eq!(left(screen).await, whole + 4 * MINUTE, "a clock that is paused stands still");
    room.facilitate(Command::Resume {}).await;
    until_clock(screen, ClockState::Running).await;
    trestle.advance(MINUTE).await;
    room.facilitate(Command::Restart {}).await;
    let again = |view: &View| clock(view).filter(|clock| clock.ends_at != Some(Time(START + 30 * MINUTE))).map(drop);
    screen.until_open("the whole time again", again).await.expect("from the beginning");
    let restarted = left(screen).await;
    assert!(restarted >= whole && restarted <= whole + 5 * MINUTE, "{restarted}");
}

#[tokio::test]
async fn p4_a_running_clock_runs_on_over_a_restart_and_a_paused_one_stands_still() {
    let mut trestle = Trestle::stepped(START);
    let mut room = Room::open(trestle.server(), 1).await;
    let mut other = Room::open(trestle.server(), 1).await;
    let whole = u64::from(steps(&room)[0].minutes) * MINUTE;
    room.facilitate(Command::Resume {}).await;
    other.facilitate(Command::Resume {}).await;
    trestle.advance(2 * MINUTE).await;
    other.facilitate(Command::Pause {}).await;
    trestle.kill();
    // Three minutes go by in which nobody counts.
    trestle.restart_at(START + 5 * MINUTE);
    for room in [&mut room, &mut other] {
        room.people[0].screen.reconnect().await.expect("back again");
    }
    assert_eq!(until_clock(&room.people[0].screen, ClockState::Running).await.ends_at, Some(Time(START + whole)));
    assert_eq!(left(&room.people[0].screen).await, whole - 5 * MINUTE);
    assert_eq!(until_clock(&other.people[0].screen, ClockState::Paused).await.left_ms, whole - 2 * MINUTE);
    trestle.advance(MINUTE).await;
    assert_eq!(left(&room.people[0].screen).await, whole - 6 * MINUTE);
    assert_eq!(left(&other.people[0].screen).await, whole - 2 * MINUTE);
}

#[tokio::test]
async fn p4_a_step_that_is_over_moves_on_once_after_its_grace() {
    let trestle = Trestle::stepped(START);
    let room = Room::open(trestle.server(), 1).await;
    let screen = &room.people[0].screen;
    let (step, next) = moving(&room);
    room.go(step.id.as_str()).await;
    let running = until_clock(screen, ClockState::Running).await;
    trestle.advance(running.total_ms - 1).await;
    assert_eq!(left(screen).await, 1);
    trestle.advance(1).await;
    let over = until_clock(screen, ClockState::Over).await;
    assert_eq!(over.moves_to.as_ref(), Some(&next.id), "where it moves to is seen before it does");
    let moves_at = over.moves_at.expect("when it moves is seen before it does");
    assert_eq!(moves_at, over.ends_at.expect("its end").plus(GRACE_MS));
    trestle.advance(GRACE_MS - 1).await;
    screen.ping().await.expect("a server that answers");
    screen.view(|view| assert_eq!(stage(view).map(|stage| stage.step), Some(step.id.clone()), "it moved before its grace was over"));
    trestle.advance(1).await;
    until_step(screen, next.id.as_str()).await;
    // A facilitator who presses Next in that moment skips nothing.
    let late = Command::Move { to: next.id.clone(), from: step.id.clone() };
    assert_eq!(room.facilitator.screen.command(late).await.expect_err("a step was skipped").refusal(), Some(Refusal::Moved));
    let clock = until_clock(screen, ClockState::Running).await;
    assert_eq!(clock.total_ms, u64::from(next.minutes) * MINUTE);
    trestle.advance(MINUTE).await;
    screen.ping().await.expect("a server that answers");
    screen.view(|view| assert_eq!(stage(view).map(|stage| stage.step), Some(next.id.clone()), "it moved twice"));
}

#[tokio::test]
async fn p4_stay_stops_the_move_and_more_time_makes_it_run_again() {
    let trestle = Trestle::stepped(START);
    let room = Room::open(trestle.server(), 1).await;
    let screen = &room.people[0].screen;
    let (step, _) = moving(&room);
    room.go(step.id.as_str()).await;
    trestle.advance(until_clock(screen, ClockState::Running).await.total_ms).await;
    until_clock(screen, ClockState::Over).await;
    room.facilitate(Command::Stay {}).await;
    let stays = |view: &View| clock(view).filter(|clock| clock.state == ClockState::Over && clock.moves_at.is_none()).map(drop);
    screen.until_open("a step that stays", stays).await.expect("it stays");
    trestle.advance(10 * GRACE_MS).await;
    screen.ping().await.expect("a server that answers");
    screen.view(|view| assert_eq!(stage(view).map(|stage| stage.step), Some(step.id.clone()), "it moved although it was told to stay"));
    room.facilitate(Command::Extend { seconds: 60 }).await;
    until_clock(screen, ClockState::Running).await;
    assert_eq!(left(screen).await, MINUTE);
}

#[tokio::test]
async fn p4_time_that_ran_out_while_the_server_was_down_still_has_its_grace_and_moves_once() {
    let mut trestle = Trestle::stepped(START);
    let mut room = Room::open(trestle.server(), 1).await;
    let (step, next): (StepView, StepView) = moving(&room);
    room.go(step.id.as_str()).await;
    let whole = u64::from(step.minutes) * MINUTE;
    trestle.kill();
    trestle.restart_at(START + whole + 2 * MINUTE);
    room.people[0].screen.reconnect().await.expect("back again");
    let screen = &room.people[0].screen;
    let over = until_clock(screen, ClockState::Over).await;
    assert_eq!(over.moves_at, Some(Time(START + whole + 2 * MINUTE + GRACE_MS)), "the facilitator still has the whole grace");
    trestle.advance(GRACE_MS).await;
    until_step(screen, next.id.as_str()).await;
    let entered = |id: &StepId| screen.view(|view| stage(view).map(|stage| stage.step == *id));
    trestle.advance(MINUTE / 2).await;
    screen.ping().await.expect("a server that answers");
    assert_eq!(entered(&next.id), Some(true), "it moved twice");
}

/// Every screen of a room, and one that has just been loaded, by what each would show.
async fn all_left(room: &Room, wall: &Screen) -> Vec<u64> {
    let reloaded = Screen::open(&room.server, room.workshop(), room.people[0].screen.token()).await.expect("a reload");
    let mut all = Vec::new();
    for screen in [&room.facilitator.screen, &room.people[0].screen, &room.people[1].screen, wall, &reloaded] {
        all.push(left(screen).await);
    }
    all
}

fn started_at(screen: &Screen) -> Option<Time> {
    screen.view(|view| match view.cell("workshop") {
        Some(Cell::Workshop(workshop)) => workshop.started_at,
        _ => None,
    })
}

/// The calendar of the machine is put right by hours under a running timer.
#[tokio::test]
async fn p4_a_calendar_that_is_put_right_by_hours_changes_no_timer_and_every_date_at_once() {
    for put_right in [-3 * HOUR, 3 * HOUR] {
        let trestle = Trestle::stepped(START);
        let room = Room::open(trestle.server(), 2).await;
        let wall = room.wall().await;
        assert_eq!(steps(&room)[0].minutes, 10);
        room.facilitate(Command::Resume {}).await;
        until_clock(&wall, ClockState::Running).await;
        trestle.advance(MINUTE).await;
        trestle.put_right(put_right).await;
        assert_eq!(all_left(&room, &wall).await, [540_000; 5], "{put_right}: nothing has passed");
        trestle.advance(MINUTE).await;
        assert_eq!(all_left(&room, &wall).await, [480_000; 5], "{put_right}: a minute has");
        room.facilitate(Command::Restart {}).await;
        let again = |view: &View| clock(view).filter(|clock| clock.ends_at == Some(Time(START + 12 * MINUTE))).map(drop);
        wall.until_open("ten minutes again", again).await.expect("from the beginning");
        assert_eq!(all_left(&room, &wall).await, [600_000; 5], "{put_right}: a new timer is right at once");
        // It goes on by itself when it should, and a date that is made now is the calendar's.
        let civil = START.strict_add_signed(put_right) + 2 * MINUTE;
        assert_eq!(started_at(&wall), Some(Time(START)), "{put_right}: what was dated before stays");
        room.facilitate(Command::Close { anyway: true }).await;
        let closed = |view: &View| match view.cell("workshop") {
            Some(Cell::Workshop(workshop)) => workshop.closed_at,
            _ => None,
        };
        let closed_at = wall.until_open("the end", closed).await.expect("the end");
        assert_eq!(closed_at, Time(civil), "{put_right}");
        let record = trestle.server().record(room.workshop(), &room.created.token, "json").await.expect("a record");
        let record: serde_json::Value = serde_json::from_str(&record).expect("JSON");
        assert_eq!((&record["made_at"], &record["workshop"]["closed_at"]), (&civil.into(), &civil.into()), "{put_right}");
        let later = Room::open(trestle.server(), 1).await;
        later.facilitate(Command::Resume {}).await;
        until_clock(&later.people[0].screen, ClockState::Running).await;
        assert_eq!(started_at(&later.people[0].screen), Some(Time(civil)), "{put_right}: so is a workshop that is made now");
    }
}

/// The server is started again on a machine that went on, and its calendar says something else.
#[tokio::test]
async fn p4_a_timer_goes_on_over_a_restart_whatever_the_calendar_says_then() {
    for put_right in [-HOUR, 0, HOUR] {
        let mut trestle = Trestle::start_with(Binary::Stepped, &["--clock-start", &START.to_string(), "--clock-boot", &MINUTE.to_string()]);
        let mut room = Room::open(trestle.server(), 2).await;
        assert_eq!(steps(&room)[0].minutes, 10);
        room.facilitate(Command::Resume {}).await;
        trestle.advance(2 * MINUTE).await;
        trestle.kill();
        // One minute in which nobody counts.
        trestle.restart_on(4 * MINUTE, START.strict_add_signed(put_right) + 3 * MINUTE);
        room.come_back().await;
        let wall = room.wall().await;
        assert_eq!(all_left(&room, &wall).await, [420_000; 5], "{put_right}");
        room.facilitate(Command::Restart {}).await;
        let again = |view: &View| clock(view).filter(|clock| clock.ends_at == Some(Time(START + 13 * MINUTE))).map(drop);
        wall.until_open("ten minutes again", again).await.expect("from the beginning");
        assert_eq!(all_left(&room, &wall).await, [600_000; 5], "{put_right}");
        trestle.advance(10 * MINUTE).await;
        until_clock(&wall, ClockState::Over).await;
    }
}

/// The machine itself was off, and comes back with a calendar that is behind: time stands, and does not go back.
#[tokio::test]
async fn p4_a_machine_that_starts_with_a_calendar_from_before_goes_on_from_the_last_entry() {
    let mut trestle = Trestle::stepped(START);
    let mut room = Room::open(trestle.server(), 2).await;
    assert_eq!(steps(&room)[0].minutes, 10);
    room.facilitate(Command::Resume {}).await;
    trestle.advance(2 * MINUTE).await;
    room.facilitate(Command::Say { team: None, text: "Two minutes have gone".into() }).await;
    trestle.kill();
    trestle.restart_at(START.strict_add_signed(-2 * HOUR));
    room.come_back().await;
    let wall = room.wall().await;
    assert_eq!(all_left(&room, &wall).await, [480_000; 5]);
    trestle.advance(MINUTE).await;
    assert_eq!(all_left(&room, &wall).await, [420_000; 5], "it goes on at once, and does not wait for the calendar to come up");
    trestle.put_right(2 * HOUR).await;
    assert_eq!(all_left(&room, &wall).await, [420_000; 5]);
}
