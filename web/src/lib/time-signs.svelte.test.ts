// The clock's signs and moments: alike on every screen, once each, and none of them for what was so already.
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServerClock } from './clock.svelte';
import type { Cell, ClockCell } from './protocol.gen';
import { tellTheTime, timeSign } from './time-signs.svelte';
import { View } from './view.svelte';

const MINUTE = 60_000;
const START = Date.UTC(2026, 8, 14, 10, 0, 0);

const clockCell = (over: Partial<ClockCell> = {}): ClockCell => ({
  state: 'running',
  total_ms: 5 * MINUTE,
  left_ms: 0,
  ends_at: START + 5 * MINUTE,
  moves_at: null,
  moves_to: null,
  ...over,
});

const stage = (step: string): Cell => ({
  type: 'stage',
  step,
  stage: 's',
  index: 0,
  does: [],
  entered_at: START,
  spent: {},
  revealed: false,
  revealed_at: null,
  spotlight: null,
  brought_at: null,
});

describe('the sign of the clock', () => {
  it.each([
    [61_000, {}, null],
    [60_000, {}, 'last_minute'],
    [1, {}, 'last_minute'],
    [0, {}, 'over'],
    [-5000, { state: 'over' as const, moves_at: START + 30_000 }, 'moving'],
    [30_000, { state: 'paused' as const }, null],
  ])('with %d ms left: %o gives %s', (left, over, sign) => {
    expect(timeSign(clockCell(over), left)).toBe(sign);
  });
});

describe('15 the moments of the clock', () => {
  let view: View;
  let clock: ServerClock;
  let told: string[];
  let end: () => void;

  function listen() {
    end = $effect.root(() => {
      tellTheTime(
        { view, clock },
        {
          started: () => told.push('started'),
          lastMinute: () => told.push('last minute'),
          over: () => told.push('over'),
          moving: () => told.push('moving'),
        },
      );
    });
    flushSync();
  }
  function set(cell: Partial<ClockCell>, step = 'write') {
    view.apply({
      set: { clock: { type: 'clock', ...clockCell(cell) }, stage: stage(step) },
      gone: [],
      whole: false,
    });
    flushSync();
  }
  function pass(ms: number) {
    vi.advanceTimersByTime(ms);
    flushSync();
  }

  beforeEach(() => {
    vi.useFakeTimers();
    vi.setSystemTime(START);
    view = new View();
    clock = new ServerClock();
    clock.start();
    told = [];
  });
  afterEach(() => {
    end();
    clock.stop();
    vi.useRealTimers();
  });

  it('are told once each as the time runs', () => {
    set({});
    listen();
    pass(4 * MINUTE + 1000);
    expect(told).toEqual(['last minute']);
    pass(MINUTE);
    set({ state: 'over', moves_at: START + 6 * MINUTE });
    expect(told).toEqual(['last minute', 'over', 'moving']);
  });

  it('are not told for what was so when the page came up', () => {
    set({ ends_at: START + 30_000 });
    listen();
    pass(1000);
    expect(told).toEqual([]);
  });

  it('come again after more time was given', () => {
    set({ ends_at: START + MINUTE + 500 });
    listen();
    pass(1000);
    set({ ends_at: START + 2 * MINUTE, total_ms: 6 * MINUTE });
    pass(MINUTE);
    expect(told).toEqual(['last minute', 'last minute']);
  });

  it('are not told for a jump to another step', () => {
    set({});
    listen();
    set({ ends_at: START + MINUTE, total_ms: MINUTE }, 'rate');
    expect(told).toEqual(['started']);
  });

  it('are not called out by a device that wakes up long after', () => {
    set({});
    listen();
    vi.setSystemTime(START + 20 * MINUTE);
    document.dispatchEvent(new Event('visibilitychange'));
    flushSync();
    expect(told).toEqual([]);
    expect(clock.left(view.clock)).toBe(-15 * MINUTE);
  });
});
