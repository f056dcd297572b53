//! Entries of the journal: an event with who caused it, or an update with whose it is. JSON for events, so that an audit can read them.

use crate::{event::Event, identity::Actor};
use serde::{Deserialize, Serialize};
use trestle_protocol::{DocumentName, Time};

/// One entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// Something was decided.
    Event(EventEntry),
    /// Something was written.
    Update(UpdateEntry),
}

/// Something was decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventEntry {
    /// When.
    pub at: Time,
    /// By whom.
    pub by: Actor,
    /// The command's id, on the first event that follows from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// What.
    pub event: Event,
}

/// Something was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UpdateHead {
    /// When.
    pub at: Time,
    /// By whom.
    pub by: Actor,
    /// Into which document.
    pub document: DocumentName,
}

/// Something was written, with the canonical update.
#[derive(Clone, Debug, PartialEq)]
pub struct UpdateEntry {
    /// When, by whom, where.
    pub head: UpdateHead,
    /// As the gate admitted it.
    pub update: Vec<u8>,
}

/// First byte of an event's entry.
const EVENT: u8 = 1;
/// First byte of an update's entry.
const UPDATE: u8 = 2;

impl Entry {
    /// As bytes: a kind; for an event its JSON; for an update two bytes with the length of its head's JSON, the head, the update.
    ///
    /// # Errors
    /// None in practice: these types always serialise.
    pub fn encode(&self) -> Result<Vec<u8>, serde_json::Error> {
        match self {
            Self::Event(entry) => {
                let mut bytes = vec![EVENT];
                serde_json::to_writer(&mut bytes, entry)?;
                Ok(bytes)
            }
            Self::Update(entry) => {
                let head = serde_json::to_vec(&entry.head)?;
                let mut bytes = Vec::with_capacity(3 + head.len() + entry.update.len());
                bytes.push(UPDATE);
                bytes.extend_from_slice(&(head.len() as u16).to_be_bytes());
                bytes.extend_from_slice(&head);
                bytes.extend_from_slice(&entry.update);
                Ok(bytes)
            }
        }
    }

    /// From bytes; none if they are no entry.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        match bytes.split_first()? {
            (&EVENT, json) => serde_json::from_slice(json).ok().map(Self::Event),
            (&UPDATE, rest) => {
                let (length, rest) = rest.split_first_chunk::<2>()?;
                let (head, update) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
                let head = serde_json::from_slice(head).ok()?;
                Some(Self::Update(UpdateEntry { head, update: update.to_vec() }))
            }
            _ => None,
        }
    }
}
