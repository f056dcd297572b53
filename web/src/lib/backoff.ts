// How long to wait before coming back to a lost server: full jitter, so that a room full of phones does not come back at once (W13).
import { BACKOFF_MAX_MS, BACKOFF_MIN_MS } from './bounds';

/** A random wait in milliseconds before try number `attempt` (0 is the first): uniform between the shortest wait and a ceiling that doubles. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** Math.min(attempt + 1, 10));
  return BACKOFF_MIN_MS + random() * (ceiling - BACKOFF_MIN_MS);
}
