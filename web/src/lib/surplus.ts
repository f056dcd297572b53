// How much of a text is more than may be sent. Commands count characters; shared texts count UTF-16 units and know it themselves
// (lib/bound-text.svelte.ts).
import { SURPLUS_UNITS } from './bounds';

/** What stands behind the first `most` characters; empty if nothing does. */
export function surplusOf(text: string, most: number): string {
  // No text has more characters than units
  return text.length <= most ? '' : [...text].slice(most).join('');
}

/** The text as a field keeps it: what is beyond every bound is cut off, whole characters at a time. */
export function keptInField(text: string, most: number): string {
  const all = [...text];
  return all.length <= most + SURPLUS_UNITS ? text : all.slice(0, most + SURPLUS_UNITS).join('');
}
