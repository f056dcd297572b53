// What an organisation can say about going on.
import type { Stance } from '../lib/protocol.gen';
import * as words from '../words/stage.gen';

/** In the order in which they are offered. */
export const STANCES: readonly Stance[] = ['in', 'reflecting', 'later', 'away'];

/** How each is called, and what it means. */
export const stanceWords: Record<Stance, { label: () => string; hint: () => string }> = {
  in: { label: words.stanceIn, hint: words.stanceInHint },
  reflecting: { label: words.stanceReflecting, hint: words.stanceReflectingHint },
  later: { label: words.stanceLater, hint: words.stanceLaterHint },
  away: { label: words.stanceAway, hint: words.stanceAwayHint },
};
