//! Cells: the small pieces of what a viewer is shown. A screen keeps a map from key to cell and nothing else.
//!
//! | key | cell | who sees it |
//! |---|---|---|
//! | `workshop` | [`WorkshopCell`] | everyone |
//! | `programme` | [`ProgrammeCell`] | everyone; guests what a card asks for, and nothing else |
//! | `script` | [`ScriptCell`] | facilitators |
//! | `stage` | [`StageCell`] | everyone |
//! | `clock` | [`ClockCell`] | everyone |
//! | `seat/<id>` | [`SeatCell`] | everyone; those who wait at the door facilitators alone |
//! | `organisation/<id>` | [`OrganisationCell`] | everyone |
//! | `form/<form>` | [`FormCell`] about the workshop | everyone |
//! | `form/<form>/<subject>` | [`FormCell`] about an organisation | everyone |
//! | `form/<form>/<subject>` | [`FormCell`] about a group | everyone, once revealed |
//! | `form/<form>/<subject>` | [`FormCell`] about a team | facilitators (its team has the document), a whole room while it writes one; everyone from the report back on |
//! | `private/<form>/<organisation>` | [`FormCell`] of private fields | facilitators (its own people have the document) |
//! | `row/<list>/<row>` | [`RowCell`] | everyone |
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
//! | `feedback/<id>` | [`FeedbackCell`] | everyone, from the report back on |
//! | `poll/<id>` | [`PollCell`] | everyone; results once closed |
//! | `round/<step>/speak`, `round/<step>/report`, `round/<step>/act` | [`RoundCell`] | everyone |
//! | `choice` | [`ChoiceCell`] | everyone |
//! | `mine` | [`MineCell`] | one seat, also while it waits at the door |
//! | `mine/notes` | [`MyNotesCell`] | one seat; consoles without a seat: of the room's desk |
//! | `mine/lines` | [`MyLinesCell`] | one seat; consoles without a seat: those of the room |
//! | `mine/answers/<poll>` | [`MyAnswersCell`] | one seat |
//!
//! A guest sees `workshop` (without code and invitation), `message` and, at the door, `mine`: nothing else.

mod board;
mod briefs;
mod filled;
mod live;
mod passes;
mod people;
mod polls;
mod workshop;

pub use board::*;
pub use briefs::*;
pub use filled::*;
pub use live::*;
pub use passes::*;
pub use people::*;
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
    Form(FormCell),
    Private(FormCell),
    Row(RowCell),
    Writing(WritingCell),
    Note(NoteCell),
    Group(GroupCell),
    Team(TeamCell),
    Feedback(FeedbackCell),
    Poll(PollCell),
    Round(RoundCell),
    Choice(ChoiceCell),
    Mine(MineCell),
    MyNotes(MyNotesCell),
    MyLines(MyLinesCell),
    MyAnswers(MyAnswersCell),
}
