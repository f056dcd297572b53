// W11: a screen tells where it writes and where it stayed behind, without hurry, and again to a new socket.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PRESENCE_SPACING_MS } from './bounds';
import { Presence } from './presence.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('tells both in one frame, once, and nothing of nothing', () => {
  const told: [string | null, string | null][] = [];
  const presence = new Presence((at, step) => told.push([at, step]));
  presence.stay(null);
  presence.write(null);
  vi.advanceTimersByTime(10 * PRESENCE_SPACING_MS);
  expect(told).toEqual([]);
  presence.write('desk/1#draft');
  presence.stay('write');
  vi.advanceTimersByTime(PRESENCE_SPACING_MS);
  expect(told).toEqual([['desk/1#draft', 'write']]);
  presence.renew();
  vi.advanceTimersByTime(PRESENCE_SPACING_MS);
  presence.stay(null);
  presence.write(null);
  vi.advanceTimersByTime(PRESENCE_SPACING_MS);
  expect(told.slice(1)).toEqual([
    ['desk/1#draft', 'write'],
    [null, null],
  ]);
  presence.stop();
});
