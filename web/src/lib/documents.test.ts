import { beforeEach, describe, expect, it } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate, type Map as YMap } from 'yjs';
import {
  addNote,
  addNotes,
  addPlanRow,
  addBriefLine,
  briefGroups,
  deskNotes,
  filledFields,
  forgetNote,
  groupText,
  makeGroup,
  meetingTime,
  mergeGroups,
  orderGroup,
  pickGroup,
  planRows,
  planText,
  readBoard,
  readBrief,
  removeGroup,
  removeNote,
  restoreNote,
  roomOn,
  setFor,
  removePlanRow,
  setMeetingTime,
  setPlanValue,
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
    const first = makeGroup(doc, 'first', ['n1']);
    const second = makeGroup(doc, 'second', ['n2']);
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

it('counts the filled fields of a brief, the problem as one', () => {
  doc.getText('who').insert(0, 'families');
  doc.getText('why').insert(0, '   ');
  pickGroup(doc, 'g1', true);
  pickGroup(doc, 'g2', true);
  pickGroup(doc, 'g2', false);
  expect(briefGroups(doc)).toEqual(['g1']);
  expect(filledFields(readBrief(doc))).toBe(2);
});

it('adds a line to a brief and takes it out again, and nothing that others wrote', () => {
  doc.getText('ideas').insert(0, 'A late bus');
  const back = addBriefLine(doc, 'ideas', 'A room: School');
  expect(doc.getText('ideas').toString()).toBe('A late bus\nA room: School');
  doc.getText('ideas').insert(0, 'First: ');
  back(doc);
  expect(doc.getText('ideas').toString()).toBe('First: A late bus');
  addBriefLine(doc, 'already', 'A minibus');
  expect(doc.getText('already').toString()).toBe('A minibus');
});

describe('the plan', () => {
  it('adds, changes, removes and restores rows, and merges with what others add', () => {
    const key = addPlanRow(doc, 'actions', { organisation: 2, seat: 3 }, { what: 'Ask the heads' });
    setPlanValue(doc, 'actions', key, 'due', '2026-12-01');
    const other = new Doc();
    applyUpdate(other, encodeStateAsUpdate(doc));
    addPlanRow(other, 'actions', {}, { what: 'Theirs' });
    planText(doc, 'actions', key, 'what')?.insert(0, 'First: ');
    applyUpdate(doc, encodeStateAsUpdate(other));
    expect(planRows(doc, 'actions').map(({ name, seat, due }) => [name, seat, due])).toEqual([
      ['First: Ask the heads', 3, '2026-12-01'],
      ['Theirs', null, null],
    ]);
    const restore = removePlanRow(doc, 'actions', key);
    expect(planRows(doc, 'actions').map(({ name }) => name)).toEqual(['Theirs']);
    restore(doc);
    expect(planRows(doc, 'actions')[0]).toMatchObject({ key, name: 'First: Ask the heads', organisation: 2 });
  });

  it('sets and clears values and the next meeting', () => {
    const key = addPlanRow(doc, 'core', {}, {});
    setPlanValue(doc, 'core', key, 'lead', true);
    expect(planRows(doc, 'core')[0]?.lead).toBe(true);
    setPlanValue(doc, 'core', key, 'lead', null);
    expect(planRows(doc, 'core')[0]?.lead).toBe(false);
    setMeetingTime(doc, '2026-12-15T14:00');
    expect(meetingTime(doc)).toBe('2026-12-15T14:00');
    setMeetingTime(doc, null);
    expect(meetingTime(doc)).toBeNull();
  });
});
