//! A scenario file: a workshop as data, what people did in the order of the stages. Read whole and checked before anything is played.

mod check;

pub use check::ScenarioError;

use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use trestle_protocol::{Authors, FeedbackKind, Role, Stance, Theme};

/// A whole workshop.
#[derive(Clone, Debug, Deserialize)]
pub struct Scenario {
    /// The workshop's title.
    pub title: String,
    /// Fills `{place}`.
    #[serde(default, deserialize_with = "or_empty")]
    pub place: String,
    /// The time zone, by its IANA name.
    #[serde(default, deserialize_with = "or_empty")]
    pub zone: String,
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
}
