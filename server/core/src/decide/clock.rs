//! Deciding about the clock.

use crate::{clock::Phase, event::Event, limits::EXTEND_SECONDS, state::State};
use std::collections::BTreeMap;
use trestle_protocol::{Refusal, StepId, limits::STEP_MINUTES};

pub(super) fn pause(state: &State) -> Result<Vec<Event>, Refusal> {
    if state.clock.paused() { Err(Refusal::Already) } else { Ok(vec![Event::Paused]) }
}

pub(super) fn extend(seconds: i32) -> Result<Vec<Event>, Refusal> {
    if seconds == 0 || seconds.unsigned_abs() > EXTEND_SECONDS {
        return Err(Refusal::OutOfRange);
    }
    Ok(vec![Event::Extended { millis: i64::from(seconds) * 1000 }])
}

pub(super) fn stay(state: &State) -> Result<Vec<Event>, Refusal> {
    match state.clock.phase {
        Phase::Over { moves_at: Some(_), .. } => Ok(vec![Event::Stayed]),
        Phase::Over { moves_at: None, .. } | Phase::Paused(_) | Phase::Running(_) => Err(Refusal::Already),
    }
}

pub(super) fn set_minutes(state: &State, step: &StepId, minutes: u32) -> Result<Vec<Event>, Refusal> {
    if !(1..=STEP_MINUTES).contains(&minutes) {
        return Err(Refusal::OutOfRange);
    }
    let (_, known) = state.programme.step(step).ok_or(Refusal::Unknown)?;
    if known.minutes == minutes {
        return Err(Refusal::Already);
    }
    Ok(vec![Event::MinutesSet { step: step.clone(), minutes }])
}

/// All of the new lengths or none.
pub(super) fn replan(state: &State, minutes: &BTreeMap<StepId, u32>) -> Result<Vec<Event>, Refusal> {
    let mut changed = BTreeMap::new();
    for (step, minutes) in minutes {
        match set_minutes(state, step, *minutes) {
            Ok(_) => drop(changed.insert(step.clone(), *minutes)),
            Err(Refusal::Already) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    if changed.is_empty() { Err(Refusal::Already) } else { Ok(vec![Event::Replanned { minutes: changed }]) }
}
