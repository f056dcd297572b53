// What a row of a list is called and says, wherever it is read: on a phone, on the wall and in the record.
import { describe, expect, it } from 'vitest';
import type { Field, FieldKind, List } from '../lib/protocol.gen';
import { actionOf } from './action-of';
import { ownValues } from './own-values';
import { pairsOf } from './row-layout';
import { namesOf, ownerOf, rowName, told, wholeName, type Called } from './told';

const column = (id: string, kind: FieldKind, over: Partial<Field> = {}): Field => ({ id, kind, label: id, ...over });
const organisation = column('organisation', 'organisation', { is: 'organisation' });
const person = column('person', 'person', { is: 'person' });
const core: List = {
  ...{ id: 'a', title: 'Core', rows: 'workshop', is: 'core' },
  columns: [
    organisation,
    person,
    column('lead', 'tick', { is: 'lead' }),
    column('role', 'text'),
    column('commits', 'text'),
  ],
};
const leadership: List = {
  ...{ id: 'b', title: 'Leadership', rows: 'workshop', is: 'leadership' },
  columns: [column('who', 'text', { is: 'who' }), organisation, column('how', 'text', { is: 'how' })],
};
const actions: List = {
  ...{ id: 'c', title: 'Actions', rows: 'workshop', is: 'actions' },
  columns: [column('what', 'text', { is: 'what' }), person, organisation],
};
const risks: List = {
  ...{ id: 'd', title: 'Risks', rows: 'workshop' },
  columns: [column('risk', 'line'), person],
};
const called: Called = {
  organisation: (id) => ['', 'Library', 'Council'][id],
  person: (id) => ['', 'Ama', 'Ben'][id],
  brief: (id) => `Brief ${id}`,
  group: (id) => `Group ${id}`,
};

describe('a row is called', () => {
  it('by its title, by who it is where that comes first, or by what is said first', () => {
    expect(namesOf(core).map(({ id }) => id)).toEqual(['person', 'organisation']);
    expect(namesOf(leadership).map(({ id }) => id)).toEqual(['who']);
    expect(namesOf(risks).map(({ id }) => id)).toEqual(['risk']);
    expect(rowName(called, core, { id: 'r', values: { organisation: 1, person: 2 } })).toBe('Ben, Library');
    expect(rowName(called, risks, { id: 'r', values: { risk: 'Rain', person: 1 } })).toBe('Rain');
    expect(wholeName(called, leadership, { id: 'r', values: { who: 'Head', organisation: 2 } })).toBe('Head, Council');
  });

  it('as what it stands for', () => {
    const rows = (about: List['rows']) =>
      rowName(called, { ...risks, rows: about }, { id: '1', values: { risk: 'Rain' } });
    expect([rows('organisation'), rows('team'), rows('group')]).toEqual(['Library', 'Brief 1', 'Group 1']);
  });

  it('by the names that a record has, whoever is gone', () => {
    const row = { id: 'r', values: { person: 9, organisation: 1 }, names: { person: 'Cat', organisation: 'Old name' } };
    expect(ownerOf(called, actions, row)).toBe('Cat, Old name');
    expect(ownerOf(called, actions, { id: 'r', values: { person: 9 } })).toBe('');
  });
});

describe('a value is told', () => {
  it('in words, whatever its kind', () => {
    const choice = column('how', 'choice', { options: [{ id: 'a', label: 'At once' }] });
    const say = (field: Field, value: string | number | boolean | string[]) =>
      told(called, { values: { [field.id]: value } }, field);
    expect(say(choice, 'a')).toBe('At once');
    expect(say(choice, 'gone')).toBe('');
    expect(say(column('n', 'scale'), 4)).toBe('4');
    expect(say(column('t', 'tick'), true)).toBe('yes');
    expect(say(column('g', 'groups'), ['x', 'y'])).toBe('Group x\nGroup y');
    expect(say(column('d', 'date'), '2026-12-01')).toBe('1 December 2026');
    expect(told(called, { values: {} }, choice)).toBe('');
    expect(told(called, { values: {} }, undefined)).toBe('');
  });
});

describe('an action of an entry', () => {
  const own = { organisation: 2, seat: 2 };

  it('is what somebody of the core team takes on, and theirs', () => {
    const row = { id: 'r', values: { organisation: 1, person: 1, role: 'Keeps the books' } };
    expect(actionOf(core, row, 'Ama', actions, own)).toEqual({ what: 'Keeps the books', organisation: 1, person: 1 });
    expect(actionOf(core, { id: 'r', values: {} }, 'Ama', actions, own)).toMatchObject({
      what: 'Agree what Ama takes on',
    });
  });

  it('is to win somebody, by whoever makes it', () => {
    const row = { id: 'r', values: { who: 'Head', how: 'over lunch' } };
    expect(actionOf(leadership, row, 'Head', actions, own)).toEqual({
      ...{ what: 'Win the support of Head: over lunch', organisation: 2, person: 2 },
    });
  });

  it('has no more than the programme asks for', () => {
    const bare = { ...actions, columns: actions.columns.slice(0, 1) };
    expect(actionOf(leadership, { id: 'r', values: {} }, 'Head', bare, undefined)).toEqual({
      what: 'Win the support of Head',
    });
  });
});

describe('a new row', () => {
  it('is about whoever adds it, in a list of people', () => {
    expect(ownValues(core, { organisation: 1, seat: 2 })).toEqual({ organisation: 1, person: 2 });
    expect(ownValues(leadership, { organisation: 1, seat: 2 }), 'of no person').toEqual({});
    expect(ownValues(core, { organisation: null, seat: 2 })).toEqual({});
    expect(ownValues(core, undefined)).toEqual({});
  });
});

it('lays columns beside each other that go together', () => {
  const lines = (list: List) => pairsOf(list.columns).map((line) => line.map(({ id }) => id).join('+'));
  const scales = [column('influence', 'scale'), column('interest', 'scale')];
  expect(lines({ ...core, columns: [...core.columns, ...scales] })).toEqual([
    ...['organisation+person', 'lead', 'role', 'commits', 'influence+interest'],
  ]);
  expect(lines({ ...leadership, columns: [...leadership.columns, ...scales] })).toEqual([
    ...['who+organisation', 'how', 'influence+interest'],
  ]);
  expect(lines(actions)).toEqual(['what', 'person+organisation']);
});
