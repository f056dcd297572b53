// Two people change one programme: what differs between two versions, and one person's changes put onto another's version.
import type { Programme, Stage, Step } from '../lib/protocol.gen';
import { stepsOf } from './steps';

/** One thing that differs, named by the title of its step or stage. */
export interface Difference {
  title: string;
  what: 'minutes' | 'words' | 'off' | 'on' | 'order' | 'added' | 'taken' | 'settings';
  /** For minutes: before and after. */
  from?: number;
  to?: number;
}

const WORDS = ['title', 'prompt', 'hint', 'clock', 'script'] as const;
const SETTINGS = ['at_end', 'voice', 'dots'] as const;

/** What is different in `after`, in its order; what is only in `before` stands at the end. */
export function differences(before: Programme, after: Programme): Difference[] {
  const old = new Map(stepsOf(before).map((step) => [step.id, step]));
  const now = new Map(stepsOf(after).map((step) => [step.id, step]));
  const steps = [...now.values()].flatMap((step) => stepDifferences(old.get(step.id), step));
  const taken = [...old.values()].filter(({ id }) => !now.has(id));
  return [
    ...after.stages.flatMap((stage) => stageDifferences(stageOf(before, stage.id), stage)),
    ...steps,
    ...taken.map(({ title }): Difference => ({ title, what: 'taken' })),
    ...(sameOrder(before.stages, after.stages) ? [] : [{ title: after.title, what: 'order' } as const]),
  ];
}

/** What `mine` changed since `base`, put onto `theirs`. Where both changed the same field, mine wins; what they added stays. */
export function merge(base: Programme, mine: Programme, theirs: Programme): Programme {
  const stages = theirs.stages.map((stage) => mergeStage(stageOf(base, stage.id), stageOf(mine, stage.id), stage));
  return {
    ...theirs,
    title: chosen(base.title, mine.title, theirs.title),
    stages: inOrder(stages, orderOf(base.stages), orderOf(mine.stages)),
  };
}

function mergeStage(base: Stage | undefined, mine: Stage | undefined, theirs: Stage): Stage {
  if (!base || !mine) return theirs;
  const steps = theirs.steps.map((step) => mergeStep(stepOf(base, step.id), stepOf(mine, step.id), step));
  return {
    ...theirs,
    title: chosen(base.title, mine.title, theirs.title),
    steps: inOrder(steps, orderOf(base.steps), orderOf(mine.steps)),
  };
}

function mergeStep(base: Step | undefined, mine: Step | undefined, theirs: Step): Step {
  if (!base || !mine) return theirs;
  const fields = [...WORDS, ...SETTINGS, 'minutes', 'off'] as const;
  const changed = fields.filter((field) => mine[field] !== base[field]);
  return { ...theirs, ...Object.fromEntries(changed.map((field) => [field, mine[field]])) };
}

function chosen(base: string, mine: string, theirs: string): string {
  return mine === base ? theirs : mine;
}

/** In my order if I changed it; what I do not know stays behind what it stood behind. */
function inOrder<T extends { id: string }>(theirs: readonly T[], base: string[], mine: string[]): T[] {
  if (base.join('\n') === mine.join('\n')) return [...theirs];
  const known = mine.flatMap((id) => theirs.filter((entry) => entry.id === id));
  for (const [place, entry] of theirs.entries()) {
    if (known.includes(entry)) continue;
    const before = theirs[place - 1];
    known.splice(before ? known.indexOf(before) + 1 : 0, 0, entry);
  }
  return known;
}

function stageDifferences(before: Stage | undefined, after: Stage): Difference[] {
  if (!before) return [];
  const differences: Difference[] = [];
  if (before.title !== after.title) differences.push({ title: after.title, what: 'words' });
  if (!sameOrder(before.steps, after.steps)) differences.push({ title: after.title, what: 'order' });
  return differences;
}

function stepDifferences(before: Step | undefined, { title, ...after }: Step): Difference[] {
  if (!before) return [{ title, what: 'added' }];
  const differences: Difference[] = [];
  if (before.minutes !== after.minutes)
    differences.push({ title, what: 'minutes', from: before.minutes, to: after.minutes });
  if (before.off !== after.off) differences.push({ title, what: after.off ? 'off' : 'on' });
  if (WORDS.some((field) => before[field] !== { title, ...after }[field])) differences.push({ title, what: 'words' });
  if (SETTINGS.some((field) => before[field] !== after[field])) differences.push({ title, what: 'settings' });
  return differences;
}

/** The same order of what is in both. */
function sameOrder(a: readonly { id: string }[], b: readonly { id: string }[]): boolean {
  const both = (list: readonly { id: string }[], other: readonly { id: string }[]) =>
    orderOf(list).filter((id) => orderOf(other).includes(id));
  return both(a, b).join('\n') === both(b, a).join('\n');
}

function orderOf(list: readonly { id: string }[]): string[] {
  return list.map(({ id }) => id);
}

function stageOf(programme: Programme, id: string): Stage | undefined {
  return programme.stages.find((stage) => stage.id === id);
}

function stepOf(stage: Stage, id: string): Step | undefined {
  return stage.steps.find((step) => step.id === id);
}
