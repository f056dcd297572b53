// Which component a capability of a step is done with. Each is its own chunk: the live one is loaded first, the others while the phone idles,
// so that a weak connection is not asked for them at the moment when everybody moves on.
import type { Component } from 'svelte';
import type { Capability, StepView } from '../lib/protocol.gen';
import type { Session } from '../lib/session.svelte';

/** A part of a step's screen. */
export type StagePart = Component<{ session: Session }>;

type Load = () => Promise<{ default: StagePart }>;

/** One for every capability, in the order in which the parts of one step stand; the compiler sees to it that none is missing. */
const loads: Record<Capability, Load> = {
  arrive: () => import('./Welcome.svelte'),
  speak: () => import('../stage/Speak.svelte'),
  card: () => import('../stage/Cards.svelte'),
  match: () => import('../stage/Match.svelte'),
  write: () => import('../stage/Write.svelte'),
  reveal: () => import('../stage/Group.svelte'),
  group: () => import('../stage/Group.svelte'),
  discuss: () => import('../stage/Discuss.svelte'),
  rate: () => import('../stage/Rate.svelte'),
  dots: () => import('../stage/Dots.svelte'),
  fit: () => import('../stage/Fit.svelte'),
  pair: () => import('../stage/Pair.svelte'),
  brief: () => import('../stage/Brief.svelte'),
  report: () => import('../stage/Report.svelte'),
  choose: () => import('../stage/Choose.svelte'),
  agree: () => import('../stage/Agree.svelte'),
  roles: () => import('../stage/Roles.svelte'),
  act: () => import('../stage/Act.svelte'),
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
  capability: Capability;
  load: Load;
  /** It is still possible, but not what this step is about: it stands folded behind the others. */
  aside: boolean;
}

const ORDER = Object.keys(loads) as Capability[];

/** What a step is no longer about when it does one of these as well. */
const OUTDONE = {
  card: ['arrive', 'match'],
  write: ['reveal', 'group'],
  group: ['discuss', 'rate', 'dots', 'fit'],
  discuss: ['rate', 'dots', 'fit'],
  brief: ['report', 'choose', 'agree'],
  roles: ['act'],
} satisfies Partial<Record<Capability, readonly Capability[]>>;

/** What can stand aside. */
export type Outdone = keyof typeof OUTDONE;

/** The parts of a step, in order, each with what loads it. */
export function partsOf(step: StepView | undefined): Part[] {
  return partsFor(step?.does ?? []);
}

/** The same of what a step does. */
export function partsFor(does: readonly Capability[]): Part[] {
  // The board is what is turned over and what is arranged
  const shown = ORDER.filter((one) => does.includes(one) && !(one === 'reveal' && does.includes('group')));
  const parts = shown.map((capability): Part => {
    const outdone = (OUTDONE as Partial<Record<Capability, readonly Capability[]>>)[capability];
    return { capability, load: loads[capability], aside: outdone?.some((other) => does.includes(other)) ?? false };
  });
  return [...parts.filter(({ aside }) => !aside), ...parts.filter(({ aside }) => aside)];
}

/** Loads every part that the programme needs, one after the other, while nothing else is going on. */
export async function prefetch(steps: readonly StepView[]): Promise<void> {
  for (const load of [lostTexts, menu, ...steps.flatMap((step) => partsOf(step).map((part) => part.load)), closed]) {
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
