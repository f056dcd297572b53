//! Commands: what a client asks a workshop to decide.

use crate::{Counter, Details, FeedbackId, GroupId, NoteId, OrganisationId, PollId, Programme, RoundId, SeatId, StepId, TeamId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The ways to be in a workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the workshop.
    Facilitator,
    /// Takes part in it.
    Participant,
    /// A read-only screen for a projector.
    Wall,
    /// Holds a key but is not in: waits at the door, or fills in its organisation's card beforehand.
    Guest,
    /// Reads the record, and nothing of what goes on.
    Reader,
}

/// Who comes in with the join code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// Everybody.
    #[default]
    Open,
    /// Whom a facilitator lets in; until then they wait.
    Ask,
    /// Nobody new.
    Locked,
}

/// What an organisation brings, as headings of its card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OfferHeading {
    /// Spaces, collections and IT.
    Spaces,
    /// Staff skills.
    Skills,
    /// Networks and partnerships.
    Networks,
    /// Impact and reach.
    Impact,
}

/// Ways on if fewer than two organisations are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WayOut {
    /// Change the focus, so that more organisations can be in.
    ChangeFocus,
    /// Go on with one organisation.
    OneOrganisation,
    /// Park it.
    Park,
}

/// What a piece of feedback on a brief says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackKind {
    /// What I like.
    Like,
    /// What could be better.
    Improve,
}

/// How an organisation stands to the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Carries the project.
    In,
    /// Says by a date.
    Reflecting,
    /// Not now, perhaps later.
    Later,
    /// Stepping away.
    Away,
}

/// A move in a round of turns (organisations that speak, teams that report back).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// The one whose turn it is has been heard; the next one begins. Also begins the round.
    Next,
    /// The one whose turn it is comes later, at the end.
    Skip,
    /// Back to the one before.
    Back,
    /// A minute more for this turn.
    More,
    /// The next page of what this turn shows on the wall.
    Ahead,
    /// The page before.
    Behind,
}

/// What a client asks for. Commands are idempotent by the id they are sent with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Seat: this device works.
    Wave {},
    /// Seat: hand up or down.
    Hand {
        /// Up?
        up: bool,
    },
    /// Facilitator: put somebody's hand down.
    LowerHand {
        /// Whose.
        seat: SeatId,
    },
    /// Seat: done with this step, or not yet.
    Done {
        /// Done?
        done: bool,
    },
    /// Seat: needs more time in this step, or not any more.
    MoreTime {
        /// Wanted?
        wanted: bool,
    },
    /// Facilitator: several people use this device together, or not; also allows what was asked for, or says no. Seat of its own: asks to be a table, takes
    /// that back, or stops being one.
    Table {
        /// Which seat.
        seat: SeatId,
        /// A table's device?
        table: bool,
    },
    /// Facilitator: somebody without a device sits at this table, or at none.
    SitAt {
        /// Who.
        seat: SeatId,
        /// Whose device is the table's.
        table: Option<SeatId>,
    },
    /// Table's device: somebody who sits there without a device, `AT_TABLE` at most. Facilitator: somebody without a device, at a table or at none.
    AddPerson {
        /// 1 to `NAME_CHARS` characters.
        name: String,
        /// An organisation that is there.
        organisation: Option<OrganisationId>,
        /// Or the name of one that may not be.
        #[serde(default)]
        organisation_name: String,
        /// At which table; none: at one's own, or at no table.
        #[serde(default)]
        #[ts(as = "Option<SeatId>", optional)]
        table: Option<SeatId>,
    },
    /// Table's device, for the people at that table: a show of hands in an open poll that counts persons. Facilitator: the same for the room, which is the people
    /// without a device at no table. Replaces one's own former count for these values.
    CountHands {
        /// Which poll.
        poll: PollId,
        /// As in `Answer`.
        subject: String,
        /// As in `Answer`.
        values: Vec<u8>,
        /// How many hands: with those for other answers no more than people are counted for.
        count: u32,
    },
    /// Facilitator: what somebody counted by show of hands in a poll does not count, or counts again.
    StrikeHands {
        /// Which poll.
        poll: PollId,
        /// Who counted.
        by: Counter,
        /// Struck?
        struck: bool,
    },
    /// Facilitator: so many people are in the room without a device and at no table, whether or not they are named. Their hands are counted for the room.
    CountRoom {
        /// 0 to `SEATS`.
        people: u32,
    },
    /// Anyone with a seat, or facilitator: this offer answers that ask. Both are lines of cards as they stand now.
    Link {
        /// Who offers.
        organisation: OrganisationId,
        /// Under which heading.
        heading: OfferHeading,
        /// The line of its card.
        offer: String,
        /// Who asks.
        asker: OrganisationId,
        /// The line of what it hopes to get.
        ask: String,
    },
    /// Whoever made it, or facilitator: takes a link away.
    Unlink {
        /// Its number.
        link: u32,
    },
    /// Member of a team, or facilitator: asks a facilitator over, or not any more.
    Help {
        /// Which team.
        team: TeamId,
        /// Wanted?
        wanted: bool,
    },
    /// Seat: happy with the own team's brief as it stands, or not any more.
    Happy {
        /// Happy?
        happy: bool,
    },
    /// Seat that belongs to that organisation, or facilitator: agrees to the chosen brief as it stands now, or takes that back.
    AgreeTo {
        /// Which organisation.
        organisation: OrganisationId,
        /// Agreed?
        agreed: bool,
    },
    /// Seat: another name for oneself. Facilitator: for anybody. Table: for somebody without a device who sits there.
    Rename {
        /// Whose name.
        seat: SeatId,
        /// 1 to `NAME_CHARS` characters.
        name: String,
    },
    /// Facilitator: somebody belongs to another organisation. Table: somebody who sits there does. Refused once something that they said
    /// stands in the name of the former one.
    SetOrganisation {
        /// Who.
        seat: SeatId,
        /// One that is there; `null` for one by name, or none.
        organisation: Option<OrganisationId>,
        /// Where `organisation` is `null`: the name of a new one, up to `NAME_CHARS` characters; empty for none.
        organisation_name: String,
    },
    /// Seat: one answer to an open poll; replaces the former one for this subject.
    Answer {
        /// Which poll.
        poll: PollId,
        /// A group's id (rating, dots, fit), a team's number (choice), or one of `PULSE`.
        subject: String,
        /// Rating: seriousness and priority, 1 to 5 each. Choice: empty. Dots: how many. Fit: 1 core, 2 useful, 3 not ours. Pulse: 1 to 5.
        values: Vec<u8>,
    },
    /// Seat, or facilitator (without a seat: for the room): a line about a brief, during the report back and after.
    Feedback {
        /// Whose brief.
        team: TeamId,
        /// Like or improve.
        kind: FeedbackKind,
        /// 1 to `LINE_CHARS` characters.
        text: String,
    },
    /// Whoever said it, or facilitator: takes a line about a brief away.
    RemoveFeedback {
        /// Whose brief.
        team: TeamId,
        /// Which line.
        line: FeedbackId,
    },
    /// Seat that belongs to that organisation, or facilitator: how it stands to the project.
    Commit {
        /// Which organisation.
        organisation: OrganisationId,
        /// None takes the commitment back.
        stance: Option<Stance>,
        /// For reflecting: until when (YYYY-MM-DD).
        until: Option<String>,
        /// An optional line.
        #[serde(default)]
        line: String,
    },
    /// Facilitator: go to this step, forward or back. Destroys nothing.
    Move {
        /// Where to.
        to: StepId,
        /// The step one believes to be in: a second press or a late one is refused instead of skipping a step.
        from: StepId,
    },
    /// Facilitator: bring everybody to the live step whose screen stayed behind. Who types is brought once they pause; what is half typed is kept.
    Bring {},
    /// Facilitator: stop the clock.
    Pause {},
    /// Facilitator: start the clock, or let it run on.
    Resume {},
    /// Facilitator: more time (or less, if negative), in seconds.
    Extend {
        /// -3600 to 3600, not 0.
        seconds: i32,
    },
    /// Facilitator: this step's time from the beginning.
    Restart {},
    /// Facilitator: do not move on by itself.
    Stay {},
    /// Facilitator: another length for a step.
    SetMinutes {
        /// Which step.
        step: StepId,
        /// 1 to `STEP_MINUTES`.
        minutes: u32,
    },
    /// Facilitator: other lengths for several steps at once, so that the workshop ends on time.
    Replan {
        /// Minutes by step, 1 to `STEP_MINUTES` each.
        minutes: std::collections::BTreeMap<StepId, u32>,
    },
    /// Facilitator: another programme. The live step must be in it and not be switched off.
    SetProgramme {
        /// All of it.
        programme: Box<Programme>,
        /// The revision it was made from: somebody else's change in between is not overwritten.
        revision: u32,
    },
    /// Facilitator: a line for everybody, or for one team; an empty one takes it back.
    Say {
        /// None: everybody.
        team: Option<TeamId>,
        /// Up to `SAY_CHARS` characters.
        text: String,
    },
    /// Facilitator: everyone is asked to look where this facilitator looks; none ends it.
    Lead {
        /// A place, as in presence: `group/KEY`, `brief/2#who`, `step`.
        at: Option<String>,
    },
    /// Facilitator: this group is discussed now and stands large on the wall; none ends that.
    Spotlight {
        /// Which group.
        group: Option<GroupId>,
    },
    /// Facilitator: begin a rehearsal, or end it. At its end everything is as it was before it began. Not once the workshop has started.
    Rehearse {
        /// Begin?
        on: bool,
    },
    /// Facilitator: take the reveal back (for ten seconds after it).
    Conceal {},
    /// Facilitator: hold a note back, or show it again.
    HoldNote {
        /// Which note.
        note: NoteId,
        /// Hold it back?
        held: bool,
    },
    /// Facilitator: the next turn in a round.
    Turn {
        /// Which round.
        round: RoundId,
        /// What happens.
        turn: Turn,
    },
    /// Facilitator: this one's turn now.
    TurnTo {
        /// Which round.
        round: RoundId,
        /// An organisation's or team's number.
        subject: u32,
    },
    /// Facilitator: the order in a round. Those who are missing in it follow in their present order.
    OrderTurns {
        /// Which round.
        round: RoundId,
        /// Organisations' or teams' numbers.
        order: Vec<u32>,
    },
    /// Facilitator: close a poll and show its result.
    ClosePoll {
        /// Which poll.
        poll: PollId,
    },
    /// Facilitator: let people answer again; the result is hidden.
    OpenPoll {
        /// Which poll.
        poll: PollId,
    },
    /// Facilitator: make teams across organisations for everybody who is in none.
    Pair {},
    /// Facilitator: everybody out of their team who is in one that is not pinned and has written nothing, then pair again.
    Shuffle {},
    /// Facilitator: shuffling leaves this team as it is, or not.
    Pin {
        /// Which team.
        team: TeamId,
        /// Pinned?
        pinned: bool,
    },
    /// Facilitator: these two change places.
    Swap {
        /// One.
        a: SeatId,
        /// The other.
        b: SeatId,
    },
    /// Facilitator: everybody out of this team. A brief with words in it is kept.
    Dissolve {
        /// Which team.
        team: TeamId,
    },
    /// Facilitator: one team of everyone writes the next brief together.
    WholeGroup {},
    /// Facilitator: more time (or less) for one team, in seconds.
    ExtendTeam {
        /// Which team.
        team: TeamId,
        /// -3600 to 3600, not 0.
        seconds: i32,
    },
    /// Facilitator: where this team meets (http or https); empty for the pattern of the settings.
    TeamVideo {
        /// Which team.
        team: TeamId,
        /// Up to `LINK_CHARS` characters.
        link: String,
    },
    /// Facilitator: put a seat into a team; no team means a new one.
    Assign {
        /// Who.
        seat: SeatId,
        /// Where to.
        team: Option<TeamId>,
    },
    /// Facilitator: take a seat out of its team. Its words stay in the brief.
    Unassign {
        /// Who.
        seat: SeatId,
    },
    /// Facilitator: this brief is the chosen one (settles a tie, or overrules).
    Settle {
        /// Which; none takes the choice back.
        team: Option<TeamId>,
    },
    /// Facilitator: title, place, purpose, rules, themes, authors.
    Describe {
        /// All of them, whole.
        details: Details,
    },
    /// Facilitator: an organisation that was not expected.
    AddOrganisation {
        /// 1 to `NAME_CHARS` characters.
        name: String,
    },
    /// Facilitator: another name for an organisation.
    RenameOrganisation {
        /// Which.
        organisation: OrganisationId,
        /// 1 to `NAME_CHARS` characters; no other organisation's.
        name: String,
    },
    /// Facilitator: takes away an organisation that nobody is with and in whose name nothing is said. The convener stays.
    RemoveOrganisation {
        /// Which.
        organisation: OrganisationId,
    },
    /// Facilitator: remove a seat; its token ends at once.
    RemoveSeat {
        /// Who.
        seat: SeatId,
        /// Its notes and answers too.
        with_notes: bool,
        /// Its notes and lines stay, and go out of everybody's sight with it.
        #[serde(default)]
        hidden: bool,
    },
    /// Facilitator: remove a seat and erase the person, as `RemoveSeat { with_notes: true }` does, but leave its notes and lines where they stand, as
    /// nobody's. Where authors are not shown by name, nobody then learns which they were. What was deleted or half written goes.
    CutAuthor {
        /// Who.
        seat: SeatId,
    },
    /// Facilitator: notes and lines of somebody who was removed are shown like everybody's, or kept out of everybody's sight until then.
    ShowNotes {
        /// Who; not somebody who was erased.
        seat: SeatId,
        /// Shown?
        shown: bool,
    },
    /// Facilitator: somebody who was removed, and not erased, is here again, with their notes and their ways in.
    BringBack {
        /// Who.
        seat: SeatId,
    },
    /// Facilitator: removes several at once, also from the door. Facilitators among them, and who is not there any more, are left out.
    RemoveSeats {
        /// Who.
        seats: Vec<SeatId>,
        /// As in `RemoveSeat`.
        with_notes: bool,
        /// As in `RemoveSeat`.
        #[serde(default)]
        hidden: bool,
    },
    /// Facilitator: several who were removed, and not erased, are here again; those for whom there is no room are left out.
    BringBackSeats {
        /// Who.
        seats: Vec<SeatId>,
    },
    /// Facilitator: these people belong here, and are no `crowd` any more.
    KeepSeats {
        /// Who.
        seats: Vec<SeatId>,
    },
    /// Facilitator: it has been seen what damage took (`losses` of the cell `workshop`).
    SeenLosses {},
    /// Facilitator: make somebody facilitator or participant.
    SetRole {
        /// Who.
        seat: SeatId,
        /// Facilitator or participant.
        role: Role,
    },
    /// Facilitator: who comes in with the code.
    SetDoor {
        /// Who.
        door: Door,
    },
    /// Somebody who belongs to that organisation, or facilitator: these people belong to the organisation that they are with by name. Facilitator: or they
    /// do not any more.
    Confirm {
        /// Who, 1 to `SEATS`; those who are gone meanwhile are left out.
        seats: Vec<SeatId>,
        /// Do they belong to it?
        belongs: bool,
    },
    /// Facilitator: let somebody in who waits at the door, and so confirm where they belong. (`RemoveSeat` turns them away.)
    Admit {
        /// Who.
        seat: SeatId,
    },
    /// Facilitator: what to do with fewer than two organisations in; none takes it back.
    ChooseWayOut {
        /// Which way.
        way: Option<WayOut>,
    },
    /// Facilitator: the workshop is over; everybody can still read. Refused with `Unfinished` if something is missing, unless `anyway`.
    Close {
        /// Close although something is missing; the record says what.
        #[serde(default)]
        anyway: bool,
    },
    /// Facilitator: open it again.
    Reopen {},
}
