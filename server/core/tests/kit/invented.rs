//! A programme in which people fill in what no programme of ours declares: every kind of field and column, about everything.

use super::world::programme;
use trestle_protocol::{Form, List, Programme};

#[derive(serde::Deserialize)]
struct Invented {
    forms: Vec<Form>,
    lists: Vec<List>,
}

/// The built-in programme, and besides what was invented.
pub(crate) fn invented() -> Programme {
    let Invented { forms, lists } = toml::from_str(include_str!("invented.toml")).expect("it can be read");
    let known = programme();
    let mut programme = known.clone();
    for step in programme.stages.iter_mut().flat_map(|stage| &mut stage.steps) {
        let of = |about| forms.iter().filter(move |form| form.about == about).map(|form| form.id.clone());
        let abouts: Vec<_> = step.fills.iter().filter_map(|id| known.form(id)).map(|form| form.about).collect();
        step.fills.extend(abouts.into_iter().flat_map(of));
        if !step.lists.is_empty() {
            step.lists.extend(lists.iter().map(|list| list.id.clone()));
        }
    }
    programme.forms.extend(forms);
    programme.lists.extend(lists);
    programme
}
