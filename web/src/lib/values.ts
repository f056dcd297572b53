// What stands in the fields of a form and in the columns of a list: read from a document by the field's kind, and found by its role.
import { RATING_MAX, type Field, type FieldKind, type FieldRole, type RowCell, type Value } from './protocol.gen';

/** By the field's id; an empty field is not there. */
export type Values = RowCell['values'];

/** What a kind takes from what a document holds; null for nothing. */
const READ: Record<FieldKind, (held: unknown) => Value | null> = {
  text: words,
  line: words,
  organisation: number,
  person: number,
  date: string,
  moment: string,
  choice: string,
  scale: (held) => (Number.isInteger(held) && Number(held) >= 1 && Number(held) <= RATING_MAX ? Number(held) : null),
  tick: (held) => held === true || null,
  groups: () => null,
};

/** What a document holds under a field, as the cells would tell it; null for nothing. */
export function valueOf(field: Field, held: unknown): Value | null {
  return READ[field.kind](held);
}

/** Is it words, which several people write in at once? */
export function isWords({ kind }: Field): boolean {
  return kind === 'text' || kind === 'line';
}

/** Those that people are asked for. */
export function asked(fields: readonly Field[]): Field[] {
  return fields.filter(({ off }) => !off);
}

/** The field of that role; the first, if there are several. */
export function fieldFor(fields: readonly Field[] | undefined, role: FieldRole): Field | undefined {
  return fields?.find(({ is }) => is === role);
}

/** The words under a field. */
export function wordsIn(values: Values | undefined, field: Field | undefined): string {
  const value = field && values?.[field.id];
  return typeof value === 'string' ? value : '';
}

/** The number under a field: an organisation's, a seat's, or a point of a scale. */
export function numberIn(values: Values | undefined, field: Field | undefined): number | null {
  const value = field && values?.[field.id];
  return typeof value === 'number' ? value : null;
}

/** A shared text says what it holds; asking what it is would bring yjs to pages that only read. */
function words(held: unknown): string | null {
  return typeof held === 'object' && held !== null ? string(String(held)) : null;
}

function number(held: unknown): number | null {
  return typeof held === 'number' && Number.isFinite(held) ? held : null;
}

function string(held: unknown): string | null {
  return typeof held === 'string' && held !== '' ? held : null;
}
