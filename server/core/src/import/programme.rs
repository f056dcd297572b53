//! What a workshop that comes back runs on: the programme that its facilitators kept, or the built-in one with what the record says was filled in.

use crate::{
    heading, programmes,
    questions::import::in_its_words,
    record::{Private, Record},
};
use std::collections::BTreeSet;
use trestle_protocol::{Capability, Choice, Field, Form, FormId, List, ListId, Programme, Refusal, Stage, Step};

/// The workshop's own programme, which facilitators keep; what is filled in beside it is declared as well. Without it: a built-in one.
pub(super) fn of(given: &Record, aside: Option<&Private>) -> Result<Programme, Refusal> {
    let Some(own) = aside.and_then(|aside| aside.programme.as_ref()) else { return without(given) };
    let mut programme = own.clone();
    let written = written(given);
    let forms = given.forms.iter().filter(|form| written.contains(&form.id) && own.form(&form.id).is_none());
    programme.forms.extend(forms.map(literal_form));
    let lists = given.lists.iter().filter(|list| !list.rows.is_empty() && own.list(&list.list.id).is_none());
    programme.lists.extend(lists.map(|list| literal_list(&list.list)));
    Ok(programme)
}

/// The forms with something in them.
pub(super) fn written(record: &Record) -> BTreeSet<FormId> {
    let organisations = record.organisations.iter().flat_map(|organisation| organisation.forms.keys());
    let groups = record.groups.iter().flat_map(|group| group.forms.keys());
    let briefs = record.briefs.iter().flat_map(|brief| brief.forms.keys());
    record.filled.keys().chain(organisations).chain(groups).chain(briefs).cloned().collect()
}

/// The built-in programme with the step that was live, and with the record's own forms and lists.
fn without(given: &Record) -> Result<Programme, Refusal> {
    let mut programme = programmes::built_in(programmes::DEFAULT).ok_or(Refusal::BadProgramme)?;
    let live = programme.stages.iter_mut().flat_map(|stage| &mut stage.steps).find(|step| step.id == given.step);
    match live {
        Some(step) => step.title.clone_from(&given.step_title),
        None => programme.stages.push(Stage { id: "imported".into(), title: given.step_title.clone(), steps: vec![step(given)] }),
    }
    declare(&mut programme, given);
    Ok(in_its_words(programme, &given.questions))
}

/// In the place of the built-in declarations stand the record's. Those that are the built-in ones keep their variables.
fn declare(programme: &mut Programme, given: &Record) {
    let said = programmes::said(programme, &given.workshop.details, &given.workshop.convener);
    let form = |form: &Form| programme.form(&form.id).filter(|_| said.form(&form.id) == Some(form)).cloned();
    let forms: Vec<Form> = given.forms.iter().map(|given| form(given).unwrap_or_else(|| literal_form(given))).collect();
    let list = |list: &List| programme.list(&list.id).filter(|_| said.list(&list.id) == Some(list)).cloned();
    let lists: Vec<List> = given.lists.iter().map(|given| list(&given.list).unwrap_or_else(|| literal_list(&given.list))).collect();
    (programme.forms, programme.lists) = (forms, lists);
    let (forms, lists): (BTreeSet<FormId>, BTreeSet<ListId>) =
        (programme.forms.iter().map(|form| form.id.clone()).collect(), programme.lists.iter().map(|list| list.id.clone()).collect());
    for step in programme.stages.iter_mut().flat_map(|stage| &mut stage.steps) {
        step.fills.retain(|id| forms.contains(id));
        step.lists.retain(|id| lists.contains(id));
        if step.does.is_empty() && step.fills.is_empty() && step.lists.is_empty() && step.asks.is_empty() {
            step.does.push(Capability::Arrive);
        }
    }
}

/// What is declared in a record reads as the programme has it there: labels follow its variables, and change when these are put in otherwise.
pub(super) fn relabel(given: &mut Record, programme: &Programme) {
    let details = heading::details(&given.workshop.details);
    let said = programmes::said(&heading::programme(programme), &details, &given.workshop.convener);
    for form in &mut given.forms {
        if let Some(known) = said.form(&form.id).filter(|known| unlabelled(&known.fields) == unlabelled(&form.fields)) {
            form.clone_from(&Form { about: form.about, is: form.is, ..known.clone() });
        }
    }
    for list in given.lists.iter_mut().map(|list| &mut list.list) {
        if let Some(known) = said.list(&list.id).filter(|known| unlabelled(&known.columns) == unlabelled(&list.columns)) {
            list.clone_from(&List { rows: list.rows, is: list.is, map: list.map.clone(), ..known.clone() });
        }
    }
}

/// Fields by all but what people read.
fn unlabelled(fields: &[Field]) -> Vec<Field> {
    let bare = |field: &Field| {
        let options = field.options.iter().map(|option| Choice { id: option.id.clone(), label: String::new() }).collect();
        Field { label: String::new(), hint: String::new(), heading: String::new(), options, ..field.clone() }
    };
    fields.iter().map(bare).collect()
}

/// What was live, as far as the record says it.
fn step(given: &Record) -> Step {
    Step {
        id: given.step.clone(),
        title: given.step_title.clone(),
        minutes: 1,
        prompt: given.step_title.clone(),
        hint: String::new(),
        clock: String::new(),
        does: vec![Capability::Arrive],
        fills: Vec::new(),
        lists: Vec::new(),
        asks: Vec::new(),
        at_end: Default::default(),
        script: String::new(),
        off: false,
        voice: Default::default(),
        dots: 1,
    }
}

/// A text in which nothing stands for anything else.
fn literal(text: &mut String) {
    *text = text.replace('{', "{{}");
}

fn literal_form(given: &Form) -> Form {
    let mut form = given.clone();
    literal(&mut form.title);
    form.fields.iter_mut().for_each(literal_field);
    form
}

fn literal_list(given: &List) -> List {
    let mut list = given.clone();
    literal(&mut list.title);
    literal(&mut list.hint);
    list.columns.iter_mut().for_each(literal_field);
    list
}

fn literal_field(field: &mut Field) {
    [&mut field.label, &mut field.hint, &mut field.heading].into_iter().for_each(literal);
    field.options.iter_mut().for_each(|option| literal(&mut option.label));
}
