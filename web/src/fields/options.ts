// What can be picked in a field that is one of several.
import { said } from '../lib/declared';
import { RATING_MAX, type Field } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';
import * as words from '../words/stage.gen';

/** One of several. */
export interface Option {
  value: string | number;
  text: string;
  /** What an end of a scale means. */
  end?: string;
  /** A name, which no translator is to touch. */
  named?: boolean;
}

/** In the order in which they are offered; of persons those of the organisation `near` first. */
export function optionsOf(view: View, field: Field, near: number | null = null): Option[] {
  switch (field.kind) {
    case 'organisation':
      return view.organisations.map(({ id, name }) => ({ value: id, text: name, named: true }));
    case 'person':
      return [...view.seats]
        .sort((a, b) => Number(b.organisation === near) - Number(a.organisation === near) || a.id - b.id)
        .map(({ id, name }) => ({ value: id, text: name, named: true }));
    case 'scale':
      return Array.from({ length: RATING_MAX }, (_, at) => point(at + 1));
    default:
      return (field.options ?? []).map(({ id, label }) => ({ value: id, text: said(label) }));
  }
}

function point(value: number): Option {
  if (value === 1) return { value, text: '1', end: words.little() };
  return value === RATING_MAX ? { value, text: String(value), end: words.much() } : { value, text: String(value) };
}
