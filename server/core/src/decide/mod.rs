//! Decide: may this happen, and what follows from it. The only place that makes events.

mod clock;
mod create;
mod join;
mod movement;
mod people;
mod poll;
mod round;
mod seat;
mod team;

use crate::{documents::Documents, event::Event, identity::Actor, order::Order, state::State};
use trestle_protocol::{Command, Refusal, Time};

/// What a command needs of the one who gives it.
enum Needs {
    /// Whoever runs the workshop.
    Facilitator,
    /// Somebody with a seat.
    Seat,
    /// Either; the command looks closer.
    Either,
}

/// Decides an order: the events that follow, or why not. Changes nothing.
///
/// # Errors
/// The rule that forbids it.
pub fn decide(state: &State, documents: &Documents, actor: Actor, order: &Order, now: Time) -> Result<Vec<Event>, Refusal> {
    if let Order::Create(create) = order {
        return create::create(state, create);
    }
    if !state.exists() {
        return Err(Refusal::Unknown);
    }
    match order {
        Order::Create(_) => Err(Refusal::Already),
        Order::Join { token, name, organisation, role } => join::join(state, *token, name, organisation, *role),
        Order::Grant { secret, holder } => join::grant(state, *secret, *holder),
        Order::Tick => Ok(movement::tick(state, documents, now)),
        Order::Command(command) => {
            permit(state, actor, command)?;
            self::command(state, documents, actor, command, now)
        }
    }
}

/// The one check of who may give a command.
fn permit(state: &State, actor: Actor, command: &Command) -> Result<(), Refusal> {
    let seated = actor.seat().is_some_and(|seat| state.seat(seat).is_some());
    let facilitates = state.facilitates(actor);
    match needs(command) {
        Needs::Facilitator if !facilitates => return Err(Refusal::NotFacilitator),
        Needs::Seat if !seated => return Err(Refusal::NoSeat),
        Needs::Either if !seated && !facilitates => return Err(Refusal::NoSeat),
        Needs::Facilitator | Needs::Seat | Needs::Either => {}
    }
    if state.closed_at.is_some() && !open_when_closed(command) {
        return Err(Refusal::Closed);
    }
    Ok(())
}

fn needs(command: &Command) -> Needs {
    match command {
        Command::Wave {}
        | Command::Hand { .. }
        | Command::Done { .. }
        | Command::Rename { .. }
        | Command::Answer { .. }
        | Command::Feedback { .. } => Needs::Seat,
        Command::Commit { .. } => Needs::Either,
        Command::LowerHand { .. }
        | Command::Move { .. }
        | Command::Pause {}
        | Command::Resume {}
        | Command::Extend { .. }
        | Command::Restart {}
        | Command::Stay {}
        | Command::SetMinutes { .. }
        | Command::Conceal {}
        | Command::HoldNote { .. }
        | Command::Turn { .. }
        | Command::TurnTo { .. }
        | Command::ClosePoll { .. }
        | Command::OpenPoll { .. }
        | Command::Pair {}
        | Command::Shuffle {}
        | Command::Assign { .. }
        | Command::Unassign { .. }
        | Command::Settle { .. }
        | Command::Describe { .. }
        | Command::AddOrganisation { .. }
        | Command::RemoveSeat { .. }
        | Command::SetRole { .. }
        | Command::Lock { .. }
        | Command::Close {}
        | Command::Reopen {} => Needs::Facilitator,
    }
}

/// What can still be done when the workshop is closed: opening it again, and protecting people.
fn open_when_closed(command: &Command) -> bool {
    matches!(
        command,
        Command::Reopen {} | Command::HoldNote { .. } | Command::RemoveSeat { .. } | Command::SetRole { .. } | Command::Lock { .. }
    )
}

fn command(state: &State, documents: &Documents, actor: Actor, command: &Command, now: Time) -> Result<Vec<Event>, Refusal> {
    let seat = actor.seat().ok_or(Refusal::NoSeat);
    match command {
        Command::Wave {} => Ok(vec![Event::Waved { seat: seat? }]),
        Command::Hand { up } => seat::hand(state, seat?, *up),
        Command::LowerHand { seat } => seat::hand(state, *seat, false),
        Command::Done { done } => seat::done(state, seat?, *done),
        Command::Rename { name } => seat::rename(state, seat?, name),
        Command::Answer { poll, subject, values } => poll::answer(state, documents, seat?, poll, subject, values),
        Command::Feedback { team, kind, text } => seat::feedback(state, seat?, *team, *kind, text),
        Command::Commit { organisation, stance, until, line } => seat::commit(state, actor, *organisation, *stance, until.as_deref(), line),
        Command::Move { to, from } => movement::r#move(state, documents, to, from),
        Command::Pause {} => clock::pause(state),
        Command::Resume {} => clock::resume(state),
        Command::Extend { seconds } => clock::extend(*seconds),
        Command::Restart {} => Ok(vec![Event::Restarted]),
        Command::Stay {} => clock::stay(state),
        Command::SetMinutes { step, minutes } => clock::set_minutes(state, step, *minutes),
        Command::Conceal {} => movement::conceal(state, now),
        Command::HoldNote { note, held } => seat::hold_note(state, documents, note, *held),
        Command::Turn { round, turn } => round::turn(state, *round, *turn, now),
        Command::TurnTo { round, subject } => round::turn_to(state, *round, *subject, now),
        Command::ClosePoll { poll } => poll::close(state, poll),
        Command::OpenPoll { poll } => poll::open(state, poll),
        Command::Pair {} => team::pair(state, documents),
        Command::Shuffle {} => team::shuffle(state, documents, now),
        Command::Assign { seat, team } => team::assign(state, documents, *seat, *team),
        Command::Unassign { seat } => team::unassign(state, documents, *seat),
        Command::Settle { team } => poll::settle(state, *team),
        Command::Describe { details } => people::describe(state, documents, details),
        Command::AddOrganisation { name } => people::add_organisation(state, name),
        Command::RemoveSeat { seat, with_notes } => people::remove(state, *seat, *with_notes),
        Command::SetRole { seat, role } => people::set_role(state, *seat, *role),
        Command::Lock { locked } => people::lock(state, *locked),
        Command::Close {} => Ok(vec![Event::Closed]),
        Command::Reopen {} if state.closed_at.is_some() => Ok(vec![Event::Reopened]),
        Command::Reopen {} => Err(Refusal::Already),
    }
}
