//! Events: what has been decided. They alone change the state, and are kept for the audit.

use crate::{
    identity::{Holder, SecretHash},
    order::Create,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use trestle_protocol::{
    Commitment, Details, FeedbackKind, NoteId, OrganisationId, PollId, PollKind, Role, RoundKind, SeatId, StepId, TeamId, Time,
};

/// What has been decided. Each is applied whole and cannot fail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[allow(missing_docs)] // fields bear the names of what they hold
pub enum Event {
    /// The first entry of a journal.
    Created { create: Box<Create> },
    /// Somebody came in.
    SeatTaken { seat: SeatId, name: String, organisation: Option<OrganisationId>, role: Role, token: SecretHash },
    /// An organisation that was not expected.
    OrganisationAdded { organisation: OrganisationId, name: String },
    /// A link or another token.
    Granted { secret: SecretHash, holder: Holder },
    /// A device works.
    Waved { seat: SeatId },
    /// A hand goes up or down.
    HandSet { seat: SeatId, up: bool },
    /// Somebody is done with the live step, or not.
    DoneSet { seat: SeatId, done: bool },
    /// Somebody has another name.
    Renamed { seat: SeatId, name: String },
    /// Another step is live; its clock begins anew.
    Moved { to: StepId },
    /// Notes are turned over.
    Revealed,
    /// The reveal is taken back, and with it the move that brought it.
    Concealed,
    /// A new round of private writing begins.
    WritingBegun,
    /// Briefs may be read by everyone from now on.
    BriefsOpened,
    /// The clock stops.
    Paused,
    /// The clock runs.
    Resumed,
    /// The clock gets more time, or less.
    Extended { millis: i64 },
    /// The live step's time begins anew.
    Restarted,
    /// The time is up; `moves_at` says when it goes on by itself.
    TimeUp { moves_at: Option<Time> },
    /// It does not go on by itself.
    Stayed,
    /// A step has another length.
    MinutesSet { step: StepId, minutes: u32 },
    /// A note is held back, or shown again.
    NoteHeld { note: NoteId, held: bool },
    /// A round stands so from now on.
    Turned { kind: RoundKind, order: Vec<u32>, had: Vec<u32>, now: Option<u32>, slot_ms: u64 },
    /// People can answer.
    PollOpened { poll: PollId, kind: PollKind },
    /// Nobody can answer any more; the result shows.
    PollClosed { poll: PollId },
    /// An answer; replaces this seat's former one for the subject.
    Answered { poll: PollId, seat: SeatId, subject: String, values: Vec<u8> },
    /// A line about a brief.
    FeedbackGiven { team: TeamId, seat: SeatId, kind: FeedbackKind, text: String },
    /// How an organisation stands to the project.
    Committed { organisation: OrganisationId, commitment: Option<Commitment> },
    /// These are the teams.
    TeamsSet { teams: BTreeMap<TeamId, Vec<SeatId>> },
    /// This brief is the chosen one.
    Chosen { team: Option<TeamId> },
    /// Title, place, purpose, rules, themes, authors, end.
    Described { details: Details },
    /// Somebody was removed.
    SeatRemoved { seat: SeatId, with_notes: bool },
    /// Somebody is facilitator or participant from now on.
    RoleSet { seat: SeatId, role: Role },
    /// Nobody new comes in, or people do again.
    LockSet { locked: bool },
    /// The workshop is over.
    Closed,
    /// It is open again.
    Reopened,
}
