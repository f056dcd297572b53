// Who may read a record on this device: a link's secret is exchanged, and kept apart from seats and walls.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as device from '../../lib/device';
import { RefusedError } from '../../lib/refused';
import { opensNothing, readWith, recordHere } from './reader';

const reply = (body: unknown, status = 200) => Promise.resolve(new Response(JSON.stringify(body), { status }));
const kept = (token: string, role: device.Kept['role']) => ({ workshop: 'w1', token, role, title: '', name: '' });

beforeEach(() => {
  history.replaceState(null, '', '/record/w1');
});
afterEach(() => vi.unstubAllGlobals());

/** The reader, where everything reads. */
const readerOf = async (workshop: string, secret: string) =>
  (await readWith(workshop, secret, () => Promise.resolve()))?.reader ?? null;

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

it('takes no other of the link’s places while what it has still reads', async () => {
  const joined = vi.fn(() => reply({ workshop: 'w1', token: 'second', role: 'wall', seat: null }));
  vi.stubGlobal('fetch', joined);
  device.keep(kept('first', 'wall'), 'reader');
  const tokens: string[] = [];
  const load = ({ token }: { token: string }) => {
    tokens.push(token);
    return token === 'first' && tokens.length > 2 ? Promise.reject(new RefusedError('wrong_key', '')) : token;
  };
  const opened = async () => (await readWith('w1', 'aSecretOf22CharactersXX', async (reader) => load(reader)))?.read;
  expect([await opened(), await opened()]).toEqual(['first', 'first']);
  expect(joined).not.toHaveBeenCalled();
  expect(await opened(), 'ended meanwhile').toBe('second');
  expect(device.kept('w1', 'reader')?.token).toBe('second');
  expect(tokens).toEqual(['first', 'first', 'first', 'second']);
});

it('keeps its place when the server is out of reach', async () => {
  const joined = vi.fn();
  vi.stubGlobal('fetch', joined);
  device.keep(kept('first', 'wall'), 'reader');
  const offline = new RefusedError('offline', '');
  const load = () => Promise.reject(offline);
  await expect(readWith('w1', 'aSecretOf22CharactersXX', load)).rejects.toBe(offline);
  expect(joined).not.toHaveBeenCalled();
  expect(opensNothing(offline)).toBe(false);
});
