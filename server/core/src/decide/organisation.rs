//! Deciding about organisations: who adds one, what it is called, and when it goes.

use super::join;
use crate::{
    cell_key::CellKey,
    documents::Documents,
    event::Event,
    identity::Viewer,
    name,
    state::{Organisation, State},
    view::view,
};
use trestle_protocol::{Author, CardFields, Cell, OrganisationId, Refusal, Role, SeatId, limits};

/// A new organisation, named by a facilitator.
pub(super) fn add(state: &State, name: &str) -> Result<Vec<Event>, Refusal> {
    let name = name::name(name)?;
    if join::find(state, &name).is_some() {
        return Err(Refusal::Taken);
    }
    new(state, name, None).map(|(_, event)| vec![event])
}

/// A new organisation of that name. `founder`: who named it, unless a facilitator did. Newcomers leave room for facilitators, and a table's device for
/// other newcomers.
pub(super) fn new(state: &State, name: String, founder: Option<SeatId>) -> Result<(OrganisationId, Event), Refusal> {
    let all = state.organisations.len();
    let of = |seat: SeatId| state.organisations.values().filter(|organisation| organisation.founder == Some(seat)).count();
    match founder {
        None if all >= limits::ORGANISATIONS => return Err(Refusal::TooMany),
        Some(_) if all >= limits::shared(limits::ORGANISATIONS) => return Err(Refusal::OrganisationsFull),
        Some(seat) if of(seat) >= limits::ORGANISATIONS_PER_SEAT => return Err(Refusal::ShareUsed),
        None | Some(_) => {}
    }
    // Never one that was used before: its card and what it kept private stay in the journal.
    let last = state.organisations.keys().next_back().map_or(0, |last| last.0).max(state.last_organisation);
    let organisation = OrganisationId(last.saturating_add(1));
    Ok((organisation, Event::OrganisationAdded { organisation, name, founder }))
}

pub(super) fn rename(state: &State, organisation: OrganisationId, name: &str) -> Result<Vec<Event>, Refusal> {
    let known = known(state, organisation)?;
    let name = name::name(name)?;
    let is_same = |other: &Organisation| name::same_organisation(&other.name, &name);
    if state.organisations.iter().any(|(id, other)| *id != organisation && is_same(other)) {
        return Err(Refusal::Taken);
    }
    if known.name == name { Err(Refusal::Already) } else { Ok(vec![Event::OrganisationRenamed { organisation, name }]) }
}

/// Nobody is left without the organisation that they came with, and nothing that was said in its name loses it.
pub(super) fn remove(state: &State, documents: &Documents, organisation: OrganisationId) -> Result<Vec<Event>, Refusal> {
    let known = known(state, organisation)?;
    if known.convener {
        return Err(Refusal::ConvenerStays);
    }
    if state.seats.values().any(|seat| seat.organisation == Some(organisation)) {
        return Err(Refusal::OrganisationInUse);
    }
    if speaks(state, documents, organisation, known) {
        return Err(Refusal::OrganisationSpeaks);
    }
    Ok(vec![Event::OrganisationRemoved { organisation }])
}

fn known(state: &State, organisation: OrganisationId) -> Result<&Organisation, Refusal> {
    state.organisations.get(&organisation).ok_or(Refusal::Unknown)
}

/// Is something said in its name that facilitators are shown? What they are not shown must not be told by a refusal (P2): a note of a table that nobody
/// reads yet is the table's own once the organisation is gone.
fn speaks(state: &State, documents: &Documents, id: OrganisationId, known: &Organisation) -> bool {
    let itself = known.commitment.is_some()
        || state.agreements.contains_key(&id)
        || *documents.card(id) != CardFields::default()
        || !documents.aside(id).is_empty()
        || state.links.values().any(|link| link.organisation == id || link.asker == id);
    itself || is_in_the_plan(documents, id) || is_an_author(state, documents, &known.name)
}

fn is_in_the_plan(documents: &Documents, id: OrganisationId) -> bool {
    let plan = documents.plan();
    let core = plan.core.iter().map(|row| row.organisation);
    let leadership = plan.leadership.iter().map(|row| row.organisation);
    let actions = plan.actions.iter().map(|row| row.organisation);
    core.chain(leadership).chain(actions).any(|organisation| organisation == Some(id))
}

fn is_an_author(state: &State, documents: &Documents, name: &str) -> bool {
    let facilitator = Viewer::class(Role::Facilitator);
    let notes = documents.desks().flat_map(|(_, desk)| desk.values()).map(|note| CellKey::Note(note.id.clone()));
    let lines = state.teams.keys().map(|team| CellKey::Feedback(*team));
    let names = |author: &Option<Author>| author.as_ref().is_some_and(|author| author.organisation.as_deref() == Some(name));
    notes.chain(lines).any(|key| match view(state, documents, facilitator, &key) {
        Some(Cell::Note(note)) => names(&note.author),
        Some(Cell::Feedback(feedback)) => feedback.lines.iter().any(|line| names(&line.author)),
        _ => false,
    })
}
