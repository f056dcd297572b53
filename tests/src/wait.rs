//! What tests wait for on screens.

use trestle_client::{Screen, View};
use trestle_protocol::{
    Cell, ChoiceCell, ClockCell, ClosingCell, GroupCell, MessageCell, MineCell, NoteCell, PollCell, Programme, StageCell, TeamCell, TeamId,
};

/// The live step, as a screen shows it.
pub fn stage(view: &View) -> Option<StageCell> {
    match view.cell("stage") {
        Some(Cell::Stage(stage)) => Some(stage.clone()),
        _ => None,
    }
}

/// The clock, as a screen shows it.
pub fn clock(view: &View) -> Option<ClockCell> {
    match view.cell("clock") {
        Some(Cell::Clock(clock)) => Some(clock.clone()),
        _ => None,
    }
}

/// The notes on the wall, as a screen shows them.
pub fn notes(view: &View) -> Vec<NoteCell> {
    view.cells_under("note/").filter_map(|(_, cell)| if let Cell::Note(note) = cell { Some(note.clone()) } else { None }).collect()
}

/// The groups, as a screen shows them.
pub fn groups(view: &View) -> Vec<GroupCell> {
    view.cells_under("group/").filter_map(|(_, cell)| if let Cell::Group(group) = cell { Some(group.clone()) } else { None }).collect()
}

/// The programme as it is edited, with its revision, as facilitators see it.
pub fn source(view: &View) -> Option<(Programme, u32)> {
    match view.cell("source") {
        Some(Cell::Source(source)) => Some((source.programme.clone(), source.revision)),
        _ => None,
    }
}

/// A poll, as a screen shows it.
pub fn poll(view: &View, id: &str) -> Option<PollCell> {
    match view.cell(&format!("poll/{id}")) {
        Some(Cell::Poll(poll)) => Some(poll.clone()),
        _ => None,
    }
}

/// A team, as a screen shows it.
pub fn team(view: &View, id: TeamId) -> Option<TeamCell> {
    match view.cell(&format!("team/{id}")) {
        Some(Cell::Team(team)) => Some(team.clone()),
        _ => None,
    }
}

/// All teams, as a screen shows them, in the order of their numbers.
pub fn teams(view: &View) -> Vec<TeamCell> {
    let cells = view.cells_under("team/").filter_map(|(_, cell)| if let Cell::Team(team) = cell { Some(team.clone()) } else { None });
    let mut teams: Vec<TeamCell> = cells.collect();
    teams.sort_by_key(|team| team.id);
    teams
}

/// Whose screen this is and where they belong.
pub fn mine(view: &View) -> Option<MineCell> {
    match view.cell("mine") {
        Some(Cell::Mine(mine)) => Some(mine.clone()),
        _ => None,
    }
}

/// Which brief was chosen, as a screen shows it.
pub fn choice(view: &View) -> Option<ChoiceCell> {
    match view.cell("choice") {
        Some(Cell::Choice(choice)) => Some(choice.clone()),
        _ => None,
    }
}

/// What is missing before the end, as a screen shows it.
pub fn closing(view: &View) -> Option<ClosingCell> {
    match view.cell("closing") {
        Some(Cell::Closing(closing)) => Some(closing.clone()),
        _ => None,
    }
}

/// What a facilitator last said to everybody.
pub fn message(view: &View) -> Option<MessageCell> {
    match view.cell("message") {
        Some(Cell::Message(message)) => Some(message.clone()),
        _ => None,
    }
}

/// Waits until a screen shows what is looked for.
pub async fn until<R>(screen: &Screen, what: &str, look: impl FnMut(&View) -> Option<R>) -> R {
    screen.until_open(what, look).await.unwrap_or_else(|error| panic!("{error}"))
}

/// Waits until a screen is in that step.
pub async fn until_step(screen: &Screen, step: &str) {
    screen
        .until_open(&format!("the step {step}"), |view| stage(view).filter(|stage| stage.step.as_str() == step).map(drop))
        .await
        .unwrap_or_else(|error| panic!("{error}"));
}
