//! Entries of the journal: an event with who caused it, or an update with whose it is. JSON for events, so that an audit can read them.

use crate::{event::Event, identity::Actor, moment::Moment};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use trestle_protocol::{DocumentName, Time};

/// One entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// Something was decided.
    Event(EventEntry),
    /// Something was written.
    Update(UpdateEntry),
    /// A document began anew.
    Generation(GenerationEntry),
}

/// Something was decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventEntry {
    /// When, by the workshop's course of time.
    pub at: Time,
    /// When by the calendar, where that said something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub civil: Option<Time>,
    /// By whom.
    pub by: Actor,
    /// The command's id, on the first event that follows from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// What.
    pub event: Event,
}

impl EventEntry {
    /// When it was decided.
    pub fn moment(&self) -> Moment {
        Moment::kept(self.at, self.civil)
    }
}

/// Something was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UpdateHead {
    /// When.
    pub at: Time,
    /// By whom.
    pub by: Actor,
    /// With which pass, where several devices are that actor; none from before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<u32>,
    /// Into which document.
    pub document: DocumentName,
    /// Names on its notes were judged: a table writes for its own people alone. What was let in before that was a rule, or is brought back by an import, was not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub judged: bool,
}

/// Something was written, with the canonical update.
#[derive(Clone, Debug, PartialEq)]
pub struct UpdateEntry {
    /// When, by whom, where.
    pub head: UpdateHead,
    /// As the gate admitted it.
    pub update: Vec<u8>,
}

/// A document began anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GenerationHead {
    /// When.
    pub at: Time,
    /// Which.
    pub document: DocumentName,
    /// Its generation from then on; a document begins in generation 0.
    pub generation: u32,
}

/// A document began anew, with the state that it began with.
#[derive(Clone, Debug, PartialEq)]
pub struct GenerationEntry {
    /// When and which.
    pub head: GenerationHead,
    /// Everything that it held, as an update to an empty document.
    pub state: Vec<u8>,
}

/// The form of what this version writes, entries and snapshots alike. What stands without one has form 0.
///
/// It rises with everything that an older version would refuse or misread: an event, a value of an event or a state, a document or a part of one, a member that
/// changes what another one means. `server/core/tests/golden/` holds that it did.
pub const FORM: u32 = 2;

/// Why bytes are no entry or snapshot that can be read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// A newer version wrote them, in this form. Nothing else of them was looked at.
    Newer(u32),
    /// They are none, or damaged.
    Damaged,
}

/// The form alone, whatever else there is: read first, because of a newer one nothing else can be trusted.
#[derive(Deserialize)]
struct FormAlone {
    #[serde(default, rename = "v")]
    form: u32,
}

/// What stands in JSON of a form that is known here.
///
/// # Errors
/// It is of a newer form, or none of this.
pub(crate) fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, Unread> {
    let FormAlone { form } = serde_json::from_slice(json).map_err(|_| Unread::Damaged)?;
    if form > FORM {
        return Err(Unread::Newer(form));
    }
    serde_json::from_slice(json).map_err(|_| Unread::Damaged)
}

/// Something with its form before it.
#[derive(Serialize)]
struct Formed<'a, T> {
    v: u32,
    #[serde(flatten)]
    what: &'a T,
}

fn formed<T: Serialize>(what: &T) -> Formed<'_, T> {
    Formed { v: FORM, what }
}

/// First byte of an event's entry.
const EVENT: u8 = 1;
/// First byte of an update's entry.
const UPDATE: u8 = 2;
/// First byte of a new generation's entry.
const GENERATION: u8 = 3;

impl Entry {
    /// As bytes: a kind; for an event its JSON; for the others two bytes with the length of their head's JSON, the head, the update or state.
    ///
    /// # Errors
    /// None in practice: these types always serialise.
    pub fn encode(&self) -> Result<Vec<u8>, serde_json::Error> {
        match self {
            Self::Event(entry) => {
                let mut bytes = vec![EVENT];
                serde_json::to_writer(&mut bytes, &formed(entry))?;
                Ok(bytes)
            }
            Self::Update(entry) => headed(UPDATE, &entry.head, &entry.update),
            Self::Generation(entry) => headed(GENERATION, &entry.head, &entry.state),
        }
    }

    /// From bytes.
    ///
    /// # Errors
    /// They are no entry, or one of a newer form.
    pub fn decode(bytes: &[u8]) -> Result<Self, Unread> {
        match bytes.split_first() {
            Some((&EVENT, json)) => read(json).map(Self::Event),
            Some((&UPDATE, rest)) => {
                let (head, update) = split(rest).ok_or(Unread::Damaged)?;
                Ok(Self::Update(UpdateEntry { head: read(head)?, update: update.to_vec() }))
            }
            Some((&GENERATION, rest)) => {
                let (head, state) = split(rest).ok_or(Unread::Damaged)?;
                Ok(Self::Generation(GenerationEntry { head: read(head)?, state: state.to_vec() }))
            }
            _ => Err(Unread::Damaged),
        }
    }
}

/// A kind, the length of a head, the head, and what it is about.
fn headed<T: Serialize>(kind: u8, head: &T, rest: &[u8]) -> Result<Vec<u8>, serde_json::Error> {
    let head = serde_json::to_vec(&formed(head))?;
    let mut bytes = Vec::with_capacity(3 + head.len() + rest.len());
    bytes.push(kind);
    bytes.extend_from_slice(&(head.len() as u16).to_be_bytes());
    bytes.extend_from_slice(&head);
    bytes.extend_from_slice(rest);
    Ok(bytes)
}

/// The head of an entry, and what it is about.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}
