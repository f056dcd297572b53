// What a screen may know of a question before it draws it: what it is about, whether its title is said, whether somebody may answer.
import type { MineCell, PollCell, Question } from '../lib/protocol.gen';
import type { Named } from '../lib/step-parts';

/** Is it about the groups of the board? */
export function aboutGroups({ about, list, items }: Question): boolean {
  return about === 'group' && list === undefined && items === undefined;
}

/** Is its title said? Where a step does nothing but ask it, the step's own prompt has asked it already. */
export function isTitled(step: Named | undefined): boolean {
  if (step === undefined) return true;
  return step.does.length + step.asks.length + step.fills.length + step.lists.length > 1;
}

/** May this screen's person answer? Where organisations speak, whoever is with none, or with one by name only, has no voice. */
export function mayAnswer(poll: PollCell, mine: MineCell | undefined): boolean {
  return poll.open && (poll.voice === 'person' || speaksForOne(mine));
}

/** Does this screen's person speak for an organisation? */
export function speaksForOne(mine: MineCell | undefined): boolean {
  return mine != null && mine.organisation !== null && !mine.by_name;
}

/** The numbers of a scale that goes up to `most`. */
export function stepsTo(most: number): number[] {
  return Array.from({ length: most }, (_, at) => at + 1);
}
