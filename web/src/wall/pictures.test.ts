// The arithmetic behind the wall's pictures: ranking, points that stay readable, the agenda's times, pages that turn.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Cell, GroupCell, StageView, SubjectResult } from '../lib/protocol.gen';
import { Seeded } from '../lib/seeded';
import { View } from '../lib/view.svelte';
import { agendaTimes } from './agenda-times';
import { PAGE_MS, Pages } from './pages.svelte';
import { dotsOf, fitOf, rankOf } from '../results/ranking';
import { spreadOut } from '../results/spread-out';

const MINUTE = 60_000;

describe('the ranking', () => {
  const groups = ['a', 'b', 'c'].map((id): GroupCell => ({
    id,
    title: id,
    order: 0,
    who: '',
    factors: '',
    seriousness: '',
    priority: '',
  }));
  const result = (subject: string, count: number, ...means: number[]): SubjectResult => ({
    subject,
    count,
    hands: 0,
    means,
    spreads: means.map(() => 0.5),
    counts: [],
    dots: 0,
  });

  it('puts the most serious and urgent first and leaves out what nobody rated', () => {
    const ranked = rankOf([result('a', 3, 2, 2), result('b', 0), result('c', 3, 4, 3)], groups);
    expect(ranked.map((row) => row.subject)).toEqual(['c', 'a']);
    expect(ranked[0]).toMatchObject({ title: 'c', seriousness: { mean: 4, spread: 0.5 }, priority: { mean: 3 } });
  });

  it('breaks a tie by seriousness, then by the order of the board', () => {
    const ranked = rankOf([result('c', 1, 3, 3), result('a', 1, 3, 3), result('b', 1, 4, 2)], groups);
    expect(ranked.map((row) => row.subject)).toEqual(['b', 'a', 'c']);
  });
});

describe('dots and fit', () => {
  const groups = ['a', 'b', 'c'].map((id): GroupCell => ({
    id,
    title: id.toUpperCase(),
    order: 0,
    who: '',
    factors: '',
    seriousness: '',
    priority: '',
  }));
  const result = (subject: string, dots: number, counts: number[]): SubjectResult => ({
    subject,
    count: 2,
    hands: 1,
    means: [],
    spreads: [],
    counts,
    dots,
  });

  it('rank by dots, level ones in the order of the board, and leave out groups that are gone', () => {
    const rows = dotsOf([result('c', 2, []), result('b', 5, []), result('a', 2, []), result('gone', 9, [])], groups);
    expect(rows.map(({ subject, title, dots, hands }) => [subject, title, dots, hands])).toEqual([
      ['b', 'B', 5, 1],
      ['a', 'A', 2, 1],
      ['c', 'C', 2, 1],
    ]);
  });

  it('rank by core, then by useful', () => {
    const rows = fitOf([result('a', 0, [1, 0, 4]), result('b', 0, [1, 2, 2]), result('c', 0, [3, 0, 0])], groups);
    expect(rows.map(({ subject, core, useful, not }) => [subject, core, useful, not])).toEqual([
      ['c', 3, 0, 0],
      ['b', 1, 2, 2],
      ['a', 1, 0, 4],
    ]);
  });
});

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
