//! Deciding about links and what is opened with them.

use crate::{
    event::Event,
    identity::{Actor, Holder, SecretHash},
    pass::Made,
    state::State,
};
use trestle_protocol::{Refusal, SeatId, Time, limits};

/// A link, or another token for a seat.
pub(super) fn grant(state: &State, actor: Actor, secret: SecretHash, holder: Holder) -> Result<Vec<Event>, Refusal> {
    if state.role(holder).is_none() {
        return Err(Refusal::Unknown);
    }
    leave_room(state, holder)?;
    Ok(vec![granted(secret, holder, Made::Link { by: actor.seat() })])
}

/// A link is opened: another token for whom it stands for. Asked again here, because the link may have ended since it was looked at.
pub(super) fn open(state: &State, link: &SecretHash, token: SecretHash, by: Option<SeatId>, now: Time) -> Result<Vec<Event>, Refusal> {
    let holder = state.holder(link).ok_or(Refusal::WrongKey)?;
    leave_room(state, holder)?;
    let pass = state.passes.get(link).map(|pass| pass.number);
    let opened = state.passes.values().filter(|known| pass.is_some_and(|link| known.is_of(link))).count();
    if opened >= limits::LINK_SCREENS {
        return Err(Refusal::TooMany);
    }
    let by = by.filter(|seat| state.kept_seat(*seat).is_some());
    let mut events = vec![granted(token, holder, Made::Screen { link: pass, by })];
    events.extend(used(state, link, by, now));
    Ok(events)
}

/// A workshop has so many tokens, and no seat uses up more than its share of them.
fn leave_room(state: &State, holder: Holder) -> Result<(), Refusal> {
    let seats = || state.grants.values().filter(|known| **known == holder).count();
    let full = state.ways_in() >= limits::TOKENS || (matches!(holder, Holder::Seat(_)) && seats() >= limits::SEAT_TOKENS);
    if full { Err(Refusal::TooMany) } else { Ok(()) }
}

fn granted(secret: SecretHash, holder: Holder, made: Made) -> Event {
    Event::Granted { secret, holder, made: Some(made).filter(|_| !matches!(holder, Holder::Seat(_))) }
}

/// A link or screen was used: the first time, then at most once in ten minutes, and whenever somebody else uses it.
pub(super) fn used(state: &State, secret: &SecretHash, by: Option<SeatId>, now: Time) -> Vec<Event> {
    let by = by.filter(|seat| state.kept_seat(*seat).is_some());
    let Some(pass) = state.passes.get(secret) else { return Vec::new() };
    let another = by.is_some() && by != pass.used_by;
    if another || state.use_is_due(secret, now) { vec![Event::PassUsed { pass: pass.number, by }] } else { Vec::new() }
}

/// A facilitator ends a link with everything that was opened with it, or one screen. Whoever asks stays in.
pub(super) fn end(state: &State, asker: &SecretHash, number: u32) -> Result<Vec<Event>, Refusal> {
    let holder = state.holder(asker).ok_or(Refusal::WrongKey)?;
    if !state.facilitates(holder.into()) {
        return Err(Refusal::NotFacilitator);
    }
    let (secret, _) = state.pass(number).ok_or(Refusal::Unknown)?;
    if state.creator == Some(*secret) && secret != asker {
        return Err(Refusal::CreatorOnly);
    }
    // Whoever asks runs the workshop; so only those who end themselves can leave nobody behind.
    if secret == asker && !state.is_run_without(asker) {
        return Err(Refusal::LastFacilitator);
    }
    let but = state.passes.get(asker).filter(|asking| asking.is_of(number)).map(|asking| asking.number);
    Ok(vec![Event::PassEnded { pass: number, but }])
}
