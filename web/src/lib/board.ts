// The board: groups, their titles and discussion, and which note lies in which (document `board`).
import type { Doc, Text } from 'yjs';
import { addRow, orderedKeys, removeRow, rowsOf, textOf } from './rows';

/** The board's document. */
export const BOARD = 'board';

/** What is discussed about each group, in order. */
export const QUESTIONS = ['who', 'factors', 'seriousness', 'priority'] as const;

/** One of the four questions. */
export type Question = (typeof QUESTIONS)[number];

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

const GROUPS = 'groups';

/** Reads the board: its groups in order, and the places of notes in groups that are there. */
export function readBoard(doc: Doc): Board {
  const rows = rowsOf(doc, GROUPS);
  const groups = orderedKeys(rows).map((id) => ({ id, title: groupText(doc, id, 'title')?.toString() ?? '' }));
  const places = new Map([...doc.getMap<string>('places')].filter(([, group]) => rows.has(group)));
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

/** Lays a note into a group; null lays it loose. Returns what puts it back. */
export function place(doc: Doc, note: string, group: string | null): () => void {
  const places = doc.getMap<string>('places');
  const before = places.get(note) ?? '';
  const after = group ?? '';
  if (before !== after) places.set(note, after);
  return () => {
    if ((places.get(note) ?? '') === after) places.set(note, before);
  };
}

/** A text of a group, for an editor. */
export function groupText(doc: Doc, id: string, name: 'title' | Question): Text | undefined {
  return textOf(rowsOf(doc, GROUPS).get(id), name);
}

/** Takes a group apart: its notes lie loose. Returns what puts it together again. */
export function removeGroup(doc: Doc, id: string): () => void {
  const inside = notesIn(doc, id);
  let restore: () => void = () => undefined;
  doc.transact(() => {
    for (const note of inside) place(doc, note, null);
    restore = removeRow(doc, GROUPS, id);
  });
  return () => {
    doc.transact(() => {
      restore();
      for (const note of inside) if (!readBoard(doc).places.has(note)) place(doc, note, id);
    });
  };
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

function append(text: Text | undefined, more: string): void {
  if (text === undefined || more.trim() === '') return;
  text.insert(text.length, text.length > 0 ? `\n${more}` : more);
}

function notesIn(doc: Doc, id: string): string[] {
  return [...doc.getMap<string>('places')].filter(([, group]) => group === id).map(([note]) => note);
}
