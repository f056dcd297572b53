// What the rings of the plan are called in a line.
import * as words from '../words/plan.gen';
import type { Ring } from './stakeholders';

export const ringWords: Record<Ring, () => string> = {
  core: words.ringCore,
  extended: words.ringExtended,
  leadership: words.ringLeadership,
};
