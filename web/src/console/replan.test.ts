// Re-planning: what is left is spread exactly, in proportion, with a minute at least for every step.
import { describe, expect, it } from 'vitest';
import { Seeded } from '../lib/seeded';
import { spread } from './replan';

const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0);

describe('re-planning', () => {
  it('leaves a plan alone that fits', () => {
    expect(spread([7, 5, 5, 3], 20)).toEqual([7, 5, 5, 3]);
  });

  it('shortens and lengthens in proportion', () => {
    expect(spread([20, 10, 10], 20)).toEqual([10, 5, 5]);
    expect(spread([20, 10, 10], 60)).toEqual([30, 15, 15]);
  });

  it('gives what a fraction leaves over to the largest fraction', () => {
    // 16/22 of 7, 5, 5, 5: 5.09, 3.64, 3.64, 3.64
    expect(spread([7, 5, 5, 5], 16)).toEqual([5, 4, 4, 3]);
  });

  it('keeps a minute for every step, and takes it from the longer ones', () => {
    expect(spread([30, 1, 1], 10)).toEqual([8, 1, 1]);
    expect(spread([10, 10, 10], 2)).toEqual([1, 1, 1]);
    expect(spread([10, 10], -5)).toEqual([1, 1]);
    expect(spread([], 10)).toEqual([]);
  });

  it('gives no step more than is allowed', () => {
    expect(spread([100, 1], 700, 480)).toEqual([480, 220]);
    expect(spread([1000, 1], 600, 480)).toEqual([480, 120]);
    expect(spread([1, 1], 2000, 480)).toEqual([480, 480]);
  });

  it('always adds up, keeps the order of lengths, and stays within a minute of proportion', () => {
    const random = new Seeded(Number(import.meta.env['TRESTLE_SEED'] ?? 20_261));
    for (let round = 0; round < 2_000; round += 1) {
      const planned = Array.from({ length: 1 + random.below(14) }, () => 1 + random.below(60));
      const minutes = random.below(2 * sum(planned));
      const given = spread(planned, minutes);
      const context = `TRESTLE_SEED=${random.seed} ${planned.join()} in ${minutes}: ${given.join()}`;
      expect(sum(given), context).toBe(Math.max(minutes, planned.length));
      expect(Math.min(...given), context).toBeGreaterThanOrEqual(1);
      for (const [place, each] of planned.entries())
        for (const [other, less] of planned.entries())
          if (each > less) expect(given[place], context).toBeGreaterThanOrEqual(given[other] ?? 0);
      const fair = planned.map((each) => (each * minutes) / sum(planned));
      if (fair.every((share) => share >= 1))
        given.forEach((each, place) => expect(Math.abs(each - (fair[place] ?? 0)), context).toBeLessThanOrEqual(1));
    }
  });
});
