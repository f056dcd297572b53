//! What tests wait for on screens.

use trestle_client::{Screen, View};
use trestle_protocol::{Cell, ClockCell, GroupCell, NoteCell, StageCell};

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

/// Waits until a screen is in that step.
pub async fn until_step(screen: &Screen, step: &str) {
    screen
        .until_open(&format!("the step {step}"), |view| stage(view).filter(|stage| stage.step.as_str() == step).map(drop))
        .await
        .unwrap_or_else(|error| panic!("{error}"));
}
