// A programme that is being edited: its steps, their order, their clock times. Pure; the editor shows it.
import type { Capability, Programme, Stage, Step } from '../lib/protocol.gen';

const MINUTE = 60_000;

/** What asks a poll whose answers may be counted by person or by organisation. (Fit is always one voice for each organisation.) */
const POLLS: readonly Capability[] = ['rate', 'dots', 'choose'];

/** Every step, in order. */
export function stepsOf(programme: Programme | null): Step[] {
  return programme?.stages.flatMap((stage) => stage.steps) ?? [];
}

/** The steps that are not switched off. */
export function running(programme: Programme | null): Step[] {
  return stepsOf(programme).filter((step) => !step.off);
}

/** Minutes of some steps together; those that are no number are left out, and those that are switched off. */
export function together(steps: readonly Step[]): number {
  return steps.reduce((sum, step) => sum + (step.off ? 0 : minutesOf(step)), 0);
}

/** Does the step ask a poll whose voices can be chosen? */
export function asksPoll(step: Step): boolean {
  return POLLS.some((capability) => step.does.includes(capability));
}

/** When each running step begins if the first one begins at `start`. */
export function timesFrom(steps: readonly Step[], start: number): Map<string, number> {
  const times = new Map<string, number>();
  let at = start;
  for (const step of steps) {
    if (step.off) continue;
    times.set(step.id, at);
    at += minutesOf(step) * MINUTE;
  }
  return times;
}

/** A list with one entry `by` places further down (or up, if negative); the same list if there is no such place. */
export function moved<T>(list: readonly T[], entry: T, by: number): T[] {
  const from = list.indexOf(entry);
  const to = from + by;
  if (from < 0 || to < 0 || to >= list.length) return [...list];
  const others = list.filter((_, place) => place !== from);
  return [...others.slice(0, to), entry, ...others.slice(to)];
}

/** A list with one entry put before another one, or at the end. */
export function placed<T>(list: readonly T[], entry: T, before: T | undefined): T[] {
  if (entry === before) return [...list];
  const others = list.filter((other) => other !== entry);
  const to = before === undefined ? others.length : others.indexOf(before);
  return [...others.slice(0, to), entry, ...others.slice(to)];
}

/** A copy that can be changed without changing the original. */
export function copyOf(programme: Programme): Programme {
  return { ...programme, stages: programme.stages.map(copyOfStage) };
}

/** Do two programmes say the same? */
export function same(a: Programme, b: Programme): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function copyOfStage(stage: Stage): Stage {
  return { ...stage, steps: stage.steps.map((step) => ({ ...step, does: [...step.does] })) };
}

/** Without regard to the order in which somebody wrote the fields. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, ordered(inner)]));
}

function minutesOf(step: Step): number {
  return Number.isFinite(step.minutes) ? step.minutes : 0;
}
