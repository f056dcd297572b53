// Moments as the fields for dates and times hold them: by the clocks of the workshop's time zone, or of this device where it has none.
import { zone } from './zone.svelte';

/** A moment as a local date and time to the minute, `YYYY-MM-DDTHH:MM`. */
export function localMinute(time: number, timeZone: string | undefined = zone()): string {
  return new Date(shown(time, timeZone)).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length);
}

/** The local date of a moment, `YYYY-MM-DD`. */
export function localDate(time: number): string {
  return localMinute(time).slice(0, 'YYYY-MM-DD'.length);
}

/** A local date and time as a moment, in ms since 1970; null if it is empty or no time. An hour that the clocks leave out is the one after it. */
export function moment(local: string, timeZone: string | undefined = zone()): number | null {
  const time = /^\d+-\d+-\d+T/.test(local) ? new Date(`${local}Z`).getTime() : NaN;
  if (Number.isNaN(time)) return null;
  // What the clocks show at about that moment says how far they are from UTC; asked again there, since it may have changed in between
  const near = time - (shown(time, timeZone) - time);
  const there = time - (shown(near, timeZone) - near);
  return shown(there, timeZone) === time ? there : Math.max(there, near);
}

/** What the clocks there show, as if it were UTC. */
function shown(time: number, timeZone: string | undefined): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(time);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const date = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return date + (((time % 1000) + 1000) % 1000);
}
