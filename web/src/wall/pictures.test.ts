// The arithmetic behind the wall's pictures: points that stay readable, the agenda's times, pages that turn.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Cell, StageView } from '../lib/protocol.gen';
import { Seeded } from '../lib/seeded';
import { View } from '../lib/view.svelte';
import { agendaTimes } from './agenda-times';
import { PAGE_MS, Pages } from './pages.svelte';
import { spreadOut } from '../questions/results/spread-out';

const MINUTE = 60_000;

describe('points of a picture', () => {
  it('stay where they are if they are apart', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
    ];
    expect(spreadOut(points, 5)).toEqual(points);
  });

  it('never hide each other, wherever they begin', () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const random = new Seeded(seed);
    for (let round = 0; round < 200; round += 1) {
      const points = Array.from({ length: 8 }, () => ({
        x: random.below(5) * 20,
        y: random.below(5) * 20,
      }));
      const moved = spreadOut(points, 8);
      for (const [at, a] of moved.entries())
        for (const b of moved.slice(at + 1))
          expect(Math.hypot(a.x - b.x, a.y - b.y), `seed ${seed}`).toBeGreaterThan(5);
    }
  });
});

describe('the agenda on the wall', () => {
  const stage = (id: string, ...minutes: number[]): StageView => ({
    id,
    title: id,
    steps: minutes.map((length, at) => ({
      id: `${id}${at}`,
      title: '',
      minutes: length,
      prompt: '',
      hint: '',
      clock: '',
      does: [],
      fills: [],
      lists: [],
      asks: [],
      at_end: 'hold',
      off: false,
      voice: 'person',
      dots: 3,
    })),
  });
  const details = { title: '', place: '', purpose: '', rules: [], themes: [], authors: 'hidden' as const };

  function viewAt(step: string, clock: Partial<Cell>, started: number | null, ends: number | null = null): View {
    const view = new View();
    const cells = {
      workshop: { type: 'workshop', details: { ...details, ends_at: ends }, started_at: started },
      programme: { type: 'programme', title: '', stages: [stage('a', 10), stage('b', 5, 15), stage('c', 20)] },
      stage: { type: 'stage', step, stage: step[0], index: 0, does: [] },
      clock: { type: 'clock', state: 'running', total_ms: 0, left_ms: 0, ends_at: null, moves_at: null, ...clock },
    };
    view.apply({ set: cells as unknown as Record<string, Cell>, gone: [], whole: true });
    return view;
  }
  const at = (view: View, now: number) => {
    const { stages, end } = agendaTimes(view, now);
    return [...stages.map((one) => one.at), end].map((time) => (time - now) / MINUTE);
  };
  const NOW = 1_800_000_000_000;

  it('begins in time for the agreed end, or now', () => {
    expect(at(viewAt('a0', { state: 'paused' }, null, NOW + 65 * MINUTE), NOW)).toEqual([15, 25, 45, 65]);
    expect(at(viewAt('a0', { state: 'paused' }, null, NOW + 20 * MINUTE), NOW)).toEqual([0, 10, 30, 50]);
    expect(at(viewAt('a0', { state: 'paused' }, null), NOW)).toEqual([0, 10, 30, 50]);
  });

  it('goes on from what the clock says is left', () => {
    const clock = { state: 'running', ends_at: NOW + 3 * MINUTE } as Partial<Cell>;
    expect(at(viewAt('b0', clock, NOW - 1), NOW)).toEqual([-12, -2, 18, 38]);
  });

  it('does not count time that is over', () => {
    const clock = { state: 'over', ends_at: NOW - 4 * MINUTE } as Partial<Cell>;
    expect(at(viewAt('c0', clock, NOW - 1), NOW).at(-1)).toBe(0);
  });
});

describe('the pages of the wall', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('turn by themselves, round and round', () => {
    const pages = new Pages();
    pages.measure(2);
    expect(pages.at).toBe(0);
    vi.advanceTimersByTime(PAGE_MS);
    expect(pages.at).toBe(1);
    vi.advanceTimersByTime(PAGE_MS);
    expect(pages.at).toBe(0);
    pages.stop();
  });

  it('stand still when they are held, and while there is only one', () => {
    const pages = new Pages();
    vi.advanceTimersByTime(3 * PAGE_MS);
    expect(pages.at).toBe(0);
    pages.measure(3);
    pages.hold(true);
    vi.advanceTimersByTime(3 * PAGE_MS);
    expect(pages.at).toBe(0);
    pages.turn(-1);
    expect(pages.at).toBe(2);
    pages.hold(false);
    vi.advanceTimersByTime(PAGE_MS);
    expect(pages.at).toBe(0);
    pages.stop();
  });

  it('never show a page that is gone', () => {
    const pages = new Pages();
    pages.measure(4);
    pages.show(3);
    pages.measure(2);
    expect(pages.at).toBe(1);
    pages.stop();
  });
});
