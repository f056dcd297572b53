//! What people have filled in together: forms and rows, and who is shown them.

use crate::{documents::Documents, forms::Forms, heading::Heading, identity::Viewer, lists, state::State};
use trestle_protocol::{About, FieldRole, Form, FormCell, FormId, GroupId, ListId, OrganisationId, RowCell, TeamId, Value, Values};

/// A form that anybody has written in.
pub(super) fn form(state: &State, documents: &Documents, viewer: Viewer, id: &FormId, subject: &str) -> Option<FormCell> {
    let form = state.programme.form(id)?;
    let forms = match form.about {
        About::Workshop => subject.is_empty().then(|| &documents.plan().forms)?,
        About::Organisation => documents.card(organisation(state, subject)?),
        About::Team => documents.brief(team(state, subject).filter(|team| reads_brief(state, viewer, *team))?),
        About::Group => &documents.board().groups.get(&group(state, documents, subject)?)?.forms,
    };
    cell(form, forms, subject.to_owned())
}

/// What an organisation keeps private; its own people have the document.
pub(super) fn private(state: &State, documents: &Documents, id: &FormId, organisation: OrganisationId) -> Option<FormCell> {
    let form = state.programme.form(id).filter(|_| state.organisations.contains_key(&organisation))?;
    cell(form, documents.aside(organisation), organisation.to_string())
}

fn cell(form: &Form, forms: &Forms, subject: String) -> Option<FormCell> {
    let shown = |(id, value): (&_, &Value)| {
        let title = form.field(FieldRole::Title).is_some_and(|field| field.id == *id);
        let value = if title { Value::Text(Heading::Brief.shown(value.text())) } else { value.clone() };
        (!title || !value.text().is_empty()).then(|| (id.clone(), value))
    };
    let values: Values = forms.get(&form.id)?.iter().filter_map(shown).collect();
    (!values.is_empty()).then(|| FormCell { form: form.id.clone(), subject, values })
}

/// A row, as long as what it stands for is there and known to everybody.
pub(super) fn row(state: &State, documents: &Documents, id: &ListId, key: &str) -> Option<RowCell> {
    let list = state.programme.list(id)?;
    let stands = match list.rows {
        About::Workshop => true,
        About::Organisation => organisation(state, key).is_some(),
        About::Team => team(state, key).is_some(),
        About::Group => group(state, documents, key).is_some(),
    };
    lists::rows(&documents.plan().lists, id).iter().find(|row| stands && row.id == key).cloned()
}

/// May this viewer read that team's brief, be it empty? What everyone writes together stands on the wall from its first word on.
pub(crate) fn reads_brief(state: &State, viewer: Viewer, team: TeamId) -> bool {
    let seats = state.teams.get(&team);
    let own = viewer.seat.zip(seats).is_some_and(|(seat, seats)| seats.contains(&seat)) || state.whole.contains(&team);
    state.briefs_open || viewer.facilitates() || own
}

fn organisation(state: &State, subject: &str) -> Option<OrganisationId> {
    number(subject).map(OrganisationId).filter(|id| state.organisations.contains_key(id))
}

fn team(state: &State, subject: &str) -> Option<TeamId> {
    number(subject).map(TeamId).filter(|id| state.teams.contains_key(id))
}

fn group(state: &State, documents: &Documents, subject: &str) -> Option<GroupId> {
    let id = GroupId::from(subject);
    (state.reveal.shown > 0 && documents.board().groups.contains_key(&id)).then_some(id)
}

/// One way only to write a number: otherwise a row would stand for something twice.
fn number(subject: &str) -> Option<u32> {
    subject.parse::<u32>().ok().filter(|number| number.to_string() == subject)
}
