// Until when a workshop is kept. The form has a date; at the end of that day everything is erased.
import { localDate, moment } from './local-time';
import { KEEP_MOST_MS, KEEP_MS } from './protocol.gen';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** How often a console asks how long it is still kept once its time is up, in ms: the server counts as often. */
export const KEEPING_AGAIN_MS = 600_000;
/** A workshop whose end is this near is warned of, in ms: time for a facilitator who works two days a week. */
export const NEAR_MS = 14 * DAY;

/** The date on which a workshop that ends then is erased if nobody says otherwise. */
export function usualErasure(ends: number | null, now: number = Date.now()): string {
  return localDate(counted(ends, now) + KEEP_MS);
}

/** The latest date that may be chosen for it. */
export function latestErasure(ends: number | null, now: number = Date.now()): string {
  return localDate(counted(ends, now) + KEEP_MOST_MS - DAY);
}

/** The end of that day; null if it is none. */
export function erasureOn(date: string): number | null {
  return moment(`${date}T23:59`);
}

/** What is wrong with a date of erasure. */
export function erasureFault(
  date: string,
  ends: number | null,
  now: number = Date.now(),
): 'no_date' | 'early' | 'late' | undefined {
  const time = erasureOn(date);
  if (time === null) return 'no_date';
  if (date <= localDate(now)) return 'early';
  return date > latestErasure(ends, now) ? 'late' : undefined;
}

/** The time is counted from the workshop's end, or from now if that is past or not known. */
function counted(ends: number | null, now: number): number {
  return Math.max(ends ?? now, now);
}

/** Milliseconds as hours, the last one that has begun among them. */
export function hours(millis: number): number {
  return Math.ceil(millis / HOUR);
}
