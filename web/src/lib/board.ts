// The board: groups, their titles and discussion, and which note lies in which (document `board`).
import type { Doc, Text } from 'yjs';
import { addRow, numberOf, orderedKeys, removeRow, rowsOf, setValue, textOf } from './rows';

/** The board's document. */
export const BOARD = 'board';

/** What is discussed about each group, in order. */
export const QUESTIONS = ['who', 'factors', 'seriousness', 'priority'] as const;

/** One of the four questions. */
export type Question = (typeof QUESTIONS)[number];

/** Every text of a group. */
export const GROUP_TEXTS = ['title', ...QUESTIONS] as const;

/** One of them. */
export type GroupText = (typeof GROUP_TEXTS)[number];

/** A group as it lies on the board. */
export interface BoardGroup {
  id: string;
  title: string;
}

/** What is on the board. */
export interface Board {
  groups: BoardGroup[];
  /** Group id by note id; notes that are not in here lie loose. */
  places: Map<string, string>;
}

/** The root map of the groups. */
export const GROUPS = 'groups';

/** Reads the board: its groups in order, and the places of notes in groups that are there. */
export function readBoard(doc: Doc): Board {
  const rows = rowsOf(doc, GROUPS);
  const groups = orderedKeys(rows).map((id) => ({ id, title: groupText(doc, id, 'title')?.toString() ?? '' }));
  const places = new Map([...placesOf(doc)].filter(([, group]) => rows.has(group)));
  return { groups, places };
}

/** Makes a group, with notes if any are given, in one transaction; returns its id. */
export function makeGroup(doc: Doc, title = '', notes: readonly string[] = []): string {
  let id = '';
  doc.transact(() => {
    id = addRow(doc, GROUPS, { title, who: '', factors: '', seriousness: '', priority: '' });
    for (const note of notes) place(doc, note, id);
  });
  return id;
}

/** Lays a note into a group; null lays it loose. */
export function place(doc: Doc, note: string, group: string | null): void {
  const places = placesOf(doc);
  const after = group ?? '';
  if ((places.get(note) ?? '') !== after) places.set(note, after);
}

/** A text of a group, for an editor. */
export function groupText(doc: Doc, id: string, name: GroupText): Text | undefined {
  return textOf(rowsOf(doc, GROUPS).get(id), name);
}

/** Takes a group apart: its notes lie loose. */
export function removeGroup(doc: Doc, id: string): void {
  doc.transact(() => {
    for (const note of notesIn(doc, id)) place(doc, note, null);
    removeRow(doc, GROUPS, id);
  });
}

/** Lays all notes of one group into another and removes the first. Its discussion is added to the other's, so that nothing written is lost. */
export function mergeGroups(doc: Doc, from: string, into: string): void {
  if (from === into) return;
  doc.transact(() => {
    for (const note of notesIn(doc, from)) place(doc, note, into);
    for (const question of QUESTIONS)
      append(groupText(doc, into, question), groupText(doc, from, question)?.toString() ?? '');
    removeRow(doc, GROUPS, from);
  });
}

/** Puts a group before another one; null puts it last. Only it is written, unless its neighbours leave no room between them. */
export function orderGroup(doc: Doc, id: string, before: string | null): void {
  const rows = rowsOf(doc, GROUPS);
  const others = orderedKeys(rows).filter((key) => key !== id);
  const at = before === null ? others.length : others.indexOf(before);
  if (!rows.has(id) || at < 0) return;
  const order = (key: string | undefined) => {
    const row = key === undefined ? undefined : rows.get(key);
    return row && (numberOf(row, 'order') ?? 0);
  };
  const between = middle(order(others[at - 1]), order(others[at]));
  doc.transact(() => {
    if (between !== null) setValue(doc, GROUPS, id, 'order', between);
    else
      [...others.slice(0, at), id, ...others.slice(at)].forEach((key, place) =>
        setValue(doc, GROUPS, key, 'order', place + 1),
      );
  });
}

/** A number between two; null where there is none. */
function middle(low: number | undefined, high: number | undefined): number | null {
  if (low === undefined) return (high ?? 1) - 1;
  if (high === undefined) return low + 1;
  const between = (low + high) / 2;
  return between > low && between < high ? between : null;
}

function append(text: Text | undefined, more: string): void {
  if (text === undefined || more.trim() === '') return;
  text.insert(text.length, text.length > 0 ? `\n${more}` : more);
}

function placesOf(doc: Doc) {
  return doc.getMap<string>('places');
}

function notesIn(doc: Doc, id: string): string[] {
  return [...placesOf(doc)].filter(([, group]) => group === id).map(([note]) => note);
}
