//! Apply: what is true after an event. Total: it cannot fail, and an event that names something gone changes nothing.

use crate::{
    clock::{Clock, Phase},
    event::Event,
    identity::Holder,
    moment::Moment,
    order::{Create, Loss},
    pass::Made,
    place::Came,
    poll::{Poll, Results},
    round::Round,
    state::{AgreedTo, Organisation, Seat, State, capability},
};
use std::collections::BTreeMap;
use trestle_protocol::{
    Counter, Leading, OrganisationId, PollId, PollKind, Programme, Role, RoundId, RoundKind, Said, SeatId, StepId, TableWish, TeamId, Time,
    Voice, limits,
};

/// Moves the state on by one event that was decided at `now`.
pub fn apply(state: &mut State, now: impl Into<Moment>, event: &Event) {
    happened(state, now.into(), event);
    // The next event may make another step of this one, or something else of the people.
    state.told = state.people_were_told();
}

fn happened(state: &mut State, moment: Moment, event: &Event) {
    let (now, civil) = (moment.course(), moment.civil());
    match event {
        Event::Created { create } => created(state, moment, create),
        Event::SeatTaken { seat, name, organisation, role, token, table, waiting, by_name, place } => {
            let came = place.map(|from| Came { from, at: now });
            let taken = Seat { table: *table, waiting: *waiting, by_name: *by_name, came, ..new_seat(name, *organisation, *role) };
            state.grants.insert(*token, Holder::Seat(*seat));
            seat_taken(state, *seat, taken);
        }
        Event::PersonAdded { seat, name, organisation, at } => {
            seat_taken(state, *seat, Seat { without_device: true, at: *at, ..new_seat(name, *organisation, Role::Participant) });
        }
        Event::SatAt { seat, table } => with_seat(state, *seat, |seat| seat.at = *table),
        Event::TableAsked { seat, wish } => with_seat(state, *seat, |seat| seat.table_wish = *wish),
        Event::Admitted { seat } => admitted(state, *seat),
        Event::BelongingSet { seats, belongs } => belonging_set(state, seats, *belongs),
        Event::TableSet { seat, table } => {
            with_seat(state, *seat, |seat| (seat.table, seat.table_wish) = (*table, TableWish::None));
            if !table {
                state.polls.values_mut().filter(|poll| poll.open).for_each(|poll| poll.forget_hands(Counter::Table(*seat)));
            }
        }
        Event::OrganisationAdded { organisation, name, founder } => {
            add_organisation(state, *organisation, name, false);
            with_organisation(state, *organisation, |organisation| organisation.founder = *founder);
        }
        Event::OrganisationRenamed { organisation, name } => {
            with_organisation(state, *organisation, |organisation| organisation.name.clone_from(name));
        }
        Event::OrganisationRemoved { organisation } => organisation_removed(state, *organisation),
        Event::Granted { secret, holder, made, instead_of } => {
            state.end_ways(instead_of);
            state.grants.insert(*secret, *holder);
            state.add_pass(*secret, *holder, made.unwrap_or(Made::Earlier), made.map(|_| civil));
        }
        Event::EntriesLost { found_at, entries, returned } => {
            lost(state, Loss { found_at: *found_at, entries: *entries, returned: *returned })
        }
        Event::LossesSeen => state.losses.clear(),
        Event::PassUsed { pass, by } => state.use_pass(*pass, *by, civil),
        Event::PassEnded { pass, but } => state.end_pass(*pass, *but),
        Event::Waved { seat } => with_seat(state, *seat, |seat| seat.waved_at = Some(now)),
        Event::HandSet { seat, up } => with_seat(state, *seat, |seat| seat.hand_at = up.then_some(now)),
        Event::DoneSet { seat, done } => with_seat(state, *seat, |seat| {
            seat.done = *done;
            seat.more_time &= !*done;
        }),
        Event::MoreTimeSet { seat, wanted } => with_seat(state, *seat, |seat| {
            seat.more_time = *wanted;
            seat.done &= !*wanted;
        }),
        Event::Renamed { seat, name } => with_seat(state, *seat, |seat| seat.name.clone_from(name)),
        Event::OrganisationSet { seat, organisation } => {
            with_seat(state, *seat, |seat| (seat.organisation, seat.by_name) = (*organisation, false));
            take_turns(state, *seat);
        }
        Event::Moved { to } => moved(state, to, moment),
        Event::Brought => state.brought_at = Some(now),
        Event::Revealed => {
            state.reveal.shown = state.reveal.writing;
            state.reveal.at = Some(now);
            state.reveal.before = Some((state.step.clone(), state.clock));
        }
        Event::Concealed => concealed(state, now),
        Event::WritingBegun { step } => {
            state.reveal.writing = state.reveal.shown + 1;
            state.reveal.begun_in.clone_from(step);
        }
        Event::BriefsOpened => state.briefs_open = true,
        Event::Paused => with_clocks(state, |clock| clock.pause(now)),
        Event::Resumed => {
            started(state, moment);
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
        Event::Replanned { minutes } => minutes.iter().for_each(|(step, minutes)| set_minutes(state, step, *minutes, now)),
        Event::ProgrammeSet { programme } => set_programme(state, programme, now),
        Event::Said { team, text } => said(state, *team, text, now),
        Event::Led { seat, at } => led(state, *seat, at.as_deref(), now),
        Event::Spotlit { group } => state.spotlight.clone_from(group),
        Event::RehearsalBegun => state.rehearsal = true,
        // The fold brings back what was before.
        Event::RehearsalEnded => state.rehearsal = false,
        Event::Linked { link, by } => {
            state.last_link = state.last_link.max(link.id);
            state.links.insert(link.id, link.clone());
            state.linkers.extend(by.map(|by| (link.id, by)));
        }
        Event::Unlinked { link } => {
            state.links.remove(link);
            state.linkers.remove(link);
        }
        Event::NoteHeld { note, held } => {
            if *held {
                state.held.insert(note.clone());
            } else {
                state.held.remove(note);
            }
        }
        Event::Turned { round, order, had, now: turn, slot_ms } => {
            let slot = turn.map(|_| slot_clock(state, *slot_ms, now));
            let id = state.round_meant(round);
            state.rounds.insert(id, Round { order: order.clone(), had: had.clone(), now: *turn, slot, page: 0 });
        }
        Event::PageTurned { round, ahead } => {
            with_round(state, round, |round| round.page = round.page.saturating_add(if *ahead { 1 } else { -1 }));
        }
        Event::TurnsOrdered { round, order } => with_round(state, round, |round| round.order.clone_from(order)),
        Event::PollOpened { poll, kind, step, voice, dots, another } => {
            let opened = state.polls.entry(poll.clone()).or_insert_with(|| Poll::opened(*kind, step.clone(), *voice, *dots));
            (opened.open, opened.voice, opened.dots) = (true, *voice, *dots);
            opened.imported = None;
            if *kind == PollKind::Choice && !another {
                state.chosen = None;
            }
        }
        Event::PollClosed { poll } => {
            if let Some(poll) = state.polls.get_mut(poll) {
                poll.open = false;
            }
        }
        Event::ResultsImported { poll, kind, step, answered, results, counted } => {
            let results = Results { answered: *answered, by_subject: results.clone(), counted: counted.clone() };
            state.polls.insert(poll.clone(), Poll::imported(*kind, step.clone(), results));
        }
        Event::Answered { poll, seat, subject, values } => answered(state, poll, *seat, subject, values),
        Event::HandsCounted { poll, subject, values, count, by } => {
            if let Some(poll) = state.polls.get_mut(poll) {
                poll.count_hands(*by, subject, values, *count);
            }
        }
        Event::HandsStruck { poll, by, struck } => {
            if let Some(poll) = state.polls.get_mut(poll) {
                poll.strike(*by, *struck);
            }
        }
        Event::RoomCounted { people } => state.in_the_room = *people,
        Event::FeedbackGiven { team, seat, kind, text } => state.give_feedback(*team, *seat, *kind, text),
        Event::FeedbackRemoved { team, line } => state.remove_feedback(*team, line),
        Event::Committed { organisation, commitment } => {
            with_organisation(state, *organisation, |organisation| organisation.commitment.clone_from(commitment));
        }
        Event::TeamsSet { teams } => {
            let highest = teams.keys().map(|team| team.0).max().unwrap_or(0);
            state.last_team = state.last_team.max(highest);
            state.teams.clone_from(teams);
            report_as_there_are(state);
            forget_teams_that_are_gone(state);
        }
        Event::WholeMade { team } => drop(state.whole.insert(*team)),
        Event::Pinned { team, pinned: true } => drop(state.pinned.insert(*team)),
        Event::Pinned { team, pinned: false } => drop(state.pinned.remove(team)),
        Event::TeamExtended { team, millis } => {
            let extra = state.extra_ms.entry(*team).or_default();
            *extra = extra.saturating_add(*millis);
        }
        Event::TeamVideoSet { team, link } => {
            if link.is_empty() {
                state.videos.remove(team);
            } else {
                state.videos.insert(*team, link.clone());
            }
        }
        Event::HelpSet { team, wanted: true } => drop(state.help.entry(*team).or_insert(now)),
        Event::HelpSet { team, wanted: false } => drop(state.help.remove(team)),
        Event::HappySet { team, seat, version } => {
            let happy = state.happy.entry(*team).or_default();
            match version {
                Some(version) => drop(happy.insert(*seat, version.clone())),
                None => drop(happy.remove(seat)),
            }
        }
        Event::AgreedTo { organisation, version } => match version {
            Some(version) => drop(state.agreements.insert(*organisation, AgreedTo { version: version.clone(), at: civil })),
            None => drop(state.agreements.remove(organisation)),
        },
        Event::WayOutChosen { way } => state.way_out = *way,
        Event::Chosen { team } => {
            if *team != state.chosen {
                state.agreements.clear();
            }
            state.chosen = *team;
        }
        Event::Described { details } => state.details.clone_from(details),
        Event::AuthorCut { seat } => leave_lines(state, *seat),
        Event::SeatRemoved { seat, with_notes, ways_kept } => seat_removed(state, *seat, *with_notes, *ways_kept),
        Event::SeatsKept { seats } => seats.iter().for_each(|seat| with_seat(state, *seat, |seat| seat.came = None)),
        Event::SeatsForgotten { seats } => seats.iter().for_each(|seat| seat_forgotten(state, *seat)),
        Event::NotesShown { seat, shown } => with_seat(state, *seat, |seat| seat.hidden = !*shown),
        Event::SeatRestored { seat, without } => {
            state.end_ways(without);
            seat_restored(state, *seat);
        }
        Event::RoleSet { seat, role } => {
            with_seat(state, *seat, |seat| seat.role = *role);
            if *role == Role::Facilitator {
                with_seat(state, *seat, |seat| seat.came = None);
            } else {
                stop_leading(state, *seat);
            }
        }
        Event::DoorSet { door } => state.door = *door,
        Event::CodeChanged { code, invitation } => {
            state.code.clone_from(code);
            state.invitation.clone_from(invitation);
        }
        Event::Closed { without } => {
            state.closed_at = Some(civil);
            state.closed_without.clone_from(without);
            with_clocks(state, |clock| clock.pause(now));
        }
        Event::Reopened => {
            state.closed_at = None;
            state.closed_without.clear();
        }
    }
}

fn created(state: &mut State, now: Moment, create: &Create) {
    let first = create.programme.running().next();
    *state = State {
        id: Some(create.id),
        details: create.details.clone(),
        code: create.code.clone(),
        invitation: create.invitation.clone(),
        salt: create.salt,
        created_at: now.civil(),
        entered_at: now.course(),
        step: first.map(|step| step.id.clone()).unwrap_or_default(),
        clock: Clock::standing(first.map_or(0, |step| millis(step.minutes))),
        programme: create.programme.clone(),
        grants: create.grants.iter().copied().collect(),
        ..State::default()
    };
    state.begin_passes(create, now.civil());
    let names = std::iter::once(&create.convener).chain(&create.organisations);
    for (number, name) in (1..).zip(names) {
        add_organisation(state, OrganisationId(number), name, true);
    }
    if let Some(convener) = state.organisations.get_mut(&OrganisationId(1)) {
        convener.convener = true;
    }
    if let Some((name, token)) = &create.facilitator {
        state.grants.insert(*token, Holder::Seat(SeatId(1)));
        seat_taken(state, SeatId(1), new_seat(name, Some(OrganisationId(1)), Role::Facilitator));
    }
}

fn add_organisation(state: &mut State, id: OrganisationId, name: &str, expected: bool) {
    let organisation = Organisation { name: name.to_owned(), convener: false, expected, commitment: None, founder: None };
    state.organisations.insert(id, organisation);
}

fn with_organisation(state: &mut State, id: OrganisationId, change: impl FnOnce(&mut Organisation)) {
    if let Some(organisation) = state.organisations.get_mut(&id) {
        change(organisation);
    }
}

/// It takes no turn any more, and its own link opens nothing.
fn organisation_removed(state: &mut State, id: OrganisationId) {
    state.organisations.remove(&id);
    state.last_organisation = state.last_organisation.max(id.0);
    for (_, round) in state.rounds.iter_mut().filter(|(round, _)| round.kind != RoundKind::Report) {
        round.order.retain(|subject| *subject != id.0);
        round.had.retain(|subject| *subject != id.0);
        round.now = round.now.filter(|subject| *subject != id.0);
    }
    let links: Vec<_> = state.grants.iter().filter(|(_, holder)| **holder == Holder::Organisation(id)).map(|(secret, _)| *secret).collect();
    state.end_ways(&links);
}

/// Somebody who has just sat down.
pub(crate) fn new_seat(name: &str, organisation: Option<OrganisationId>, role: Role) -> Seat {
    Seat {
        name: name.to_owned(),
        organisation,
        role,
        hand_at: None,
        waved_at: None,
        done: false,
        more_time: false,
        table: false,
        table_wish: TableWish::None,
        without_device: false,
        came: None,
        at: None,
        waiting: false,
        by_name: false,
        removed: false,
        hidden: false,
        erased: false,
    }
}

fn seat_taken(state: &mut State, id: SeatId, seat: Seat) {
    let waiting = seat.waiting;
    state.seats.insert(id, seat);
    if !waiting {
        take_turns(state, id);
    }
}

fn admitted(state: &mut State, id: SeatId) {
    with_seat(state, id, |seat| (seat.waiting, seat.by_name, seat.came) = (false, false, None));
    take_turns(state, id);
}

/// Who does not belong to an organisation any more has not said anything for it in what is still being asked.
fn belonging_set(state: &mut State, seats: &[SeatId], belongs: bool) {
    for seat in seats {
        with_seat(state, *seat, |seat| seat.by_name = !belongs);
    }
    let asked = state.polls.values_mut().filter(|poll| poll.open && poll.voice == Voice::Organisation && !belongs);
    asked.for_each(|poll| poll.answers.retain(|seat, _| !seats.contains(seat)));
}

/// An organisation that comes late takes its turn at the end of the rounds that have begun.
fn take_turns(state: &mut State, id: SeatId) {
    let Some(organisation) = state.seat(id).and_then(|seat| seat.organisation) else { return };
    let heard_in = state.rounds.iter_mut().filter(|(id, _)| id.kind != RoundKind::Report);
    for (_, round) in heard_in.filter(|(_, round)| !round.order.contains(&organisation.0)) {
        round.order.push(organisation.0);
    }
}

/// New teams report at the end of every round of reports; a team that is no more does not report.
fn report_as_there_are(state: &mut State) {
    let teams = &state.teams;
    let exists = |subject: &u32| teams.contains_key(&TeamId(*subject));
    for (_, round) in state.rounds.iter_mut().filter(|(id, _)| id.kind == RoundKind::Report) {
        let new: Vec<u32> = teams.keys().map(|team| team.0).filter(|team| !round.order.contains(team)).collect();
        round.order.extend(new);
        round.order.retain(exists);
        round.had.retain(exists);
        round.now = round.now.filter(exists);
    }
}

fn with_round(state: &mut State, id: &RoundId, change: impl FnOnce(&mut Round)) {
    let id = state.round_meant(id);
    if let Some(round) = state.rounds.get_mut(&id) {
        change(round);
    }
}

/// Few enough to be read: the earliest of many is left out.
fn lost(state: &mut State, loss: Loss) {
    state.losses_told.insert(loss.found_at);
    if state.losses_told.len() > limits::LOSSES {
        state.losses_told.pop_first();
    }
    state.losses.push(loss);
    if state.losses.len() > limits::LOSSES {
        state.losses.remove(0);
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
    let live = RoundKind::ALL.map(|kind| state.can(capability(kind)).then(|| RoundId::new(&state.step, kind)));
    let rounds = state.rounds.iter_mut().filter(|(id, _)| live.iter().flatten().any(|live| live == *id));
    rounds.filter_map(|(_, round)| round.slot.as_mut()).collect()
}

fn slot_clock(state: &State, slot_ms: u64, now: Time) -> Clock {
    if state.clock.paused() { Clock::standing(slot_ms) } else { Clock::running(slot_ms, now) }
}

/// The clock runs for the first time: a date, and where the calendar says something else than the course, that as well.
fn started(state: &mut State, now: Moment) {
    if state.started_at.is_none() {
        state.started_at = Some(now.civil());
        state.ran_at = now.apart().map(|_| now.course());
    }
}

fn moved(state: &mut State, to: &StepId, moment: Moment) {
    let Some((_, step)) = state.programme.step(to) else { return };
    let now = moment.course();
    let clock = Clock::running(millis(step.minutes), now);
    leave(state, now);
    started(state, moment);
    state.step = to.clone();
    state.entered_at = now;
    state.brought_at = None;
    state.clock = clock;
    // A turn that was left in the middle goes on with what was left of it.
    live_slots(state).into_iter().for_each(|slot| slot.resume(now));
    for seat in state.seats.values_mut() {
        (seat.done, seat.more_time) = (false, false);
    }
    // Time that a team got belongs to the step that it was given in.
    state.extra_ms.clear();
}

fn said(state: &mut State, team: Option<TeamId>, text: &str, now: Time) {
    let said = (!text.is_empty()).then(|| Said { text: text.to_owned(), at: now });
    match (team, said) {
        (None, said) => state.message = said,
        (Some(team), Some(said)) => drop(state.said.insert(team, said)),
        (Some(team), None) => drop(state.said.remove(&team)),
    }
}

/// Who goes on leading has led since the beginning.
fn led(state: &mut State, seat: Option<SeatId>, at: Option<&str>, now: Time) {
    let since = state.leading.as_ref().filter(|leading| leading.seat == seat).map_or(now, |leading| leading.since);
    state.leading = at.map(|at| Leading { seat, at: at.to_owned(), since });
}

fn stop_leading(state: &mut State, seat: SeatId) {
    state.leading = state.leading.take().filter(|leading| leading.seat != Some(seat));
}

fn answered(state: &mut State, id: &PollId, seat: SeatId, subject: &str, values: &[u8]) {
    let others = others_of_its_organisation(state, seat);
    let Some(poll) = state.polls.get_mut(id) else { return };
    if poll.voice == Voice::Organisation {
        poll.silence(&others, subject);
    }
    poll.answer(seat, subject.to_owned(), values.to_vec());
}

fn others_of_its_organisation(state: &State, seat: SeatId) -> Vec<SeatId> {
    let Some(organisation) = state.seats.get(&seat).and_then(|seat| seat.organisation) else { return Vec::new() };
    let same = state.seats.iter().filter(|(id, other)| **id != seat && other.organisation == Some(organisation));
    same.map(|(id, _)| *id).collect()
}

/// What was kept about teams ends with them.
fn forget_teams_that_are_gone(state: &mut State) {
    let teams = &state.teams;
    fn keep<V>(map: &mut BTreeMap<TeamId, V>, teams: &BTreeMap<TeamId, Vec<SeatId>>) {
        map.retain(|team, _| teams.contains_key(team));
    }
    state.pinned.retain(|team| teams.contains_key(team));
    state.whole.retain(|team| teams.contains_key(team));
    keep(&mut state.happy, teams);
    keep(&mut state.help, teams);
    keep(&mut state.extra_ms, teams);
    keep(&mut state.videos, teams);
    keep(&mut state.said, teams);
    for (team, happy) in &mut state.happy {
        happy.retain(|seat, _| teams.get(team).is_some_and(|seats| seats.contains(seat)));
    }
}

fn leave(state: &mut State, now: Time) {
    // Before the start nobody was in it yet: it was being prepared.
    let spent = state.ran_at.or(state.started_at).map_or(0, |started| now.since(state.entered_at.max(started)));
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
        state.brought_at = None;
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
    if let Some(former) = former {
        state.revision += 1;
        follow_length(state, id, former, minutes, now);
    }
}

fn follow_length(state: &mut State, id: &StepId, former: u32, minutes: u32, now: Time) {
    if state.step == *id && former != minutes {
        state.clock.extend(millis(minutes) as i64 - millis(former) as i64, now);
    }
}

fn set_programme(state: &mut State, programme: &Programme, now: Time) {
    let live = state.step.clone();
    let former = state.live().map(|step| step.minutes);
    state.programme = programme.clone();
    state.revision += 1;
    if let (Some(former), Some(minutes)) = (former, state.live().map(|step| step.minutes)) {
        follow_length(state, &live, former, minutes, now);
    }
}

fn seat_removed(state: &mut State, id: SeatId, with_notes: bool, ways_kept: bool) {
    with_seat(state, id, |seat| {
        seat.removed = true;
        seat.erased = with_notes;
        seat.hand_at = None;
    });
    stop_leading(state, id);
    // Kept, they open nothing, and open again for who is brought back.
    state.grants.retain(|_, holder| ways_kept || *holder != Holder::Seat(id));
    state.forget_ways_that_are_gone();
    for poll in state.polls.values_mut() {
        poll.answers.remove(&id);
        poll.forget_hands(Counter::Table(id));
    }
    for seats in state.teams.values_mut() {
        seats.retain(|seat| *seat != id);
    }
    forget_teams_that_are_gone(state);
    if with_notes {
        erased(state, id);
    }
}

/// Nothing of the seat is kept but that its number was used.
fn seat_forgotten(state: &mut State, id: SeatId) {
    seat_removed(state, id, true, false);
    if state.seats.remove(&id).is_some() {
        state.last_seat = state.last_seat.max(id.0);
    }
}

/// As before the removal, but for answers and a place in a team: these have gone on without them.
fn seat_restored(state: &mut State, id: SeatId) {
    with_seat(state, id, |seat| {
        (seat.removed, seat.hidden) = (seat.erased, false);
        (seat.done, seat.more_time) = (false, false);
    });
    if state.seat(id).is_some() {
        take_turns(state, id);
    }
}

/// Lines about briefs stay as they are, and are nobody's.
fn leave_lines(state: &mut State, id: SeatId) {
    let organisation = state.label_of(id);
    for line in state.feedback.values_mut().flatten().filter(|line| line.seat == id) {
        (line.seat, line.organisation) = (SeatId::NOBODY, organisation);
    }
}

/// Nothing that the person said stays, nor who it was; that there was a seat of this number does. The fold forgets the desk.
fn erased(state: &mut State, id: SeatId) {
    with_seat(state, id, |seat| {
        seat.name.clear();
        seat.organisation = None;
        seat.waved_at = None;
    });
    for lines in state.feedback.values_mut() {
        lines.retain(|line| line.seat != id);
    }
    state.linkers.retain(|_, by| *by != id);
    for organisation in state.organisations.values_mut() {
        organisation.founder = organisation.founder.filter(|founder| *founder != id);
    }
}

/// Minutes as milliseconds.
pub(crate) fn millis(minutes: u32) -> u64 {
    u64::from(minutes) * 60_000
}
