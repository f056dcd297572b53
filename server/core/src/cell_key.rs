//! Keys of cells, as they stand on the wire.

use std::fmt;
use trestle_protocol::{GroupId, NoteId, OrganisationId, PollId, RoundId, SeatId, TeamId};

/// A list of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanList {
    /// Who carries the strand.
    Core,
    /// Whom to engage.
    Extended,
    /// Who must know and support it.
    Leadership,
    /// The actions.
    Actions,
    /// How we keep in touch, the next date.
    Next,
}

impl PlanList {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Core, Self::Extended, Self::Leadership, Self::Actions, Self::Next];
}

/// Names one cell. The keys under `mine` mean another cell for each seat.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // described in `protocol::cell`
pub enum CellKey {
    Workshop,
    Programme,
    Script,
    Source,
    Message,
    Lead,
    Gone,
    Crowd,
    Passes,
    Links,
    Closing,
    Stage,
    Clock,
    Seat(SeatId),
    Organisation(OrganisationId),
    Aside(OrganisationId),
    Writing,
    Note(NoteId),
    Group(GroupId),
    Team(TeamId),
    Brief(TeamId),
    Feedback(TeamId),
    Poll(PollId),
    Round(RoundId),
    Choice,
    Plan(PlanList),
    Mine,
    MyNotes,
    MyLines,
    MyAnswers(PollId),
}

impl CellKey {
    /// Does it mean another cell for each seat?
    pub fn is_mine(&self) -> bool {
        matches!(self, Self::Mine | Self::MyNotes | Self::MyLines | Self::MyAnswers(_))
    }
}

impl fmt::Display for CellKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Workshop => f.write_str("workshop"),
            Self::Programme => f.write_str("programme"),
            Self::Script => f.write_str("script"),
            Self::Source => f.write_str("source"),
            Self::Message => f.write_str("message"),
            Self::Lead => f.write_str("lead"),
            Self::Gone => f.write_str("gone"),
            Self::Crowd => f.write_str("crowd"),
            Self::Passes => f.write_str("passes"),
            Self::Links => f.write_str("links"),
            Self::Closing => f.write_str("closing"),
            Self::Stage => f.write_str("stage"),
            Self::Clock => f.write_str("clock"),
            Self::Seat(id) => write!(f, "seat/{id}"),
            Self::Organisation(id) => write!(f, "organisation/{id}"),
            Self::Aside(id) => write!(f, "aside/{id}"),
            Self::Writing => f.write_str("writing"),
            Self::Note(id) => write!(f, "note/{id}"),
            Self::Group(id) => write!(f, "group/{id}"),
            Self::Team(id) => write!(f, "team/{id}"),
            Self::Brief(id) => write!(f, "brief/{id}"),
            Self::Feedback(id) => write!(f, "feedback/{id}"),
            Self::Poll(id) => write!(f, "poll/{id}"),
            Self::Round(id) => write!(f, "round/{id}"),
            Self::Choice => f.write_str("choice"),
            Self::Plan(PlanList::Core) => f.write_str("plan/core"),
            Self::Plan(PlanList::Extended) => f.write_str("plan/extended"),
            Self::Plan(PlanList::Leadership) => f.write_str("plan/leadership"),
            Self::Plan(PlanList::Actions) => f.write_str("plan/actions"),
            Self::Plan(PlanList::Next) => f.write_str("plan/next"),
            Self::Mine => f.write_str("mine"),
            Self::MyNotes => f.write_str("mine/notes"),
            Self::MyLines => f.write_str("mine/lines"),
            Self::MyAnswers(poll) => write!(f, "mine/answers/{poll}"),
        }
    }
}
