//! Where the workshop is: itself, its programme, the live step, the clock, rounds of turns.

use crate::{clock::Phase, heading, identity::Viewer, programmes, state::State};
use trestle_protocol::{
    ClockCell, ClockState, LeadCell, LossRow, MessageCell, ProgrammeCell, Role, RoundCell, RoundId, ScriptCell, SourceCell, StageCell,
    StageView, StepView, TurnState, TurnView, WorkshopCell,
};

/// Guests hold another key, or hold the code in vain: they are not told it. The invitation is shown where people scan it: participants are in.
pub(super) fn workshop(state: &State, viewer: Viewer) -> Option<WorkshopCell> {
    Some(WorkshopCell {
        id: state.id?,
        details: heading::details(&state.details),
        convener: state.convener(),
        code: if viewer.role == Role::Guest { String::new() } else { state.code.clone() },
        invitation: if matches!(viewer.role, Role::Facilitator | Role::Wall) { state.invitation.clone() } else { String::new() },
        created_at: state.created_at,
        started_at: state.started_at,
        closed_at: state.closed_at,
        door: state.door,
        in_the_room: state.in_the_room,
        rehearsal: state.rehearsal,
        losses: if viewer.facilitates() { losses(state) } else { Vec::new() },
    })
}

fn losses(state: &State) -> Vec<LossRow> {
    state.losses.iter().map(|loss| LossRow { at: loss.found_at, entries: loss.entries, returned: loss.returned }).collect()
}

/// Steps that are switched off are there for facilitators alone; a stage without any other is, too.
pub(super) fn programme(state: &State, viewer: Viewer) -> ProgrammeCell {
    let (details, convener) = (heading::details(&state.details), state.convener());
    let fill = |text: &str| programmes::fill(text, &details, &convener);
    let shown = heading::programme(&state.programme);
    let stages = shown.stages.iter().map(|stage| StageView {
        id: stage.id.clone(),
        title: stage.title.clone(),
        steps: stage
            .steps
            .iter()
            .filter(|step| !step.off || viewer.facilitates())
            .map(|step| StepView {
                id: step.id.clone(),
                title: step.title.clone(),
                minutes: step.minutes,
                prompt: fill(&step.prompt),
                hint: fill(&step.hint),
                clock: step.clock.clone(),
                does: step.does.clone(),
                at_end: step.at_end,
                off: step.off,
                voice: step.voice,
                dots: step.dots,
            })
            .collect(),
    });
    let stages = stages.filter(|stage: &StageView| !stage.steps.is_empty()).collect();
    ProgrammeCell { title: shown.title, stages }
}

pub(super) fn script(state: &State) -> ScriptCell {
    let (details, convener) = (heading::details(&state.details), state.convener());
    let fill = |text: &str| programmes::fill(text, &details, &convener);
    ScriptCell { steps: state.programme.steps().map(|step| (step.id.clone(), fill(&step.script))).collect() }
}

pub(super) fn source(state: &State) -> SourceCell {
    SourceCell { programme: state.programme.clone(), revision: state.revision }
}

pub(super) fn message(state: &State) -> MessageCell {
    MessageCell { said: state.message.clone() }
}

pub(super) fn lead(state: &State) -> LeadCell {
    LeadCell { leading: state.leading.clone() }
}

pub(super) fn stage(state: &State) -> Option<StageCell> {
    let step = state.live()?;
    let index = state.programme.running().position(|other| other.id == step.id)?;
    Some(StageCell {
        step: step.id.clone(),
        stage: state.programme.stage_of(&step.id)?.id.clone(),
        index: index as u32,
        does: step.does.clone(),
        entered_at: state.entered_at,
        spent: state.spent.iter().map(|(step, spent)| (step.clone(), u32::try_from(*spent).unwrap_or(u32::MAX))).collect(),
        revealed: state.reveal.shown > 0 && state.revealed(),
        revealed_at: state.reveal.at.filter(|_| state.can_conceal()),
        spotlight: state.spotlight.clone(),
        brought_at: state.brought_at,
    })
}

pub(super) fn clock(state: &State) -> ClockCell {
    let cell = |clock_state, left_ms, ends_at, moves_at| ClockCell {
        state: clock_state,
        total_ms: state.clock.total_ms,
        left_ms,
        ends_at,
        moves_at,
        moves_to: moves_at.and_then(|_| state.following()).map(|step| step.id.clone()),
    };
    match state.clock.phase {
        Phase::Paused(left) => cell(ClockState::Paused, left, None, None),
        Phase::Running(ends_at) => cell(ClockState::Running, 0, Some(ends_at), None),
        Phase::Over { ended_at, moves_at } => cell(ClockState::Over, 0, Some(ended_at), moves_at),
    }
}

pub(super) fn round(state: &State, id: &RoundId) -> Option<RoundCell> {
    let round = state.rounds.get(id)?;
    let standing = |subject: u32| match subject {
        subject if round.now == Some(subject) => TurnState::Now,
        subject if round.had.contains(&subject) => TurnState::Had,
        _ => TurnState::Waiting,
    };
    let (ends_at, left_ms) = match round.slot.map(|slot| slot.phase) {
        Some(Phase::Running(ends_at) | Phase::Over { ended_at: ends_at, .. }) => (Some(ends_at), None),
        Some(Phase::Paused(left)) => (None, Some(left)),
        None => (None, None),
    };
    Some(RoundCell {
        id: id.clone(),
        step: id.step.clone(),
        kind: id.kind,
        turns: round.order.iter().map(|subject| TurnView { subject: *subject, state: standing(*subject) }).collect(),
        now: round.now,
        next: round.waiting().next(),
        ends_at,
        left_ms,
        total_ms: round.slot.map_or(0, |slot| slot.total_ms),
        page: round.page,
    })
}
