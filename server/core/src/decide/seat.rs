//! Deciding about what people in a seat say of themselves, of briefs and for their organisation.

use crate::{documents::Documents, event::Event, identity::Actor, state::State, text};
use trestle_protocol::{Commitment, FeedbackKind, NoteId, OrganisationId, Refusal, SeatId, Stance, TeamId, limits};

pub(super) fn hand(state: &State, id: SeatId, up: bool) -> Result<Vec<Event>, Refusal> {
    let seat = state.seat(id).ok_or(Refusal::Unknown)?;
    if seat.hand_at.is_some() == up {
        return Err(Refusal::Already);
    }
    Ok(vec![Event::HandSet { seat: id, up }])
}

pub(super) fn done(state: &State, id: SeatId, done: bool) -> Result<Vec<Event>, Refusal> {
    let seat = state.seat(id).ok_or(Refusal::Unknown)?;
    if seat.done == done {
        return Err(Refusal::Already);
    }
    Ok(vec![Event::DoneSet { seat: id, done }])
}

pub(super) fn rename(state: &State, id: SeatId, name: &str) -> Result<Vec<Event>, Refusal> {
    let seat = state.seat(id).ok_or(Refusal::Unknown)?;
    let name = text::line(name, limits::NAME_CHARS)?;
    if seat.name == name {
        return Err(Refusal::Already);
    }
    Ok(vec![Event::Renamed { seat: id, name }])
}

pub(super) fn feedback(state: &State, seat: SeatId, team: TeamId, kind: FeedbackKind, text: &str) -> Result<Vec<Event>, Refusal> {
    if !state.teams.contains_key(&team) {
        return Err(Refusal::Unknown);
    }
    if !state.briefs_open {
        return Err(Refusal::NotNow);
    }
    let text = text::prose(text, limits::LINE_CHARS)?;
    if text.is_empty() {
        return Err(Refusal::Empty);
    }
    if state.feedback.get(&team).is_some_and(|lines| lines.len() >= limits::FEEDBACK_PER_BRIEF) {
        return Err(Refusal::TooMany);
    }
    Ok(vec![Event::FeedbackGiven { team, seat, kind, text }])
}

pub(super) fn commit(
    state: &State,
    actor: Actor,
    organisation: OrganisationId,
    stance: Option<Stance>,
    until: Option<&str>,
    line: &str,
) -> Result<Vec<Event>, Refusal> {
    let known = state.organisations.get(&organisation).ok_or(Refusal::Unknown)?;
    let own = actor.seat().and_then(|seat| state.seat(seat)).is_some_and(|seat| seat.organisation == Some(organisation));
    if !own && !state.facilitates(actor) {
        return Err(Refusal::NotYourOrganisation);
    }
    let until = until.filter(|_| stance == Some(Stance::Reflecting)).filter(|until| !until.is_empty());
    if until.is_some_and(|until| !text::is_date(until)) {
        return Err(Refusal::BadDate);
    }
    let line = text::prose(line, limits::LINE_CHARS)?;
    let commitment = stance.map(|stance| Commitment { stance, until: until.map(str::to_owned), line });
    if known.commitment == commitment {
        return Err(Refusal::Already);
    }
    Ok(vec![Event::Committed { organisation, commitment }])
}

pub(super) fn hold_note(state: &State, documents: &Documents, note: &NoteId, held: bool) -> Result<Vec<Event>, Refusal> {
    // A note that is not turned over yet cannot be named: its id would tell that it exists.
    let shown = documents.note(note).is_some_and(|(_, note)| note.round <= state.reveal.shown);
    if !shown {
        return Err(Refusal::Unknown);
    }
    if state.held.contains(note) == held {
        return Err(Refusal::Already);
    }
    Ok(vec![Event::NoteHeld { note: note.clone(), held }])
}
