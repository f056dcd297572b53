// Texts that a programme declares (labels, hints, titles) in the language of this screen: they are found by the English text itself, and what nobody
// has translated is shown as it stands. Only the table of the language that is shown is loaded; English needs none.
import { SvelteMap } from 'svelte/reactivity';
import { language, type Language } from '../words/locale.svelte';

type Table = Readonly<Record<string, string>>;

const tables: Record<Exclude<Language, 'en'>, () => Promise<{ default: Table }>> = {
  cy: () => import('../../messages/cy/declared.json'),
};

/** What has come. A table that did not come is asked for again with the next text. */
const loaded = new SvelteMap<Language, Table>();
const asked = new Set<Language>();

/** A declared text in the language of this screen. */
export function said(text: string): string {
  const shown = language();
  if (shown === 'en' || text === '') return text;
  const table = loaded.get(shown);
  if (table === undefined) void load(shown);
  return table?.[text] ?? (table && filledIn(table, text)) ?? text;
}

async function load(wanted: Exclude<Language, 'en'>): Promise<void> {
  if (asked.has(wanted)) return;
  asked.add(wanted);
  await tables[wanted]().then(
    (table) => loaded.set(wanted, table.default),
    () => asked.delete(wanted),
  );
}

/** The server has filled in what stands in curly brackets: "... a priority is it for {place}?" is found whatever the place is called. */
function filledIn(table: Table, text: string): string | undefined {
  for (const [english, translated] of Object.entries(table)) {
    const [before, after, more] = english.split(/\{\w+\}/u);
    if (before === undefined || after === undefined || more !== undefined) continue;
    if (text.length < before.length + after.length || !text.startsWith(before) || !text.endsWith(after)) continue;
    const filled = text.slice(before.length, text.length - after.length);
    return translated.replace(/\{\w+\}/u, () => table[filled] ?? filled);
  }
  return undefined;
}
