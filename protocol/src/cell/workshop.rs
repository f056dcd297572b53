//! What the workshop is: its details, its programme, how it may be closed.

use crate::{AtEnd, Capability, Door, OrganisationId, Programme, StageId, StepId, ThemeId, Time, Voice, WayOut, WorkshopId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// A lane of the wall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Theme {
    /// Unique in the workshop; short, stands in notes.
    pub id: ThemeId,
    /// As people read it.
    pub title: String,
}

/// How authors of notes and feedback are shown; said in words where people write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Authors {
    /// Not at all.
    #[default]
    Hidden,
    /// By their organisation.
    Organisation,
    /// By name and organisation.
    Name,
}

/// What a facilitator says about a workshop and may change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Details {
    /// 1 to `TITLE_CHARS` characters.
    pub title: String,
    /// Fills `{place}`.
    pub place: String,
    /// Why these organisations, why now.
    pub purpose: String,
    /// House rules.
    pub rules: Vec<String>,
    /// Lanes of the wall, at least one.
    pub themes: Vec<Theme>,
    /// Can be tightened, never loosened once somebody wrote.
    pub authors: Authors,
    /// Facilitators read notes, without authors, before they are turned over. Said where people write; never switched on once somebody wrote.
    #[serde(default)]
    pub preview: bool,
    /// When it should end.
    pub ends_at: Option<Time>,
    /// The line about data protection that people agree to by joining; empty for the page's own words.
    #[serde(default)]
    pub privacy: String,
    /// The pattern of teams' video links, with `{workshop}` and `{team}`; empty for none.
    #[serde(default)]
    pub video: String,
    /// The time zone that its times are said in, by its IANA name (`Europe/London`); empty where nobody said, as in workshops from before there were zones.
    #[serde(default)]
    pub zone: String,
    /// When everything is erased; none on creation: `KEEP_MS` from then.
    #[serde(default)]
    pub erase_at: Option<Time>,
}

/// The workshop itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct WorkshopCell {
    /// Its id.
    pub id: WorkshopId,
    /// What the facilitator says about it.
    pub details: Details,
    /// The convening organisation's name.
    pub convener: String,
    /// The join code, 8 characters, shown 4-4; empty for guests.
    pub code: String,
    /// What the QR code carries: opens the same door as the code, behind the `#` of `ORIGIN/join#INVITATION`. For facilitators and walls; empty in a workshop
    /// from before there were any until a facilitator opens it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub invitation: String,
    /// When it was created.
    pub created_at: Time,
    /// When its clock first ran.
    pub started_at: Option<Time>,
    /// When it was closed.
    pub closed_at: Option<Time>,
    /// Who comes in with the code.
    pub door: Door,
    /// People in the room without a device and at no table, as a facilitator counted them; 0 where nobody did.
    pub in_the_room: u32,
    /// Everything will be as it was before the rehearsal when it ends.
    pub rehearsal: bool,
    /// What damage to the server's journal took from this workshop, until a facilitator has seen it. For facilitators.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<LossRow>>", optional)]
    pub losses: Vec<LossRow>,
}

/// What was lost at one time, by a disk that failed, say. Pages that were open meanwhile hold what their people wrote, and send it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LossRow {
    /// When it was found.
    pub at: Time,
    /// How many entries of the journal are gone: things that were decided, and pieces of writing.
    #[ts(type = "number")]
    pub entries: u64,
    /// Somebody who had been erased may be back: that is among what was lost.
    pub returned: bool,
}

/// A step as everybody sees it; prompts filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[allow(missing_docs)] // the same fields as `programme::Step`
pub struct StepView {
    pub id: StepId,
    pub title: String,
    pub minutes: u32,
    pub prompt: String,
    pub hint: String,
    pub clock: String,
    pub does: Vec<Capability>,
    pub at_end: AtEnd,
    pub off: bool,
    pub voice: Voice,
    pub dots: u8,
}

/// A stage as everybody sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[allow(missing_docs)] // the same fields as `programme::Stage`
pub struct StageView {
    pub id: StageId,
    pub title: String,
    pub steps: Vec<StepView>,
}

/// The programme with its prompts filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProgrammeCell {
    /// As people know it.
    pub title: String,
    /// In order.
    pub stages: Vec<StageView>,
}

/// The facilitator's private script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScriptCell {
    /// By step; filled in.
    pub steps: BTreeMap<StepId, String>,
}

/// The programme as it is edited: prompts with their variables, scripts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SourceCell {
    /// All of it.
    pub programme: Programme,
    /// Rises with each change; goes into `SetProgramme`.
    pub revision: u32,
}

/// What a workshop should not be closed without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Missing {
    /// How we keep in touch.
    Communications,
    /// The next date, or why there is none.
    Date,
    /// An organisation that came and has neither an action nor said that it steps away.
    Organisation {
        /// Which.
        organisation: OrganisationId,
    },
}

/// Whether the workshop can be closed, and whether the project goes ahead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClosingCell {
    /// What is missing now.
    pub missing: Vec<Missing>,
    /// What was missing when it was closed all the same.
    pub closed_without: Vec<Missing>,
    /// Organisations that are in.
    pub committed: u32,
    /// Organisations that must be in; 0 where the programme asks for no commitment.
    pub needed: u32,
    /// What to do with fewer.
    pub way_out: Option<WayOut>,
}
