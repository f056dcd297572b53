// Until when a workshop is kept. The form has a date; at the end of that day everything is erased.
import { localDate } from './local-time';
import { KEEP_MOST_MS, KEEP_MS } from './protocol.gen';

const DAY = 86_400_000;
/** A workshop whose end is this near is warned of, in ms: time for a facilitator who works two days a week. */
export const NEAR_MS = 14 * DAY;

/** The date on which a workshop that is made now is erased if nobody says otherwise. */
export function usualErasure(now: number = Date.now()): string {
  return localDate(now + KEEP_MS);
}

/** The latest date that may be chosen. */
export function latestErasure(now: number = Date.now()): string {
  return localDate(now + KEEP_MOST_MS - DAY);
}

/** The end of that day; null if it is none. */
export function erasureOn(date: string): number | null {
  const time = date === '' ? NaN : new Date(`${date}T23:59`).getTime();
  return Number.isNaN(time) ? null : time;
}

/** What is wrong with a date of erasure. */
export function erasureFault(date: string, now: number = Date.now()): 'no_date' | 'early' | 'late' | undefined {
  const time = erasureOn(date);
  if (time === null) return 'no_date';
  if (date <= localDate(now)) return 'early';
  return date > latestErasure(now) ? 'late' : undefined;
}
