// What a programme's file declares to be filled in: its forms, lists and questions, kept whole once their basics are right. The server knows all rules.
import {
  LABEL_CHARS,
  OPTIONS,
  PROMPT_CHARS,
  QUESTIONS,
  RATING_MAX,
  SCALES,
  type About,
  type FieldKind,
  type Form,
  type List,
  type Programme,
  type Question,
  type QuestionKind,
  type Showing,
} from '../lib/protocol.gen';
import * as words from '../words/programme.gen';
import { allDiffer, fieldsOf, idOf, listOf, NoProgramme, numberOf, oneOf, textOf, type Fields } from './read';

const ABOUT: Record<About, true> = { workshop: true, organisation: true, team: true, group: true };
const FIELDS: Record<FieldKind, true> = {
  text: true,
  line: true,
  organisation: true,
  person: true,
  date: true,
  moment: true,
  choice: true,
  scale: true,
  tick: true,
  groups: true,
};
const KINDS: Record<QuestionKind, true> = {
  scale: true,
  one: true,
  several: true,
  dots: true,
  pick: true,
  order: true,
  line: true,
};
const SHOWS: Record<Showing, true> = {
  totals: true,
  spread: true,
  difference: true,
  matrix: true,
  scatter: true,
  facilitators: true,
};
const ID = /^[a-z0-9_-]+$/u;

/** The three, each left out where there are none. */
export function readDeclarations(from: Fields): Pick<Programme, 'forms' | 'lists' | 'questions'> {
  const read = <T>(field: string, one: (from: Fields, where: string) => void): T[] =>
    listOf(from, field, words.fileWhole(), []).map((value, place) => {
      const where = words.fileEntry({ number: place + 1, list: field });
      one(fieldsOf(value, where), where);
      return value as T;
    });
  const forms = read<Form>('forms', readForm);
  const lists = read<List>('lists', readList);
  const questions = read<Question>('questions', readQuestion).map((one) => ({ ...USUAL, ...one }));
  if (questions.length > QUESTIONS) fail('questions', words.fileWhole());
  allDiffer([...forms, ...lists, ...questions].map(({ id }) => id));
  return {
    ...(forms.length > 0 && { forms }),
    ...(lists.length > 0 && { lists }),
    ...(questions.length > 0 && { questions }),
  };
}

/** What a question may leave out. */
const USUAL = { kind: 'scale', about: 'workshop', most: RATING_MAX, show: 'totals' } as const;

function readForm(from: Fields, where: string): void {
  named(from, 'title', where, PROMPT_CHARS);
  oneOf(ABOUT, from['about'] ?? 'workshop', 'about', where);
  if (readFields(from, 'fields', where) === 0) fail('fields', where);
}

function readList(from: Fields, where: string): void {
  named(from, 'title', where, PROMPT_CHARS);
  oneOf(ABOUT, from['rows'] ?? 'workshop', 'rows', where);
  if (readFields(from, 'columns', where) === 0) fail('columns', where);
}

function readFields(from: Fields, field: string, where: string): number {
  const fields = listOf(from, field, where).map((value) => fieldsOf(value, where));
  for (const one of fields) {
    named(one, 'label', where, LABEL_CHARS);
    oneOf(FIELDS, one['kind'] ?? 'text', 'kind', where);
    choices(one, 'options', where);
  }
  allDiffer(fields.map((one) => idOf(one, where, ID)));
  return fields.length;
}

function readQuestion(from: Fields, where: string): void {
  named(from, 'title', where, PROMPT_CHARS);
  const kind = oneOf(KINDS, from['kind'] ?? USUAL.kind, 'kind', where);
  oneOf(ABOUT, from['about'] ?? USUAL.about, 'about', where);
  oneOf(SHOWS, from['show'] ?? USUAL.show, 'show', where);
  const most = numberOf(from, 'most', where, USUAL.most);
  if (!Number.isInteger(most) || most < 2 || most > RATING_MAX) fail('most', where);
  choices(from, 'items', where);
  const scales = choices(from, 'scales', where);
  if (kind === 'scale' ? scales < 1 || scales > SCALES : scales > 0) fail('scales', where);
  const picks = kind === 'one' || kind === 'several' || kind === 'order';
  const options = choices(from, 'options', where);
  if (picks ? options < 2 : options > 0) fail('options', where);
}

/** How many there are. */
function choices(from: Fields, field: string, where: string): number {
  const all = listOf(from, field, where, []).map((value) => fieldsOf(value, where));
  if (all.length > OPTIONS) fail(field, where);
  for (const one of all) named(one, 'label', where, LABEL_CHARS);
  allDiffer(all.map((one) => idOf(one, where, ID)));
  return all.length;
}

/** An id, and a title or label that says something. */
function named(from: Fields, field: string, where: string, most: number): void {
  idOf(from, where, ID);
  const text = textOf(from, field, where).trim();
  if (text === '' || [...text].length > most) fail(field, where);
}

function fail(field: string, where: string): never {
  throw new NoProgramme(words.fileMissing({ where, field }));
}
