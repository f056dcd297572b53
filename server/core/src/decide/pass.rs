//! Deciding about links and what is opened with them.

use super::belonging;
use crate::{
    event::Event,
    identity::{Actor, Holder, SecretHash},
    pass::{Made, Way},
    state::State,
};
use trestle_protocol::{Refusal, SeatId, Time, limits};

/// A link, or another token for a seat. Of a seat that is full the oldest link makes room; no device does, because it may be the one that asks.
pub(super) fn grant(state: &State, actor: Actor, secret: SecretHash, holder: Holder) -> Result<Vec<Event>, Refusal> {
    if state.role(holder).is_none() {
        return Err(Refusal::Unknown);
    }
    let instead_of = match holder {
        Holder::Seat(seat) => make_room(state, seat, limits::SEAT_TOKENS - 1, |way| way.link)?,
        _ => Vec::new(),
    };
    let instead_of = leave_room(state, instead_of)?;
    Ok(vec![granted(secret, holder, Made::Link { by: actor.seat() }, instead_of)])
}

/// A link is opened: another token for whom it stands for. Asked again here, because the link may have ended since it was looked at.
pub(super) fn open(state: &State, link: &SecretHash, token: SecretHash, by: Option<SeatId>, now: Time) -> Result<Vec<Event>, Refusal> {
    let holder = state.holder(link).ok_or(Refusal::WrongKey)?;
    let instead_of = match holder {
        Holder::Seat(seat) => make_room(state, seat, limits::SEAT_TOKENS - 1, |way| way.secret != *link)?,
        _ => a_screen_less(state, link, holder)?,
    };
    let instead_of = leave_room(state, instead_of)?;
    let pass = state.passes.get(link).map(|pass| pass.number);
    let by = by.filter(|seat| state.kept_seat(*seat).is_some());
    let mut events = vec![granted(token, holder, Made::Screen { link: pass, by }, instead_of)];
    events.extend(belonging::by_own_link(state, holder, by));
    events.extend(used(state, link, by, now));
    Ok(events)
}

/// Which of a seat's links and devices go so that no more than these are left: the oldest that may, never the creator's own token. Nobody is kept out because
/// they came back often.
pub(super) fn make_room(state: &State, seat: SeatId, left: usize, may: impl Fn(&Way) -> bool) -> Result<Vec<SecretHash>, Refusal> {
    let too_many = state.ways_of(seat).count().saturating_sub(left);
    let can = state.ways_of(seat).filter(|way| may(way) && state.creator != Some(way.secret));
    let gone: Vec<SecretHash> = can.take(too_many).map(|way| way.secret).collect();
    if gone.len() == too_many { Ok(gone) } else { Err(Refusal::TooMany) }
}

/// Of a link that has opened as many screens as it may, the one that was used longest ago makes room. But for consoles: those stand one by one before
/// facilitators, who end them.
fn a_screen_less(state: &State, link: &SecretHash, holder: Holder) -> Result<Vec<SecretHash>, Refusal> {
    let Some(link) = state.passes.get(link) else { return Ok(Vec::new()) };
    let opened = || state.passes.iter().filter(|(_, pass)| pass.is_of(link.number));
    let too_many = (opened().count() + 1).saturating_sub(limits::LINK_SCREENS);
    if too_many > 0 && holder == Holder::Console {
        return Err(Refusal::TooMany);
    }
    let mut oldest: Vec<_> = opened().collect();
    oldest.sort_by_key(|(_, pass)| (pass.used_at.max(pass.made_at), pass.number));
    Ok(oldest.into_iter().take(too_many).map(|(secret, _)| *secret).collect())
}

/// A workshop has so many tokens; those that make room are not counted. When they are used up, the oldest of the seat that has the most goes as well, links
/// before devices: who has many keeps nobody out who has few.
fn leave_room(state: &State, mut instead_of: Vec<SecretHash>) -> Result<Vec<SecretHash>, Refusal> {
    if state.ways_in() < limits::TOKENS + instead_of.len() {
        return Ok(instead_of);
    }
    let counted = state.present_seats().map(|(seat, _)| (state.ways_of(seat).count(), seat));
    let (_, seat) = counted.filter(|(ways, _)| *ways > limits::SEAT_TOKENS_KEPT).max_by_key(|(ways, _)| *ways).ok_or(Refusal::TooMany)?;
    let spared = |way: &Way| state.creator == Some(way.secret) || instead_of.contains(&way.secret);
    let may_go = || state.ways_of(seat).filter(|way| !spared(way));
    let oldest = may_go().find(|way| way.link).or_else(|| may_go().next()).ok_or(Refusal::TooMany)?;
    instead_of.push(oldest.secret);
    Ok(instead_of)
}

/// Of a seat's it is kept that it is a link or a device, and no more.
fn granted(secret: SecretHash, holder: Holder, made: Made, instead_of: Vec<SecretHash>) -> Event {
    let made = match (holder, made) {
        (Holder::Seat(_), Made::Link { .. }) => Made::Link { by: None },
        (Holder::Seat(_), _) => Made::Screen { link: None, by: None },
        (_, made) => made,
    };
    Event::Granted { secret, holder, made: Some(made), instead_of }
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
