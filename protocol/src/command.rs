//! Commands: what a client asks a workshop to decide.

use crate::{Details, NoteId, OrganisationId, PollId, SeatId, StepId, TeamId};
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
}

/// The two kinds of round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoundKind {
    /// Organisations speak.
    Speak,
    /// Teams report back.
    Report,
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
    /// Seat: another name.
    Rename {
        /// 1 to `NAME_CHARS` characters.
        name: String,
    },
    /// Seat: one answer to an open poll; replaces the former one for this subject.
    Answer {
        /// Which poll.
        poll: PollId,
        /// A group's id (rating) or a team's number (choice).
        subject: String,
        /// Rating: seriousness and priority, 1 to 5 each. Choice: empty.
        values: Vec<u8>,
    },
    /// Seat: a line about a brief, during the report back and after.
    Feedback {
        /// Whose brief.
        team: TeamId,
        /// Like or improve.
        kind: FeedbackKind,
        /// 1 to `LINE_CHARS` characters.
        text: String,
    },
    /// Seat of that organisation, or facilitator: how it stands to the project.
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
        round: RoundKind,
        /// What happens.
        turn: Turn,
    },
    /// Facilitator: this one's turn now.
    TurnTo {
        /// Which round.
        round: RoundKind,
        /// An organisation's or team's number.
        subject: u32,
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
    /// Facilitator: everybody out of their team who is in one that has written nothing, then pair again.
    Shuffle {},
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
    /// Facilitator: remove a seat; its token ends at once.
    RemoveSeat {
        /// Who.
        seat: SeatId,
        /// Its notes and answers too.
        with_notes: bool,
    },
    /// Facilitator: make somebody facilitator or participant.
    SetRole {
        /// Who.
        seat: SeatId,
        /// Facilitator or participant.
        role: Role,
    },
    /// Facilitator: nobody new comes in.
    Lock {
        /// Locked?
        locked: bool,
    },
    /// Facilitator: the workshop is over; everybody can still read.
    Close {},
    /// Facilitator: open it again.
    Reopen {},
}
