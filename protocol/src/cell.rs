//! Cells: the small pieces of what a viewer is shown. A screen keeps a map from key to cell and nothing else.
//!
//! | key | cell | who sees it |
//! |---|---|---|
//! | `workshop` | [`WorkshopCell`] | everyone |
//! | `programme` | [`ProgrammeCell`] | everyone |
//! | `script` | [`ScriptCell`] | facilitators |
//! | `stage` | [`StageCell`] | everyone |
//! | `clock` | [`ClockCell`] | everyone |
//! | `seat/<id>` | [`SeatCell`] | everyone; those who wait at the door facilitators alone |
//! | `organisation/<id>` | [`OrganisationCell`] | everyone |
//! | `aside/<id>` | [`AsideCell`] | facilitators |
//! | `source` | [`SourceCell`] | facilitators |
//! | `message` | [`MessageCell`] | everyone; guests too |
//! | `gone` | [`GoneCell`] | facilitators |
//! | `lead` | [`LeadCell`] | everyone |
//! | `links` | [`LinksCell`] | everyone |
//! | `closing` | [`ClosingCell`] | everyone |
//! | `writing` | [`WritingCell`] | everyone |
//! | `note/<id>` | [`NoteCell`] | everyone, once revealed; held back ones facilitators alone; with preview facilitators before, too |
//! | `group/<id>` | [`GroupCell`] | everyone, once revealed |
//! | `team/<id>` | [`TeamCell`] | everyone |
//! | `brief/<id>` | [`BriefCell`] | facilitators (its team has the document), a whole room while it writes one; everyone from the report back on |
//! | `feedback/<id>` | [`FeedbackCell`] | everyone, from the report back on |
//! | `poll/<id>` | [`PollCell`] | everyone; results once closed |
//! | `round/speak`, `round/report`, `round/act` | [`RoundCell`] | everyone |
//! | `choice` | [`ChoiceCell`] | everyone |
//! | `plan/core`, `plan/extended`, `plan/leadership`, `plan/actions`, `plan/next` | rows | everyone |
//! | `mine` | [`MineCell`] | one seat, also while it waits at the door |
//! | `mine/notes` | [`MyNotesCell`] | one seat |
//! | `mine/answers/<poll>` | [`MyAnswersCell`] | one seat |
//!
//! A guest sees `workshop` (without the code), `message` and, at the door, `mine`: nothing else.

use crate::{
    AtEnd, Capability, Door, FeedbackKind, GroupId, NoteId, OfferHeading, OrganisationId, PollId, Programme, Role, RoundKind, SeatId,
    StageId, Stance, StepId, TeamId, ThemeId, Time, Voice, WayOut, WorkshopId,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// A cell's content; `type` says which.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
#[allow(missing_docs)] // each variant is named after its documented type
pub enum Cell {
    Workshop(WorkshopCell),
    Programme(ProgrammeCell),
    Script(ScriptCell),
    Source(SourceCell),
    Message(MessageCell),
    Lead(LeadCell),
    Gone(GoneCell),
    Links(LinksCell),
    Closing(ClosingCell),
    Stage(StageCell),
    Clock(ClockCell),
    Seat(SeatCell),
    Organisation(OrganisationCell),
    Aside(AsideCell),
    Writing(WritingCell),
    Note(NoteCell),
    Group(GroupCell),
    Team(TeamCell),
    Brief(BriefCell),
    Feedback(FeedbackCell),
    Poll(PollCell),
    Round(RoundCell),
    Choice(ChoiceCell),
    Core(CoreCell),
    Extended(ExtendedCell),
    Leadership(LeadershipCell),
    Actions(ActionsCell),
    Next(NextCell),
    Mine(MineCell),
    MyNotes(MyNotesCell),
    MyAnswers(MyAnswersCell),
}

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
    /// When it was created.
    pub created_at: Time,
    /// When its clock first ran.
    pub started_at: Option<Time>,
    /// When it was closed.
    pub closed_at: Option<Time>,
    /// Who comes in with the code.
    pub door: Door,
    /// Everything will be as it was before the rehearsal when it ends.
    pub rehearsal: bool,
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

/// A facilitator's line for everybody, or for one team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Said {
    /// What it says.
    pub text: String,
    /// When it was said.
    pub at: Time,
}

/// What a facilitator last said to everybody; empty text for nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MessageCell {
    /// The line, if there is one.
    pub said: Option<Said>,
}

/// Everyone is asked to look where a facilitator looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Leading {
    /// Whose place; none for a console without a seat.
    pub seat: Option<SeatId>,
    /// The place, as in presence.
    pub at: String,
    /// Since when this facilitator leads.
    pub since: Time,
}

/// Somebody who was removed and whose notes were kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GonePerson {
    /// The seat that they had.
    pub seat: SeatId,
    /// Their name.
    pub name: String,
    /// Where they belonged.
    pub organisation: Option<OrganisationId>,
}

/// Who was removed without their notes, so that they can still be erased. No cell while there is nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GoneCell {
    /// By seat.
    pub people: Vec<GonePerson>,
}

/// Whom one can follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeadCell {
    /// None: nobody.
    pub leading: Option<Leading>,
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
    /// Organisations that must be in.
    pub needed: u32,
    /// What to do with fewer.
    pub way_out: Option<WayOut>,
}

/// Where the workshop is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct StageCell {
    /// The live step.
    pub step: StepId,
    /// Its stage.
    pub stage: StageId,
    /// Its place among all steps, from 0.
    pub index: u32,
    /// What people can do now.
    pub does: Vec<Capability>,
    /// When it was entered.
    pub entered_at: Time,
    /// Steps that have been live, with the milliseconds spent in them before this visit.
    pub spent: BTreeMap<StepId, u32>,
    /// Are the notes turned over?
    pub revealed: bool,
    /// When they were, as long as the step that did it is live; with `UNDO_REVEAL_MS` it says how long that can be undone.
    pub revealed_at: Option<Time>,
    /// The group that is discussed now.
    pub spotlight: Option<GroupId>,
}

/// What the clock does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// Not started, or paused: `left_ms` stands still.
    Paused,
    /// Runs towards `ends_at`.
    Running,
    /// The time is up; counts on from `ends_at`.
    Over,
}

/// The one clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClockCell {
    /// What it does.
    pub state: ClockState,
    /// This step's whole time in milliseconds, extensions included.
    #[ts(type = "number")]
    pub total_ms: u64,
    /// Paused: time left in milliseconds.
    #[ts(type = "number")]
    pub left_ms: u64,
    /// Running or over: when the time is up.
    pub ends_at: Option<Time>,
    /// Over and about to move: when it moves on by itself.
    pub moves_at: Option<Time>,
    /// Where it moves to.
    pub moves_to: Option<StepId>,
}

/// A person's place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SeatCell {
    /// Its number.
    pub id: SeatId,
    /// The person's name.
    pub name: String,
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
    /// Here without a device: somebody else writes for this person.
    pub without_device: bool,
    /// Waits at the door (facilitators alone get such a cell).
    pub waiting: bool,
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

/// What may be known of notes that are still private.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WritingCell {
    /// Notes on all desks, revealed or not.
    pub notes: u32,
    /// Notes that are not turned over yet.
    pub face_down: u32,
    /// Participants who say that they are done.
    pub done: u32,
    /// Participants who say that they need more time.
    pub more_time: u32,
    /// Participants.
    pub of: u32,
}

/// Who wrote something, as far as the workshop shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Author {
    /// By name.
    pub name: Option<String>,
    /// By organisation.
    pub organisation: Option<String>,
    /// The table whose device wrote it for them, where authors are shown by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub via: Option<String>,
}

/// A post-it on the wall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteCell {
    /// Says nothing about the author.
    pub id: NoteId,
    /// What it says.
    pub text: String,
    /// Its lane.
    pub theme: ThemeId,
    /// Its author, as far as shown.
    pub author: Option<Author>,
    /// The group that it lies in.
    pub group: Option<GroupId>,
    /// Held back (facilitators alone get such a cell).
    pub held: bool,
    /// Not turned over yet (facilitators alone get such a cell, if the workshop allows the preview); never with an author.
    pub face_down: bool,
}

/// Notes gathered under one title, and what was said about them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct GroupCell {
    /// Its key.
    pub id: GroupId,
    /// The problem in a few words.
    pub title: String,
    /// Groups stand in this order, then by id.
    pub order: f64,
    /// Who is it a problem for?
    pub who: String,
    /// Which social and cultural factors shape it?
    pub factors: String,
    /// How serious is it?
    pub seriousness: String,
    /// How much of a priority is it?
    pub priority: String,
}

/// The people who write one brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TeamCell {
    /// Its number.
    pub id: TeamId,
    /// Who is in it.
    pub seats: Vec<SeatId>,
    /// Fields of its brief with text.
    pub filled: u32,
    /// Fields of a brief.
    pub fields: u32,
    /// Is its brief the chosen one?
    pub chosen: bool,
    /// Shuffling leaves it as it is.
    pub pinned: bool,
    /// Everyone together.
    pub whole: bool,
    /// Members who are happy with the brief as it stands.
    pub happy: Vec<SeatId>,
    /// Asks for help since.
    pub help_at: Option<Time>,
    /// When somebody last wrote in its brief.
    pub written_at: Option<Time>,
    /// Time of its own beside the step's, in milliseconds; negative for less.
    #[ts(type = "number")]
    pub extra_ms: i64,
    /// Facilitators alone: where it meets; empty for nowhere.
    pub video: String,
    /// Facilitators alone: what was last said to it.
    pub said: Option<Said>,
}

/// A challenge brief. Fields may be empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BriefCell {
    /// Whose it is.
    pub team: TeamId,
    /// The challenge in a line.
    pub title: String,
    /// The problem: groups it picks up.
    pub groups: Vec<GroupId>,
    /// Who it affects.
    pub who: String,
    /// Why it matters.
    pub why: String,
    /// How it fits each member's strategy.
    pub fit: String,
    /// Constraints and context.
    pub constraints: String,
    /// First ideas.
    pub ideas: String,
    /// What is already being done, and how well it works.
    pub already: String,
    /// How we would know that it worked.
    pub success: String,
}

/// One line of feedback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FeedbackLine {
    /// Like or improve.
    pub kind: FeedbackKind,
    /// What it says.
    pub text: String,
    /// Its author, as far as shown.
    pub author: Option<Author>,
}

/// What people said about a brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FeedbackCell {
    /// Whose brief.
    pub team: TeamId,
    /// In the order of arrival.
    pub lines: Vec<FeedbackLine>,
}

/// What a poll asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PollKind {
    /// Seriousness and priority of each group, 1 to 5.
    Rating,
    /// One team's brief.
    Choice,
    /// Dots shared out among the groups.
    Dots,
    /// How each group fits: 1 core, 2 useful, 3 not ours.
    Fit,
    /// How the workshop was, 1 to 5 for each of `PULSE`.
    Pulse,
}

/// A poll's result for one subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SubjectResult {
    /// A group's id, a team's number, or one of `PULSE`.
    pub subject: String,
    /// How many answered for it, shows of hands included.
    pub count: u32,
    /// How many of these by show of hands.
    pub hands: u32,
    /// Mean of each value (rating: seriousness, priority); empty for a choice.
    pub means: Vec<f64>,
    /// Standard deviation (population) of each value.
    pub spreads: Vec<f64>,
    /// Fit: core, useful, not ours. Pulse: 1 to 5. How many gave each; otherwise empty.
    pub counts: Vec<u32>,
    /// Dots: all that were given; otherwise 0.
    pub dots: u32,
}

/// A private choice that is counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PollCell {
    /// Its id: the step that asks it; behind a dash its kind if the step asks more.
    pub id: PollId,
    /// What it asks.
    pub kind: PollKind,
    /// The step that asks it.
    pub step: StepId,
    /// Whose answers count.
    pub voice: Voice,
    /// Dots that each voice has.
    pub dots: u8,
    /// Can people answer?
    pub open: bool,
    /// Voices that have answered.
    pub answered: u32,
    /// Voices that may.
    pub of: u32,
    /// Counted besides by show of hands.
    pub hands: u32,
    /// Once closed; in the order of the subjects.
    pub results: Option<Vec<SubjectResult>>,
}

/// How a turn stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TurnState {
    /// Not yet.
    Waiting,
    /// Now.
    Now,
    /// Has been.
    Had,
}

/// One turn of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TurnView {
    /// An organisation's (speak) or team's (report) number.
    pub subject: u32,
    /// How it stands.
    pub state: TurnState,
}

/// A round of turns, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RoundCell {
    /// Who takes turns.
    pub kind: RoundKind,
    /// In order.
    pub turns: Vec<TurnView>,
    /// Whose turn it is.
    pub now: Option<u32>,
    /// Whose turn comes next.
    pub next: Option<u32>,
    /// Running: when this turn's slot ends.
    pub ends_at: Option<Time>,
    /// Paused: what is left of the slot in milliseconds.
    #[ts(type = "number | null")]
    pub left_ms: Option<u64>,
    /// The whole slot in milliseconds.
    #[ts(type = "number")]
    pub total_ms: u64,
    /// By how many pages the facilitators have turned what this turn shows on the wall; negative for backwards.
    pub page: i32,
}

/// An organisation that agreed to the chosen brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Agreement {
    /// Which organisation.
    pub organisation: OrganisationId,
    /// When.
    pub at: Time,
    /// To the brief as it stands now; else to an older version.
    pub current: bool,
}

/// Which brief was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChoiceCell {
    /// The chosen one.
    pub chosen: Option<TeamId>,
    /// The poll ended level between these; a facilitator settles it.
    pub tied: Vec<TeamId>,
    /// Organisations that agreed to the chosen one.
    pub agreements: Vec<Agreement>,
}

/// A row of the core ring: who carries the strand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CoreRow {
    /// Key in the document.
    pub id: String,
    /// Which organisation.
    pub organisation: Option<OrganisationId>,
    /// Which person.
    pub seat: Option<SeatId>,
    /// Leads this strand.
    pub lead: bool,
    /// Responsibilities.
    pub role: String,
    /// What they can commit: time, money, space.
    pub commits: String,
    /// 1 to 5.
    pub influence: Option<u8>,
    /// 1 to 5.
    pub interest: Option<u8>,
}

/// The core ring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CoreCell {
    /// In order.
    pub rows: Vec<CoreRow>,
}

/// A row of the extended ring: whom to engage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExtendedRow {
    /// Key in the document.
    pub id: String,
    /// Whom.
    pub who: String,
    /// Why.
    pub why: String,
    /// How.
    pub how: String,
    /// When, in words.
    pub when: String,
    /// 1 to 5.
    pub influence: Option<u8>,
    /// 1 to 5.
    pub interest: Option<u8>,
}

/// The extended ring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExtendedCell {
    /// In order.
    pub rows: Vec<ExtendedRow>,
}

/// A row of the leadership ring: who must know and support it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeadershipRow {
    /// Key in the document.
    pub id: String,
    /// Who.
    pub who: String,
    /// Of which organisation.
    pub organisation: Option<OrganisationId>,
    /// Can say yes.
    pub decides: bool,
    /// How to involve them.
    pub how: String,
    /// 1 to 5.
    pub influence: Option<u8>,
    /// 1 to 5.
    pub interest: Option<u8>,
}

/// The leadership ring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeadershipCell {
    /// In order.
    pub rows: Vec<LeadershipRow>,
}

/// An action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActionRow {
    /// Key in the document.
    pub id: String,
    /// What will be done.
    pub what: String,
    /// Which organisation.
    pub organisation: Option<OrganisationId>,
    /// Which person.
    pub seat: Option<SeatId>,
    /// By when (YYYY-MM-DD).
    pub due: Option<String>,
}

/// The actions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActionsCell {
    /// In order.
    pub rows: Vec<ActionRow>,
}

/// How we keep in touch and when we meet again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NextCell {
    /// How we keep in touch.
    pub communications: String,
    /// When we meet again, local time (YYYY-MM-DDTHH:MM).
    pub when: Option<String>,
    /// Where.
    pub place: String,
    /// Why no date could be set.
    pub reason: String,
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
    /// Where its team meets; empty for nowhere.
    pub video: String,
    /// What a facilitator last said to its team.
    pub said: Option<Said>,
}

/// Which notes on the wall are this seat's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MyNotesCell {
    /// Key on the desk to id on the wall.
    pub ids: BTreeMap<String, NoteId>,
    /// Ids of those that others can see.
    pub shown: Vec<NoteId>,
}

/// What this seat answered in a poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MyAnswersCell {
    /// Which poll.
    pub poll: PollId,
    /// Values by subject.
    pub answers: BTreeMap<String, Vec<u8>>,
}
