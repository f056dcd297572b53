// The wall's feed: it shows cells, survives a lost connection, and keeps its token apart from a seat's.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as device from '../lib/device';
import { FakeServer } from '../lib/fake-server';
import { CLOSE, type Cell } from '../lib/protocol.gen';
import { Feed } from './feed.svelte';

const note: Cell = {
  type: 'note',
  id: 'n1',
  text: 'Hello',
  theme: 'reading',
  author: null,
  group: null,
  held: false,
  face_down: false,
};

describe('a feed', () => {
  let server: FakeServer;
  let feed: Feed;

  beforeEach(() => {
    vi.useFakeTimers();
    server = new FakeServer();
    feed = new Feed({ workshop: 'w1', token: 'wall-token', socket: server.socket });
    feed.start();
  });
  afterEach(() => {
    feed.stop();
    vi.useRealTimers();
  });

  function greet(cells: Record<string, Cell> = {}) {
    const socket = server.last;
    socket.open();
    socket.say({
      type: 'welcome',
      workshop: 'w1',
      role: 'wall',
      seat: null,
      organisation: null,
      now: Date.now(),
      address: 'http://10.0.0.1',
    });
    socket.say({ type: 'cells', set: cells, gone: [], whole: true });
  }

  it('shows what comes, and says where phones go', () => {
    expect(feed.view.complete).toBe(false);
    greet({ 'note/n1': note });
    expect(feed.view.notes.map((shown) => shown.text)).toEqual(['Hello']);
    expect(feed.address).toBe('http://10.0.0.1');
    server.last.say({ type: 'cells', set: {}, gone: ['note/n1'], whole: false });
    expect(feed.view.notes).toEqual([]);
  });

  it('leaves the seat that this device may have alone', () => {
    device.keep({ workshop: 'w1', token: 'seat-token', role: 'facilitator', title: 'T', name: 'Amina' });
    greet();
    expect(device.kept('w1')?.token).toBe('seat-token');
    expect(device.kept('w1', 'wall')?.token).toBe('wall-token');
    server.last.break(CLOSE.UNKNOWN);
    expect(feed.ended).toBe('unknown');
    expect(device.kept('w1', 'wall')).toBeNull();
    expect(device.kept('w1')?.token).toBe('seat-token');
  });

  it('keeps the picture when the connection breaks, says since when, and comes back', () => {
    greet({ 'note/n1': note });
    expect(feed.lostAt).toBeNull();
    server.last.break();
    expect(feed.lostAt).not.toBeNull();
    expect(feed.view.notes).toHaveLength(1);
    vi.advanceTimersByTime(20_000);
    expect(server.sockets.length).toBeGreaterThan(1);
    greet();
    expect(feed.lostAt).toBeNull();
    expect(feed.view.notes).toEqual([]);
  });

  it('sends nothing but its greeting and pings', () => {
    greet();
    vi.advanceTimersByTime(11_000);
    expect(new Set(server.sockets.flatMap((socket) => socket.frames.map((frame) => frame.type)))).toEqual(
      new Set(['hello', 'ping']),
    );
    expect(server.sockets.flatMap((socket) => socket.binary)).toEqual([]);
  });
});
