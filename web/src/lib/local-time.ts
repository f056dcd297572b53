// Moments as the fields for dates and times hold them: in this device's own time zone.

/** A moment as a local date and time to the minute, `YYYY-MM-DDTHH:MM`. */
export function localMinute(time: number): string {
  const at = new Date(time);
  return `${localDate(time)}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The local date of a moment, `YYYY-MM-DD`. */
export function localDate(time: number): string {
  const at = new Date(time);
  return [String(at.getFullYear()).padStart(4, '0'), two(at.getMonth() + 1), two(at.getDate())].join('-');
}

/** A local date and time as a moment, in ms since 1970; null if it is empty or no time. */
export function moment(local: string): number | null {
  const time = local === '' ? NaN : new Date(local).getTime();
  return Number.isNaN(time) ? null : time;
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}
