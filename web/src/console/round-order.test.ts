// The order of a round: moved by menu and drag, shuffled without taking the first word from who opens it.
import { describe, expect, it } from 'vitest';
import type { RoundCell, TurnState } from '../lib/protocol.gen';
import { Seeded } from '../lib/seeded';
import { inPlaceOf, orderOf, shifted, shuffled } from './round-order';

function round(...states: TurnState[]): RoundCell {
  const turns = states.map((state, at) => ({ subject: at + 1, state }));
  return {
    id: 'one/speak',
    step: 'one',
    kind: 'speak',
    turns,
    now: null,
    next: null,
    ends_at: null,
    left_ms: null,
    total_ms: 0,
    page: 0,
  };
}
const waiting = (count: number) => round(...Array.from({ length: count }, (): TurnState => 'waiting'));

describe('the order of a round', () => {
  it('is changed one by one', () => {
    expect(shifted(waiting(4), 3, 'up')).toEqual([1, 3, 2, 4]);
    expect(shifted(waiting(4), 3, 'down')).toEqual([1, 2, 4, 3]);
    expect(shifted(waiting(4), 3, 'first')).toEqual([3, 1, 2, 4]);
    expect(shifted(waiting(4), 3, 'last')).toEqual([1, 2, 4, 3]);
    expect(shifted(waiting(4), 1, 'up')).toEqual([1, 2, 3, 4]);
    expect(shifted(waiting(4), 4, 'down')).toEqual([1, 2, 3, 4]);
  });

  it('is changed by dropping one in the place of another', () => {
    expect(inPlaceOf(waiting(4), 1, 3)).toEqual([2, 3, 1, 4]);
    expect(inPlaceOf(waiting(4), 4, 2)).toEqual([1, 4, 2, 3]);
    expect(inPlaceOf(waiting(4), 2, 2)).toEqual([1, 2, 3, 4]);
  });

  it('is shuffled among those who wait; the convener goes first, those who have been heard stay', () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const random = new Seeded(seed);
    const next = () => random.next();
    const seen = new Set<string>();
    for (let go = 0; go < 200; go += 1) {
      const order = shuffled(waiting(4), 1, next);
      expect(order[0], `seed ${seed}`).toBe(1);
      seen.add(order.join());
      const under = shuffled(round('had', 'now', 'waiting', 'waiting', 'waiting'), 1, next);
      expect(under.slice(0, 2), `seed ${seed}`).toEqual([1, 2]);
      expect([...under].sort()).toEqual([1, 2, 3, 4, 5]);
    }
    expect(seen.size, `seed ${seed}`).toBe(6);
    expect(orderOf(waiting(3))).toEqual([1, 2, 3]);
  });
});
