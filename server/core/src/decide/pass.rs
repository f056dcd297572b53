//! Deciding about links and what is opened with them.

use super::belonging;
use crate::{
    event::Event,
    identity::{Actor, Holder, SecretHash},
    pass::{Made, Pass, Way},
    state::State,
};
use trestle_protocol::{Refusal, SeatId, Time, limits};

/// A link, or another token for a seat. Of a seat that is full the oldest link makes room; no device does, because it may be the one that asks.
pub(super) fn grant(state: &State, actor: Actor, secret: SecretHash, holder: Holder) -> Result<Vec<Event>, Refusal> {
    if state.role(holder).is_none() {
        return Err(Refusal::Unknown);
    }
    let by = actor.seat();
    let instead_of = match holder {
        Holder::Seat(seat) => make_room(state, seat, limits::SEAT_TOKENS - 1, |way| way.link)?,
        _ if actor != Actor::System && links_made(state, by) >= limits::LINKS_MADE_PER_SEAT => return Err(Refusal::ShareUsed),
        _ => Vec::new(),
    };
    let may_ask = |way: &Way| !way.link && by.is_some_and(|seat| state.grants.get(&way.secret) == Some(&Holder::Seat(seat)));
    let instead_of = leave_room(state, instead_of, may_ask)?;
    Ok(vec![granted(secret, holder, Made::Link { by, recovered: false }, instead_of)])
}

/// Links to consoles, walls, cards and the record that this seat made, or the consoles without one together.
fn links_made(state: &State, by: Option<SeatId>) -> usize {
    state.passes.values().filter(|pass| pass.made == Made::Link { by, recovered: false }).count()
}

/// The operator makes another facilitator's link. It asks for no room, so that nobody can use that up beforehand; of several the oldest goes.
pub(super) fn recover(state: &State, secret: SecretHash) -> Result<Vec<Event>, Refusal> {
    let is_recovered = |pass: &Pass| matches!(pass.made, Made::Link { recovered: true, .. });
    let mut before: Vec<_> = state.passes.iter().filter(|(_, pass)| is_recovered(pass)).collect();
    before.sort_by_key(|(_, pass)| pass.number);
    let too_many = (before.len() + 1).saturating_sub(limits::RECOVERED_LINKS);
    let instead_of = before.into_iter().take(too_many).map(|(secret, _)| *secret).collect();
    Ok(vec![granted(secret, Holder::Console, Made::Link { by: None, recovered: true }, instead_of)])
}

/// A link is opened: another token for whom it stands for. Asked again here, because the link may have ended since it was looked at.
pub(super) fn open(state: &State, link: &SecretHash, token: SecretHash, by: Option<SeatId>, now: Time) -> Result<Vec<Event>, Refusal> {
    let holder = state.holder(link).ok_or(Refusal::WrongKey)?;
    let instead_of = match holder {
        Holder::Seat(seat) => make_room(state, seat, limits::SEAT_TOKENS - 1, |way| way.secret != *link)?,
        _ => a_screen_less(state, link, holder)?,
    };
    let instead_of = leave_room(state, instead_of, |way| way.secret == *link)?;
    let pass = state.passes.get(link).map(|pass| pass.number);
    let by = by.filter(|seat| state.kept_seat(*seat).is_some());
    let mut events = vec![granted(token, holder, Made::Screen { link: pass, by }, instead_of)];
    events.extend(belonging::by_own_link(state, holder, by));
    events.extend(used(state, link, by, now));
    Ok(events)
}

/// Which of a seat's links and devices go so that no more than these are left: the oldest that may. Nobody is kept out because they came back often.
pub(super) fn make_room(state: &State, seat: SeatId, left: usize, may: impl Fn(&Way) -> bool) -> Result<Vec<SecretHash>, Refusal> {
    let too_many = state.ways_of(seat).count().saturating_sub(left);
    let gone: Vec<SecretHash> = oldest_first(state, seat, |way| !may(way)).into_iter().take(too_many).collect();
    if gone.len() == too_many { Ok(gone) } else { Err(Refusal::TooMany) }
}

/// Of a link that has opened as many screens as it may, the one that was used longest ago makes room. But for consoles: those stand one by one before
/// facilitators, who end them.
fn a_screen_less(state: &State, link: &SecretHash, holder: Holder) -> Result<Vec<SecretHash>, Refusal> {
    let Some(link) = state.passes.get(link) else { return Ok(Vec::new()) };
    let opened = screens_of(state, link.number);
    let too_many = (opened.len() + 1).saturating_sub(limits::LINK_SCREENS);
    if too_many > 0 && holder == Holder::Console {
        return Err(Refusal::TooMany);
    }
    Ok(opened.into_iter().take(too_many).collect())
}

/// What was opened with the link of that number, the one that was used longest ago first.
fn screens_of(state: &State, link: u32) -> Vec<SecretHash> {
    let mut opened: Vec<_> = state.passes.iter().filter(|(_, pass)| pass.is_of(link)).collect();
    opened.sort_by_key(|(_, pass)| (pass.used_at.max(pass.made_at), pass.number));
    opened.into_iter().map(|(secret, _)| *secret).collect()
}

/// A workshop has so many tokens; those that make room are not counted. When they are used up, one of the seat or of the link that has the most goes as well:
/// who has many keeps nobody out who has few.
fn leave_room(state: &State, mut instead_of: Vec<SecretHash>, spared: impl Fn(&Way) -> bool) -> Result<Vec<SecretHash>, Refusal> {
    if state.ways_in() < limits::TOKENS + instead_of.len() {
        return Ok(instead_of);
    }
    let of_seats = state.present_seats().map(|(seat, _)| oldest_first(state, seat, &spared));
    // Consoles stand one by one before facilitators, who end them.
    let links = state.passes.values().filter(|pass| matches!(pass.made, Made::Link { .. }) && pass.holder != Holder::Console);
    let of_links = links.map(|link| screens_of(state, link.number));
    let has_many = of_seats.chain(of_links).filter(|has| has.len() > limits::SEAT_TOKENS_KEPT);
    let most = has_many.max_by_key(Vec::len).ok_or(Refusal::TooMany)?;
    let oldest = most.into_iter().find(|secret| !instead_of.contains(secret)).ok_or(Refusal::TooMany)?;
    instead_of.push(oldest);
    Ok(instead_of)
}

/// A seat's links and devices, the oldest first, but what it has more of before the other: so the one link that somebody keeps outlasts many devices, and the
/// one device that many links were made with outlasts those. The creator's own token is not among them.
fn oldest_first(state: &State, seat: SeatId, spared: impl Fn(&Way) -> bool) -> Vec<SecretHash> {
    let may_go = state.ways_of(seat).filter(|way| state.creator != Some(way.secret) && !spared(way));
    let (links, devices): (Vec<Way>, Vec<Way>) = may_go.partition(|way| way.link);
    let (first, then) = if links.len() > devices.len() { (links, devices) } else { (devices, links) };
    first.into_iter().chain(then).map(|way| way.secret).collect()
}

/// Of a seat's it is kept that it is a link or a device, and no more.
fn granted(secret: SecretHash, holder: Holder, made: Made, instead_of: Vec<SecretHash>) -> Event {
    let made = match (holder, made) {
        (Holder::Seat(_), Made::Link { .. }) => Made::Link { by: None, recovered: false },
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
