//! Bodies of the HTTP requests around the socket: create, look, join.

use crate::{Capability, Details, OrganisationId, Programme, Refused, Role, SeatId, StepId, Time, WorkshopId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// `POST /api/workshops`: a new workshop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreateWorkshop {
    /// Title, place, purpose, rules, themes, authors, end.
    pub details: Details,
    /// The convening organisation's name.
    pub convener: String,
    /// Other expected organisations, by name.
    #[serde(default)]
    pub organisations: Vec<String>,
    /// The creator's own name: gives a facilitator's seat at the convener. Empty: a console without a seat.
    #[serde(default)]
    pub facilitator: String,
    /// Which built-in programme; `co-creation` if not said.
    #[serde(default)]
    #[ts(optional)]
    pub programme: Option<String>,
    /// Steps with another length, in minutes.
    #[serde(default)]
    pub minutes: BTreeMap<StepId, u32>,
    /// A programme of one's own instead of a built-in one.
    #[serde(default)]
    #[ts(optional)]
    pub own: Option<Programme>,
}

/// Where to go in a new workshop. Secrets stand behind the `#` of each link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Links {
    /// Opens a console.
    pub facilitator: String,
    /// Opens the wall.
    pub wall: String,
    /// Lets participants in. Carries the invitation, as the QR code does.
    pub join: String,
}

/// The answer: 201.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CreatedWorkshop {
    /// Its id.
    pub workshop: WorkshopId,
    /// The join code, 8 characters.
    pub code: String,
    /// The creator's token.
    pub token: String,
    /// The creator's seat.
    pub seat: Option<SeatId>,
    /// Where to go.
    pub links: Links,
}

/// `POST /api/look`: what does this key open?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// A join code as typed, an invitation, or what stood behind the `#` of a link.
    pub key: String,
}

/// An organisation to pick when joining.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OrganisationChoice {
    /// Its number.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
}

/// Why nobody comes in with the code at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Shut {
    /// A facilitator has locked the door.
    Locked,
    /// The workshop is over.
    Over,
}

/// The answer: what one needs to know to join.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Looked {
    /// Which workshop.
    pub workshop: WorkshopId,
    /// What the key lets one be.
    pub role: Role,
    /// A personal link: this seat's person is back.
    pub seat: Option<SeatId>,
    /// An organisation's link: its card can be filled in beforehand.
    pub organisation: Option<OrganisationId>,
    /// Its title.
    pub title: String,
    /// Who convenes.
    pub convener: String,
    /// Who is expected or here.
    pub organisations: Vec<OrganisationChoice>,
    /// What people agree to by joining; empty for the page's own words.
    pub privacy: String,
    /// Whoever comes now waits until a facilitator lets them in.
    pub asks: bool,
    /// What is done in the live step, so that a page can fetch its parts while somebody fills in the form; empty for whoever would wait.
    #[serde(default)]
    pub does: Vec<Capability>,
    /// A code at a shut door: why nobody new comes in. Behind a locked one nothing but the id is said of the workshop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub shut: Option<Shut>,
}

/// `POST /api/join`: take a seat, or open a wall or a console.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// A join code as typed, an invitation, or what stood behind the `#` of a link.
    pub key: String,
    /// The person's name. Needed with a code or an invitation; without it a facilitator's link opens a console without a seat.
    #[serde(default)]
    pub name: String,
    /// An organisation that is there.
    #[serde(default)]
    #[ts(optional)]
    pub organisation: Option<OrganisationId>,
    /// Or the name of one that is not.
    #[serde(default)]
    pub organisation_name: String,
    /// Several people use this device: a facilitator is asked whether it may be a table's.
    #[serde(default)]
    pub table: bool,
}

/// The answer: 200.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Joined {
    /// Which workshop.
    pub workshop: WorkshopId,
    /// Proves who this is; kept on the device, sent in the hello and as `Authorization: Bearer`.
    pub token: String,
    /// What this screen is.
    pub role: Role,
    /// Whose it is.
    pub seat: Option<SeatId>,
}

/// What a new link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// A console for a co-facilitator. Facilitators may make one.
    Facilitator,
    /// A wall. Facilitators may make one.
    Wall,
    /// The caller's own seat on another device. Every seat may make one.
    Seat,
    /// An organisation fills in its card beforehand. Facilitators may make one.
    Card,
    /// The record to read, also after the end. Facilitators may make one.
    Results,
}

/// `POST /api/workshops/{id}/links` with `Authorization: Bearer TOKEN`: a new link. Only its hash is kept, so it is shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MakeLink {
    /// What it is for.
    pub kind: LinkKind,
    /// For a card: whose.
    #[serde(default)]
    #[ts(optional)]
    pub organisation: Option<OrganisationId>,
}

/// `POST /api/workshops/{id}/code` with a facilitator's bearer token: another join code and another invitation; the old ones open nothing any more. 201.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MadeCode {
    /// The new code, 8 characters.
    pub code: String,
}

/// `GET /api/workshops/{id}/keeping` with a facilitator's bearer token: until when the workshop is kept. 200.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Keeping {
    /// When its time is up.
    pub erase_at: Option<Time>,
    /// Its time is up: it is closed to all but its facilitators, and is erased once the server has run for so many milliseconds more.
    #[ts(type = "number | null")]
    pub lapsed: Option<u64>,
}

/// The answer: 201.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MadeLink {
    /// The whole link, with its secret behind the `#`.
    pub link: String,
}

/// The body of every HTTP error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ErrorBody {
    /// Why.
    pub refusal: Refused,
    /// For an internal error: the id to quote to the operator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub id: Option<String>,
}
