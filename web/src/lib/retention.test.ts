// The date on which a workshop is erased: by default in half a year, never today, never more than two years away.
import { expect, it } from 'vitest';
import { KEEP_MOST_MS } from './protocol.gen';
import { erasureFault, erasureOn, latestErasure, usualErasure } from './retention';

const DAY = 86_400_000;
const NOW = new Date('2026-11-26T21:00').getTime();

it('is half a year away if nobody says otherwise', () => {
  expect(usualErasure(null, NOW)).toBe('2027-05-25');
  expect(usualErasure(NOW - 9 * DAY, NOW)).toBe('2027-05-25');
  expect(usualErasure(NOW + 2 * DAY, NOW)).toBe('2027-05-27');
});

it('is a day after today and within two years, whatever the hour', () => {
  expect(erasureFault('2026-11-26', null, NOW)).toBe('early');
  expect(erasureFault('2026-11-27', null, NOW)).toBeUndefined();
  expect(erasureFault('2029-01-01', null, NOW)).toBe('late');
  expect(erasureFault('', null, NOW)).toBe('no_date');
  expect(erasureFault(latestErasure(null, NOW), null, NOW)).toBeUndefined();
  expect(erasureOn(latestErasure(null, NOW))).toBeLessThanOrEqual(NOW + KEEP_MOST_MS);
});
