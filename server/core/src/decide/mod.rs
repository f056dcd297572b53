//! Decide: may this happen, and what follows from it. The only place that makes events.

mod attention;
mod belonging;
mod clock;
mod create;
mod feedback;
mod hands;
mod join;
mod link;
pub(crate) mod movement;
mod organisation;
mod pass;
mod people;
mod poll;
mod programme;
mod room;
mod round;
mod seat;
mod table;
mod team;

use crate::{
    closing,
    documents::Documents,
    event::Event,
    heading,
    identity::Actor,
    moment::Moment,
    order::{Loss, Order},
    state::State,
};
use join::Newcomer;
pub(crate) use people::writing_begun;
use trestle_protocol::{Command, PollKind, Refusal, WayOut};

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
pub fn decide(state: &State, documents: &Documents, actor: Actor, order: &Order, now: impl Into<Moment>) -> Result<Vec<Event>, Refusal> {
    let moment = now.into();
    let now = moment.course();
    if let Order::Create(create) = order {
        return create::create(state, documents, create, moment);
    }
    if !state.exists() {
        return Err(Refusal::Unknown);
    }
    match order {
        Order::Create(_) => Err(Refusal::Already),
        Order::Join { token, name, organisation, role, table, place } => {
            let newcomer = Newcomer { token: *token, name, organisation, role: *role, table: *table, place: *place };
            join::join(state, documents, &newcomer, now)
        }
        Order::Grant { secret, holder } => pass::grant(state, actor, *secret, *holder),
        Order::Open { link, token, by } => pass::open(state, link, *token, *by, moment.civil()),
        Order::Use { secret, by } => Ok(pass::used(state, secret, *by, moment.civil())),
        Order::End { pass, asker } => pass::end(state, asker, *pass),
        Order::ChangeCode { code, invitation } if state.facilitates(actor) => join::change_code(state, code, invitation),
        Order::ChangeCode { .. } => Err(Refusal::NotFacilitator),
        Order::Invite { invitation } if actor == Actor::System => join::invite(state, invitation),
        Order::Invite { .. } => Err(Refusal::NotFacilitator),
        Order::Recover { secret } if actor == Actor::System => pass::recover(state, *secret),
        Order::Recover { .. } => Err(Refusal::NotFacilitator),
        Order::Lost(loss) if actor == Actor::System => lost(state, *loss),
        Order::Lost(_) => Err(Refusal::NotFacilitator),
        Order::Tick => Ok(movement::tick(state, documents, now)),
        Order::Command(command) => {
            permit(state, actor, command)?;
            self::command(state, documents, actor, command, moment)
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
    if state.closed_at.is_some() && !open_when_closed(state, command) {
        return Err(Refusal::Closed);
    }
    Ok(())
}

fn needs(command: &Command) -> Needs {
    match command {
        Command::Wave {}
        | Command::Hand { .. }
        | Command::Done { .. }
        | Command::MoreTime { .. }
        | Command::Happy { .. }
        // A person's own; for who has no device, `CountHands`.
        | Command::Answer { .. } => Needs::Seat,
        Command::Commit { .. }
        | Command::Feedback { .. }
        | Command::RemoveFeedback { .. }
        | Command::AgreeTo { .. }
        | Command::Table { .. }
        | Command::AddPerson { .. }
        | Command::Rename { .. }
        | Command::SetOrganisation { .. }
        | Command::Confirm { .. }
        | Command::CountHands { .. }
        | Command::Link { .. }
        | Command::Unlink { .. }
        | Command::Help { .. } => Needs::Either,
        Command::LowerHand { .. }
        | Command::SitAt { .. }
        | Command::StrikeHands { .. }
        | Command::CountRoom { .. }
        | Command::Move { .. }
        | Command::Bring {}
        | Command::Pause {}
        | Command::Resume {}
        | Command::Extend { .. }
        | Command::Restart {}
        | Command::Stay {}
        | Command::SetMinutes { .. }
        | Command::Replan { .. }
        | Command::SetProgramme { .. }
        | Command::Say { .. }
        | Command::Lead { .. }
        | Command::Spotlight { .. }
        | Command::Rehearse { .. }
        | Command::Conceal {}
        | Command::HoldNote { .. }
        | Command::Turn { .. }
        | Command::TurnTo { .. }
        | Command::OrderTurns { .. }
        | Command::ClosePoll { .. }
        | Command::OpenPoll { .. }
        | Command::Pair {}
        | Command::Shuffle {}
        | Command::Pin { .. }
        | Command::Swap { .. }
        | Command::Dissolve { .. }
        | Command::WholeGroup {}
        | Command::ExtendTeam { .. }
        | Command::TeamVideo { .. }
        | Command::Assign { .. }
        | Command::Unassign { .. }
        | Command::Settle { .. }
        | Command::Describe { .. }
        | Command::AddOrganisation { .. }
        | Command::RenameOrganisation { .. }
        | Command::RemoveOrganisation { .. }
        | Command::RemoveSeat { .. }
        | Command::CutAuthor { .. }
        | Command::ShowNotes { .. }
        | Command::BringBack { .. }
        | Command::RemoveSeats { .. }
        | Command::BringBackSeats { .. }
        | Command::KeepSeats { .. }
        | Command::SeenLosses {}
        | Command::SetRole { .. }
        | Command::SetDoor { .. }
        | Command::Admit { .. }
        | Command::ChooseWayOut { .. }
        | Command::Close { .. }
        | Command::Reopen {} => Needs::Facilitator,
    }
}

/// What can still be done when the workshop is closed: opening it again, protecting people, the end of a rehearsal, and saying how it was on the way out.
fn open_when_closed(state: &State, command: &Command) -> bool {
    match command {
        Command::Reopen {}
        | Command::SeenLosses {}
        | Command::HoldNote { .. }
        | Command::RemoveSeat { .. }
        | Command::CutAuthor { .. }
        | Command::ShowNotes { .. }
        | Command::BringBack { .. }
        | Command::RemoveSeats { .. }
        | Command::BringBackSeats { .. }
        | Command::SetRole { .. }
        | Command::SetDoor { .. }
        | Command::CountRoom { .. }
        | Command::Rehearse { on: false } => true,
        Command::Answer { poll, .. }
        | Command::CountHands { poll, .. }
        | Command::StrikeHands { poll, .. }
        | Command::ClosePoll { poll }
        | Command::OpenPoll { poll } => state.polls.get(poll).is_some_and(|poll| poll.kind == PollKind::Pulse),
        // How long it is kept can be changed as long as it is kept.
        Command::Describe { details } => {
            let mut kept = state.details.clone();
            kept.erase_at = details.erase_at;
            // As a console shows it, or as it stands: what an older version let through is not shown.
            *details == kept || *details == heading::details(&kept)
        }
        _ => false,
    }
}

fn command(state: &State, documents: &Documents, actor: Actor, command: &Command, moment: Moment) -> Result<Vec<Event>, Refusal> {
    let now = moment.course();
    let seat = actor.seat().ok_or(Refusal::NoSeat);
    match command {
        Command::Wave {} => Ok(vec![Event::Waved { seat: seat? }]),
        Command::Hand { up } => seat::hand(state, seat?, *up),
        Command::LowerHand { seat } => seat::hand(state, *seat, false),
        Command::Done { done } => seat::done(state, seat?, *done),
        Command::MoreTime { wanted } => seat::more_time(state, seat?, *wanted),
        Command::Table { seat, table } => table::set(state, actor, *seat, *table),
        Command::SitAt { seat, table } => table::sit_at(state, *seat, *table),
        Command::AddPerson { name, organisation, organisation_name, table } => {
            table::add_person(state, documents, actor, (name, *table), (*organisation, organisation_name), now)
        }
        Command::Happy { happy } => team::happy(state, documents, seat?, *happy),
        Command::Help { team, wanted } => team::help(state, actor, *team, *wanted),
        Command::AgreeTo { organisation, agreed } => seat::agree_to(state, documents, actor, *organisation, *agreed),
        Command::Link { organisation, heading, offer, asker, ask } => {
            link::link(state, documents, actor, *heading, (*organisation, offer), (*asker, ask))
        }
        Command::Unlink { link } => link::unlink(state, actor, *link),
        Command::Rename { seat, name } => people::rename(state, actor, *seat, name),
        Command::SetOrganisation { seat, organisation, organisation_name } => {
            people::set_organisation(state, documents, actor, *seat, (*organisation, organisation_name))
        }
        Command::Answer { poll, subject, values } => poll::answer(state, documents, seat?, poll, subject, values),
        Command::CountHands { poll, subject, values, count } => hands::count(state, documents, actor, poll, (subject, values), *count),
        Command::StrikeHands { poll, by, struck } => hands::strike(state, poll, *by, *struck),
        Command::CountRoom { people } => hands::count_room(state, *people),
        Command::Feedback { team, kind, text } => feedback::give(state, actor, *team, *kind, text),
        Command::RemoveFeedback { team, line } => feedback::remove(state, actor, *team, line),
        Command::Commit { organisation, stance, until, line } => seat::commit(state, actor, *organisation, *stance, until.as_deref(), line),
        Command::Move { to, from } => movement::r#move(state, documents, to, from),
        Command::Bring {} => Ok(vec![Event::Brought]),
        Command::Pause {} => clock::pause(state),
        Command::Resume {} => movement::resume(state, documents, now),
        Command::Extend { seconds } => clock::extend(*seconds),
        Command::Restart {} => Ok(vec![Event::Restarted]),
        Command::Stay {} => clock::stay(state),
        Command::SetMinutes { step, minutes } => clock::set_minutes(state, step, *minutes),
        Command::Replan { minutes } => clock::replan(state, minutes),
        Command::SetProgramme { programme, revision } => programme::set(state, documents, programme, *revision, now),
        Command::Rehearse { on } => programme::rehearse(state, *on),
        Command::Say { team, text } => attention::say(state, *team, text),
        Command::Lead { at } => attention::lead(state, actor, at.as_deref()),
        Command::Spotlight { group } => attention::spotlight(state, documents, group.as_ref()),
        Command::Conceal {} => movement::conceal(state, now),
        Command::HoldNote { note, held } => seat::hold_note(state, documents, note, *held),
        Command::Turn { round, turn } => round::turn(state, round, *turn, now),
        Command::TurnTo { round, subject } => round::turn_to(state, round, *subject, now),
        Command::OrderTurns { round, order } => round::order(state, round, order),
        Command::ClosePoll { poll } => poll::close(state, poll),
        Command::OpenPoll { poll } => poll::open(state, poll),
        Command::Pair {} => team::pair(state, documents, &[]),
        Command::Shuffle {} => team::shuffle(state, documents, now),
        Command::Pin { team, pinned } => team::pin(state, *team, *pinned),
        Command::Swap { a, b } => team::swap(state, documents, *a, *b),
        Command::Dissolve { team } => team::dissolve(state, documents, *team),
        Command::WholeGroup {} => team::whole_group(state, documents),
        Command::ExtendTeam { team, seconds } => team::extend(state, *team, *seconds),
        Command::TeamVideo { team, link } => team::video(state, *team, link),
        Command::Assign { seat, team } => team::assign(state, documents, *seat, *team),
        Command::Unassign { seat } => team::unassign(state, documents, *seat),
        Command::Settle { team } => poll::settle(state, *team),
        Command::Describe { details } => people::describe(state, documents, details, moment.civil()),
        Command::AddOrganisation { name } => organisation::add(state, name),
        Command::RenameOrganisation { organisation, name } => organisation::rename(state, *organisation, name),
        Command::RemoveOrganisation { organisation } => organisation::remove(state, documents, *organisation),
        Command::RemoveSeat { seat, with_notes, hidden } => people::remove(state, documents, actor, *seat, (*with_notes, *hidden)),
        Command::CutAuthor { seat } => people::cut_author(state, documents, actor, *seat),
        Command::RemoveSeats { seats, with_notes, hidden } => room::remove(state, documents, seats, (*with_notes, *hidden)),
        Command::BringBackSeats { seats } => room::bring_back(state, documents, seats, now),
        Command::KeepSeats { seats } => room::keep(state, seats),
        Command::ShowNotes { seat, shown } => people::show_notes(state, *seat, *shown),
        Command::BringBack { seat } => people::bring_back(state, documents, *seat, now),
        Command::SeenLosses {} if state.losses.is_empty() => Err(Refusal::Already),
        Command::SeenLosses {} => Ok(vec![Event::LossesSeen]),
        Command::SetRole { seat, role } => people::set_role(state, actor, *seat, *role),
        Command::SetDoor { door } => people::set_door(state, *door),
        Command::Confirm { seats, belongs } => belonging::confirm(state, actor, seats, *belongs),
        Command::Admit { seat } => people::admit(state, documents, *seat, now),
        Command::ChooseWayOut { way } => way_out(state, *way),
        Command::Close { anyway } => close(state, documents, *anyway),
        Command::Reopen {} if state.closed_at.is_some() => Ok(vec![Event::Reopened]),
        Command::Reopen {} => Err(Refusal::Already),
    }
}

/// What was found at one time is told once, whenever the server says it again.
fn lost(state: &State, Loss { found_at, entries, returned }: Loss) -> Result<Vec<Event>, Refusal> {
    if state.losses_told.contains(&found_at) { Err(Refusal::Already) } else { Ok(vec![Event::EntriesLost { found_at, entries, returned }]) }
}

/// The gate: what is missing is said first, and stands in the record if it stays so.
fn close(state: &State, documents: &Documents, anyway: bool) -> Result<Vec<Event>, Refusal> {
    let without = closing::missing(state, documents);
    if without.is_empty() || anyway { Ok(vec![Event::Closed { without }]) } else { Err(Refusal::Unfinished) }
}

fn way_out(state: &State, way: Option<WayOut>) -> Result<Vec<Event>, Refusal> {
    if state.way_out == way { Err(Refusal::Already) } else { Ok(vec![Event::WayOutChosen { way }]) }
}
