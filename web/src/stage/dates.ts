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
  const day = new Date(`${date}T12:00`);
  return Number.isNaN(day.getTime()) ? date : dayText(day, false);
}

/** A local moment `YYYY-MM-DDTHH:MM` in words; empty for none. What is no moment is shown as it is. */
export function momentText(moment: string | null | undefined): string {
  if (!moment) return '';
  const at = new Date(moment);
  return Number.isNaN(at.getTime()) ? moment : `${dayText(at, true)}, ${timeOfDay(at.getTime())}`;
}

function dayText(day: Date, withWeekday: boolean): string {
  if (language() === 'cy') {
    const date = `${day.getDate()} ${WELSH_MONTHS[day.getMonth()]} ${day.getFullYear()}`;
    return withWeekday ? `${WELSH_DAYS[day.getDay()]}, ${date}` : date;
  }
  return new Intl.DateTimeFormat('en-GB', { dateStyle: withWeekday ? 'full' : 'long' }).format(day);
}
