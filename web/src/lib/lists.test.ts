// Lists in their document: rows with the columns that the programme declares, under the roots that they have always had.
import { beforeEach, describe, expect, it } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate, Text, type Map as YMap } from 'yjs';
import { addListRow, keepRows, listRows, openListRow, removeListRow, rootOf, rowText, setListValue } from './lists';
import type { Field, FieldKind, List } from './protocol.gen';

const column = (id: string, kind: FieldKind, over: Partial<Field> = {}): Field => ({ id, kind, label: id, ...over });
const [what, seat, due, done] = [
  column('what', 'text'),
  column('seat', 'person'),
  column('due', 'date'),
  column('done', 'tick'),
];
const actions: List = { id: 'actions', title: 'Actions', rows: 'workshop', columns: [what, seat, due, done] };
const contacts: List = { id: 'contacts', title: 'Contacts', rows: 'organisation', columns: [column('name', 'line')] };

let doc: Doc;
beforeEach(() => {
  doc = new Doc();
});

const held = (root: string, key: string) => doc.getMap<YMap<unknown>>(root).get(key);

describe('rows of a list', () => {
  it('are added, changed, removed and restored, and merge with what others add', () => {
    const key = addListRow(doc, actions, { seat: 3, what: 'Ask the heads' });
    setListValue(doc, actions, key, due, '2026-12-01');
    const other = new Doc();
    applyUpdate(other, encodeStateAsUpdate(doc));
    addListRow(other, actions, { what: 'Theirs' });
    rowText(doc, actions, key, what)?.insert(0, 'First: ');
    applyUpdate(doc, encodeStateAsUpdate(other));
    expect(listRows(doc, actions).map(({ values }) => values)).toEqual([
      { what: 'First: Ask the heads', seat: 3, due: '2026-12-01' },
      { what: 'Theirs' },
    ]);
    const restore = removeListRow(doc, actions, key);
    expect(listRows(doc, actions)).toHaveLength(1);
    restore(doc);
    expect(listRows(doc, actions)[0]).toEqual({
      id: key,
      values: { what: 'First: Ask the heads', seat: 3, due: '2026-12-01' },
    });
  });

  it('W22 are made with all their words in one transaction', () => {
    let updates = 0;
    doc.on('update', () => (updates += 1));
    const key = addListRow(doc, actions, { seat: 3 });
    expect(updates).toBe(1);
    expect(held('actions', key)?.get('what')).toBeInstanceOf(Text);
    expect(held('actions', key)?.get('order')).toBe(1);
  });

  it('have no value where nothing stands, and none that its kind does not know', () => {
    const key = addListRow(doc, actions);
    setListValue(doc, actions, key, done, true);
    expect(listRows(doc, actions)[0]?.values).toEqual({ done: true });
    setListValue(doc, actions, key, done, null);
    held('actions', key)?.set('seat', 'nobody');
    held('actions', key)?.set('due', 7);
    expect(listRows(doc, actions)[0]?.values).toEqual({});
  });

  it('stand under the bare name of a list that was there before lists were declared, else under one of their own', () => {
    expect(['core', 'extended', 'leadership', 'actions', 'risks'].map(rootOf)).toEqual([
      'core',
      'extended',
      'leadership',
      'actions',
      'list.risks',
    ]);
  });

  it('that stand for something are made when somebody first writes in them, under its number', () => {
    openListRow(doc, contacts, '2');
    rowText(doc, contacts, '2', contacts.columns[0]!)?.insert(0, 'Ama');
    openListRow(doc, contacts, '2');
    expect(listRows(doc, contacts)).toEqual([{ id: '2', values: { name: 'Ama' } }]);
    expect(doc.getMap('list.contacts').size).toBe(1);
  });

  it('that two people make at once become one, with what both wrote', () => {
    const deputies = { ...contacts, columns: [...contacts.columns, column('since', 'date'), column('rank', 'scale')] };
    const name = deputies.columns[0]!;
    const [ours, theirs] = [new Doc(), new Doc()];
    const ends = [ours, theirs].map((each) => keepRows(each, deputies));
    const words = new Map([
      [ours, 'Ama'],
      [theirs, 'Ben'],
    ]);
    for (const [each, text] of words) {
      openListRow(each, deputies, '2');
      rowText(each, deputies, '2', name)?.insert(0, text);
    }
    setListValue(ours, deputies, '2', deputies.columns[1]!, '2026-12-01');
    setListValue(theirs, deputies, '2', deputies.columns[2]!, 4);
    for (let round = 0; round < 2; round += 1) {
      applyUpdate(theirs, encodeStateAsUpdate(ours));
      applyUpdate(ours, encodeStateAsUpdate(theirs));
    }
    const [row, ...more] = listRows(ours, deputies);
    expect(more).toEqual([]);
    expect(String(row?.values.name).split('\n').sort()).toEqual(['Ama', 'Ben']);
    expect(row?.values).toMatchObject({ since: '2026-12-01', rank: 4 });
    expect(listRows(theirs, deputies)).toEqual([row]);
    ends.forEach((end) => end());
  });

  it('get the words of a column that was declared after they were made', () => {
    const key = addListRow(doc, actions, { what: 'Ask' });
    const more = { ...actions, columns: [...actions.columns, column('why', 'text')] };
    expect(rowText(doc, more, key, column('why', 'text'))).toBeUndefined();
    openListRow(doc, more, key);
    rowText(doc, more, key, column('why', 'text'))?.insert(0, 'Because');
    expect(listRows(doc, more)[0]?.values).toEqual({ what: 'Ask', why: 'Because' });
  });
});
