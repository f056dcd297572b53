import { expect, it } from 'vitest';
import { backoff } from './backoff';

it('W13 comes back after a random moment between 0.25 and 10 seconds, later each time', () => {
  for (const attempt of [0, 1, 5, 20, 1000]) {
    expect(backoff(attempt, () => 0)).toBe(250);
    expect(backoff(attempt, () => 1)).toBeLessThanOrEqual(10_000);
  }
  expect(backoff(0, () => 1)).toBe(500);
  expect(backoff(3, () => 1)).toBe(4_000);
  expect(backoff(20, () => 1)).toBe(10_000);
});
