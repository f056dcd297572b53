//! Programmes as files: reading one from TOML, refusing a malformed one with its line, filling in its variables.

use crate::{
    heading,
    poll::{self, ASKED},
    text::is_visible,
};
use std::{collections::BTreeSet, ops::Range};
use trestle_protocol::{
    Details, PollId, Programme, Step,
    limits::{DOTS_MAX, NAME_CHARS, PROMPT_CHARS, SCRIPT_CHARS, STEP_MINUTES, STEPS},
};

/// Why a programme cannot be used, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct ProgrammeError {
    /// Line in the file, from 1.
    pub line: usize,
    /// In words.
    pub reason: String,
}

/// The built-in programme that a workshop runs on if nobody says otherwise.
pub const DEFAULT: &str = "co-creation";

/// The built-in programmes by name, as they are written.
const BUILT_IN: [(&str, &str); 1] = [(DEFAULT, include_str!("../../programmes/co-creation.toml"))];

/// The built-in programme of that name. A test holds that each of them can be read.
pub fn built_in(name: &str) -> Option<Programme> {
    BUILT_IN.iter().find(|(known, _)| *known == name).and_then(|(_, toml)| parse(toml).ok())
}

/// All built-in programmes.
pub fn all() -> Vec<Programme> {
    BUILT_IN.iter().filter_map(|(name, _)| built_in(name)).collect()
}

/// Variables that prompts and scripts may carry.
pub const VARIABLES: [&str; 3] = ["place", "theme", "convener"];

/// Reads a programme from TOML.
///
/// # Errors
/// With line and reason, if it is no TOML, has unknown fields or capabilities, lacks something, or breaks a rule of [`validate`].
pub fn parse(toml: &str) -> Result<Programme, ProgrammeError> {
    let programme: Programme = toml::from_str(toml).map_err(|error| {
        let reason = error.message().trim().replace('\n', "; ");
        ProgrammeError { line: line_of(toml, error.span()), reason }
    })?;
    validate(&programme)
        .and_then(|()| all_seen(&programme))
        .map_err(|fault| ProgrammeError { line: fault.line(toml), reason: fault.reason })?;
    Ok(heading::programme(&programme))
}

fn line_of(toml: &str, span: Option<Range<usize>>) -> usize {
    let upto = span.and_then(|span| toml.get(..span.start)).unwrap_or_default();
    upto.matches('\n').count() + 1
}

/// A broken rule, and the id it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    id: String,
    again: bool,
    reason: String,
}

impl Fault {
    fn new(id: &str, reason: impl Into<String>) -> Self {
        Self { id: id.to_owned(), again: false, reason: reason.into() }
    }

    fn repeated(id: &str, what: &str) -> Self {
        Self { again: true, ..Self::new(id, format!("there is another {what} with the id \"{id}\"")) }
    }

    /// The line that says `id = "…"`: the second of them if an id stands there twice.
    fn line(&self, toml: &str) -> usize {
        let says = |line: &&str| {
            let (key, value) = line.split_once('=').unwrap_or_default();
            key.trim() == "id" && value.trim().trim_matches('"') == self.id
        };
        let mut lines = toml.lines().enumerate().filter(|(_, line)| says(line)).map(|(place, _)| place + 1);
        let first = lines.next();
        (if self.again { lines.next().or(first) } else { first }).unwrap_or(1)
    }
}

/// Checks what the types alone cannot: stages with steps, ids of their own, minutes within bounds, known variables.
///
/// # Errors
/// The first rule that is broken.
pub fn validate(programme: &Programme) -> Result<(), Fault> {
    if programme.stages.is_empty() {
        return Err(Fault::new(&programme.id, "a programme needs at least one stage"));
    }
    if programme.steps().count() > STEPS {
        return Err(Fault::new(&programme.id, format!("a programme has at most {STEPS} steps")));
    }
    if programme.running().next().is_none() {
        return Err(Fault::new(&programme.id, "a programme needs a step that is not switched off"));
    }
    if programme.title.trim().is_empty() || longer(&programme.title, NAME_CHARS) || longer(&programme.id, NAME_CHARS) {
        return Err(Fault::new(&programme.id, format!("a programme has a title, which like its id has at most {NAME_CHARS} characters")));
    }
    let (mut stages, mut steps, mut polls) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for stage in &programme.stages {
        if longer(stage.id.as_str(), NAME_CHARS) {
            return Err(Fault::new(stage.id.as_str(), format!("an id has at most {NAME_CHARS} characters")));
        }
        if !stages.insert(&stage.id) {
            return Err(Fault::repeated(stage.id.as_str(), "stage"));
        }
        if stage.title.trim().is_empty() || longer(&stage.title, NAME_CHARS) {
            return Err(Fault::new(stage.id.as_str(), format!("a stage has a title of at most {NAME_CHARS} characters")));
        }
        if stage.steps.is_empty() {
            return Err(Fault::new(stage.id.as_str(), "a stage needs at least one step"));
        }
        for step in &stage.steps {
            if !steps.insert(&step.id) {
                return Err(Fault::repeated(step.id.as_str(), "step"));
            }
            validate_step(step)?;
            if !asks(step).all(|poll| polls.insert(poll)) {
                return Err(Fault::new(step.id.as_str(), "its poll would have the name of another: rate and choose need a step each"));
            }
        }
    }
    Ok(())
}

/// In a file somebody can put right what nobody can see. A programme of before goes on with our words in its place.
fn all_seen(programme: &Programme) -> Result<(), Fault> {
    let fault = |id: &str| Err(Fault::new(id, "there is nothing to see in its title or its prompt"));
    if !is_visible(&programme.title) {
        return fault(&programme.id);
    }
    if let Some(stage) = programme.stages.iter().find(|stage| !is_visible(&stage.title)) {
        return fault(stage.id.as_str());
    }
    let unseen = |step: &&Step| !is_visible(&step.title) || !is_visible(&step.prompt);
    programme.steps().find(unseen).map_or(Ok(()), |step| fault(step.id.as_str()))
}

/// The polls that a step asks.
fn asks(step: &Step) -> impl Iterator<Item = PollId> {
    ASKED.into_iter().filter(|(does, _)| step.does.contains(does)).map(|(_, kind)| poll::id(&step.id, kind))
}

fn validate_step(step: &Step) -> Result<(), Fault> {
    let fault = |reason: String| Err(Fault::new(step.id.as_str(), reason));
    if step.id.as_str().is_empty() || !step.id.as_str().chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        return fault("an id has lower-case letters, digits and dashes".to_owned());
    }
    if longer(step.id.as_str(), NAME_CHARS) {
        return fault(format!("an id has at most {NAME_CHARS} characters"));
    }
    if !(1..=STEP_MINUTES).contains(&step.minutes) {
        return fault(format!("a step takes 1 to {STEP_MINUTES} minutes, not {}", step.minutes));
    }
    if step.title.trim().is_empty() || step.prompt.trim().is_empty() {
        return fault("a step needs a title and a prompt".to_owned());
    }
    if step.does.is_empty() {
        return fault("a step says what people can do in it".to_owned());
    }
    if !(1..=DOTS_MAX).contains(&step.dots) {
        return fault(format!("a voice has 1 to {DOTS_MAX} dots, not {}", step.dots));
    }
    let bounds = [
        (&step.title, NAME_CHARS),
        (&step.prompt, PROMPT_CHARS),
        (&step.hint, PROMPT_CHARS),
        (&step.clock, NAME_CHARS),
        (&step.script, SCRIPT_CHARS),
    ];
    if let Some((_, most)) = bounds.into_iter().find(|(text, most)| longer(text, *most)) {
        return fault(format!("a text of a step is longer than {most} characters"));
    }
    let texts = [&step.prompt, &step.hint, &step.script];
    match texts.into_iter().find_map(|text| unknown_variable(text)) {
        Some(variable) => fault(format!("there is no variable {{{variable}}}; there are {{place}}, {{theme}} and {{convener}}")),
        None => Ok(()),
    }
}

fn longer(text: &str, most: usize) -> bool {
    text.chars().count() > most
}

fn unknown_variable(text: &str) -> Option<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).find(|name| !VARIABLES.contains(name))
}

/// A prompt with its variables filled in. What people wrote is put in as it is, never read for variables again.
pub fn fill(text: &str, details: &Details, convener: &str) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        match name {
            "place" if details.place.is_empty() => filled.push_str("our area"),
            "place" => filled.push_str(&details.place),
            "theme" => filled.push_str(&themes(details)),
            "convener" => filled.push_str(convener),
            _ => {}
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

/// Themes as words in a sentence: "reading, health and wellbeing or culture".
fn themes(details: &Details) -> String {
    let titles: Vec<String> = details.themes.iter().map(|theme| theme.title.to_lowercase()).collect();
    match titles.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use trestle_protocol::Theme;

    const GOOD: &str = r#"id = "p"
title = "P"

[[stages]]
id = "one"
title = "One"

[[stages.steps]]
id = "write"
title = "Write"
minutes = 7
prompt = "What is hard in {place}?"
does = ["write"]
"#;

    #[test]
    fn every_built_in_programme_can_be_read() {
        for (name, toml) in BUILT_IN {
            let programme = parse(toml).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(programme.id, name);
        }
        assert_eq!(all().len(), BUILT_IN.len());
    }

    #[test]
    fn a_good_programme_is_read() {
        assert_eq!(parse(GOOD).unwrap().steps().count(), 1);
    }

    #[test]
    fn a_malformed_programme_is_refused_with_line_and_reason() {
        let second = "\n[[stages.steps]]\nid = \"write\"\ntitle = \"Again\"\nminutes = 1\nprompt = \"?\"\ndoes = [\"rate\"]\n";
        for (toml, line, reason) in [
            (GOOD.replace("minutes = 7", "minutes = 0"), 9, "1 to 480 minutes"),
            (GOOD.replace("[\"write\"]", "[\"fly\"]"), 13, "fly"),
            (GOOD.replace("{place}", "{planet}"), 9, "{planet}"),
            (GOOD.replace("minutes = 7", "minuets = 7"), 11, "minuets"),
            (GOOD.replace("title = \"Write\"", "title = \"Write"), 10, ""),
            (format!("{GOOD}{second}"), 16, "another step"),
            (GOOD.replace("does = [\"write\"]", "does = []"), 9, "what people can do"),
            (GOOD.replace("\"Write\"", "\"\\u00ad\\ufeff\""), 9, "nothing to see"),
            (GOOD.replace("\"One\"", "\"\\u200b\""), 5, "nothing to see"),
        ] {
            let error = parse(&toml).unwrap_err();
            assert!(error.line == line && error.reason.contains(reason), "{error} should be line {line}: {reason}");
        }
    }

    #[test]
    fn variables_are_filled_in_once() {
        let theme = |title: &str| Theme { id: title.into(), title: title.to_owned() };
        let details = Details { place: "{convener}".into(), themes: vec![theme("Reading"), theme("Health")], ..Details::default() };
        assert_eq!(fill("{place}: {theme}, {convener}", &details, "Libraries"), "{convener}: reading or health, Libraries");
    }
}
