// Dates as people read them, in the language of this screen.
import { language } from '../words/locale.svelte';

/** Some browsers do not know Welsh; their own language would be a third one on the screen. */
const LOCALES = { en: ['en-GB'], cy: ['cy-GB', 'en-GB'] } as const;

/** A date `YYYY-MM-DD` in words; empty for none. */
export function dateText(date: string | null | undefined): string {
  return said(date ? `${date}T12:00` : null, { dateStyle: 'long' });
}

/** A local moment `YYYY-MM-DDTHH:MM` in words; empty for none. */
export function momentText(moment: string | null | undefined): string {
  return said(moment ?? null, { dateStyle: 'full', timeStyle: 'short' });
}

function said(moment: string | null, style: Intl.DateTimeFormatOptions): string {
  if (moment === null) return '';
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? moment : new Intl.DateTimeFormat(LOCALES[language()], style).format(date);
}
