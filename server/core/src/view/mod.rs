//! The view: what a viewer is shown, cell by cell. The only producer of content for people (P2).

mod briefs;
mod notes;
mod passes;
mod people;
mod stage;

pub(crate) use notes::left_for;

use crate::{
    cell_key::{CellKey, PlanList},
    closing,
    documents::Documents,
    identity::Viewer,
    state::State,
};
use std::collections::BTreeSet;
use trestle_protocol::{ActionsCell, Cell, CoreCell, ExtendedCell, LeadershipCell, Role};

/// What this viewer is shown under that key; none if there is nothing, or nothing for them.
pub fn view(state: &State, documents: &Documents, viewer: Viewer, key: &CellKey) -> Option<Cell> {
    let closed = match viewer.role {
        Role::Guest => !for_guests(key),
        Role::Reader => true,
        Role::Facilitator | Role::Participant | Role::Wall => false,
    };
    if !state.exists() || closed {
        return None;
    }
    match key {
        CellKey::Workshop => stage::workshop(state, viewer).map(Cell::Workshop),
        CellKey::Programme => Some(Cell::Programme(stage::programme(state, viewer))),
        CellKey::Source => viewer.facilitates().then(|| Cell::Source(stage::source(state))),
        CellKey::Message => Some(Cell::Message(stage::message(state))),
        CellKey::Lead => Some(Cell::Lead(stage::lead(state))),
        CellKey::Gone => viewer.facilitates().then(|| people::gone(state)).flatten().map(Cell::Gone),
        CellKey::Crowd => viewer.facilitates().then(|| people::crowd(state)).flatten().map(Cell::Crowd),
        CellKey::Passes => viewer.facilitates().then(|| Cell::Passes(passes::passes(state))),
        CellKey::Links => Some(Cell::Links(people::links(state))),
        CellKey::Closing => Some(Cell::Closing(closing::closing(state, documents))),
        CellKey::Script => viewer.facilitates().then(|| Cell::Script(stage::script(state))),
        CellKey::Stage => stage::stage(state).map(Cell::Stage),
        CellKey::Clock => Some(Cell::Clock(stage::clock(state))),
        CellKey::Seat(id) => people::seat(state, viewer, *id).map(Cell::Seat),
        CellKey::Organisation(id) => people::organisation(state, documents, *id).map(Cell::Organisation),
        CellKey::Aside(id) => viewer.facilitates().then(|| people::aside(state, documents, *id)).flatten().map(Cell::Aside),
        CellKey::Writing => Some(Cell::Writing(notes::writing(state, documents))),
        CellKey::Note(id) => notes::note(state, documents, viewer, id).map(Cell::Note),
        CellKey::Group(id) => notes::group(state, documents, id).map(Cell::Group),
        CellKey::Team(id) => briefs::team(state, documents, viewer, *id).map(Cell::Team),
        CellKey::Brief(id) => briefs::brief(state, documents, viewer, *id).map(Cell::Brief),
        CellKey::Feedback(id) => briefs::feedback(state, *id).map(Cell::Feedback),
        CellKey::Poll(id) => briefs::poll(state, documents, id).map(Cell::Poll),
        CellKey::Round(id) => stage::round(state, id).map(Cell::Round),
        CellKey::Choice => Some(Cell::Choice(briefs::choice(state, documents))),
        CellKey::Plan(list) => Some(plan(documents, *list)),
        CellKey::Mine => people::mine(state, viewer.seat?).map(Cell::Mine),
        CellKey::MyNotes => notes::mine(state, documents, viewer.seat?).map(Cell::MyNotes),
        CellKey::MyLines => people::my_lines(state, viewer.seat?).map(Cell::MyLines),
        CellKey::MyAnswers(id) => briefs::my_answers(state, viewer.seat?, id).map(Cell::MyAnswers),
    }
}

/// What somebody may know who is not in: what this is, and whether they wait.
fn for_guests(key: &CellKey) -> bool {
    matches!(key, CellKey::Workshop | CellKey::Message | CellKey::Mine)
}

fn plan(documents: &Documents, list: PlanList) -> Cell {
    let plan = documents.plan();
    match list {
        PlanList::Core => Cell::Core(CoreCell { rows: plan.core.clone() }),
        PlanList::Extended => Cell::Extended(ExtendedCell { rows: plan.extended.clone() }),
        PlanList::Leadership => Cell::Leadership(LeadershipCell { rows: plan.leadership.clone() }),
        PlanList::Actions => Cell::Actions(ActionsCell { rows: plan.actions.clone() }),
        PlanList::Next => Cell::Next(plan.next.clone()),
    }
}

/// All keys under which there may be a shared cell.
pub fn keys(state: &State, documents: &Documents) -> BTreeSet<CellKey> {
    use CellKey::{
        Aside, Brief, Choice, Clock, Closing, Crowd, Feedback, Gone, Group, Lead, Links, Message, Note, Organisation, Passes, Plan, Poll,
        Programme, Round, Script, Seat, Source, Stage, Team, Workshop, Writing,
    };
    let mut keys = BTreeSet::from([
        Workshop, Programme, Script, Source, Message, Lead, Gone, Crowd, Passes, Links, Closing, Stage, Clock, Writing, Choice,
    ]);
    keys.extend(PlanList::ALL.map(Plan));
    keys.extend(state.seats.keys().map(|id| Seat(*id)));
    keys.extend(state.organisations.keys().flat_map(|id| [Organisation(*id), Aside(*id)]));
    keys.extend(state.teams.keys().flat_map(|id| [Team(*id), Brief(*id), Feedback(*id)]));
    keys.extend(state.polls.keys().map(|id| Poll(id.clone())));
    keys.extend(state.rounds.keys().map(|id| Round(id.clone())));
    keys.extend(documents.board().groups.keys().map(|id| Group(id.clone())));
    keys.extend(documents.desks().flat_map(|(_, desk)| desk.values()).map(|note| Note(note.id.clone())));
    keys
}

/// All keys under which a seat may have a cell of its own.
pub fn my_keys(state: &State) -> BTreeSet<CellKey> {
    let answers = state.polls.keys().map(|id| CellKey::MyAnswers(id.clone()));
    answers.chain([CellKey::Mine, CellKey::MyNotes, CellKey::MyLines]).collect()
}
