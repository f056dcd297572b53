// Rule 26: the console says who is behind, step by step and by name.
import { expect, it } from 'vitest';
import type { SeatCell, StepView } from '../lib/protocol.gen';
import { leftBehind } from './behind';

it('26 lists who is still where, in the order of the programme', () => {
  const steps = ['welcome', 'write', 'group'].map((id) => ({ id, title: id }) as StepView);
  const seats = [1, 2, 3, 4].map((id) => ({ id, name: `Person ${id}` }) as SeatCell);
  const present = new Map([
    [1, { at: null, step: 'write' }],
    [2, { at: null }],
    [3, { at: null, step: 'write' }],
    [4, { at: 'card/1#does', step: 'welcome' }],
    [9, { at: null, step: 'write' }],
  ]);
  expect(leftBehind(steps, seats, present).map(({ step, people }) => [step.id, people.map(({ id }) => id)])).toEqual([
    ['welcome', [4]],
    ['write', [1, 3]],
  ]);
});
