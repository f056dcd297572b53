// What is known of a question before it is drawn: what it is about, whether its title is said, what people are promised.
import { describe, expect, it } from 'vitest';
import type { Cell, List, Question } from '../lib/protocol.gen';
import { View } from '../lib/view.svelte';
import { aboutGroups, isTitled } from './asked';
import { subjectsOf } from './subjects';
import { promiseOf, scoresWords } from './words';

const question = (over: Partial<Question> = {}): Question => ({
  ...{ id: 'q', title: 'Well?', kind: 'scale', about: 'workshop', most: 5, show: 'totals' },
  ...over,
});
const ACTIONS: List = {
  ...{ id: 'actions', title: 'Actions', rows: 'workshop', is: 'actions' },
  columns: [{ id: 'what', kind: 'text', label: 'What', is: 'what' }],
};
const choices = ['x', 'y'].map((id) => ({ id, label: id.toUpperCase() }));

describe('what a question is about', () => {
  const view = new View();
  const cells = {
    'organisation/2': { type: 'organisation', id: 2, name: 'Library', convener: false },
    'group/g': { type: 'group', id: 'g', title: 'Buses', order: 1 },
    'group/h': { type: 'group', id: 'h', title: ' ', order: 0 },
    programme: { type: 'programme', title: '', stages: [], forms: [], lists: [ACTIONS], questions: [] },
    'row/actions/r': { type: 'row', list: 'actions', id: 'r', order: 0, values: { what: ' Call them ' } },
  };
  view.apply({ set: cells as unknown as Record<string, Cell>, gone: [], whole: true });
  const of = (over: Partial<Question>) => subjectsOf(view, question(over)).map(({ id, title }) => [id, title]);

  it('is the workshop, its own items, organisations, groups or the rows of a list', () => {
    expect(of({})).toEqual([['', '']]);
    expect(of({ items: choices })).toEqual([
      ['x', 'X'],
      ['y', 'Y'],
    ]);
    expect(of({ about: 'organisation' })).toEqual([['2', 'Library']]);
    expect(of({ about: 'group' }).map(([id]) => id)).toEqual(['h', 'g']);
    expect(of({ list: 'actions' })).toEqual([['r', 'Call them']]);
    expect(of({ list: 'unknown' })).toEqual([]);
  });

  it('is groups only if nothing else is named', () => {
    expect(aboutGroups(question({ about: 'group' }))).toBe(true);
    expect(aboutGroups(question({ items: choices }))).toBe(false);
  });
});

describe('a step', () => {
  const step = { does: [], asks: ['q'], fills: [], lists: [] };

  it('asks its one question by its own prompt, and says the titles of several', () => {
    expect(isTitled(step)).toBe(false);
    expect(isTitled({ ...step, asks: ['q', 'r'] })).toBe(true);
    expect(isTitled({ ...step, does: ['group'] })).toBe(true);
    expect(isTitled({ ...step, fills: ['discuss'] })).toBe(true);
  });
});

describe('what is said', () => {
  it('promises before the answer who will see what', () => {
    expect(promiseOf(question({ show: 'facilitators', kind: 'line' }))).toMatch(/only the facilitators/);
    expect(promiseOf(question({ show: 'difference' }))).toMatch(/four organisations/);
    expect(promiseOf(question({ kind: 'line' }))).toMatch(/without names/);
    expect(promiseOf(question())).toMatch(/Only totals/);
  });

  it('puts scores of several scales into one line', () => {
    const scales = ['Seriousness', 'Priority'].map((label) => ({ id: label, label }));
    expect(scoresWords(question({ scales }), (at) => `${at + 3}.0`)).toBe('Seriousness 3.0, priority 4.0');
  });
});
