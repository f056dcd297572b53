// Who reads the record: a link that opens nothing takes away nothing that was open.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as device from '../../lib/device';
import { readWith, type Reader } from './reader';

const asked = vi.fn<() => Promise<Response>>();
const load = ({ token }: Reader) => Promise.resolve(token);

beforeEach(() => {
  vi.stubGlobal('fetch', asked);
  const refusal = { refusal: { rule: 'wrong_key', message: '' } };
  asked.mockImplementation(() => Promise.resolve(new Response(JSON.stringify(refusal), { status: 403 })));
});
afterEach(() => vi.unstubAllGlobals());

it('reads on with what a link gave this device, and knows that the new one opens nothing', async () => {
  device.keep({ workshop: 'w1', token: 't1', role: 'wall', title: '', name: '' }, 'reader');
  expect(await readWith('w1', 'junk', load)).toMatchObject({ read: 't1', spoilt: true });
  expect(await readWith('w1', '', load)).toMatchObject({ read: 't1', spoilt: false });
});

it('reads on as whoever this device is', async () => {
  device.keep({ workshop: 'w2', token: 't2', role: 'facilitator', title: '', name: '' });
  expect(await readWith('w2', 'junk', load)).toEqual({
    reader: { token: 't2', facilitates: true, inside: true },
    read: 't2',
    spoilt: true,
  });
});

it('refuses a link that opens nothing on a device that keeps nothing', async () => {
  await expect(readWith('w3', 'junk', load)).rejects.toMatchObject({ rule: 'wrong_key' });
});
