//! The player: goes through the programme step by step, as a facilitator and a room full of people would.

use super::cast::{Cast, order};
use super::{PlayError, Scenario, acts};
use std::collections::{BTreeMap, BTreeSet};
use trestle_client::{Screen, Server, View};
use trestle_protocol::{Capability, Cell, ClockState, Command, CreatedWorkshop, GroupId, NoteId, StageCell, StepId, StepView, TeamId};

/// The steps of the built-in programme, in order: what `--until` understands.
pub const STEPS: [&str; 12] =
    ["welcome", "introduce", "write", "group", "discuss", "rate", "brief", "report", "choose", "agree", "roles", "act"];

/// A workshop that is being played.
pub struct Player {
    pub(super) scenario: Scenario,
    pub(super) cast: Cast,
    created: CreatedWorkshop,
    /// The programme's running steps, in order, as they were when the last step began.
    steps: Vec<StepView>,
    /// What has been played; each capability is played in the first step that has it.
    played: BTreeSet<Capability>,
    /// By number in the file; none for a note that says nothing.
    pub(super) notes: BTreeMap<usize, NoteId>,
    /// By number in the file.
    pub(super) groups: Vec<GroupId>,
    /// By number in the file.
    pub(super) teams: Vec<TeamId>,
}

impl Player {
    /// Creates the workshop, seats everybody and starts the clock.
    ///
    /// # Errors
    /// Whatever stands between us and that.
    pub async fn begin(server: &Server, scenario: Scenario, operator: Option<&str>) -> Result<Self, PlayError> {
        let (created, cast) = Cast::assemble(server, &scenario, operator).await?;
        let steps = cast.conductor().until_open("the programme", running).await?;
        let player =
            Self { scenario, cast, created, steps, played: BTreeSet::new(), notes: BTreeMap::new(), groups: Vec::new(), teams: Vec::new() };
        player.start_clock().await?;
        Ok(player)
    }

    /// Plays step after step; stops behind `until`, or at the end. `tell` hears of each step that was played.
    ///
    /// # Errors
    /// What the server refused or never showed.
    pub async fn play_until(&mut self, until: Option<&str>, mut tell: impl FnMut(&StepId)) -> Result<(), PlayError> {
        loop {
            let step = self.play_step().await?;
            tell(&step);
            if until == Some(step.as_str()) || !self.move_on().await? {
                return Ok(());
            }
        }
    }

    /// Plays the live step; its id.
    ///
    /// # Errors
    /// What the server refused or never showed.
    pub async fn play_step(&mut self) -> Result<StepId, PlayError> {
        let stage = self.stage().await?;
        self.steps = self.cast.conductor().until_open("the programme", running).await?;
        for capability in stage.does {
            if self.played.insert(capability) {
                self.play(capability).await?;
            }
        }
        Ok(stage.step)
    }

    /// Moves to the next step; false if this was the last.
    ///
    /// # Errors
    /// What the server refused or never showed.
    pub async fn move_on(&mut self) -> Result<bool, PlayError> {
        let from = self.stage().await?.step;
        let place = self.steps.iter().position(|step| step.id == from);
        let Some(next) = place.and_then(|place| self.steps.get(place + 1)).cloned() else { return Ok(false) };
        self.make_ready().await?;
        let to = next.id;
        order(self.cast.conductor(), Command::Move { to: to.clone(), from }).await?;
        for screen in self.cast.screens() {
            screen.until_open("the next step", |view| live(view).filter(|stage| stage.step == to).map(drop)).await?;
        }
        self.start_clock().await?;
        Ok(true)
    }

    /// What has to be done before the next step begins: teams that are made before the step that pairs people are found there and left as they are.
    ///
    /// # Errors
    /// What the server refused or never showed.
    pub async fn make_ready(&mut self) -> Result<(), PlayError> {
        let live = self.stage().await?.index as usize;
        let pairs = self.steps.get(live + 1).is_some_and(|step| step.does.contains(&Capability::Pair));
        if pairs && self.teams.is_empty() {
            acts::teams::form(self).await?;
        }
        Ok(())
    }

    async fn play(&mut self, capability: Capability) -> Result<(), PlayError> {
        match capability {
            Capability::Arrive => acts::arrival::wave(self).await,
            Capability::Card => acts::cards::fill(self).await,
            Capability::Speak => acts::rounds::speak(self).await,
            Capability::Write => acts::notes::write(self).await,
            Capability::Reveal => acts::notes::turn_over(self).await,
            Capability::Group => acts::board::gather(self).await,
            Capability::Discuss => acts::board::discuss(self).await,
            Capability::Rate => acts::polls::rate(self).await,
            Capability::Pair => acts::teams::keep(self).await,
            Capability::Brief => acts::briefs::write(self).await,
            Capability::Report => acts::rounds::report(self).await,
            Capability::Choose => acts::polls::choose(self).await,
            Capability::Agree => acts::polls::settle(self).await,
            Capability::Roles => acts::plan::roles(self).await,
            Capability::Act => acts::plan::act(self).await,
            // A scenario file has nothing to say here.
            Capability::Match | Capability::Dots | Capability::Fit | Capability::Pulse => Ok(()),
        }
    }

    /// A clock that stands still is started: whoever opens the console finds a workshop that runs.
    async fn start_clock(&self) -> Result<(), PlayError> {
        let conductor = self.cast.conductor();
        if conductor.until_open("the clock", clock).await? == ClockState::Paused {
            order(conductor, Command::Resume {}).await?;
            let runs = |view: &View| clock(view).filter(|state| *state != ClockState::Paused);
            conductor.until_open("a clock that runs", runs).await?;
        }
        Ok(())
    }

    /// Where the workshop is.
    pub(super) async fn stage(&self) -> Result<StageCell, PlayError> {
        Ok(self.cast.conductor().until_open("the live step", live).await?)
    }

    /// What creating the workshop gave: its id, code, token and links.
    pub fn created(&self) -> &CreatedWorkshop {
        &self.created
    }

    /// The programme's steps, in order.
    pub fn steps(&self) -> &[StepView] {
        &self.steps
    }

    /// Everybody's screen.
    pub fn cast(&self) -> &Cast {
        &self.cast
    }

    /// The screen of a seat of the file.
    pub fn screen(&self, seat: &str) -> &Screen {
        self.cast.screen(seat)
    }

    /// Everybody leaves; the workshop stays as it is.
    pub async fn leave(self) -> CreatedWorkshop {
        self.cast.leave().await;
        self.created
    }
}

/// The live step, as a screen shows it.
fn live(view: &View) -> Option<StageCell> {
    match view.cell("stage") {
        Some(Cell::Stage(stage)) => Some(stage.clone()),
        _ => None,
    }
}

/// The steps that are not switched off.
fn running(view: &View) -> Option<Vec<StepView>> {
    match view.cell("programme") {
        Some(Cell::Programme(programme)) => {
            Some(programme.stages.iter().flat_map(|stage| &stage.steps).filter(|step| !step.off).cloned().collect())
        }
        _ => None,
    }
}

fn clock(view: &View) -> Option<ClockState> {
    match view.cell("clock") {
        Some(Cell::Clock(clock)) => Some(clock.state),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::STEPS;

    #[test]
    fn the_steps_are_those_of_the_built_in_programme() {
        let programme = trestle_core::programmes::built_in(trestle_core::programmes::DEFAULT).unwrap();
        let steps: Vec<&str> = programme.running().map(|step| step.id.as_str()).collect();
        assert_eq!(steps, STEPS);
    }
}
