// What stands in a form or a row as people read it, and how a row of a list is called.
import { said } from '../lib/declared';
import { inSentence } from '../lib/in-sentence';
import type { About, Field, FieldKind, FieldRole, List, RecordRow, Value } from '../lib/protocol.gen';
import { asked, isWords } from '../lib/values';
import type { View } from '../lib/view.svelte';
import * as words from '../words/lists.gen';
import { groupName } from './board-words';
import { briefTitle } from './brief-words';
import { dateText, momentText } from './dates';

/** How what values and rows point at is called, on a screen or in a record. */
export interface Called {
  organisation(id: number): string | undefined;
  person(id: number): string | undefined;
  brief(id: number): string | undefined;
  group(id: string): string | undefined;
}

/** What is told: a record has the names that stand in it beside the numbers. */
export type Tellable = Pick<RecordRow, 'values' | 'names'>;
type Row = Tellable & Pick<RecordRow, 'id'>;

/** As a screen is shown it. */
export function calledIn(view: View): Called {
  return {
    organisation: (id) => view.organisation(id)?.name,
    person: (id) => view.seat(id)?.name,
    brief: (id) => view.team(id) && briefTitle(view, id),
    group: (id) => view.group(id) && groupName(view.group(id)?.title ?? ''),
  };
}

type Tell = (called: Called, value: Value, field: Field) => string | undefined;
const plain: Tell = (_, value) => (typeof value === 'string' ? value.trim() : String(value));

/** One for every kind; the compiler sees to it that none is missing. */
const TOLD: Record<FieldKind, Tell> = {
  text: plain,
  line: plain,
  organisation: (called, value) => called.organisation(Number(value)),
  person: (called, value) => called.person(Number(value)),
  date: (_, value) => dateText(String(value)),
  moment: (_, value) => momentText(String(value)),
  choice: (_, value, { options }) => said(options?.find(({ id }) => id === value)?.label ?? ''),
  scale: plain,
  tick: (_, value) => (value === true ? words.yes() : ''),
  groups: (called, value) =>
    Array.isArray(value)
      ? value
          .map((id) => called.group(id) ?? '')
          .filter(Boolean)
          .join('\n')
      : '',
};

/** What stands in a field; empty where nothing does. */
export function told(called: Called, { values, names }: Tellable, field: Field | undefined): string {
  const value = field && values[field.id];
  return field === undefined || value === undefined
    ? ''
    : (names?.[field.id] ?? TOLD[field.kind](called, value, field) ?? '');
}

const SUBJECT: Record<About, (called: Called, id: string) => string | undefined> = {
  workshop: () => undefined,
  organisation: (called, id) => called.organisation(Number(id)),
  team: (called, id) => called.brief(Number(id)),
  group: (called, id) => called.group(id),
};

/** Roles of the column by which a row is called. */
const NAMES: readonly FieldRole[] = ['title', 'what', 'who'];

/** The columns that say what a row is called: its title, or who it is where that comes first, or else what is said first. None where it is called as
 * what it stands for. */
export function namesOf(list: List): Field[] {
  const columns = asked(list.columns);
  if (list.rows !== 'workshop') return [];
  const title = columns.find((column) => isWords(column) && column.is && NAMES.includes(column.is));
  if (title) return [title];
  const people = peopleOf(list);
  const [first] = columns;
  if (first && people.includes(first)) return people;
  return columns.filter(isWords).slice(0, 1);
}

/** The columns of a person and an organisation. */
export function peopleOf(list: List): Field[] {
  const kinds: FieldKind[] = ['person', 'organisation'];
  const columns = asked(list.columns);
  return kinds.flatMap((kind) => columns.find((column) => column.kind === kind) ?? []);
}

/** What a row is called; empty where it says nothing of that yet. */
export function rowName(called: Called, list: List, row: Row): string {
  if (list.rows !== 'workshop') return SUBJECT[list.rows](called, row.id) ?? '';
  return joined(
    namesOf(list).map((column) => told(called, row, column)),
    ', ',
  );
}

/** The same with person and organisation, for a ring that stands alone. */
export function wholeName(called: Called, list: List, row: Row): string {
  const columns = new Set([...namesOf(list), ...peopleOf(list)]);
  return joined(
    [...columns].map((column) => told(called, row, column)),
    ', ',
  );
}

/** Whose an entry is: person and organisation, as far as they are known. */
export function ownerOf(called: Called, list: List, row: Row): string {
  return joined(
    peopleOf(list).map((column) => told(called, row, column)),
    ', ',
  );
}

/** Those that say something, with this between them. */
export function joined(texts: readonly string[], between: string): string {
  return texts.filter((text) => text.trim() !== '').join(between);
}

/** A column's label inside a sentence. */
export function label(field: Pick<Field, 'label'>): string {
  return inSentence(said(field.label));
}
