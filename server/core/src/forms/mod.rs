//! Forms: where the fields of a programme's forms stand in documents, what they say, and how far they are filled in.

mod change;
mod names;
mod read;
pub(crate) mod value;
mod version;

pub(crate) use change::may_become;
pub(crate) use names::{Spot, clash, key, record, roots, shape, spot};
pub(crate) use read::{read, read_in};
pub use version::version;

use crate::{documents::Documents, state::State, text::is_visible};
use std::{collections::BTreeMap, sync::LazyLock};
use trestle_protocol::{Field, FieldRole, Form, FormId, FormRole, TeamId, Value, Values};

/// What stands in forms about one thing. A form with nothing in it is not there.
pub type Forms = BTreeMap<FormId, Values>;

static NOTHING: LazyLock<Values> = LazyLock::new(Values::new);

/// What stands in one of these forms.
pub fn values<'a>(forms: &'a Forms, form: &FormId) -> &'a Values {
    forms.get(form).unwrap_or(&NOTHING)
}

/// What stands in the field of that role; nothing where a form has none.
pub fn value<'a>(form: &Form, values: &'a Values, role: FieldRole) -> Option<&'a Value> {
    values.get(&form.field(role)?.id)
}

/// Its words; empty where there are none.
pub fn words<'a>(form: &Form, values: &'a Values, role: FieldRole) -> &'a str {
    value(form, values, role).map_or("", Value::text)
}

/// Is there anything to see in it?
pub fn is_filled(value: &Value) -> bool {
    match value {
        Value::Text(text) => is_visible(text),
        Value::Several(picked) => !picked.is_empty(),
        Value::Tick(_) | Value::Number(_) => true,
    }
}

/// How many of the fields that people are asked for have something in them.
pub fn filled(form: &Form, values: &Values) -> u32 {
    form.asked().filter(|field| values.get(&field.id).is_some_and(is_filled)).count() as u32
}

/// Is something written in any of these forms, be it in a field that is switched off?
pub fn is_begun(forms: &Forms) -> bool {
    forms.values().flat_map(Values::values).any(is_filled)
}

/// A team's brief, and the form that it is.
pub fn brief<'a>(state: &'a State, documents: &'a Documents, team: TeamId) -> Option<(&'a Form, &'a Values)> {
    let form = state.programme.form_for(FormRole::Brief)?;
    Some((form, values(documents.brief(team), &form.id)))
}

/// Changes with every word of a team's brief.
pub fn brief_version(state: &State, documents: &Documents, team: TeamId) -> String {
    version(brief(state, documents, team).map_or(&NOTHING, |(_, values)| values))
}

/// Does this field name that organisation here?
pub(crate) fn names_organisation(field: &Field, value: Option<&Value>, organisation: u32) -> bool {
    field.kind == trestle_protocol::FieldKind::Organisation && value.and_then(Value::number) == Some(organisation)
}
