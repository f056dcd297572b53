// Who may read a record on this device: a link's secret is exchanged, and kept apart from seats and walls.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as device from '../../lib/device';
import { readerOf, recordHere } from './reader';

const reply = (body: unknown, status = 200) => Promise.resolve(new Response(JSON.stringify(body), { status }));
const kept = (token: string, role: device.Kept['role']) => ({ workshop: 'w1', token, role, title: '', name: '' });

beforeEach(() => {
  history.replaceState(null, '', '/record/w1');
});
afterEach(() => vi.unstubAllGlobals());

it('finds the workshop in the address', () => {
  expect(recordHere('/record/abc')).toBe('abc');
  expect(recordHere('/record/')).toBe('');
});

it('exchanges the secret of a link and keeps it for the next visit', async () => {
  const fetched = vi.fn((_: string, request: RequestInit) => {
    expect(JSON.parse(String(request.body))).toMatchObject({ key: 'w1.aSecretOf22CharactersXX' });
    return reply({ workshop: 'w1', token: 'reading', role: 'wall', seat: null });
  });
  vi.stubGlobal('fetch', fetched);
  expect(await readerOf('w1', 'aSecretOf22CharactersXX')).toEqual({
    token: 'reading',
    facilitates: false,
    inside: false,
  });
  expect(await readerOf('w1', '')).toEqual({ token: 'reading', facilitates: false, inside: false });
  expect(fetched).toHaveBeenCalledTimes(1);
  expect(device.kept('w1', 'wall'), 'a results link makes no wall').toBeNull();
});

it('can be tried again when the server was out of reach', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  await expect(readerOf('w1', 'anotherOf22CharactersXX')).rejects.toMatchObject({ rule: 'offline' });
  vi.stubGlobal('fetch', () => reply({ workshop: 'w1', token: 'late', role: 'wall', seat: null }));
  expect((await readerOf('w1', 'anotherOf22CharactersXX'))?.token).toBe('late');
});

it('reads as the seat of this device before anything else', async () => {
  device.keep(kept('wall', 'wall'));
  expect((await readerOf('w1', ''))?.token).toBe('wall');
  device.keep(kept('link', 'wall'), 'reader');
  expect((await readerOf('w1', ''))?.token).toBe('link');
  device.keep(kept('seat', 'facilitator'));
  expect(await readerOf('w1', '')).toEqual({ token: 'seat', facilitates: true, inside: true });
});
