//! A scenario file: a workshop as data, what people did in the order of the stages. Read whole and checked before anything is played.

use serde::{Deserialize, Deserializer};
use std::collections::{BTreeMap, BTreeSet};
use trestle_protocol::{Authors, FeedbackKind, Role, Stance, Theme};

/// A whole workshop.
#[derive(Clone, Debug, Deserialize)]
pub struct Scenario {
    /// The workshop's title.
    pub title: String,
    /// Fills `{place}`.
    #[serde(default, deserialize_with = "or_empty")]
    pub place: String,
    /// The convening organisation's name, should none of the organisations convene.
    #[serde(default, deserialize_with = "or_empty")]
    pub convener: String,
    /// Why these organisations, why now.
    #[serde(default, deserialize_with = "or_empty")]
    pub purpose: String,
    /// House rules.
    #[serde(default, deserialize_with = "or_empty")]
    pub rules: Vec<String>,
    /// Lanes of the wall.
    #[serde(default, deserialize_with = "or_empty")]
    pub themes: Vec<Theme>,
    /// How authors are shown; hidden if not said.
    #[serde(default, deserialize_with = "or_empty")]
    pub authors: Authors,
    /// Partners and their cards.
    #[serde(default, deserialize_with = "or_empty")]
    pub organisations: Vec<Organisation>,
    /// People.
    #[serde(default, deserialize_with = "or_empty")]
    pub seats: Vec<Seat>,
    /// Notes, numbered from 0.
    #[serde(default, deserialize_with = "or_empty")]
    pub notes: Vec<Note>,
    /// What the notes were gathered into.
    #[serde(default, deserialize_with = "or_empty")]
    pub groups: Vec<Group>,
    /// By seat: seriousness and priority for each group; nothing for a group that was left out.
    #[serde(default, deserialize_with = "or_empty")]
    pub ratings: BTreeMap<String, Vec<Option<[u8; 2]>>>,
    /// Teams with their briefs.
    #[serde(default, deserialize_with = "or_empty")]
    pub teams: Vec<Team>,
    /// By seat: the chosen team, counted from 0.
    #[serde(default, deserialize_with = "or_empty")]
    pub choose: BTreeMap<String, Option<usize>>,
    /// Roles and next steps.
    #[serde(default, deserialize_with = "or_empty")]
    pub plan: Plan,
}

/// A partner.
#[derive(Clone, Debug, Deserialize)]
pub struct Organisation {
    /// Unique in the file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Convener or partner.
    #[serde(default, deserialize_with = "or_empty")]
    pub role: Standing,
    /// Its card.
    #[serde(default, deserialize_with = "or_empty")]
    pub card: BTreeMap<String, Option<String>>,
}

/// How an organisation is in the workshop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Called the workshop.
    Convener,
    /// Was invited.
    #[default]
    Partner,
}

/// A person's place.
#[derive(Clone, Debug, Deserialize)]
pub struct Seat {
    /// Unique in the file.
    pub id: String,
    /// The person's name.
    pub name: String,
    /// An organisation's id.
    #[serde(default)]
    pub organisation: Option<String>,
    /// Facilitator or participant.
    #[serde(default = "participant")]
    pub role: Role,
}

/// A post-it.
#[derive(Clone, Debug, Deserialize)]
pub struct Note {
    /// Whose.
    pub seat: String,
    /// A theme's id.
    pub theme: String,
    /// What it says.
    pub text: String,
}

/// Notes under one title.
#[derive(Clone, Debug, Deserialize)]
pub struct Group {
    /// The problem in a few words.
    #[serde(default, deserialize_with = "or_empty")]
    pub title: String,
    /// Numbers of notes.
    #[serde(default, deserialize_with = "or_empty")]
    pub notes: Vec<usize>,
    /// Who is it a problem for?
    #[serde(default, deserialize_with = "or_empty")]
    pub who: String,
    /// Which social and cultural factors shape it?
    #[serde(default, deserialize_with = "or_empty")]
    pub factors: String,
}

/// People who write one brief.
#[derive(Clone, Debug, Deserialize)]
pub struct Team {
    /// One to four seats.
    pub seats: Vec<String>,
    /// What they wrote.
    #[serde(default, deserialize_with = "or_empty")]
    pub brief: Brief,
    /// What others said about it.
    #[serde(default, deserialize_with = "or_empty")]
    pub feedback: Vec<Feedback>,
}

/// A challenge brief; fields may be empty.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Brief {
    /// Numbers of groups that it picks up.
    #[serde(default, deserialize_with = "or_empty")]
    pub groups: Vec<usize>,
    /// Its texts by field.
    #[serde(flatten)]
    pub fields: BTreeMap<String, Option<String>>,
}

/// A line about a brief.
#[derive(Clone, Debug, Deserialize)]
pub struct Feedback {
    /// Who said it.
    pub seat: String,
    /// Like or improve.
    pub kind: FeedbackKind,
    /// What it says.
    pub text: String,
}

/// Roles and next steps; every part may be missing.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Plan {
    /// Who carries the strand.
    #[serde(default, deserialize_with = "or_empty")]
    pub core: Vec<Core>,
    /// Whom to engage.
    #[serde(default, deserialize_with = "or_empty")]
    pub extended: Vec<Extended>,
    /// Who must support it.
    #[serde(default, deserialize_with = "or_empty")]
    pub leadership: Vec<Leadership>,
    /// What will be done.
    #[serde(default, deserialize_with = "or_empty")]
    pub actions: Vec<Action>,
    /// By organisation: how it stands to the project, and until when it reflects.
    #[serde(default, deserialize_with = "or_empty")]
    pub commitments: BTreeMap<String, (Stance, Option<String>)>,
    /// How we keep in touch.
    #[serde(default, deserialize_with = "or_empty")]
    pub communications: String,
    /// When and where we meet again.
    #[serde(default, deserialize_with = "or_empty")]
    pub reconvene: Reconvene,
}

/// A row of the core ring.
#[derive(Clone, Debug, Deserialize)]
#[allow(missing_docs)] // the fields of `trestle_protocol::CoreRow`, by the ids of this file
pub struct Core {
    #[serde(default)]
    pub organisation: Option<String>,
    #[serde(default)]
    pub seat: Option<String>,
    #[serde(default, deserialize_with = "or_empty")]
    pub lead: bool,
    #[serde(default, deserialize_with = "or_empty")]
    pub role: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub commits: String,
}

/// A row of the extended ring.
#[derive(Clone, Debug, Deserialize)]
#[allow(missing_docs)] // the fields of `trestle_protocol::ExtendedRow`
pub struct Extended {
    #[serde(default, deserialize_with = "or_empty")]
    pub who: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub why: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub how: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub when: String,
    #[serde(default)]
    pub influence: Option<u8>,
    #[serde(default)]
    pub interest: Option<u8>,
}

/// A row of the leadership ring.
#[derive(Clone, Debug, Deserialize)]
#[allow(missing_docs)] // the fields of `trestle_protocol::LeadershipRow`
pub struct Leadership {
    #[serde(default, deserialize_with = "or_empty")]
    pub who: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub decides: bool,
    #[serde(default, deserialize_with = "or_empty")]
    pub how: String,
}

/// An action.
#[derive(Clone, Debug, Deserialize)]
#[allow(missing_docs)] // the fields of `trestle_protocol::ActionRow`, by the ids of this file
pub struct Action {
    #[serde(default, deserialize_with = "or_empty")]
    pub what: String,
    #[serde(default)]
    pub organisation: Option<String>,
    #[serde(default)]
    pub seat: Option<String>,
    #[serde(default)]
    pub due: Option<String>,
}

/// When and where we meet again.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Reconvene {
    /// Local time (YYYY-MM-DDTHH:MM).
    #[serde(default)]
    pub when: Option<String>,
    /// Where.
    #[serde(default, rename = "where", deserialize_with = "or_empty")]
    pub place: String,
    /// Why no date could be set.
    #[serde(default, deserialize_with = "or_empty")]
    pub reason: String,
}

fn participant() -> Role {
    Role::Participant
}

/// A field that is `null` says as little as one that is missing.
fn or_empty<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Why a file is no scenario.
#[derive(Debug, thiserror::Error)]
pub enum ScenarioError {
    /// Not JSON, or not of this form.
    #[error("it is not of a scenario's form: {0}")]
    Form(#[from] serde_json::Error),
    /// It names something that it does not have.
    #[error("{place} names {kind} `{id}`, which is not in the file")]
    Dangling {
        /// For example `notes[3]`.
        place: String,
        /// For example `the seat`.
        kind: &'static str,
        /// What is missing.
        id: String,
    },
    /// Two things have one id.
    #[error("the id `{0}` is there twice")]
    Twice(String),
    /// A team of nobody.
    #[error("teams[{0}] has no seats")]
    NobodyInTeam(usize),
    /// No lane for a note to hang in.
    #[error("`themes` is empty: a wall needs at least one")]
    NoThemes,
    /// Nobody to convene.
    #[error("no organisation convenes: neither `convener` nor an organisation with the role `convener` is there")]
    NoConvener,
}

impl Scenario {
    /// Reads and checks a file's text.
    pub fn parse(json: &str) -> Result<Self, ScenarioError> {
        let scenario: Self = serde_json::from_str(json)?;
        scenario.check()?;
        Ok(scenario)
    }

    /// The organisation that convenes, if it is one of those in the file.
    pub fn convening(&self) -> Option<&Organisation> {
        self.organisations.iter().find(|organisation| organisation.role == Standing::Convener)
    }

    fn check(&self) -> Result<(), ScenarioError> {
        unique(self.organisations.iter().map(|organisation| &organisation.id))?;
        unique(self.seats.iter().map(|seat| &seat.id))?;
        unique(self.teams.iter().flat_map(|team| &team.seats))?;
        if self.convening().is_none() && self.convener.is_empty() {
            return Err(ScenarioError::NoConvener);
        }
        if self.themes.is_empty() {
            return Err(ScenarioError::NoThemes);
        }
        self.check_people()?;
        self.check_numbers()
    }

    /// Everybody who is named is there.
    fn check_people(&self) -> Result<(), ScenarioError> {
        let plan = &self.plan;
        let seats = named("seats", &self.seats, |seat| seat.organisation.as_deref());
        let core = named("plan.core", &plan.core, |row| row.organisation.as_deref());
        let actions = named("plan.actions", &plan.actions, |row| row.organisation.as_deref());
        let commitments = plan.commitments.keys().map(|id| ("plan.commitments".to_owned(), id.as_str()));
        let organisations: BTreeSet<&str> = self.organisations.iter().map(|organisation| organisation.id.as_str()).collect();
        known("the organisation", &organisations, seats.chain(core).chain(actions).chain(commitments))?;

        let notes = named("notes", &self.notes, |note| Some(note.seat.as_str()));
        let raters = self.ratings.keys().map(|id| ("ratings".to_owned(), id.as_str()));
        let voters = self.choose.keys().map(|id| ("choose".to_owned(), id.as_str()));
        let teams = self.teams.iter().enumerate().flat_map(|(number, team)| {
            let speakers = team.feedback.iter().map(|line| &line.seat);
            team.seats.iter().chain(speakers).map(move |id| (format!("teams[{number}]"), id.as_str()))
        });
        let core = named("plan.core", &plan.core, |row| row.seat.as_deref());
        let actions = named("plan.actions", &plan.actions, |row| row.seat.as_deref());
        let seats: BTreeSet<&str> = self.seats.iter().map(|seat| seat.id.as_str()).collect();
        known("the seat", &seats, notes.chain(raters).chain(voters).chain(teams).chain(core).chain(actions))
    }

    /// Everything that is counted is there.
    fn check_numbers(&self) -> Result<(), ScenarioError> {
        for (number, group) in self.groups.iter().enumerate() {
            counted(&format!("groups[{number}]"), "the note", &group.notes, self.notes.len())?;
        }
        for (number, team) in self.teams.iter().enumerate() {
            if team.seats.is_empty() {
                return Err(ScenarioError::NobodyInTeam(number));
            }
            counted(&format!("teams[{number}].brief"), "the group", &team.brief.groups, self.groups.len())?;
        }
        for (seat, ratings) in &self.ratings {
            let last: Vec<usize> = ratings.len().checked_sub(1).into_iter().collect();
            counted(&format!("ratings.{seat}"), "the group", &last, self.groups.len())?;
        }
        let chosen: Vec<usize> = self.choose.values().flatten().copied().collect();
        counted("choose", "the team", &chosen, self.teams.len())
    }
}

fn unique<'a>(ids: impl Iterator<Item = &'a String>) -> Result<(), ScenarioError> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(ScenarioError::Twice(id.clone()));
        }
    }
    Ok(())
}

/// What each row of a list names, with the row's place.
fn named<'a, T>(
    list: &'static str,
    rows: &'a [T],
    name: impl Fn(&'a T) -> Option<&'a str> + 'a,
) -> impl Iterator<Item = (String, &'a str)> {
    rows.iter().enumerate().filter_map(move |(number, row)| Some((format!("{list}[{number}]"), name(row)?)))
}

fn known<'a>(kind: &'static str, there: &BTreeSet<&str>, named: impl Iterator<Item = (String, &'a str)>) -> Result<(), ScenarioError> {
    for (place, id) in named {
        if !there.contains(id) {
            return Err(ScenarioError::Dangling { place, kind, id: id.to_owned() });
        }
    }
    Ok(())
}

fn counted(place: &str, kind: &'static str, numbers: &[usize], there: usize) -> Result<(), ScenarioError> {
    match numbers.iter().find(|number| **number >= there) {
        None => Ok(()),
        Some(number) => Err(ScenarioError::Dangling { place: place.to_owned(), kind, id: number.to_string() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(json: &str) -> String {
        Scenario::parse(json).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn a_scenario_may_hold_next_to_nothing() {
        let scenario = Scenario::parse(
            r#"{"title": "T", "convener": "C", "themes": [{"id": "t", "title": "T"}], "plan": {"reconvene": null}, "rules": null}"#,
        )
        .unwrap();
        assert!(scenario.seats.is_empty() && scenario.plan.reconvene.when.is_none());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let base = r#""title": "T", "convener": "C", "themes": [{"id": "t", "title": "T"}], "seats": [{"id": "a", "name": "A"}]"#;
        for (rest, words) in [
            (r#""notes": [{"seat": "b", "theme": "t", "text": "x"}]"#, "notes[0] names the seat `b`"),
            (r#""groups": [{"title": "g", "notes": [0]}]"#, "groups[0] names the note `0`"),
            (r#""teams": [{"seats": []}]"#, "teams[0] has no seats"),
            (r#""teams": [{"seats": ["a"]}, {"seats": ["a"]}]"#, "the id `a` is there twice"),
            (r#""choose": {"a": 0}"#, "choose names the team `0`"),
            (r#""ratings": {"a": [[1, 2]]}"#, "ratings.a names the group `0`"),
            (r#""plan": {"commitments": {"x": ["in", null]}}"#, "plan.commitments names the organisation `x`"),
            (r#""plan": {"commitments": {"x": ["maybe", null]}}"#, "not of a scenario's form"),
        ] {
            let said = refused(&format!("{{{base}, {rest}}}"));
            assert!(said.contains(words), "{rest}: {said}");
        }
        assert!(refused(r#"{"title": "T"}"#).contains("convenes"));
        assert!(refused(r#"{"title": "T", "convener": "C"}"#).contains("themes"));
        assert!(refused("nonsense").contains("line 1"));
    }
}
