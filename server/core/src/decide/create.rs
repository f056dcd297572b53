//! Deciding about a new workshop: its details, names and programme.

use super::movement;
use crate::{
    documents::Documents,
    event::Event,
    heading::{heading, programme},
    moment::Moment,
    name,
    order::Create,
    programmes,
    state::State,
    text, zone,
};
use std::collections::BTreeSet;
use trestle_protocol::{Details, Refusal, Time, limits};

/// The first step begins what it begins as every other does on arrival.
pub(super) fn create(state: &State, documents: &Documents, create: &Create, now: Moment) -> Result<Vec<Event>, Refusal> {
    if state.exists() {
        return Err(Refusal::Already);
    }
    programmes::validate(&create.programme).map_err(|_| Refusal::BadProgramme)?;
    let mut create = create.clone();
    create.programme = programme(&create.programme);
    create.details = self::details(&create.details, None, now.civil())?;
    create.convener = name::name(&create.convener)?;
    create.organisations = organisations(&create.convener, &create.organisations)?;
    if let Some((name, _)) = &mut create.facilitator {
        *name = name::name(name)?;
    }
    Ok(movement::and_begun(state, documents, Event::Created { create: Box::new(create) }, now.course()))
}

/// Details within their bounds, tidied; empty rules are left out. `former`: what they take the place of.
pub(super) fn details(given: &Details, former: Option<&Details>, now: Time) -> Result<Details, Refusal> {
    let mut details = Details {
        title: heading(&given.title, limits::TITLE_CHARS)?,
        place: place(&given.place)?,
        purpose: text::prose(&given.purpose, limits::LINE_CHARS)?,
        privacy: text::prose(&given.privacy, limits::LINE_CHARS)?.replace('\n', " "),
        video: text::link(&given.video)?,
        zone: zone::checked(&given.zone)?,
        erase_at: Some(erase_at(given, former, now)?),
        ..given.clone()
    };
    details.rules.retain(|rule| text::is_visible(rule));
    if details.rules.len() > limits::RULES || details.themes.len() > limits::THEMES {
        return Err(Refusal::TooMany);
    }
    for rule in &mut details.rules {
        *rule = text::line(rule, limits::LINE_CHARS)?;
    }
    themes(&mut details)?;
    Ok(details)
}

/// Where it is, tidied as a heading is; nowhere if nothing of it can be seen.
fn place(given: &str) -> Result<String, Refusal> {
    if text::is_visible(given) { heading(given, limits::NAME_CHARS) } else { Ok(String::new()) }
}

/// When everything is erased: as asked, within bounds that count from the workshop's end; half a year if nobody said.
fn erase_at(given: &Details, former: Option<&Details>, now: Time) -> Result<Time, Refusal> {
    let known = former.and_then(|former| former.erase_at);
    // A workshop that never ends would be kept for ever.
    let end = given.ends_at.map_or(now, |ends_at| ends_at.clamp(now, now.plus(limits::KEEP_MOST_MS)));
    let within = |asked: Time| asked > now && asked <= end.plus(limits::KEEP_MOST_MS);
    match given.erase_at.or(known) {
        None => Ok(end.plus(limits::KEEP_MS)),
        Some(asked) if Some(asked) == known || within(asked) => Ok(asked),
        Some(_) => Err(Refusal::OutOfRange),
    }
}

fn themes(details: &mut Details) -> Result<(), Refusal> {
    if details.themes.is_empty() {
        return Err(Refusal::Empty);
    }
    let mut known = BTreeSet::new();
    for theme in &mut details.themes {
        theme.title = heading(&theme.title, limits::NAME_CHARS)?;
        theme.id.0 = text::line(&theme.id.0, limits::NAME_CHARS)?;
        if !known.insert(theme.id.clone()) {
            return Err(Refusal::Taken);
        }
    }
    Ok(())
}

/// Expected organisations, each once, without the convener.
fn organisations(convener: &str, given: &[String]) -> Result<Vec<String>, Refusal> {
    let mut names: Vec<String> = Vec::new();
    for name in given.iter().filter(|name| !name.trim().is_empty()) {
        let name = name::name(name)?;
        let is_known = |known: &str| name::same_organisation(known, &name);
        if !is_known(convener) && !names.iter().any(|known| is_known(known)) {
            names.push(name);
        }
    }
    if names.len() >= limits::ORGANISATIONS {
        return Err(Refusal::TooMany);
    }
    Ok(names)
}
