//! Deciding about what people in a seat say of themselves and for their organisation.

use super::belonging;
use crate::{documents::Documents, event::Event, identity::Actor, state::State, text};
use trestle_protocol::{Commitment, NoteId, OrganisationId, Refusal, SeatId, Stance, limits};

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

pub(super) fn more_time(state: &State, id: SeatId, wanted: bool) -> Result<Vec<Event>, Refusal> {
    let seat = state.seat(id).ok_or(Refusal::Unknown)?;
    if seat.more_time == wanted {
        return Err(Refusal::Already);
    }
    Ok(vec![Event::MoreTimeSet { seat: id, wanted }])
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
    for_organisation(state, actor, organisation)?;
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

/// Its own people speak for an organisation, and facilitators.
fn for_organisation(state: &State, actor: Actor, organisation: OrganisationId) -> Result<(), Refusal> {
    if state.facilitates(actor) {
        return Ok(());
    }
    let seat = actor.seat().ok_or(Refusal::NotYourOrganisation)?;
    match state.seat(seat).and_then(|seat| seat.organisation) {
        Some(own) if own == organisation => belonging::has_a_voice(state, seat),
        _ => Err(Refusal::NotYourOrganisation),
    }
}

/// An organisation agrees to the chosen brief as it stands.
pub(super) fn agree_to(
    state: &State,
    documents: &Documents,
    actor: Actor,
    organisation: OrganisationId,
    agreed: bool,
) -> Result<Vec<Event>, Refusal> {
    if !state.organisations.contains_key(&organisation) {
        return Err(Refusal::Unknown);
    }
    for_organisation(state, actor, organisation)?;
    let chosen = state.chosen.ok_or(Refusal::NotNow)?;
    let version = agreed.then(|| documents.brief(chosen).version());
    if state.agreements.get(&organisation).map(|agreement| &agreement.version) == version.as_ref() {
        return Err(Refusal::Already);
    }
    Ok(vec![Event::AgreedTo { organisation, version }])
}

pub(super) fn hold_note(state: &State, documents: &Documents, note: &NoteId, held: bool) -> Result<Vec<Event>, Refusal> {
    // A note that facilitators do not read yet cannot be named: its id would tell that it exists.
    let read = documents.note(note).is_some_and(|(_, note)| state.details.preview || note.round <= state.reveal.shown);
    if !read {
        return Err(Refusal::Unknown);
    }
    if state.held.contains(note) == held {
        return Err(Refusal::Already);
    }
    Ok(vec![Event::NoteHeld { note: note.clone(), held }])
}
