// How a screen becomes a wall: the secret leaves the address bar at once and is not lost while the server is out of reach.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as device from '../lib/device';
import { dropSpareLink, hasSpareLink, wallToken, workshopHere } from './entrance';

const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const refusal = (rule: string) => answer(403, { refusal: { rule, message: '' } });

describe('the entrance of a wall', () => {
  const asked = vi.fn<(path: string, request: RequestInit) => Promise<Response>>();

  beforeEach(() => {
    asked.mockReset();
    vi.stubGlobal('fetch', asked);
    history.replaceState(null, '', '/wall/w1');
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    history.replaceState(null, '', '/');
  });

  it('knows its workshop', () => {
    expect(workshopHere('/wall/w1')).toBe('w1');
    expect(workshopHere('/workshop/w1')).toBe('');
  });

  it('has no token without a link', async () => {
    expect(await wallToken('w1')).toBeNull();
    expect(asked).not.toHaveBeenCalled();
  });

  it('exchanges the secret, keeps the token and clears the address', async () => {
    location.hash = 'secret';
    asked.mockResolvedValue(answer(200, { workshop: 'w1', token: 't1', role: 'wall', seat: null }));
    expect(await wallToken('w1')).toBe('t1');
    expect(JSON.parse(String(asked.mock.calls[0]?.[1].body))).toMatchObject({ key: 'w1.secret' });
    expect(location.hash).toBe('');
    expect(await wallToken('w1')).toBe('t1');
    expect(asked).toHaveBeenCalledOnce();
    expect(device.kept('w1')).toBeNull();
  });

  it('tries the same secret again after the network failed, though it has left the address', async () => {
    location.hash = 'secret';
    asked.mockRejectedValueOnce(new TypeError('no network'));
    await expect(wallToken('w1')).rejects.toMatchObject({ rule: 'offline' });
    expect(location.hash).toBe('');
    asked.mockResolvedValue(answer(200, { workshop: 'w1', token: 't2', role: 'wall', seat: null }));
    expect(await wallToken('w1')).toBe('t2');
  });

  it('does not try a wrong secret again', async () => {
    location.hash = 'wrong';
    asked.mockResolvedValue(refusal('wrong_key'));
    await expect(wallToken('w1')).rejects.toMatchObject({ rule: 'wrong_key' });
    expect(await wallToken('w1')).toBeNull();
    expect(asked).toHaveBeenCalledOnce();
  });

  it('takes no other of the link’s places while it has one, and one more if that was ended', async () => {
    device.keep({ workshop: 'w1', token: 'kept', role: 'wall', title: '', name: '' }, 'wall');
    location.hash = 'secret';
    expect(await wallToken('w1')).toBe('kept');
    expect(location.hash).toBe('');
    expect(asked).not.toHaveBeenCalled();
    expect(hasSpareLink()).toBe(true);
    device.forget('w1', 'wall');
    asked.mockResolvedValue(answer(200, { workshop: 'w1', token: 'new', role: 'wall', seat: null }));
    expect(await wallToken('w1')).toBe('new');
    expect(hasSpareLink()).toBe(false);
  });

  it('does not come back by itself when it is ended after it was open', async () => {
    device.keep({ workshop: 'w1', token: 'kept', role: 'wall', title: '', name: '' }, 'wall');
    location.hash = 'secret';
    await wallToken('w1');
    dropSpareLink();
    device.forget('w1', 'wall');
    expect(await wallToken('w1')).toBeNull();
    expect(asked).not.toHaveBeenCalled();
  });
});
