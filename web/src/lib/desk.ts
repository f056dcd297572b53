// A seat's desk: its notes and its half-written one (document `desk/<seat>`).
import { Map as YMap, Text, type Doc } from 'yjs';
import { NOTES_PER_DESK } from './protocol.gen';
import { randomKey } from './random';
import { stringOf, textOf, type Row } from './rows';

/** A note on its author's desk. */
export interface DeskNote {
  /** Its key on the desk; `MyNotesCell.ids` has its id on the wall. */
  key: string;
  text: string;
  theme: string;
  /** On a table's device: whom it is written for. */
  for: ForWhom | null;
  /** Deleted, and can come back: nobody else is sent it. */
  gone: boolean;
}

/** A person without a device, or an organisation as a whole. */
export type ForWhom = { seat: number } | { organisation: number };

/** When a note was deleted, in milliseconds since 1970. */
const GONE = 'gone';

/** How the document says it. */
const FOR = { seat: 'for', organisation: 'for_organisation' } as const;

/** The desk's document; the room's is number 0. */
export function deskName(seat: number): string {
  return `desk/${seat}`;
}

/** The half-written note. */
export function draftOf(doc: Doc): Text {
  return doc.getText('draft');
}

/** The notes, oldest first, with those that were deleted: keys begin with the moment of their making. */
export function deskNotes(doc: Doc): DeskNote[] {
  return [...notes(doc)]
    .map(([key, note]) => ({
      key,
      text: textOf(note, 'text')?.toString() ?? '',
      theme: stringOf(note, 'theme') ?? '',
      for: forOf(note),
      gone: note.has(GONE),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** How many more notes the desk takes; deleted ones count, because they can come back. */
export function roomOn(notes: readonly DeskNote[]): number {
  return Math.max(0, NOTES_PER_DESK - notes.length);
}

/** A note's text, for an editor. */
export function noteText(doc: Doc, key: string): Text | undefined {
  return textOf(notes(doc).get(key), 'text');
}

/** Makes a note, on a table's device perhaps for somebody else; returns its key. */
export function addNote(doc: Doc, text: string, theme: string, key = newKey(), whom: ForWhom | null = null): string {
  doc.transact(() => {
    const note: Row = new YMap();
    note.set('text', new Text(text));
    note.set('theme', theme);
    writeFor(note, whom);
    notes(doc).set(key, note);
  });
  return key;
}

/** Makes a note of each text, in their order, each an edit of its own: together they may be more than one frame takes. Returns their keys. */
export function addNotes(doc: Doc, texts: readonly string[], theme: string, whom: ForWhom | null = null): string[] {
  const now = Date.now();
  return texts.map((text, at) => addNote(doc, text, theme, newKey(now + at), whom));
}

/** Lays a note into another lane. */
export function setTheme(doc: Doc, key: string, theme: string): void {
  const note = notes(doc).get(key);
  if (note !== undefined && note.get('theme') !== theme) note.set('theme', theme);
}

/** Says whose note it is; null for the device's own. */
export function setFor(doc: Doc, key: string, whom: ForWhom | null): void {
  const note = notes(doc).get(key);
  if (note === undefined) return;
  doc.transact(() => {
    for (const name of Object.values(FOR)) if (note.has(name)) note.delete(name);
    writeFor(note, whom);
  });
}

/** Deletes a note so that it can come back (rule 12): nobody else is sent it any more. */
export function removeNote(doc: Doc, key: string): void {
  notes(doc).get(key)?.set(GONE, Date.now());
}

/** Brings a deleted note back. */
export function restoreNote(doc: Doc, key: string): void {
  notes(doc).get(key)?.delete(GONE);
}

/** Takes a note away for good, words and all. */
export function forgetNote(doc: Doc, key: string): void {
  notes(doc).delete(key);
}

function forOf(note: Row): ForWhom | null {
  const [seat, organisation] = [note.get(FOR.seat), note.get(FOR.organisation)];
  if (typeof seat === 'number') return { seat };
  return typeof organisation === 'number' ? { organisation } : null;
}

function writeFor(note: Row, whom: ForWhom | null): void {
  if (whom === null) return;
  if ('seat' in whom) note.set(FOR.seat, whom.seat);
  else note.set(FOR.organisation, whom.organisation);
}

function notes(doc: Doc): YMap<Row> {
  return doc.getMap<Row>('notes');
}

/** Nine letters of time in milliseconds, so that notes stay in the order of their writing, and some of chance. */
function newKey(at = Date.now()): string {
  return at.toString(36).padStart(9, '0') + randomKey(8);
}
