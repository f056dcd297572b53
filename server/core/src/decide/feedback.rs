//! Deciding about lines that people say about briefs.

use crate::{event::Event, identity::Actor, state::State, text};
use trestle_protocol::{FeedbackId, FeedbackKind, Refusal, SeatId, TeamId, limits};

pub(super) fn give(state: &State, actor: Actor, team: TeamId, kind: FeedbackKind, text: &str) -> Result<Vec<Event>, Refusal> {
    if !state.teams.contains_key(&team) {
        return Err(Refusal::Unknown);
    }
    if !state.briefs_open {
        return Err(Refusal::NotNow);
    }
    let text = text::prose(text, limits::LINE_CHARS)?;
    if !text::is_visible(&text) {
        return Err(Refusal::Empty);
    }
    let seat = voice(actor);
    has_room(state, actor, team, seat)?;
    Ok(vec![Event::FeedbackGiven { team, seat, kind, text }])
}

/// A console without a seat speaks for the room.
fn voice(actor: Actor) -> SeatId {
    actor.seat().unwrap_or(SeatId::ROOM)
}

/// A seat has its share of a brief's lines, and everybody together leaves some to facilitators.
fn has_room(state: &State, actor: Actor, team: TeamId, seat: SeatId) -> Result<(), Refusal> {
    let lines = state.feedback.get(&team).map_or(&[][..], Vec::as_slice);
    let own = lines.iter().filter(|line| line.seat == seat).count();
    match state.facilitates(actor) {
        true if lines.len() >= limits::FEEDBACK_PER_BRIEF => Err(Refusal::TooMany),
        false if own >= limits::FEEDBACK_PER_SEAT => Err(Refusal::ShareUsed),
        false if lines.len() >= limits::shared(limits::FEEDBACK_PER_BRIEF) => Err(Refusal::TooMany),
        true | false => Ok(()),
    }
}

/// Its author takes a line back, a facilitator any.
pub(super) fn remove(state: &State, actor: Actor, team: TeamId, line: &FeedbackId) -> Result<Vec<Event>, Refusal> {
    let known = state.feedback_in_sight(team).find(|known| state.feedback_id(team, known) == *line).ok_or(Refusal::Unknown)?;
    if known.seat != voice(actor) && !state.facilitates(actor) {
        return Err(Refusal::NotYours);
    }
    Ok(vec![Event::FeedbackRemoved { team, line: line.clone() }])
}
