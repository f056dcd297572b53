//! Events: what has been decided. They alone change the state, and are kept for the audit.

use crate::{
    identity::{Holder, SecretHash},
    order::Create,
    pass::Made,
    place::Place,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use trestle_protocol::{
    Commitment, Counter, Details, Door, FeedbackId, FeedbackKind, GroupId, HandsBy, LinkRow, Missing, NoteId, OrganisationId, PollId,
    PollKind, Programme, Role, RoundId, SeatId, StepId, SubjectResult, TableWish, TeamId, Time, Voice, WayOut,
};

/// What has been decided. Each is applied whole and cannot fail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[allow(missing_docs)] // fields bear the names of what they hold
pub enum Event {
    /// The first entry of a journal.
    Created { create: Box<Create> },
    /// Somebody came in.
    SeatTaken {
        seat: SeatId,
        name: String,
        organisation: Option<OrganisationId>,
        role: Role,
        token: SecretHash,
        #[serde(default)]
        table: bool,
        #[serde(default)]
        waiting: bool,
        /// With that organisation by name only.
        #[serde(default)]
        by_name: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Place>,
    },
    /// These belong to the organisation that they are with by name, or not any more.
    BelongingSet { seats: Vec<SeatId>, belongs: bool },
    /// A facilitator knows these people: where they came from is not kept any more.
    SeatsKept { seats: Vec<SeatId> },
    /// Seats that nothing is left of: of who was erased, of who was removed and left nothing behind, of who gave way at the door.
    SeatsForgotten { seats: Vec<SeatId> },
    /// Somebody is here without a device, at whose table.
    PersonAdded {
        seat: SeatId,
        name: String,
        organisation: Option<OrganisationId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<SeatId>,
    },
    /// Somebody without a device sits at this table from now on, or at none.
    SatAt { seat: SeatId, table: Option<SeatId> },
    /// Somebody at the door is let in, and so belongs where they said.
    Admitted { seat: SeatId },
    /// A device is a table's, or one person's.
    TableSet { seat: SeatId, table: bool },
    /// A seat asks to be a table's device, takes that back, or was told no.
    TableAsked { seat: SeatId, wish: TableWish },
    /// An organisation that was not expected.
    OrganisationAdded {
        organisation: OrganisationId,
        name: String,
        /// The seat that named it, unless a facilitator did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        founder: Option<SeatId>,
    },
    /// An organisation has another name.
    OrganisationRenamed { organisation: OrganisationId, name: String },
    /// There is no such organisation any more. Nobody was with it, and nothing was said in its name.
    OrganisationRemoved { organisation: OrganisationId },
    /// A link or another token. `made`: how it came about, unless it is from before this was kept. `instead_of`: those that made room for it, and open nothing
    /// any more.
    Granted {
        secret: SecretHash,
        holder: Holder,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        made: Option<Made>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        instead_of: Vec<SecretHash>,
    },
    /// A link, or what was opened with it, was used, by a device that has this seat.
    PassUsed { pass: u32, by: Option<SeatId> },
    /// A link is no link any more, and what was opened with it is closed, but for this one.
    PassEnded { pass: u32, but: Option<u32> },
    /// A device works.
    Waved { seat: SeatId },
    /// A hand goes up or down.
    HandSet { seat: SeatId, up: bool },
    /// Somebody is done with the live step, or not.
    DoneSet { seat: SeatId, done: bool },
    /// Somebody needs more time in the live step, or not.
    MoreTimeSet { seat: SeatId, wanted: bool },
    /// Somebody has another name.
    Renamed { seat: SeatId, name: String },
    /// Somebody belongs to another organisation, or to none: whoever may say so vouches for it.
    OrganisationSet { seat: SeatId, organisation: Option<OrganisationId> },
    /// Another step is live; its clock begins anew.
    Moved { to: StepId },
    /// Whose screen stayed behind is brought to the live step.
    Brought,
    /// Notes are turned over.
    Revealed,
    /// The reveal is taken back, and with it the move that brought it.
    Concealed,
    /// A new round of private writing begins in that step.
    WritingBegun {
        #[serde(default)]
        step: StepId,
    },
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
    /// Several steps have other lengths.
    Replanned { minutes: BTreeMap<StepId, u32> },
    /// Another programme.
    ProgrammeSet { programme: Box<Programme> },
    /// A line for everybody or for one team; an empty one takes it back.
    Said { team: Option<TeamId>, text: String },
    /// Everyone is asked to look where somebody looks; none ends it.
    Led { seat: Option<SeatId>, at: Option<String> },
    /// This group is discussed now.
    Spotlit { group: Option<GroupId> },
    /// What follows is a rehearsal.
    RehearsalBegun,
    /// Everything is as it was before the rehearsal.
    RehearsalEnded,
    /// An offer answers an ask.
    Linked {
        link: LinkRow,
        /// Who made it, unless a facilitator did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<SeatId>,
    },
    /// Not any more.
    Unlinked { link: u32 },
    /// A note is held back, or shown again.
    NoteHeld { note: NoteId, held: bool },
    /// A round stands so from now on. (Rounds were once named by their kind alone; so are the next two.)
    Turned {
        #[serde(alias = "kind")]
        round: RoundId,
        order: Vec<u32>,
        had: Vec<u32>,
        now: Option<u32>,
        slot_ms: u64,
    },
    /// A page of what a turn shows on the wall.
    PageTurned {
        #[serde(alias = "kind")]
        round: RoundId,
        ahead: bool,
    },
    /// A round has another order.
    TurnsOrdered {
        #[serde(alias = "kind")]
        round: RoundId,
        order: Vec<u32>,
    },
    /// People can answer.
    PollOpened {
        poll: PollId,
        kind: PollKind,
        #[serde(default)]
        step: StepId,
        #[serde(default)]
        voice: Voice,
        #[serde(default)]
        dots: u8,
        /// It is another choice than the one that was made, which stands until this one is.
        #[serde(default)]
        another: bool,
    },
    /// A show of hands was counted; replaces the former count of the same counter for these values.
    HandsCounted {
        poll: PollId,
        subject: String,
        values: Vec<u8>,
        count: u32,
        #[serde(default)]
        by: Counter,
    },
    /// What somebody counted in a poll does not count, or counts again.
    HandsStruck { poll: PollId, by: Counter, struck: bool },
    /// So many people are in the room without a device and at no table.
    RoomCounted { people: u32 },
    /// Nobody can answer any more; the result shows.
    PollClosed { poll: PollId },
    /// An answer; replaces this seat's former one for the subject.
    Answered { poll: PollId, seat: SeatId, subject: String, values: Vec<u8> },
    /// What a poll came to elsewhere; who answered what is not known.
    ResultsImported {
        poll: PollId,
        kind: PollKind,
        step: StepId,
        answered: u32,
        results: Vec<SubjectResult>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        counted: Vec<HandsBy>,
    },
    /// A line about a brief.
    FeedbackGiven { team: TeamId, seat: SeatId, kind: FeedbackKind, text: String },
    /// A line about a brief is not there any more.
    FeedbackRemoved { team: TeamId, line: FeedbackId },
    /// How an organisation stands to the project.
    Committed { organisation: OrganisationId, commitment: Option<Commitment> },
    /// These are the teams.
    TeamsSet { teams: BTreeMap<TeamId, Vec<SeatId>> },
    /// This team is everyone.
    WholeMade { team: TeamId },
    /// Shuffling leaves this team as it is, or not.
    Pinned { team: TeamId, pinned: bool },
    /// A team has more time of its own, or less.
    TeamExtended { team: TeamId, millis: i64 },
    /// Where a team meets.
    TeamVideoSet { team: TeamId, link: String },
    /// A team asks for help, or not any more.
    HelpSet { team: TeamId, wanted: bool },
    /// A member is happy with this version of the brief, or with none.
    HappySet { team: TeamId, seat: SeatId, version: Option<String> },
    /// An organisation agrees to this version of the chosen brief, or to none.
    AgreedTo { organisation: OrganisationId, version: Option<String> },
    /// What to do with fewer than two organisations in.
    WayOutChosen { way: Option<WayOut> },
    /// This brief is the chosen one.
    Chosen { team: Option<TeamId> },
    /// Title, place, purpose, rules, themes, authors, end.
    Described { details: Box<Details> },
    /// Somebody was removed. Unless they are erased, their ways in are kept, shut; a removal from before that could be brought back ended them.
    SeatRemoved {
        seat: SeatId,
        with_notes: bool,
        #[serde(default)]
        ways_kept: bool,
    },
    /// What somebody who is erased has written stays, as nobody's.
    AuthorCut { seat: SeatId },
    /// What somebody who was removed wrote is shown, or not.
    NotesShown { seat: SeatId, shown: bool },
    /// Somebody who was removed is here again, without those of their ways in for which there is no room any more.
    SeatRestored {
        seat: SeatId,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        without: Vec<SecretHash>,
    },
    /// Somebody is facilitator or participant from now on.
    RoleSet { seat: SeatId, role: Role },
    /// Who comes in with the code.
    DoorSet { door: Door },
    /// Another join code, normalised, another invitation, or both. Without one: from before there were any.
    CodeChanged {
        code: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        invitation: String,
    },
    /// The workshop is over, although this was missing.
    Closed {
        #[serde(default)]
        without: Vec<Missing>,
    },
    /// It is open again.
    Reopened,
    /// Entries that stood here once were lost by damage to the journal.
    EntriesLost {
        /// When that was found.
        found_at: Time,
        entries: u64,
        /// Among them somebody's erasure.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        returned: bool,
    },
    /// A facilitator has seen what was lost.
    LossesSeen,
}
