//! The closing gate: what a workshop should not end without, and whether the project goes ahead.

use crate::{documents::Documents, state::State, text::is_visible};
use trestle_protocol::{Capability, ClosingCell, Missing, OrganisationId, Stance, limits::COMMITTED_NEEDED};

/// What is missing now: how we keep in touch, the next date or a reason, and a word from every organisation that came. A programme that has no step
/// for that is not asked for it.
pub fn missing(state: &State, documents: &Documents) -> Vec<Missing> {
    if !plans(state) {
        return Vec::new();
    }
    let next = &documents.plan().next;
    let mut missing = Vec::new();
    if !is_visible(&next.communications) {
        missing.push(Missing::Communications);
    }
    if next.when.is_none() && !is_visible(&next.reason) {
        missing.push(Missing::Date);
    }
    let silent = state.organisations.keys().filter(|id| state.is_here(**id) && !has_spoken(state, documents, **id));
    missing.extend(silent.map(|organisation| Missing::Organisation { organisation: *organisation }));
    missing
}

/// Does the programme come to actions, commitments and the next date? Steps that are switched off do not count.
fn plans(state: &State) -> bool {
    state.programme.running().any(|step| step.does.contains(&Capability::Act))
}

/// Has it an action, or said that it steps away?
fn has_spoken(state: &State, documents: &Documents, organisation: OrganisationId) -> bool {
    let commitment = state.organisations.get(&organisation).and_then(|known| known.commitment.as_ref());
    let acts = documents.plan().actions.iter().any(|action| action.organisation == Some(organisation) && is_visible(&action.what));
    acts || commitment.is_some_and(|commitment| commitment.stance == Stance::Away)
}

/// How many organisations are in.
pub fn committed(state: &State) -> usize {
    let is_in = |stance: Option<Stance>| stance == Some(Stance::In);
    state.organisations.values().filter(|known| is_in(known.commitment.as_ref().map(|commitment| commitment.stance))).count()
}

/// All of it, as everybody sees it.
pub fn closing(state: &State, documents: &Documents) -> ClosingCell {
    ClosingCell {
        missing: missing(state, documents),
        closed_without: state.closed_without.clone(),
        committed: committed(state) as u32,
        needed: if plans(state) { COMMITTED_NEEDED as u32 } else { 0 },
        way_out: state.way_out,
    }
}
