// What a result says, in the order in which people read it.
import { describe, expect, it } from 'vitest';
import type { SubjectResult } from '../../lib/protocol.gen';
import { byCount, byDifference, byDots, byMeans, byOptions, byPlace, rowsOf } from './ranking';

const subjects = ['a', 'b', 'c'].map((id) => ({ id, title: id.toUpperCase() }));
const result = (subject: string, over: Partial<SubjectResult> = {}): SubjectResult => ({
  ...{ subject, count: 2, hands: 1, means: [], spreads: [], counts: [], apart: [], dots: 0, lines: [] },
  ...over,
});
const rows = (...results: SubjectResult[]) => rowsOf(results, subjects);
const rated = (subject: string, count: number, ...means: number[]) =>
  result(subject, { count, means, spreads: means.map(() => 0.5) });

describe('rows', () => {
  it('are those of what is there, in its order and with its titles', () => {
    expect(rows(result('c'), result('gone'), result('a')).map(({ title }) => title)).toEqual(['A', 'C']);
  });
});

describe('scales', () => {
  it('rank the highest first and leave out what nobody rated', () => {
    const ranked = byMeans(rows(rated('a', 3, 2, 2), rated('b', 0), rated('c', 3, 4, 3)));
    expect(ranked.map(({ subject }) => subject)).toEqual(['c', 'a']);
  });

  it('break a tie by the first scale, then by the order of the screen', () => {
    const ranked = byMeans(rows(rated('c', 1, 3, 3), rated('a', 1, 3, 3), rated('b', 1, 4, 2)));
    expect(ranked.map(({ subject }) => subject)).toEqual(['b', 'a', 'c']);
  });
});

describe('totals', () => {
  it('rank by dots, level ones in the order of the screen', () => {
    const ranked = byDots(rows(result('c', { dots: 2 }), result('b', { dots: 5 }), result('a', { dots: 2 })));
    expect(ranked.map(({ subject, dots }) => [subject, dots])).toEqual([
      ['b', 5],
      ['a', 2],
      ['c', 2],
    ]);
  });

  it('rank by the first option, then by the second', () => {
    const counted = (subject: string, ...counts: number[]) => result(subject, { counts: [counts] });
    const ranked = byOptions(rows(counted('a', 1, 0, 4), counted('b', 1, 2, 2), counted('c', 3, 0, 0)));
    expect(ranked.map(({ subject }) => subject)).toEqual(['c', 'b', 'a']);
  });

  it('rank what was picked most', () => {
    const ranked = byCount(rows(result('a', { count: 1 }), result('b', { count: 3 })));
    expect(ranked.map(({ subject }) => subject)).toEqual(['b', 'a']);
  });
});

describe('a difference', () => {
  it('stands for each scale, the biggest first, rounded to a tenth', () => {
    const differences = byDifference(rows(result('a', { apart: [0.5, 3] }), result('b', { apart: [1.2499, 0] })));
    expect(differences.map(({ row, scale, points }) => [row.subject, scale, points])).toEqual([
      ['a', 1, 3],
      ['b', 0, 1.2],
      ['a', 0, 0.5],
      ['b', 1, 0],
    ]);
  });

  it('is nothing before enough organisations have answered', () => {
    expect(byDifference(rows(result('a')))).toEqual([]);
  });
});

describe('an order', () => {
  it('puts the options by their place on average', () => {
    const options = ['x', 'y', 'z'].map((id) => ({ id, label: id }));
    const placed = byPlace(options, [
      [0, 1, 1],
      [2, 0, 0],
      [0, 1, 1],
    ]);
    expect(placed.map(({ id, place }) => [id, place])).toEqual([
      ['y', 1],
      ['x', 2.5],
      ['z', 2.5],
    ]);
  });
});
