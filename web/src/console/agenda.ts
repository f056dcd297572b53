// What the agenda says: which steps have been, which one is live, when the others begin, and when the workshop ends if it goes on like this.
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
  /** Those that take place. */
  steps: AgendaStep[];
}

/** When the workshop ends if it goes on like this. */
export interface Forecast {
  endsAt: Time;
  /** Whole minutes behind the plan, negative when ahead; null while there is no plan to compare with. */
  late: number | null;
}

/** What of a step its time depends on; the programme that is shown has it, and the one that is edited. */
type Timed = Pick<StepView, 'id' | 'minutes' | 'off'>;

const MINUTE = 60_000;

/** The steps that take place, in order; switched-off ones are shown to facilitators only, in the programme's editor. */
export function stepsOf(programme: ProgrammeCell): StepView[] {
  return programme.stages.flatMap((stage) => stage.steps).filter((step) => !step.off);
}

/** The agenda, in the programme's order, without what is switched off. Once the workshop is closed nothing is live, and nothing is to come. */
export function agenda(programme: ProgrammeCell, live: StageCell, closedAt: Time | null = null): AgendaStage[] {
  const order = stepsOf(programme).map((step) => step.id);
  return programme.stages.flatMap((stage) => {
    const steps = stage.steps
      .filter((step) => order.includes(step.id))
      .map((step) => ({ step, state: stateOf(step, order, live) }))
      .map(({ step, state }) => ({ step, state: closedAt === null ? state : AFTERWARDS[state] }));
    if (steps.length === 0) return [];
    const state = stageState(steps);
    return [{ stage, state, minutes: minutesOf(steps, state, spentUntil(live, closedAt)), steps }];
  });
}

/** How a step stands that stood so when the workshop was closed. */
const AFTERWARDS: Record<StepState, StepState> = { done: 'done', now: 'done', skipped: 'skipped', ahead: 'skipped' };

/** The milliseconds that each step took; the last one took its time until the workshop was closed. */
function spentUntil(live: StageCell, closedAt: Time | null): StageCell['spent'] {
  if (closedAt === null) return live.spent;
  const last = Math.max(0, closedAt - live.entered_at);
  return { ...live.spent, [live.step]: (live.spent[live.step] ?? 0) + last };
}

/** The steps that come after the live one and take place. */
export function ahead<S extends Timed>(steps: readonly S[], live: StageCell): S[] {
  const place = steps.findIndex((step) => step.id === live.step);
  return steps.slice(place + 1).filter((step) => !step.off);
}

/** When the live step ends if nothing is done about it; time that is over is already in `now`. */
export function liveEnd(clock: ClockCell, now: Time): Time {
  return now + (clock.state === 'paused' ? clock.left_ms : Math.max(0, (clock.ends_at ?? now) - now));
}

/** When steps begin: the live one and those after it. Before the start: in time for the agreed end, or now. */
export function beginnings(
  steps: readonly Timed[],
  live: StageCell,
  clock: ClockCell,
  workshop: WorkshopCell,
  now: Time,
): Map<string, Time> {
  const running = steps.filter((step) => !step.off);
  const later = ahead(steps, live);
  const waits = workshop.started_at === null ? startGuess(running, workshop, now) - now : 0;
  const times = new Map([[live.step, waits > 0 || workshop.started_at === null ? now + waits : live.entered_at]]);
  let at = liveEnd(clock, now) + waits;
  for (const step of later) {
    times.set(step.id, at);
    at += length(step);
  }
  return times;
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
  const rest = ahead(steps, live).reduce((sum, step) => sum + length(step), 0);
  const planned = plannedEnd(steps, workshop);
  if (workshop.started_at === null && planned !== null && planned > now + whole(steps))
    return { endsAt: planned, late: 0 };
  const endsAt = liveEnd(clock, now) + rest;
  return { endsAt, late: planned === null ? null : wholeMinutes(endsAt - planned) };
}

/** The time agreed beforehand, else the start and the planned minutes of everything. */
export function plannedEnd(steps: readonly Timed[], workshop: WorkshopCell): Time | null {
  if (workshop.details.ends_at !== null) return workshop.details.ends_at;
  return workshop.started_at === null ? null : workshop.started_at + whole(steps);
}

/** A span in whole minutes, never -0. */
function wholeMinutes(span: number): number {
  return Math.round(span / MINUTE) || 0;
}

function startGuess(steps: readonly Timed[], workshop: WorkshopCell, now: Time): Time {
  const agreed = workshop.details.ends_at;
  return agreed === null ? now : Math.max(now, agreed - whole(steps));
}

function whole(steps: readonly Timed[]): number {
  return steps.reduce((sum, step) => sum + length(step), 0);
}

/** Minutes that are being typed may be no number. */
function length(step: Timed): number {
  return step.off || !Number.isFinite(step.minutes) ? 0 : step.minutes * MINUTE;
}

function stateOf(step: StepView, order: readonly string[], live: StageCell): StepState {
  if (step.id === live.step) return 'now';
  if (step.id in live.spent) return 'done';
  return order.indexOf(step.id) < order.indexOf(live.step) ? 'skipped' : 'ahead';
}

function stageState(steps: AgendaStep[]): AgendaStage['state'] {
  if (steps.some((step) => step.state === 'now')) return 'now';
  return steps.every((step) => step.state === 'done' || step.state === 'skipped') ? 'done' : 'ahead';
}

function minutesOf(steps: AgendaStep[], state: AgendaStage['state'], took: StageCell['spent']): number {
  if (state !== 'done') return steps.reduce((sum, { step }) => sum + step.minutes, 0);
  const spent = steps.reduce((sum, { step }) => sum + (took[step.id] ?? 0), 0);
  return Math.max(1, Math.round(spent / MINUTE));
}
