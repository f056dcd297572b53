// What can be done with fewer organisations than a project needs.
import type { WayOut } from '../lib/protocol.gen';
import * as words from '../words/plan.gen';

/** In the order in which they are offered. */
export const WAYS: readonly WayOut[] = ['change_focus', 'one_organisation', 'park'];

/** How each is called, and what it means. */
export const wayWords: Record<WayOut, { label: () => string; hint: () => string }> = {
  change_focus: { label: words.wayChange, hint: words.wayChangeHint },
  one_organisation: { label: words.wayOne, hint: words.wayOneHint },
  park: { label: words.wayPark, hint: words.wayParkHint },
};
