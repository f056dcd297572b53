// Which component each part of a step is done with. Each is its own chunk: the live one is loaded first, the others while the phone idles,
// so that a weak connection is not asked for them at the moment when everybody moves on.
import type { Component } from 'svelte';
import type { ProgrammeCell, StepView } from '../lib/protocol.gen';
import type { Session } from '../lib/session.svelte';
import { partsIn, questionsIn, type Declared, type Named, type StepPart } from '../lib/step-parts';
import { aboutGroups } from '../questions/asked';

/** A part of a step's screen. */
export type StagePart = Component<{ session: Session; step: StepView | undefined }>;

type Load = () => Promise<{ default: StagePart }>;

/** One for every part, in the order in which those of one step stand; the compiler sees to it that none is missing. */
const loads: Record<StepPart, Load> = {
  // What is asked is answered now
  ask: () => import('../questions/StepQuestions.svelte'),
  arrive: () => import('./Welcome.svelte'),
  speak: () => import('../stage/Speak.svelte'),
  card: () => import('../stage/Cards.svelte'),
  match: () => import('../stage/Match.svelte'),
  write: () => import('../stage/Write.svelte'),
  reveal: () => import('../stage/Group.svelte'),
  group: () => import('../stage/Group.svelte'),
  discuss: () => import('../stage/Discuss.svelte'),
  pair: () => import('../stage/Pair.svelte'),
  brief: () => import('../stage/Brief.svelte'),
  report: () => import('../stage/Report.svelte'),
  choice: () => import('../stage/Choose.svelte'),
  agree: () => import('../stage/Agree.svelte'),
  roles: () => import('../stage/Roles.svelte'),
  list: () => import('../stage/StepLists.svelte'),
  form: () => import('../stage/StepForms.svelte'),
  commit: () => import('../stage/Commit.svelte'),
  pulse: () => import('../stage/Pulse.svelte'),
};

/** What stands after the end. */
export const closed: Load = () => import('./Closed.svelte');

/** What offers text that could not be saved. */
const lostTexts = () => import('./LostTexts.svelte');

/** The menu, opened by the button at the top. */
export const menu = () => import('./More.svelte');

/** One part of a step. */
export interface Part {
  part: StepPart;
  load: Load;
  /** It is still possible, but not what this step is about: it stands folded behind the others. */
  aside: boolean;
}

const ORDER = Object.keys(loads) as StepPart[];

/** What a step is no longer about when it does one of these as well. */
const OUTDONE = {
  card: ['arrive', 'match'],
  write: ['reveal', 'group'],
  group: ['discuss', 'groups asked'],
  discuss: ['groups asked'],
  brief: ['report', 'choice', 'agree'],
  roles: ['commit'],
} satisfies Partial<Record<StepPart, readonly (StepPart | 'groups asked')[]>>;

/** What can stand aside. */
export type Outdone = keyof typeof OUTDONE;

/** The parts of a step, in order, each with what loads it. */
export function partsOf(step: Named | undefined, declared: Declared | undefined): Part[] {
  const inStep = partsIn(step, declared);
  const about: readonly string[] = questionsIn(step, declared, 'ask').some(aboutGroups)
    ? [...inStep, 'groups asked']
    : inStep;
  // The board is what is turned over and what is arranged
  const shown = ORDER.filter((one) => inStep.includes(one) && !(one === 'reveal' && inStep.includes('group')));
  const parts = shown.map((part): Part => {
    const outdone: readonly string[] | undefined = (OUTDONE as Partial<Record<StepPart, readonly string[]>>)[part];
    return { part, load: loads[part], aside: outdone?.some((other) => about.includes(other)) ?? false };
  });
  return [...parts.filter(({ aside }) => !aside), ...parts.filter(({ aside }) => aside)];
}

/** Loads every part that the programme needs, and what is asked on the spot, one after the other, while nothing else is going on. */
export async function prefetch(programme: ProgrammeCell): Promise<void> {
  const steps = programme.stages.flatMap((stage) => stage.steps);
  const parts = steps.flatMap((step) => partsOf(step, programme));
  for (const load of [lostTexts, menu, ...parts.map((part) => part.load), loads.ask, closed]) {
    await idle();
    // A chunk that does not come now is asked for again when it is needed
    await load().catch(() => undefined);
  }
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve());
    else setTimeout(resolve, 200);
  });
}
