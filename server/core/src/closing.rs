//! The closing gate: what a workshop should not end without, and whether the project goes ahead.

use crate::{
    documents::Documents,
    forms::{self, words},
    lists,
    state::State,
    text::is_visible,
};
use trestle_protocol::{
    Capability, ClosingCell, FieldRole, FormRole, ListRole, Missing, OrganisationId, Stance, Step, Value, limits::COMMITTED_NEEDED,
};

/// What is missing now: how we keep in touch, the next date or a reason, and a word from every organisation that came. A programme that has no step
/// for that is not asked for it, nor one whose forms and lists have no place for it.
pub fn missing(state: &State, documents: &Documents) -> Vec<Missing> {
    let mut missing = meeting(state, documents);
    if let Some(actions) = state.programme.list_for(ListRole::Actions).filter(|list| runs(state, |step| step.lists.contains(&list.id))) {
        let rows = lists::rows(&documents.plan().lists, &actions.id);
        let acts = |id: OrganisationId| {
            let of = |row: &&trestle_protocol::RowCell| {
                lists::value(actions, row, FieldRole::Organisation).and_then(Value::number) == Some(id.0)
            };
            rows.iter().filter(of).any(|row| lists::value(actions, row, FieldRole::What).is_some_and(forms::is_filled))
        };
        let silent = state.organisations.keys().filter(|id| state.is_here(**id) && !acts(**id) && !steps_away(state, **id));
        missing.extend(silent.map(|organisation| Missing::Organisation { organisation: *organisation }));
    }
    missing
}

/// What is missing of how we keep in touch.
fn meeting(state: &State, documents: &Documents) -> Vec<Missing> {
    let Some(form) = state.programme.form_for(FormRole::Meeting).filter(|form| runs(state, |step| step.fills.contains(&form.id))) else {
        return Vec::new();
    };
    let values = forms::values(&documents.plan().forms, &form.id);
    let is_asked = |role| form.asked().any(|field| field.is == Some(role));
    let is_said = |role| is_visible(words(form, values, role));
    let mut missing = Vec::new();
    if is_asked(FieldRole::Communications) && !is_said(FieldRole::Communications) {
        missing.push(Missing::Communications);
    }
    if is_asked(FieldRole::Meeting) && !is_said(FieldRole::Meeting) && !is_said(FieldRole::Reason) {
        missing.push(Missing::Date);
    }
    missing
}

/// Is that something that a step does which is not switched off?
fn runs(state: &State, does: impl Fn(&Step) -> bool) -> bool {
    state.programme.running().any(does)
}

fn steps_away(state: &State, organisation: OrganisationId) -> bool {
    let commitment = state.organisations.get(&organisation).and_then(|known| known.commitment.as_ref());
    commitment.is_some_and(|commitment| commitment.stance == Stance::Away)
}

/// How many organisations are in.
pub fn committed(state: &State) -> usize {
    let is_in = |stance: Option<Stance>| stance == Some(Stance::In);
    state.organisations.values().filter(|known| is_in(known.commitment.as_ref().map(|commitment| commitment.stance))).count()
}

/// All of it, as everybody sees it.
pub fn closing(state: &State, documents: &Documents) -> ClosingCell {
    let commits = runs(state, |step| step.does.contains(&Capability::Commit));
    ClosingCell {
        missing: missing(state, documents),
        closed_without: state.closed_without.clone(),
        committed: committed(state) as u32,
        needed: if commits { COMMITTED_NEEDED as u32 } else { 0 },
        way_out: state.way_out,
    }
}
