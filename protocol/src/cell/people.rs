//! Who is here, what organisations say of themselves, and what is one seat's own.

use crate::{FeedbackId, NoteId, OfferHeading, OrganisationId, PollId, Role, Said, SeatId, Stance, TeamId, Time};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Somebody who was removed and not erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GonePerson {
    /// The seat that they had.
    pub seat: SeatId,
    /// Their name.
    pub name: String,
    /// Where they belonged.
    pub organisation: Option<OrganisationId>,
    /// Their notes and lines are kept out of sight.
    #[serde(default)]
    pub hidden: bool,
}

/// Who was removed and not erased, so that they can be brought back, or still be erased. No cell while there is nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GoneCell {
    /// By seat.
    pub people: Vec<GonePerson>,
}

/// Many people who came from one place, such as one Wi-Fi or one device, and whom no facilitator knows yet. No cell while there are none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CrowdCell {
    /// How many of them came within `CROWD_MS`; 0 if they came more slowly.
    pub at_once: u32,
    /// Who, also at the door.
    pub seats: Vec<SeatId>,
}

/// A person's place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SeatCell {
    /// Its number.
    pub id: SeatId,
    /// What the person is called, told apart from everybody else here: `Amina`, or `Amina (Age UK, 2)`.
    pub name: String,
    /// The name as the person gave it, for changing it.
    pub given: String,
    /// What the person is called under the heading of the own organisation: `Amina`, or `Amina (2)`.
    pub among_own: String,
    /// What the person is called together with the organisation: `Amina (Age UK)`, or `Amina (Age UK, 2)`.
    pub with_organisation: String,
    /// Where the person belongs.
    pub organisation: Option<OrganisationId>,
    /// Facilitator or participant.
    pub role: Role,
    /// Hand up since.
    pub hand_at: Option<Time>,
    /// Last wave.
    pub waved_at: Option<Time>,
    /// Done with the live step.
    pub done: bool,
    /// Needs more time in the live step.
    pub more_time: bool,
    /// Several people use this device.
    pub table: bool,
    /// Asks to be a table's device (facilitators alone are told).
    pub asks_table: bool,
    /// Here without a device: somebody else writes for this person.
    pub without_device: bool,
    /// Without a device: the table that writes and counts for this person.
    pub at: Option<SeatId>,
    /// Waits at the door (facilitators alone get such a cell).
    pub waiting: bool,
    /// With its organisation by name only: nobody has confirmed yet that this person belongs to it (said to facilitators alone).
    #[serde(default)]
    pub by_name: bool,
}

/// Whether a device may become a table's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TableWish {
    /// Nobody asked, or it is one by now.
    #[default]
    None,
    /// A facilitator is asked.
    Asked,
    /// A facilitator said no.
    Refused,
}

/// What an organisation's card says to everyone. Fields may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CardFields {
    /// What we do.
    pub does: String,
    /// Our priorities.
    pub priorities: String,
    /// Our lead contact.
    pub contact: String,
    /// What we bring: spaces, collections and IT.
    pub spaces: String,
    /// What we bring: staff skills.
    pub skills: String,
    /// What we bring: networks and partnerships.
    pub networks: String,
    /// What we bring: impact and reach.
    pub impact: String,
    /// What we hope to get.
    pub hope: String,
}

/// How an organisation stands to the project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Commitment {
    /// In, reflecting, later, away.
    pub stance: Stance,
    /// Reflecting: until (YYYY-MM-DD).
    pub until: Option<String>,
    /// An optional line.
    pub line: String,
}

/// A partner and its card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OrganisationCell {
    /// Its number.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Convener or partner.
    pub convener: bool,
    /// Was it on the list beforehand?
    pub expected: bool,
    /// Its card.
    pub card: CardFields,
    /// Its commitment, once given.
    pub commitment: Option<Commitment>,
}

/// What an organisation's card keeps private.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AsideCell {
    /// Which organisation.
    pub organisation: OrganisationId,
    /// What we are unsure about.
    pub unsure: String,
}

/// An offer that answers an ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LinkRow {
    /// Its number.
    pub id: u32,
    /// Who offers.
    pub organisation: OrganisationId,
    /// Under which heading.
    pub heading: OfferHeading,
    /// What is offered, as it was when it was linked.
    pub offer: String,
    /// Who asks.
    pub asker: OrganisationId,
    /// What is asked for, as it was when it was linked.
    pub ask: String,
}

/// Offers that answer asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LinksCell {
    /// In the order in which they were made.
    pub rows: Vec<LinkRow>,
}

/// Who this screen is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MineCell {
    /// Its seat.
    pub seat: SeatId,
    /// Its organisation.
    pub organisation: Option<OrganisationId>,
    /// Its team.
    pub team: Option<TeamId>,
    /// Waits at the door: nothing else is shown.
    pub waiting: bool,
    /// Links and devices that have been given this seat; rises when another device joins in.
    pub devices: u32,
    /// Whether its device may become a table's.
    pub table_wish: TableWish,
    /// Where its team meets; empty for nowhere.
    pub video: String,
    /// What a facilitator last said to its team.
    pub said: Option<Said>,
    /// With its organisation by name only: its private words and its one voice are not open to this seat.
    #[serde(default)]
    pub by_name: bool,
    /// Who says that they are with its organisation too, and that this seat can confirm.
    #[serde(default)]
    pub newcomers: Vec<SeatId>,
}

/// Which notes on the wall are this seat's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MyNotesCell {
    /// Key on the desk to id on the wall.
    pub ids: BTreeMap<String, NoteId>,
    /// Ids of those that others can see.
    pub shown: Vec<NoteId>,
}

/// What this seat has added to lists that everybody shares, and can take away again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MyLinesCell {
    /// Lines about briefs.
    pub feedback: Vec<FeedbackId>,
    /// Links between offers and asks.
    pub links: Vec<u32>,
}

/// What this seat answered in a poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MyAnswersCell {
    /// Which poll.
    pub poll: PollId,
    /// Values by subject.
    pub answers: BTreeMap<String, Vec<u8>>,
}
