// Dates as people read them, in the language of this screen. Welsh is written out here, because Chrome comes without it.
import { timeOfDay } from '../lib/clock';
import { language } from '../words/locale.svelte';

const WELSH_MONTHS = [
  'Ionawr',
  'Chwefror',
  'Mawrth',
  'Ebrill',
  'Mai',
  'Mehefin',
  'Gorffennaf',
  'Awst',
  'Medi',
  'Hydref',
  'Tachwedd',
  'Rhagfyr',
];
const WELSH_DAYS = ['Dydd Sul', 'Dydd Llun', 'Dydd Mawrth', 'Dydd Mercher', 'Dydd Iau', 'Dydd Gwener', 'Dydd Sadwrn'];

/** A date `YYYY-MM-DD` in words; empty for none. What is no date is shown as it is. */
export function dateText(date: string | null | undefined): string {
  if (!date) return '';
  const day = new Date(`${date}T12:00Z`);
  return Number.isNaN(day.getTime()) ? date : dayText(day, false);
}

/** A local moment `YYYY-MM-DDTHH:MM` in words; empty for none. What is no moment is shown as it is. */
export function momentText(moment: string | null | undefined): string {
  if (!moment) return '';
  // A time that was agreed is said as it was agreed, whatever this device's clocks do then
  const at = new Date(`${moment}Z`);
  return Number.isNaN(at.getTime()) ? moment : `${dayText(at, true)}, ${timeOfDay(at.getTime(), 'UTC')}`;
}

function dayText(day: Date, withWeekday: boolean): string {
  if (language() === 'cy') {
    const date = `${day.getUTCDate()} ${WELSH_MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
    return withWeekday ? `${WELSH_DAYS[day.getUTCDay()]}, ${date}` : date;
  }
  return new Intl.DateTimeFormat('en-GB', { dateStyle: withWeekday ? 'full' : 'long', timeZone: 'UTC' }).format(day);
}
