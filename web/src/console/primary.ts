// What the one primary button does next: it is named for it (rule 13), so the name is decided here and nowhere else.
import { stepsOf } from './agenda';
import type { ProgrammeCell, StageCell, StepView, WorkshopCell } from '../lib/protocol.gen';

/** The next thing that the facilitator does with the whole workshop. */
export type Primary =
  | { does: 'start'; step: StepView }
  | { does: 'next'; step: StepView; from: StepView }
  | { does: 'close' }
  | { does: 'reopen' };

/** Start before the first minute, then step by step past what is switched off, close after the last one, reopen once closed. */
export function primary(programme: ProgrammeCell, live: StageCell, workshop: WorkshopCell): Primary | undefined {
  const steps = stepsOf(programme);
  const place = steps.findIndex((step) => step.id === live.step);
  const now = steps[place];
  const next = steps[place + 1];
  if (workshop.closed_at !== null) return { does: 'reopen' };
  if (workshop.started_at === null && now) return { does: 'start', step: now };
  if (now && next) return { does: 'next', step: next, from: now };
  return now ? { does: 'close' } : undefined;
}

/** A title inside a sentence: its first letter small, unless the title begins with an abbreviation ("IT kit") or a lone letter. */
export function inSentence(title: string): string {
  const [first = '', second = ''] = title;
  const word = /\p{Lu}/u.test(first) && /\p{Ll}/u.test(second);
  return word ? first.toLocaleLowerCase() + title.slice(first.length) : title;
}
