// What the agenda says: which steps have been, which one is live, and when the workshop ends if it goes on like this.
import type { ClockCell, ProgrammeCell, StageCell, StageView, StepView, Time, WorkshopCell } from '../lib/protocol.gen';

/** How a step stands: it has been live, is live, was passed over, or is still to come. */
export type StepState = 'done' | 'now' | 'skipped' | 'ahead';

/** A step of the agenda. */
export interface AgendaStep {
  step: StepView;
  state: StepState;
}

/** A stage of the agenda. */
export interface AgendaStage {
  stage: StageView;
  /** `now` if it has the live step, `done` if all its steps are behind. */
  state: 'done' | 'now' | 'ahead';
  /** Planned minutes; for a stage that is done, the minutes that it took (at least 1). */
  minutes: number;
  steps: AgendaStep[];
}

/** When the workshop ends if it goes on like this. */
export interface Forecast {
  endsAt: Time;
  /** Whole minutes behind the plan, negative when ahead; null while there is no plan to compare with. */
  late: number | null;
}

const MINUTE = 60_000;

/** All steps, in order. */
export function stepsOf(programme: ProgrammeCell): StepView[] {
  return programme.stages.flatMap((stage) => stage.steps);
}

/** The agenda, in the programme's order. */
export function agenda(programme: ProgrammeCell, live: StageCell): AgendaStage[] {
  const order = stepsOf(programme).map((step) => step.id);
  return programme.stages.map((stage) => {
    const steps = stage.steps.map((step) => ({ step, state: stateOf(step, order.indexOf(step.id), live) }));
    const state = stageState(steps);
    return { stage, state, minutes: minutesOf(stage, state, live), steps };
  });
}

/** The forecast at a moment: what is left of the live step, then the planned minutes of all later ones. */
export function forecast(
  programme: ProgrammeCell,
  live: StageCell,
  clock: ClockCell,
  workshop: WorkshopCell,
  now: Time,
): Forecast {
  const steps = stepsOf(programme);
  const later = steps.slice(live.index + 1).reduce((sum, step) => sum + step.minutes * MINUTE, 0);
  const endsAt = now + timeLeft(clock, now) + later;
  const planned = plannedEnd(steps, workshop);
  return { endsAt, late: planned === null ? null : Math.round((endsAt - planned) / MINUTE) };
}

/** The time agreed beforehand, else the start and the planned minutes of everything. */
function plannedEnd(steps: StepView[], workshop: WorkshopCell): Time | null {
  if (workshop.details.ends_at !== null) return workshop.details.ends_at;
  if (workshop.started_at === null) return null;
  return workshop.started_at + steps.reduce((sum, step) => sum + step.minutes * MINUTE, 0);
}

/** Milliseconds left of the live step; never negative, because time that is over is already in `now`. */
function timeLeft(clock: ClockCell, now: Time): number {
  if (clock.state === 'paused') return clock.left_ms;
  return Math.max(0, (clock.ends_at ?? now) - now);
}

function stateOf(step: StepView, index: number, live: StageCell): StepState {
  if (step.id === live.step) return 'now';
  if (step.id in live.spent) return 'done';
  return index < live.index ? 'skipped' : 'ahead';
}

function stageState(steps: AgendaStep[]): AgendaStage['state'] {
  if (steps.some((step) => step.state === 'now')) return 'now';
  return steps.every((step) => step.state === 'done' || step.state === 'skipped') ? 'done' : 'ahead';
}

function minutesOf(stage: StageView, state: AgendaStage['state'], live: StageCell): number {
  const planned = stage.steps.reduce((sum, step) => sum + step.minutes, 0);
  if (state !== 'done') return planned;
  const spent = stage.steps.reduce((sum, step) => sum + (live.spent[step.id] ?? 0), 0);
  return Math.max(1, Math.round(spent / MINUTE));
}
