//! What a programme declares to be filled in: the rules for it, and what programmes from before there were declarations mean.

use super::{DEFAULT, Fault, is_id, longer, unchecked, unknown_variable};
use crate::{documents::Declared, text::is_visible};
use std::{collections::BTreeSet, sync::LazyLock};
use trestle_protocol::{
    About, Choice, Field, FieldKind, Form, List, Programme, Question, QuestionKind, Showing, Step,
    limits::{COLUMNS, FIELDS, FORMS, LABEL_CHARS, LISTS, NAME_CHARS, OPTIONS, PROMPT_CHARS, QUESTIONS, RATING_MAX, SCALES},
};

static COMMON: LazyLock<Programme> = LazyLock::new(|| unchecked(DEFAULT).unwrap_or_default());

/// Names under which documents keep something else than the fields that a programme declares.
const KEPT: [&str; 6] = ["order", "groups", "places", "notes", "draft", "reconvene"];

/// A programme with the declarations of all that its steps name. Those from before there were any name what there was one of.
pub(crate) fn declared(mut programme: Programme) -> Programme {
    let names = |of: &dyn Fn(&Step) -> bool| programme.steps().any(of);
    let forms: Vec<Form> =
        missing(&COMMON.forms, |form| programme.form(&form.id).is_none() && names(&|step| step.fills.contains(&form.id)));
    let lists: Vec<List> =
        missing(&COMMON.lists, |list| programme.list(&list.id).is_none() && names(&|step| step.lists.contains(&list.id)));
    // One that declares nothing may be from before there were declarations, when everybody could fill in what there was one of, whatever the steps said.
    let bare = programme.forms.is_empty() && programme.lists.is_empty() && programme.questions.is_empty();
    let (forms, lists) = if bare { (COMMON.forms.clone(), COMMON.lists.clone()) } else { (forms, lists) };
    let questions: Vec<Question> =
        missing(&COMMON.questions, |asked| programme.question(&asked.id).is_none() && names(&|step| step.asks.contains(&asked.id)));
    programme.forms.extend(forms);
    programme.lists.extend(lists);
    programme.questions.extend(questions);
    programme
}

fn missing<T: Clone>(common: &[T], is_missing: impl Fn(&T) -> bool) -> Vec<T> {
    common.iter().filter(|one| is_missing(one)).cloned().collect()
}

/// The programme that declares what there was one of before there were declarations.
pub(super) fn common() -> &'static Programme {
    &COMMON
}

/// The built-in question of that id.
pub(crate) fn common_question(id: &str) -> Question {
    COMMON.question(&id.into()).cloned().unwrap_or_default()
}

/// Could a programme declare this question, if there is what it asks about?
pub(crate) fn is_question(asked: &Question) -> bool {
    named(asked.id.as_str(), &asked.title, PROMPT_CHARS).is_ok() && question(asked).is_ok()
}

/// Checks what is declared, and that steps name nothing else.
///
/// # Errors
/// The first rule that is broken.
pub(super) fn validate(programme: &Programme) -> Result<(), Fault> {
    let counts = [
        (programme.forms.len(), FORMS, "forms"),
        (programme.lists.len(), LISTS, "lists"),
        (programme.questions.len(), QUESTIONS, "questions"),
    ];
    if let Some((_, most, what)) = counts.into_iter().find(|(count, most, _)| count > most) {
        return Err(Fault::new(&programme.id, format!("a programme has at most {most} {what}")));
    }
    let forms = programme.forms.iter().map(|form| (form.id.as_str(), &form.title));
    let lists = programme.lists.iter().map(|list| (list.id.as_str(), &list.title));
    let questions = programme.questions.iter().map(|asked| (asked.id.as_str(), &asked.title));
    let mut ids = BTreeSet::new();
    for (id, title) in forms.chain(lists).chain(questions) {
        if !ids.insert(id) {
            return Err(Fault::repeated(id, "form, list or question"));
        }
        named(id, title, PROMPT_CHARS)?;
    }
    programme.forms.iter().try_for_each(form)?;
    one_of_each(programme)?;
    programme.lists.iter().try_for_each(list)?;
    stand_apart(programme)?;
    programme.questions.iter().try_for_each(|asked| question(asked).and_then(|()| about_what_there_is(programme, asked)))?;
    programme.steps().try_for_each(|step| names_what_there_is(programme, step))
}

/// The built-in forms and lists are about what they are about everywhere, and everything stands in a place of its own.
fn stand_apart(programme: &Programme) -> Result<(), Fault> {
    let moved = programme.forms.iter().find(|form| COMMON.form(&form.id).is_some_and(|known| known.about != form.about));
    let moved = moved.map(|form| form.id.as_str());
    let moved = moved.or_else(|| {
        let list = programme.lists.iter().find(|list| COMMON.list(&list.id).is_some_and(|known| known.rows != list.rows));
        list.map(|list| list.id.as_str())
    });
    if let Some(id) = moved {
        return Err(Fault::new(id, format!("the built-in \"{id}\" is about something else: choose another id")));
    }
    match Declared::of(programme).clash() {
        Some(name) => Err(Fault::new(name.rsplit('.').next().unwrap_or(name), format!("\"{name}\" is the name of something else as well"))),
        None => Ok(()),
    }
}

/// An id that stands in keys, and a title that can be seen.
fn named(id: &str, title: &str, most: usize) -> Result<(), Fault> {
    if !is_id(id) {
        return Err(Fault::new(id, "an id has lower-case letters, digits, dashes and low lines"));
    }
    if longer(id, NAME_CHARS / 2) || longer(title, most) {
        return Err(Fault::new(id, format!("an id has at most {} characters, and its title or label {most}", NAME_CHARS / 2)));
    }
    if !is_visible(title) {
        return Err(Fault::new(id, "there is nothing to see in its title or label"));
    }
    known_variables(id, title)
}

fn known_variables(id: &str, text: &str) -> Result<(), Fault> {
    let fault = |variable| Fault::new(id, format!("there is no variable {{{variable}}}; there are {{place}}, {{theme}} and {{convener}}"));
    unknown_variable(text).map_or(Ok(()), |variable| Err(fault(variable)))
}

fn form(form: &Form) -> Result<(), Fault> {
    let id = form.id.as_str();
    let fault = |reason: String| Err(Fault::new(id, reason));
    if form.fields.is_empty() || form.fields.len() > FIELDS {
        return fault(format!("a form has 1 to {FIELDS} fields"));
    }
    if form.about != About::Organisation && form.fields.iter().any(|field| field.private) {
        return fault("only a form about organisations has private fields: they are for its own people".to_owned());
    }
    if form.fields.iter().any(|field| field.private && !field.kind.is_words()) {
        return fault("a private field holds words".to_owned());
    }
    fields(id, &form.fields)
}

fn list(list: &List) -> Result<(), Fault> {
    let id = list.id.as_str();
    let fault = |reason: String| Err(Fault::new(id, reason));
    if list.columns.is_empty() || list.columns.len() > COLUMNS {
        return fault(format!("a list has 1 to {COLUMNS} columns"));
    }
    if longer(&list.hint, PROMPT_CHARS) {
        return fault(format!("its hint has at most {PROMPT_CHARS} characters"));
    }
    known_variables(id, &list.hint)?;
    if list.columns.iter().any(|column| column.private || column.kind == FieldKind::Groups) {
        return fault("a column is neither private nor does it pick groups".to_owned());
    }
    let is_scale = |wanted: &_| list.columns.iter().any(|column| column.id == *wanted && column.kind == FieldKind::Scale);
    if list.map.as_ref().is_some_and(|map| map.x == map.y || !is_scale(&map.x) || !is_scale(&map.y)) {
        return fault("a map needs two different columns that are scales".to_owned());
    }
    fields(id, &list.columns)
}

fn fields(of: &str, fields: &[Field]) -> Result<(), Fault> {
    let mut ids = BTreeSet::new();
    for field in fields {
        let id = field.id.as_str();
        if !ids.insert(id) {
            return Err(Fault::repeated(id, "field"));
        }
        if KEPT.contains(&id) && field.kind != FieldKind::Groups {
            return Err(Fault::new(id, format!("\"{id}\" means something else: choose another id")));
        }
        named(id, &field.label, LABEL_CHARS)?;
        if longer(&field.hint, PROMPT_CHARS) || longer(&field.heading, LABEL_CHARS) {
            return Err(Fault::new(id, "a hint or heading of it is too long"));
        }
        known_variables(id, &field.hint)?;
        known_variables(id, &field.heading)?;
        if (field.kind == FieldKind::Choice) == field.options.is_empty() {
            return Err(Fault::new(id, "a choice, and nothing else, has options"));
        }
        choices(of, &field.options)?;
    }
    Ok(())
}

fn choices(of: &str, choices: &[Choice]) -> Result<(), Fault> {
    if choices.len() > OPTIONS {
        return Err(Fault::new(of, format!("there are at most {OPTIONS} to choose from")));
    }
    let mut ids = BTreeSet::new();
    for choice in choices {
        if !ids.insert(&choice.id) {
            return Err(Fault::repeated(&choice.id, "option"));
        }
        named(&choice.id, &choice.label, LABEL_CHARS)?;
    }
    Ok(())
}

/// What the code asks for by its role it finds once.
fn one_of_each(programme: &Programme) -> Result<(), Fault> {
    let again = |id: &str| Err(Fault::new(id, "another one has that role already"));
    let mut forms = BTreeSet::new();
    if let Some(form) = programme.forms.iter().find(|form| form.is.is_some_and(|role| !forms.insert(role))) {
        return again(form.id.as_str());
    }
    let mut lists = BTreeSet::new();
    if let Some(list) = programme.lists.iter().find(|list| list.is.is_some_and(|role| !lists.insert(role))) {
        return again(list.id.as_str());
    }
    let wrong = |form: &&Form| form.is.is_some_and(|role| about_of(role) != form.about);
    programme
        .forms
        .iter()
        .find(wrong)
        .map_or(Ok(()), |form| Err(Fault::new(form.id.as_str(), "a form of that role is about something else")))
}

fn about_of(role: trestle_protocol::FormRole) -> About {
    match role {
        trestle_protocol::FormRole::Card => About::Organisation,
        trestle_protocol::FormRole::Brief => About::Team,
        trestle_protocol::FormRole::Discussion => About::Group,
        trestle_protocol::FormRole::Meeting => About::Workshop,
    }
}

fn question(asked: &Question) -> Result<(), Fault> {
    let id = asked.id.as_str();
    let fault = |reason: &str| Err(Fault::new(id, reason));
    let (scaled, picks) =
        (asked.kind == QuestionKind::Scale, matches!(asked.kind, QuestionKind::One | QuestionKind::Several | QuestionKind::Order));
    if scaled == asked.scales.is_empty() || asked.scales.len() > SCALES {
        return fault("a question on a scale, and no other, has 1 to 4 scales");
    }
    if picks != (asked.options.len() >= 2) || !picks && !asked.options.is_empty() {
        return fault("one, several and order need two options or more, and no other kind has any");
    }
    if !(2..=RATING_MAX).contains(&asked.most) {
        return fault("a scale goes from 1 to a number between 2 and 5");
    }
    let sources = [asked.about != About::Workshop, asked.list.is_some(), !asked.items.is_empty()];
    if sources.into_iter().filter(|is| *is).count() > 1 {
        return fault("it is asked about one thing: what `about` says, the rows of a list, or its own items");
    }
    if matches!(asked.kind, QuestionKind::Dots | QuestionKind::Pick) && sources == [false; 3] {
        return fault("dots and picks need several things to choose between");
    }
    if asked.is == Some(trestle_protocol::QuestionRole::Choice) && (asked.kind != QuestionKind::Pick || asked.about != About::Team) {
        return fault("the choice of a brief is a pick about teams");
    }
    if asked.show == Showing::Scatter && asked.scales.len() != 2 {
        return fault("two scales, and no other number, can be shown against each other");
    }
    if asked.show == Showing::Difference && !scaled {
        return fault("a difference is one between answers on a scale");
    }
    if asked.scales.iter().any(|scale| longer(&scale.low, LABEL_CHARS) || longer(&scale.high, LABEL_CHARS)) {
        return fault("an end of a scale has too long a name");
    }
    let scales: Vec<Choice> = asked.scales.iter().map(|scale| Choice { id: scale.id.clone(), label: scale.label.clone() }).collect();
    [&scales, &asked.options, &asked.items].into_iter().try_for_each(|named| choices(id, named))
}

fn about_what_there_is(programme: &Programme, asked: &Question) -> Result<(), Fault> {
    if asked.list.as_ref().is_some_and(|list| programme.list(list).is_none()) {
        return Err(Fault::new(asked.id.as_str(), "there is no such list to ask about"));
    }
    Ok(())
}

fn names_what_there_is(programme: &Programme, step: &Step) -> Result<(), Fault> {
    let form = step.fills.iter().find(|id| programme.form(id).is_none()).map(|id| id.as_str());
    let list = step.lists.iter().find(|id| programme.list(id).is_none()).map(|id| id.as_str());
    let asked = step.asks.iter().find(|id| programme.question(id).is_none()).map(|id| id.as_str());
    match form.or(list).or(asked) {
        Some(unknown) => Err(Fault::new(step.id.as_str(), format!("there is no form, list or question \"{unknown}\" in this programme"))),
        None => Ok(()),
    }
}
