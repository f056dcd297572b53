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
//! | `crowd` | [`CrowdCell`] | facilitators |
//! | `passes` | [`PassesCell`] | facilitators |
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
//! | `round/<step>/speak`, `round/<step>/report`, `round/<step>/act` | [`RoundCell`] | everyone |
//! | `choice` | [`ChoiceCell`] | everyone |
//! | `plan/core`, `plan/extended`, `plan/leadership`, `plan/actions`, `plan/next` | rows | everyone |
//! | `mine` | [`MineCell`] | one seat, also while it waits at the door |
//! | `mine/notes` | [`MyNotesCell`] | one seat; consoles without a seat: of the room's desk |
//! | `mine/lines` | [`MyLinesCell`] | one seat; consoles without a seat: those of the room |
//! | `mine/answers/<poll>` | [`MyAnswersCell`] | one seat |
//!
//! A guest sees `workshop` (without code and invitation), `message` and, at the door, `mine`: nothing else.

mod board;
mod briefs;
mod live;
mod passes;
mod people;
mod plan;
mod polls;
mod workshop;

pub use board::*;
pub use briefs::*;
pub use live::*;
pub use passes::*;
pub use people::*;
pub use plan::*;
pub use polls::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
pub use workshop::*;

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
    Crowd(CrowdCell),
    Passes(PassesCell),
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
    MyLines(MyLinesCell),
    MyAnswers(MyAnswersCell),
}
