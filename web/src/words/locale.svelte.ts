// The language of this screen: which one it is, how it is chosen and kept, and how a message picks its words.
import { local } from '../lib/store.svelte';

/** The languages, in the order in which the generated messages list their texts. */
export const languages = ['en', 'cy'] as const;

/** A language that Trestle speaks, as a BCP 47 tag. */
export type Language = (typeof languages)[number];

/** Each language in its own name. */
export const languageNames: Record<Language, string> = { en: 'English', cy: 'Cymraeg' };

const KEPT_AS = 'trestle:language';

const plurals = languages.map((language) => new Intl.PluralRules(language));

let index = $state(0);

/** The language now shown; reading it in a component follows changes. */
export function language(): Language {
  return languages[index] ?? 'en';
}

/** Chooses a language: every text on screen follows at once, nothing is reloaded, and this device remembers. */
export function setLanguage(chosen: Language): void {
  show(chosen);
  local.write(KEPT_AS, chosen);
}

/** Takes the language that this device remembers, else the first of the browser's that we speak, else English. */
export function startLanguage(): void {
  show(known(local.read(KEPT_AS)) ?? preferred(navigator.languages) ?? 'en');
}

/** The first language of a browser's list that we speak; `cy-GB` is `cy`. */
export function preferred(wanted: readonly string[]): Language | undefined {
  return wanted.map((tag) => known(tag.split('-')[0]?.toLowerCase())).find((found) => found !== undefined);
}

/** The words for the language now shown; the texts come in the order of `languages`. */
export function say(...texts: string[]): string {
  return texts[index] ?? texts[0] ?? '';
}

/** The form for a count in the language at this place of `languages`. */
export function plural(
  place: number,
  count: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string },
): string {
  return forms[plurals[place]?.select(count) ?? 'other'] ?? forms.other;
}

function show(chosen: Language): void {
  index = languages.indexOf(chosen);
  document.documentElement.lang = chosen;
}

function known(tag: string | null | undefined): Language | undefined {
  return languages.find((language) => language === tag);
}
