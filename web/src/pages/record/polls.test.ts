// The polls of a record: weighed and ordered as on the wall, and left out where nobody was asked.
import { expect, it } from 'vitest';
import { pollsOf } from './polls';
import type { RecordGroup } from './record';

const group = (title: string, polls: Partial<RecordGroup> = {}): RecordGroup => ({
  ...{ title, who: '', factors: '', seriousness: '', priority: '', notes: [] },
  ...{ rating: null, dots: null, fit: null },
  ...polls,
});
const rating = (serious: number, urgent: number) => ({
  ...{ count: 3, hands: 1 },
  seriousness: { mean: serious, spread: 0.5 },
  priority: { mean: urgent, spread: 1 },
});

it('puts the weightiest problem first', () => {
  const groups = [
    group('a', {
      rating: rating(2, 2),
      dots: { dots: 1, count: 1, hands: 0 },
      fit: { core: 0, useful: 2, not_ours: 1 },
    }),
    group('b', {
      rating: rating(5, 4),
      dots: { dots: 7, count: 4, hands: 2 },
      fit: { core: 2, useful: 0, not_ours: 1 },
    }),
    group('c'),
  ];
  const { ratings, dots, fits } = pollsOf(groups);
  expect(ratings.map(({ title }) => title)).toEqual(['b', 'a']);
  expect(ratings[0]).toMatchObject({ hands: 1, seriousness: { mean: 5 }, priority: { mean: 4, spread: 1 } });
  expect(dots.map(({ title, dots: given, hands }) => [title, given, hands])).toEqual([
    ['b', 7, 2],
    ['a', 1, 0],
  ]);
  expect(fits.map(({ title, core, useful, not, count }) => [title, core, useful, not, count])).toEqual([
    ['b', 2, 0, 1, 3],
    ['a', 0, 2, 1, 3],
  ]);
});

it('is empty where there was no poll', () => {
  expect(pollsOf([group('a')])).toEqual({ ratings: [], dots: [], fits: [] });
});
