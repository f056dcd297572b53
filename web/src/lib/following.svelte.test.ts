// Rule 16: following is asked for, waits for whoever types, leads to the place, and ends at one's own first move.
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FOLLOW_QUIET_MS } from './bounds';
import { FakeServer } from './fake-server';
import { Following } from './following.svelte';
import { groupAt, placeOf } from './places';
import type { Cell } from './protocol.gen';
import { Session } from './session.svelte';

const lead = (at: string, since = 1, seat: number | null = 9): Cell => ({
  type: 'lead',
  leading: { seat, at, since },
});

describe('16 everyone follows me', () => {
  let server: FakeServer;
  let session: Session;
  let following: Following;
  let end: () => void;

  function say(cell: Cell) {
    server.last.say({ type: 'cells', set: { lead: cell }, gone: [], whole: false });
    flushSync();
  }

  beforeEach(() => {
    vi.useFakeTimers();
    document.body.innerHTML =
      '<details data-place="group/a"><p id="in-a">A</p></details><section data-place="brief/2"></section>';
    server = new FakeServer();
    session = new Session({ workshop: 'w1', token: 't', socket: server.socket });
    session.start();
    server.greet({});
    end = $effect.root(() => {
      following = new Following(session, () => undefined);
    });
    flushSync();
  });
  afterEach(() => {
    end();
    session.stop();
    vi.useRealTimers();
  });

  const led = () => document.querySelector<HTMLElement>('[data-led]')?.dataset.place;
  function answer(is: 'follows' | 'declined' | 'stopped') {
    following.answer(is);
    flushSync();
  }

  it('asks, and shows whom one follows and where', () => {
    expect(following.is).toBeNull();
    say(lead('group/a'));
    expect(following.is).toBe('asked');
    expect(led()).toBeUndefined();
    answer('follows');
    expect(led()).toBe('group/a');
    expect(document.querySelector('details')?.open).toBe(true);
    say(lead('brief/2'));
    expect(led()).toBe('brief/2');
  });

  it('waits until whoever types has paused', () => {
    following.typed();
    say(lead('group/a'));
    expect(following.is).toBeNull();
    vi.advanceTimersByTime(FOLLOW_QUIET_MS);
    flushSync();
    expect(following.is).toBe('asked');
  });

  it.each(['wheel', 'touchmove', 'pointerdown', 'keydown'])('ends at the first %s of one’s own', (kind) => {
    say(lead('group/a'));
    answer('follows');
    document.querySelector('#in-a')?.dispatchEvent(new Event(kind, { bubbles: true }));
    flushSync();
    expect(following.is).toBe('stopped');
    expect(led()).toBeUndefined();
  });

  it('keeps a no for this lead and asks anew for the next', () => {
    say(lead('group/a'));
    answer('declined');
    say(lead('brief/2'));
    expect(following.is).toBe('declined');
    say(lead('brief/2', 2));
    expect(following.is).toBe('asked');
  });

  it('finds a place that comes later', async () => {
    say(lead('group/z'));
    answer('follows');
    const late = document.createElement('section');
    late.dataset.place = 'group/z';
    document.body.append(late);
    await vi.waitFor(() => expect(led()).toBe('group/z'));
  });

  it('does not ask the one who leads', () => {
    say(lead('group/a', 1, session.seat));
    expect(following.leading).toBeNull();
  });
});

it('names places by what stands around them', () => {
  document.body.innerHTML = '<section data-place="group/a"><b id="b"></b></section><i id="i"></i>';
  expect(placeOf(document.querySelector('#b'))).toBe('group/a');
  expect(placeOf(document.querySelector('#i'))).toBe('step');
  expect(groupAt('group/a')).toBe('a');
  expect(groupAt('brief/2')).toBeUndefined();
});
