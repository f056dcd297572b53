import { beforeEach, describe, expect, it } from 'vitest';
import { Doc, encodeStateAsUpdate, type Map as YMap } from 'yjs';
import {
  addNote,
  addNotes,
  deskNotes,
  forgetNote,
  groupText,
  makeGroup,
  mergeGroups,
  orderGroup,
  readBoard,
  removeGroup,
  removeNote,
  restoreNote,
  roomOn,
  setFor,
  setTheme,
} from './documents';
import { NOTES_PER_DESK } from './protocol.gen';

let doc: Doc;
beforeEach(() => {
  doc = new Doc();
});

/** How many updates a change makes. */
function updates(change: () => void): number {
  let count = 0;
  const counted = () => (count += 1);
  doc.on('update', counted);
  change();
  doc.off('update', counted);
  return count;
}

describe('the desk', () => {
  it('W22 makes a note with its text in one transaction, and takes a removal back', () => {
    expect(updates(() => addNote(doc, 'one', 'reading', 'a'))).toBe(1);
    addNote(doc, 'two', 'digital', 'b');
    removeNote(doc, 'a');
    expect(deskNotes(doc).map(({ key, text, gone }) => [key, text, gone])).toEqual([
      ['a', 'one', true],
      ['b', 'two', false],
    ]);
    restoreNote(doc, 'a');
    setTheme(doc, 'a', 'health');
    expect(deskNotes(doc)).toEqual([
      { key: 'a', text: 'one', theme: 'health', for: null, gone: false },
      { key: 'b', text: 'two', theme: 'digital', for: null, gone: false },
    ]);
  });

  it('keeps for whom a table wrote a note, and gives that back with it', () => {
    const doc = new Doc();
    addNote(doc, 'one', 'reading', 'a', { seat: 7 });
    removeNote(doc, 'a');
    restoreNote(doc, 'a');
    expect(deskNotes(doc)[0]?.for).toEqual({ seat: 7 });
    setFor(doc, 'a', { organisation: 2 });
    expect(deskNotes(doc)[0]?.for).toEqual({ organisation: 2 });
    setFor(doc, 'a', null);
    expect(deskNotes(doc)[0]?.for).toBeNull();
  });

  it('W23a deletes a note for good, words and all', () => {
    addNote(doc, 'a secret', 'reading', 'a');
    removeNote(doc, 'a');
    forgetNote(doc, 'a');
    expect(deskNotes(doc)).toEqual([]);
    expect(new TextDecoder().decode(encodeStateAsUpdate(doc))).not.toContain('secret');
  });

  it('counts deleted notes as taking room, as the server does', () => {
    addNotes(doc, Array.from({ length: NOTES_PER_DESK - 1 }, String), 'reading');
    expect(roomOn(deskNotes(doc))).toBe(1);
    addNote(doc, 'the last', 'reading', 'z');
    removeNote(doc, 'z');
    expect(roomOn(deskNotes(doc))).toBe(0);
    addNote(doc, 'from another device', 'reading', 'zz');
    expect(roomOn(deskNotes(doc))).toBe(0);
    forgetNote(doc, 'z');
    forgetNote(doc, 'zz');
    expect(roomOn(deskNotes(doc))).toBe(1);
  });

  it('changes nothing where nothing changes', () => {
    addNote(doc, 'one', 'reading', 'a');
    expect(updates(() => setTheme(doc, 'a', 'reading'))).toBe(0);
    expect(updates(() => setTheme(doc, 'nobody', 'reading'))).toBe(0);
  });
});

describe('the board', () => {
  it('W22 keeps groups in their order, and puts one anywhere between the others', () => {
    const [first, second, third] = [makeGroup(doc, 'first', ['n1']), makeGroup(doc, 'second'), makeGroup(doc, 'third')];
    const titles = () => readBoard(doc).groups.map(({ title }) => title);
    expect(titles()).toEqual(['first', 'second', 'third']);
    orderGroup(doc, third, second);
    expect(titles()).toEqual(['first', 'third', 'second']);
    orderGroup(doc, second, first);
    expect(titles()).toEqual(['second', 'first', 'third']);
    orderGroup(doc, second, null);
    expect(titles()).toEqual(['first', 'third', 'second']);
    orderGroup(doc, 'nobody', first);
    expect(titles()).toEqual(['first', 'third', 'second']);
  });

  it('finds room between groups that have the same place, or next to none', () => {
    const ids = ['a', 'b', 'c'].map((title) => makeGroup(doc, title));
    for (const id of ids) doc.getMap<YMap<unknown>>('groups').get(id)?.set('order', 1);
    const [first = '', second = '', third = ''] = readBoard(doc).groups.map(({ id }) => id);
    orderGroup(doc, third, second);
    expect(readBoard(doc).groups.map(({ id }) => id)).toEqual([first, third, second]);
    for (let round = 0; round < 200; round += 1) {
      const [, at = '', last = ''] = readBoard(doc).groups.map(({ id }) => id);
      orderGroup(doc, last, at);
      expect(readBoard(doc).groups.map(({ id }) => id)).toEqual([first, last, at]);
    }
  });

  it('takes a group apart, and loses no discussion when two become one', () => {
    const first = makeGroup(doc, 'first', ['n1'], ['who']);
    const second = makeGroup(doc, 'second', ['n2'], ['who']);
    const third = makeGroup(doc, 'third', ['n3']);
    groupText(doc, first, 'who')?.insert(0, 'parents');
    groupText(doc, second, 'who')?.insert(0, 'carers');
    expect(updates(() => mergeGroups(doc, first, second))).toBe(1);
    removeGroup(doc, third);
    expect(readBoard(doc).groups.map(({ id }) => id)).toEqual([second]);
    expect([...readBoard(doc).places]).toEqual([
      ['n1', second],
      ['n2', second],
    ]);
    expect(groupText(doc, second, 'who')?.toString()).toBe('carers\nparents');
  });

  it('ignores places in groups that are gone', () => {
    doc.getMap<string>('places').set('n1', 'gone');
    expect(readBoard(doc).places.size).toBe(0);
  });
});
