// What makes documents travels beside the first screen, and may come late.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BACKOFF_MAX_MS } from './bounds';
import { FakeServer } from './fake-server';
import { Session } from './session.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('asks again for a script that does not come, on the same socket, and says so meanwhile', async () => {
  const server = new FakeServer();
  const making = vi.fn(() => Promise.reject<typeof import('./document.svelte')>(new Error('it did not come')));
  const session = new Session({ workshop: 'w1', token: 'secret', socket: server.socket, random: () => 0, making });
  session.start();
  const socket = server.greet({}, ['desk/3']);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(session.unmade).toBe(true);
  expect(session.document('desk/3')).toBeNull();
  expect(making.mock.calls.length).toBeGreaterThan(2);
  making.mockImplementation(() => import('./document.svelte'));
  await vi.advanceTimersByTimeAsync(BACKOFF_MAX_MS);
  await vi.dynamicImportSettled();
  expect(session.unmade).toBe(false);
  expect(session.document('desk/3')?.writable).toBe(true);
  expect(server.last).toBe(socket);
  const asked = making.mock.calls.length;
  await vi.advanceTimersByTimeAsync(BACKOFF_MAX_MS);
  expect(making).toHaveBeenCalledTimes(asked);
  session.stop();
});
