// A seat's desk: its notes and its half-written one (document `desk/<seat>`).
import { Map as YMap, Text, type Doc } from 'yjs';
import { randomKey } from './random';
import { stringOf, textOf, type Row } from './rows';

/** A note on its author's desk. */
export interface DeskNote {
  /** Its key on the desk; `MyNotesCell.ids` has its id on the wall. */
  key: string;
  text: string;
  theme: string;
}

/** The desk's document. */
export function deskName(seat: number): string {
  return `desk/${seat}`;
}

/** The half-written note. */
export function draftOf(doc: Doc): Text {
  return doc.getText('draft');
}

/** The notes, oldest first: keys begin with the moment of their making. */
export function deskNotes(doc: Doc): DeskNote[] {
  return [...notes(doc)]
    .map(([key, note]) => ({ key, text: textOf(note, 'text')?.toString() ?? '', theme: stringOf(note, 'theme') ?? '' }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** A note's text, for an editor. */
export function noteText(doc: Doc, key: string): Text | undefined {
  return textOf(notes(doc).get(key), 'text');
}

/** Makes a note; returns its key. */
export function addNote(doc: Doc, text: string, theme: string, key = newKey()): string {
  doc.transact(() => {
    const note: Row = new YMap();
    note.set('text', new Text(text));
    note.set('theme', theme);
    notes(doc).set(key, note);
  });
  return key;
}

/** Lays a note into another lane. */
export function setTheme(doc: Doc, key: string, theme: string): void {
  const note = notes(doc).get(key);
  if (note !== undefined && note.get('theme') !== theme) note.set('theme', theme);
}

/** Removes a note and returns what puts it back (rule 12). */
export function removeNote(doc: Doc, key: string): () => void {
  const note = notes(doc).get(key);
  if (note === undefined) return () => undefined;
  const text = textOf(note, 'text')?.toString() ?? '';
  const theme = stringOf(note, 'theme') ?? '';
  notes(doc).delete(key);
  return () => void addNote(doc, text, theme, key);
}

function notes(doc: Doc): YMap<Row> {
  return doc.getMap<Row>('notes');
}

/** Nine letters of time in milliseconds, so that notes stay in the order of their writing, and some of chance. */
function newKey(): string {
  return Date.now().toString(36).padStart(9, '0') + randomKey(8);
}
