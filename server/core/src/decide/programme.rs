//! Deciding about the programme, and about rehearsing it.

use super::movement;
use crate::{documents::Documents, event::Event, heading, programmes, state::State};
use trestle_protocol::{Programme, Refusal, Time};

/// What the live step can do from now on begins with it.
pub(super) fn set(state: &State, documents: &Documents, programme: &Programme, revision: u32, now: Time) -> Result<Vec<Event>, Refusal> {
    if revision != state.revision {
        return Err(Refusal::ProgrammeChanged);
    }
    programmes::validate(programme).map_err(|_| Refusal::BadProgramme)?;
    if programme.step(&state.step).is_none_or(|(_, step)| step.off) {
        return Err(Refusal::LiveStep);
    }
    let programme = heading::programme(programme);
    if programme == state.programme {
        return Err(Refusal::Already);
    }
    Ok(movement::and_begun(state, documents, Event::ProgrammeSet { programme: Box::new(programme) }, now))
}

/// Only before the start: what people have written since then is not a rehearsal's to take back.
pub(super) fn rehearse(state: &State, on: bool) -> Result<Vec<Event>, Refusal> {
    match (on, state.rehearsal) {
        (true, true) | (false, false) => Err(Refusal::Already),
        (true, false) if state.started_at.is_some() => Err(Refusal::Started),
        (true, false) => Ok(vec![Event::RehearsalBegun]),
        (false, true) => Ok(vec![Event::RehearsalEnded]),
    }
}
