//! Timers go by a workshop's course of time, dates by the calendar; where the two differ the journal says both, and a replay asks no clock.

use crate::kit::world::{BEGINNING, FACILITATOR, new_workshop, step};
use serde_json::Value;
use trestle_core::{Actor, Event, Fold, Moment, Order, entry::Entry, record, view};
use trestle_core::{CellKey, Viewer, clock::Phase};
use trestle_protocol::{Cell, Command, Details, Refusal, Role, Time};

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;

/// A workshop, its journal, and its two clocks.
struct Clocked {
    fold: Fold,
    journal: Vec<Vec<u8>>,
    course: Time,
    /// By how much the calendar is ahead.
    ahead: i64,
}

impl Clocked {
    fn new(ahead: i64) -> Self {
        let mut clocked = Self { fold: Fold::empty(), journal: Vec::new(), course: BEGINNING, ahead };
        clocked.order(Actor::System, Order::Create(Box::new(new_workshop()))).unwrap();
        clocked
    }

    fn civil(&self) -> Time {
        Time(self.course.0.strict_add_signed(self.ahead))
    }

    fn order(&mut self, actor: Actor, order: Order) -> Result<Vec<Event>, Refusal> {
        let changed = self.fold.order(actor, None, &order, Moment::new(self.course, self.civil()))?;
        self.journal.extend(changed.entries.into_iter().map(|entry| entry.bytes));
        Ok(changed.events)
    }

    fn command(&mut self, command: Command) -> Result<Vec<Event>, Refusal> {
        self.order(FACILITATOR, Order::Command(command))
    }

    fn wait(&mut self, millis: u64) {
        self.course = self.course.plus(millis);
    }

    fn go(&mut self, to: &str) {
        let from = self.fold.state.step.clone();
        self.command(Command::Move { to: step(to), from }).unwrap();
    }

    /// The journal gives the same workshop, and so does a snapshot: to the byte.
    fn is_replayed(&self) {
        let mut replayed = Fold::empty();
        for entry in &self.journal {
            replayed.replay(entry).unwrap();
        }
        assert_eq!(replayed.snapshot().unwrap(), self.fold.snapshot().unwrap());
        assert_eq!((replayed.latest(), &replayed.state), (self.fold.latest(), &self.fold.state));
        let restored = Fold::restore(&self.fold.snapshot().unwrap()).unwrap();
        assert_eq!((restored.latest(), &restored.state), (self.fold.latest(), &self.fold.state));
    }
}

#[test]
fn p4_dates_are_the_calendars_and_timers_the_courses_whatever_lies_between() {
    for ahead in [0, 3 * HOUR as i64, -3 * HOUR as i64, 56 * 365 * 24 * HOUR as i64] {
        let mut clocked = Clocked::new(ahead);
        let (began, created) = (clocked.course, clocked.civil());
        clocked.wait(MINUTE);
        clocked.command(Command::Resume {}).unwrap();
        let started = clocked.civil();
        let Phase::Running(ends_at) = clocked.fold.state.clock.phase else { panic!("it runs") };
        assert_eq!(ends_at.since(clocked.course), clocked.fold.state.clock.total_ms, "{ahead}");
        // The calendar is put right by a day more; what lasts, lasts as long as it does.
        clocked.ahead += 24 * HOUR as i64;
        clocked.wait(2 * MINUTE);
        let first = clocked.fold.state.step.clone();
        clocked.go("write");
        assert_eq!(clocked.fold.state.spent[&first], 2 * MINUTE, "{ahead}: time before the start is nobody's");
        assert_eq!(clocked.fold.state.entered_at, began.plus(3 * MINUTE));
        clocked.command(Command::Close { anyway: true }).unwrap();
        let state = &clocked.fold.state;
        assert_eq!((state.created_at, state.started_at, state.closed_at), (created, Some(started), Some(clocked.civil())), "{ahead}");
        let made = record(state, &clocked.fold.documents, Viewer::class(Role::Participant), clocked.civil());
        assert_eq!((made.workshop.started_at, made.workshop.closed_at), (Some(started), Some(clocked.civil())));
        let shown = view(state, &clocked.fold.documents, Viewer::class(Role::Facilitator), &CellKey::Workshop);
        let Some(Cell::Workshop(shown)) = shown else { panic!("a cell") };
        assert_eq!((shown.created_at, shown.closed_at), (created, Some(clocked.civil())));
        assert_eq!(clocked.fold.latest(), clocked.course);
        clocked.is_replayed();
    }
}

/// What is within a minute is one and the same, and stands once: journals of machines whose clocks are right say nothing that they did not say before.
#[test]
fn p10_an_entry_says_both_times_only_where_they_differ() {
    for (ahead, both) in [(0, false), (59_999, false), (-59_999, false), (60_000, true), (-60_000, true)] {
        let clocked = Clocked::new(ahead);
        for bytes in &clocked.journal {
            let json: Value = serde_json::from_slice(&bytes[1..]).unwrap();
            assert_eq!(json["at"], clocked.course.0, "{ahead}");
            assert_eq!(json.get("civil").and_then(Value::as_u64), both.then_some(clocked.civil().0), "{ahead}");
            let Ok(Entry::Event(entry)) = Entry::decode(bytes) else { panic!("an event") };
            assert_eq!(entry.moment(), Moment::new(clocked.course, clocked.civil()));
        }
        clocked.is_replayed();
    }
}

#[test]
fn until_when_it_is_kept_is_judged_by_the_calendar() {
    let day = 24 * HOUR;
    let mut clocked = Clocked::new(30 * day as i64);
    let details = |clocked: &Clocked, at: Time| Details { erase_at: Some(at), ..clocked.fold.state.details.clone() };
    let in_between = clocked.course.plus(day);
    let command = Command::Describe { details: details(&clocked, in_between) };
    assert_eq!(clocked.command(command), Err(Refusal::OutOfRange), "by the calendar that day is past");
    let command = Command::Describe { details: details(&clocked, clocked.civil().plus(day)) };
    assert!(clocked.command(command).is_ok());
    clocked.is_replayed();
}

/// A console was used while the calendar was wrong: once it is right, its next use is noted and dated at once.
#[test]
fn a_wrong_date_of_a_use_is_put_right_with_the_next_one() {
    for wrong in [5 * HOUR as i64, -5 * HOUR as i64] {
        let mut clocked = Clocked::new(wrong);
        let secret = *clocked.fold.state.passes.keys().next().unwrap();
        let uses = |clocked: &mut Clocked| clocked.order(Actor::System, Order::Use { secret, by: None }).unwrap().len();
        assert_eq!((uses(&mut clocked), uses(&mut clocked)), (1, 0), "and not again for a while");
        clocked.ahead = 0;
        assert_eq!((uses(&mut clocked), uses(&mut clocked)), (1, 0), "{wrong}");
        assert_eq!(clocked.fold.state.passes[&secret].used_at, Some(clocked.course));
        clocked.is_replayed();
    }
}

/// What runs is known to run, so that its course goes on when it is opened again.
#[test]
fn a_workshop_runs_while_one_of_its_clocks_does() {
    let mut clocked = Clocked::new(0);
    assert!(!clocked.fold.state.runs(), "it stands before the start");
    clocked.command(Command::Resume {}).unwrap();
    assert!(clocked.fold.state.runs());
    clocked.command(Command::Pause {}).unwrap();
    assert!(!clocked.fold.state.runs());
    clocked.command(Command::Resume {}).unwrap();
    clocked.command(Command::Close { anyway: true }).unwrap();
    assert!(!clocked.fold.state.runs());
}
