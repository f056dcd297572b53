//! What may become of what people fill in when a programme is edited: nothing that was written is lost by it.

use super::Forms;
use crate::{documents::Documents, lists::rows, state::State};
use trestle_protocol::{Field, FieldKind, Form, List, Programme, Refusal, RowCell};

/// May the programme be that from now on?
///
/// # Errors
/// `HoldsWords` if something that is written would be lost or mean something else.
pub(crate) fn may_become(state: &State, documents: &Documents, new: &Programme) -> Result<(), Refusal> {
    // What was written before a rehearsal comes back with its end, and nobody sees it until then: everything may hold something.
    let hold = Holds { documents, all: state.rehearsal };
    for form in &state.programme.forms {
        form_may_become(&hold, form, new.form(&form.id))?;
    }
    for list in &state.programme.lists {
        list_may_become(&hold, list, new.list(&list.id))?;
    }
    Ok(())
}

/// What holds something.
struct Holds<'a> {
    documents: &'a Documents,
    all: bool,
}

impl<'a> Holds<'a> {
    fn forms(&self, form: &Form) -> impl Iterator<Item = &'a Forms> {
        self.documents.forms_about(form.about)
    }

    fn form(&self, form: &Form) -> bool {
        self.all || self.forms(form).any(|forms| forms.contains_key(&form.id))
    }

    fn field(&self, form: &Form, field: &Field) -> bool {
        self.all || self.forms(form).any(|forms| super::values(forms, &form.id).contains_key(&field.id))
    }

    fn rows(&self, list: &List) -> &'a [RowCell] {
        rows(&self.documents.plan().lists, &list.id)
    }

    fn list(&self, list: &List) -> bool {
        self.all || !self.rows(list).is_empty()
    }

    fn column(&self, list: &List, column: &Field) -> bool {
        self.all || self.rows(list).iter().any(|row| row.values.contains_key(&column.id))
    }
}

fn form_may_become(hold: &Holds<'_>, old: &Form, new: Option<&Form>) -> Result<(), Refusal> {
    stays_if(hold.form(old), new.is_some_and(|new| new.about == old.about))?;
    let Some(new) = new else { return Ok(()) };
    old.fields.iter().try_for_each(|field| field_may_become(hold.field(old, field), field, &new.fields))
}

fn list_may_become(hold: &Holds<'_>, old: &List, new: Option<&List>) -> Result<(), Refusal> {
    stays_if(hold.list(old), new.is_some_and(|new| new.rows == old.rows))?;
    let Some(new) = new else { return Ok(()) };
    old.columns.iter().try_for_each(|column| field_may_become(hold.column(old, column), column, &new.columns))
}

fn field_may_become(holds: bool, old: &Field, new: &[Field]) -> Result<(), Refusal> {
    let new = new.iter().find(|field| field.id == old.id);
    let options = |new: &Field| old.options.iter().all(|option| new.options.iter().any(|known| known.id == option.id));
    stays_if(holds, new.is_some_and(|new| new.kind == old.kind && new.private == old.private && options(new)))?;
    // Words and what is picked stand in the same place in different ways, be it empty by now.
    let picks = |field: &Field| field.kind == FieldKind::Groups;
    stays_if(new.is_some(), new.is_some_and(|new| picks(new) == picks(old)))
}

fn stays_if(holds: bool, stays: bool) -> Result<(), Refusal> {
    if holds && !stays { Err(Refusal::HoldsWords) } else { Ok(()) }
}
