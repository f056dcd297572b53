import { expect, it } from 'vitest';
import { endedAgo } from './clock';

it.each([
  [60, undefined],
  [-3599, undefined],
  [-3600, 'ended 1 h ago'],
  [-14 * 3600 - 50, 'ended 14 h ago'],
  [-50 * 3600, 'ended 50 h ago'],
  [NaN, undefined],
])('%j seconds left: %j', (left, said) => {
  expect(endedAgo(left)).toBe(said);
});
