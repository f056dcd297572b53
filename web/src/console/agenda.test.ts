// The agenda's arithmetic: which steps are behind, how long a stage took, and when the workshop ends.
import { describe, expect, it } from 'vitest';
import type { ClockCell, ProgrammeCell, StageCell, StepView, WorkshopCell } from '../lib/protocol.gen';
import { agenda, ahead, beginnings, forecast, stepsOf } from './agenda';

const MINUTE = 60_000;
const START = 1_700_000_000_000;

const step = (id: string, minutes: number): StepView => ({
  id,
  title: `Step ${id}`,
  minutes,
  prompt: '',
  hint: '',
  clock: '',
  does: [],
  at_end: 'hold',
  off: false,
  voice: 'person',
  dots: 3,
});

const programme: ProgrammeCell = {
  title: 'Test',
  stages: [
    { id: 'one', title: 'One', steps: [step('a', 10)] },
    { id: 'two', title: 'Two', steps: [step('b', 7), step('c', 5), step('d', 3)] },
    { id: 'three', title: 'Three', steps: [step('e', 20)] },
  ],
};

const live = (index: number, id: string, spent: Record<string, number>): StageCell => ({
  step: id,
  stage: 'two',
  index,
  does: [],
  entered_at: START,
  spent,
  revealed: false,
  revealed_at: null,
  spotlight: null,
  brought_at: null,
});

const workshop = (over: Partial<WorkshopCell>, endsAt: number | null = null): WorkshopCell => ({
  id: 'w',
  details: {
    title: '',
    place: '',
    purpose: '',
    rules: [],
    themes: [],
    authors: 'hidden',
    preview: false,
    ends_at: endsAt,
    privacy: '',
    video: '',
    zone: '',
    erase_at: null,
  },
  convener: '',
  code: '',
  created_at: START,
  started_at: START,
  closed_at: null,
  door: 'open',
  in_the_room: 0,
  rehearsal: false,
  ...over,
});

const running = (endsAt: number): ClockCell => ({
  state: 'running',
  total_ms: 5 * MINUTE,
  left_ms: 0,
  ends_at: endsAt,
  moves_at: null,
  moves_to: null,
});

describe('the agenda', () => {
  it('ticks what has been live, and nothing that was passed over', () => {
    const stages = agenda(programme, live(2, 'c', { a: 11.4 * MINUTE, c: 0 }));
    expect(stages.map((stage) => stage.state)).toEqual(['done', 'now', 'ahead']);
    expect(stages[1]?.steps.map(({ state }) => state)).toEqual(['skipped', 'now', 'ahead']);
  });

  it('says how long a finished stage took, and how long the others are planned', () => {
    const stages = agenda(programme, live(2, 'c', { a: 11.4 * MINUTE }));
    expect(stages.map((stage) => stage.minutes)).toEqual([11, 15, 20]);
  });

  it('keeps the tick of a later step when the workshop went back', () => {
    const stages = agenda(programme, live(1, 'b', { a: MINUTE, b: 0, c: 2 * MINUTE }));
    expect(stages[1]?.steps.map(({ state }) => state)).toEqual(['now', 'done', 'ahead']);
  });
});

describe('the agenda of a closed workshop', () => {
  const closed = agenda(programme, live(2, 'c', { a: 11 * MINUTE, b: 7 * MINUTE }), START + 4 * MINUTE);

  it('marks nothing as live or to come', () => {
    expect(closed.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
    expect(closed.flatMap(({ steps }) => steps.map(({ state }) => state))).toEqual([
      'done',
      'done',
      'done',
      'skipped',
      'skipped',
    ]);
  });

  it('counts the last step until the close', () => {
    expect(closed[1]?.minutes).toBe(11);
  });
});

describe('the forecast', () => {
  const now = START + 20 * MINUTE;

  it('adds what is left of the step and all later steps', () => {
    const said = forecast(programme, live(2, 'c', {}), running(now + 2 * MINUTE), workshop({}), now);
    expect(said.endsAt).toBe(now + 25 * MINUTE);
    expect(said.late).toBe(0); // 45 minutes planned from the start
  });

  it('counts overtime, and compares with the time agreed beforehand', () => {
    const clock = { ...running(now - 4 * MINUTE), state: 'over' as const };
    const said = forecast(programme, live(2, 'c', {}), clock, workshop({}, now + 30 * MINUTE), now);
    expect(said.endsAt).toBe(now + 23 * MINUTE);
    expect(said.late).toBe(-7);
  });

  it('has nothing to compare with before the start without an agreed end', () => {
    const clock = { ...running(0), state: 'paused' as const, left_ms: 10 * MINUTE, ends_at: null };
    expect(forecast(programme, live(0, 'a', {}), clock, workshop({ started_at: null }), now).late).toBeNull();
  });
});

describe('steps that are switched off', () => {
  const off = (...ids: string[]): ProgrammeCell => ({
    ...programme,
    stages: programme.stages.map((stage) => ({
      ...stage,
      steps: stage.steps.map((each) => ({ ...each, off: ids.includes(each.id) })),
    })),
  });

  it('are not in the agenda, and a stage of such steps is not either', () => {
    const stages = agenda(off('b', 'e'), live(1, 'c', {}));
    expect(stages.map(({ stage }) => stage.id)).toEqual(['one', 'two']);
    expect(stages[1]?.steps.map(({ step: each }) => each.id)).toEqual(['c', 'd']);
    expect(stages[1]?.minutes).toBe(8);
  });

  it('take no time, and are passed over', () => {
    const now = START + 20 * MINUTE;
    const said = forecast(off('d'), live(1, 'c', {}), running(now + 2 * MINUTE), workshop({}), now);
    expect(said.endsAt).toBe(now + 22 * MINUTE);
    expect(ahead(stepsOf(off('d')), live(1, 'c', {})).map(({ id }) => id)).toEqual(['e']);
  });
});

describe('the clock times of the agenda', () => {
  const now = START + 20 * MINUTE;

  it('go on from what is left of the live step', () => {
    const times = beginnings(stepsOf(programme), live(2, 'c', {}), running(now + 2 * MINUTE), workshop({}), now);
    expect([...times]).toEqual([
      ['c', START],
      ['d', now + 2 * MINUTE],
      ['e', now + 5 * MINUTE],
    ]);
  });

  it('before the start, are in time for the agreed end', () => {
    const clock = { ...running(0), state: 'paused' as const, left_ms: 10 * MINUTE, ends_at: null };
    const waits = workshop({ started_at: null }, now + 60 * MINUTE);
    const times = beginnings(stepsOf(programme), live(0, 'a', {}), clock, waits, now);
    expect(times.get('a')).toBe(now + 15 * MINUTE);
    expect(times.get('b')).toBe(now + 25 * MINUTE);
    expect(forecast(programme, live(0, 'a', {}), clock, waits, now)).toEqual({ endsAt: now + 60 * MINUTE, late: 0 });
  });
});
