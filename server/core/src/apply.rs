//! Apply: what is true after an event. Total: it cannot fail, and an event that names something gone changes nothing.

use crate::{
    clock::{Clock, Phase},
    event::Event,
    identity::{Holder, SecretHash},
    order::Create,
    poll::Poll,
    round::Round,
    state::{Feedback, Organisation, Seat, State},
};
use trestle_protocol::{Capability, OrganisationId, PollKind, Role, RoundKind, SeatId, StepId, Time};

/// Moves the state on by one event that was decided at `now`.
pub fn apply(state: &mut State, now: Time, event: &Event) {
    match event {
        Event::Created { create } => created(state, now, create),
        Event::SeatTaken { seat, name, organisation, role, token } => seat_taken(state, *seat, name, *organisation, *role, *token),
        Event::OrganisationAdded { organisation, name } => add_organisation(state, *organisation, name, false),
        Event::Granted { secret, holder } => {
            state.grants.insert(*secret, *holder);
        }
        Event::Waved { seat } => with_seat(state, *seat, |seat| seat.waved_at = Some(now)),
        Event::HandSet { seat, up } => with_seat(state, *seat, |seat| seat.hand_at = up.then_some(now)),
        Event::DoneSet { seat, done } => with_seat(state, *seat, |seat| seat.done = *done),
        Event::Renamed { seat, name } => with_seat(state, *seat, |seat| seat.name.clone_from(name)),
        Event::Moved { to } => moved(state, to, now),
        Event::Revealed => {
            state.reveal.shown = state.reveal.writing;
            state.reveal.at = Some(now);
            state.reveal.before = Some((state.step.clone(), state.clock));
        }
        Event::Concealed => concealed(state, now),
        Event::WritingBegun => state.reveal.writing = state.reveal.shown + 1,
        Event::BriefsOpened => state.briefs_open = true,
        Event::Paused => with_clocks(state, |clock| clock.pause(now)),
        Event::Resumed => {
            state.started_at.get_or_insert(now);
            with_clocks(state, |clock| clock.resume(now));
        }
        Event::Extended { millis } => state.clock.extend(*millis, now),
        Event::Restarted => restart(state, now),
        Event::TimeUp { moves_at } => state.clock.end(*moves_at, now),
        Event::Stayed => {
            if let Phase::Over { moves_at, .. } = &mut state.clock.phase {
                *moves_at = None;
            }
        }
        Event::MinutesSet { step, minutes } => set_minutes(state, step, *minutes, now),
        Event::NoteHeld { note, held } => {
            if *held {
                state.held.insert(note.clone());
            } else {
                state.held.remove(note);
            }
        }
        Event::Turned { kind, order, had, now: turn, slot_ms } => {
            let slot = turn.map(|_| slot_clock(state, *slot_ms, now));
            state.rounds.insert(*kind, Round { order: order.clone(), had: had.clone(), now: *turn, slot });
        }
        Event::PollOpened { poll, kind } => {
            state.polls.entry(poll.clone()).or_insert_with(|| Poll::opened(*kind)).open = true;
            if *kind == PollKind::Choice {
                state.chosen = None;
            }
        }
        Event::PollClosed { poll } => {
            if let Some(poll) = state.polls.get_mut(poll) {
                poll.open = false;
            }
        }
        Event::Answered { poll, seat, subject, values } => {
            if let Some(poll) = state.polls.get_mut(poll) {
                poll.answer(*seat, subject.clone(), values.clone());
            }
        }
        Event::FeedbackGiven { team, seat, kind, text } => {
            state.feedback.entry(*team).or_default().push(Feedback { seat: *seat, kind: *kind, text: text.clone() });
        }
        Event::Committed { organisation, commitment } => {
            if let Some(organisation) = state.organisations.get_mut(organisation) {
                organisation.commitment.clone_from(commitment);
            }
        }
        Event::TeamsSet { teams } => {
            let highest = teams.keys().map(|team| team.0).max().unwrap_or(0);
            state.last_team = state.last_team.max(highest);
            state.teams.clone_from(teams);
            join_round(state, RoundKind::Report, teams.keys().map(|team| team.0));
        }
        Event::Chosen { team } => state.chosen = *team,
        Event::Described { details } => state.details.clone_from(details),
        Event::SeatRemoved { seat, with_notes } => seat_removed(state, *seat, *with_notes),
        Event::RoleSet { seat, role } => with_seat(state, *seat, |seat| seat.role = *role),
        Event::LockSet { locked } => state.locked = *locked,
        Event::Closed => {
            state.closed_at = Some(now);
            with_clocks(state, |clock| clock.pause(now));
        }
        Event::Reopened => state.closed_at = None,
    }
}

fn created(state: &mut State, now: Time, create: &Create) {
    let first = create.programme.steps().next();
    *state = State {
        id: Some(create.id),
        details: create.details.clone(),
        code: create.code.clone(),
        salt: create.salt,
        created_at: now,
        entered_at: now,
        step: first.map(|step| step.id.clone()).unwrap_or_default(),
        clock: Clock::standing(first.map_or(0, |step| millis(step.minutes))),
        programme: create.programme.clone(),
        grants: create.grants.iter().copied().collect(),
        ..State::default()
    };
    let names = std::iter::once(&create.convener).chain(&create.organisations);
    for (number, name) in (1..).zip(names) {
        add_organisation(state, OrganisationId(number), name, true);
    }
    if let Some(convener) = state.organisations.get_mut(&OrganisationId(1)) {
        convener.convener = true;
    }
    if let Some((name, token)) = &create.facilitator {
        seat_taken(state, SeatId(1), name, Some(OrganisationId(1)), Role::Facilitator, *token);
    }
}

fn add_organisation(state: &mut State, id: OrganisationId, name: &str, expected: bool) {
    let organisation = Organisation { name: name.to_owned(), convener: false, expected, commitment: None };
    state.organisations.insert(id, organisation);
}

fn seat_taken(state: &mut State, id: SeatId, name: &str, organisation: Option<OrganisationId>, role: Role, token: SecretHash) {
    let seat =
        Seat { name: name.to_owned(), organisation, role, hand_at: None, waved_at: None, done: false, removed: false, erased: false };
    state.seats.insert(id, seat);
    state.grants.insert(token, Holder::Seat(id));
    join_round(state, RoundKind::Speak, organisation.map(|id| id.0).into_iter());
}

/// Those who come late take their turn at the end of a round that has begun.
fn join_round(state: &mut State, kind: RoundKind, subjects: impl Iterator<Item = u32>) {
    let Some(round) = state.rounds.get_mut(&kind) else { return };
    for subject in subjects {
        if !round.order.contains(&subject) {
            round.order.push(subject);
        }
    }
    if kind == RoundKind::Report {
        let teams = &state.teams;
        let exists = |subject: &u32| teams.contains_key(&trestle_protocol::TeamId(*subject));
        round.order.retain(exists);
        round.had.retain(exists);
        round.now = round.now.filter(exists);
    }
}

fn with_seat(state: &mut State, seat: SeatId, change: impl FnOnce(&mut Seat)) {
    if let Some(seat) = state.seats.get_mut(&seat) {
        change(seat);
    }
}

/// The step's clock and the slots of its turns stand still and run together.
fn with_clocks(state: &mut State, mut change: impl FnMut(&mut Clock)) {
    change(&mut state.clock);
    live_slots(state).into_iter().for_each(change);
}

/// The slots of turns that are taken in the live step.
fn live_slots(state: &mut State) -> Vec<&mut Clock> {
    let (speaks, reports) = (state.can(Capability::Speak), state.can(Capability::Report));
    let is_live = |kind: RoundKind| match kind {
        RoundKind::Speak => speaks,
        RoundKind::Report => reports,
    };
    let rounds = state.rounds.iter_mut().filter(|(kind, _)| is_live(**kind));
    rounds.filter_map(|(_, round)| round.slot.as_mut()).collect()
}

fn slot_clock(state: &State, slot_ms: u64, now: Time) -> Clock {
    if state.clock.paused() { Clock::standing(slot_ms) } else { Clock::running(slot_ms, now) }
}

fn moved(state: &mut State, to: &StepId, now: Time) {
    let Some((_, step)) = state.programme.step(to) else { return };
    let clock = Clock::running(millis(step.minutes), now);
    leave(state, now);
    state.started_at.get_or_insert(now);
    state.step = to.clone();
    state.entered_at = now;
    state.clock = clock;
    // A turn that was left in the middle goes on with what was left of it.
    live_slots(state).into_iter().for_each(|slot| slot.resume(now));
    for seat in state.seats.values_mut() {
        seat.done = false;
    }
}

fn leave(state: &mut State, now: Time) {
    let spent = now.since(state.entered_at);
    let total = state.spent.entry(state.step.clone()).or_default();
    *total = total.saturating_add(spent);
    for round in state.rounds.values_mut() {
        if let Some(slot) = &mut round.slot {
            slot.pause(now);
        }
    }
}

fn concealed(state: &mut State, now: Time) {
    state.reveal.shown = state.reveal.shown.saturating_sub(1);
    state.reveal.at = None;
    if let Some((step, clock)) = state.reveal.before.take() {
        leave(state, now);
        state.step = step;
        state.entered_at = now;
        state.clock = clock;
        if let Phase::Over { moves_at, .. } = &mut state.clock.phase {
            *moves_at = None; // or the next tick would turn the notes over again
        }
    }
}

fn restart(state: &mut State, now: Time) {
    let total = state.live().map_or(0, |step| millis(step.minutes));
    state.clock = if state.clock.paused() { Clock::standing(total) } else { Clock::running(total, now) };
}

/// A live step's clock follows its new length.
fn set_minutes(state: &mut State, id: &StepId, minutes: u32, now: Time) {
    let mut former = None;
    for step in state.programme.stages.iter_mut().flat_map(|stage| &mut stage.steps).filter(|step| step.id == *id) {
        former = Some(step.minutes);
        step.minutes = minutes;
    }
    if let (Some(former), true) = (former, state.step == *id) {
        state.clock.extend(millis(minutes) as i64 - millis(former) as i64, now);
    }
}

fn seat_removed(state: &mut State, id: SeatId, with_notes: bool) {
    with_seat(state, id, |seat| {
        seat.removed = true;
        seat.erased = with_notes;
        seat.hand_at = None;
    });
    state.grants.retain(|_, holder| *holder != Holder::Seat(id));
    for poll in state.polls.values_mut() {
        poll.answers.remove(&id);
    }
    for seats in state.teams.values_mut() {
        seats.retain(|seat| *seat != id);
    }
    if with_notes {
        for lines in state.feedback.values_mut() {
            lines.retain(|line| line.seat != id);
        }
    }
}

/// Minutes as milliseconds.
pub(crate) fn millis(minutes: u32) -> u64 {
    u64::from(minutes) * 60_000
}
