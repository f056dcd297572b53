// Rules 13 and 27: one primary button, named for the next act inside the step, and only then for the next step.
import { describe, expect, it } from 'vitest';
import type {
  Capability,
  ChoiceCell,
  ClosingCell,
  GroupCell,
  PollCell,
  PollKind,
  RoundCell,
  RoundKind,
  StageCell,
  StepView,
  WorkshopCell,
} from '../lib/protocol.gen';
import { inSentence, whatNext, type Next, type Standing } from './primary';

/** Every capability; the compiler sees to it that none is missing. */
const EVERY: Record<Capability, 'round' | 'poll' | 'groups' | 'teams' | 'brief' | 'theirs'> = {
  arrive: 'theirs',
  card: 'theirs',
  speak: 'round',
  write: 'theirs',
  reveal: 'theirs',
  group: 'theirs',
  discuss: 'groups',
  match: 'theirs',
  dots: 'poll',
  fit: 'poll',
  rate: 'poll',
  pair: 'teams',
  brief: 'theirs',
  report: 'round',
  choose: 'poll',
  agree: 'brief',
  roles: 'theirs',
  act: 'round',
  pulse: 'poll',
};
const KINDS: Partial<Record<Capability, PollKind>> = {
  rate: 'rating',
  dots: 'dots',
  fit: 'fit',
  choose: 'choice',
  pulse: 'pulse',
};
const of = (kind: (typeof EVERY)[Capability]) =>
  (Object.keys(EVERY) as Capability[]).filter((each) => EVERY[each] === kind);

const step = (id: string, does: Capability[] = [], off = false) => ({ id, title: `Step ${id}`, does, off }) as StepView;
const round = (kind: RoundKind, now: number | null, next: number | null, at = 'a') =>
  ({ id: `${at}/${kind}`, step: at, kind, now, next, turns: [] }) as unknown as RoundCell;
const poll = (kind: PollKind, over: Partial<PollCell> = {}) =>
  ({ id: 'a', step: 'a', kind, open: true, answered: 0, of: 4, hands: 0, counted: [], ...over }) as PollCell;
const groups = ['g1', 'g2'].map((id) => ({ id, title: id }) as GroupCell);
const missing: ClosingCell = {
  missing: [{ what: 'date' }],
  closed_without: [],
  committed: 0,
  needed: 2,
  way_out: null,
};

function room(does: Capability[], over: Partial<Standing> = {}, last = false): Standing {
  return {
    programme: {
      title: 'Test',
      stages: [{ id: 's', title: 'S', steps: [step('a', does), ...(last ? [] : [step('b')])] }],
    },
    live: { step: 'a', spotlight: null } as StageCell,
    workshop: { started_at: 1, closed_at: null } as WorkshopCell,
    closing: { ...missing, missing: [] },
    over: false,
    rounds: [],
    polls: [],
    choice: undefined,
    groups: [],
    teams: 0,
    unplaced: 0,
    ...over,
  };
}
const does = (next: Next | undefined) => [next?.primary.does, next?.onward?.does ?? null];

describe('13 the one primary button', () => {
  it('starts, moves on, closes, and is the record after the end', () => {
    const fresh = { started_at: null, closed_at: null } as WorkshopCell;
    expect(does(whatNext(room(['speak'], { workshop: fresh, rounds: [round('speak', null, 1)] })))).toEqual([
      'start',
      null,
    ]);
    expect(whatNext(room([]))).toMatchObject({ primary: { does: 'next', step: { id: 'b' } }, onward: null });
    expect(does(whatNext(room([], {}, true)))).toEqual(['close', null]);
    expect(does(whatNext(room(['act'], { workshop: { started_at: 1, closed_at: 2 } as WorkshopCell })))).toEqual([
      'record',
      null,
    ]);
  });

  it('passes over steps that are switched off', () => {
    const standing = room([]);
    standing.programme.stages[0]!.steps.splice(1, 0, step('off', [], true));
    expect(whatNext(standing)).toMatchObject({ primary: { step: { id: 'b' } } });
  });

  it('puts titles into a sentence and leaves abbreviations alone', () => {
    expect(inSentence('Group the notes')).toBe('group the notes');
    expect(inSentence('IT kit')).toBe('IT kit');
    expect(inSentence('Éclairs')).toBe('éclairs');
    expect(inSentence('')).toBe('');
  });
});

describe('27 the next act inside the step comes first', () => {
  it.each(of('theirs'))('%s is the people’s to do', (capability) => {
    const standing = room([capability], {
      rounds: [round('speak', null, 1)],
      polls: [poll('rating')],
      groups,
      unplaced: 4,
    });
    expect(does(whatNext(standing))).toEqual(['next', null]);
  });

  it.each(of('round'))('%s: begin, the next turn, the end, then the next step', (capability) => {
    const kind = capability as RoundKind;
    const at = (now: number | null, next: number | null) =>
      does(whatNext(room([capability], { rounds: [round(kind, now, next)], closing: missing })));
    expect(at(null, 1)).toEqual(['turn', 'next']);
    expect(at(1, 2)).toEqual(['turn', 'next']);
    expect(at(2, null)).toEqual(['turn', 'next']);
    expect(at(null, null)).toEqual(['next', null]);
    const elsewhere = room([capability], { rounds: [round(kind, null, 1, 'b')], closing: missing });
    expect(does(whatNext(elsewhere)), 'another step’s round is its own').toEqual(['next', null]);
  });

  it.each(of('poll'))('%s: close and show, then the next step', (capability) => {
    const kind = KINDS[capability]!;
    const at = (polls: PollCell[]) => does(whatNext(room([capability], { polls })));
    expect(at([poll(kind)])).toEqual(['show', 'next']);
    expect(at([poll(kind, { open: false })])).toEqual(['next', null]);
    expect(at([poll(kind, { of: 0 })]), 'nobody can answer').toEqual(['next', null]);
    expect(at([poll(kind, { of: 0, hands: 3 })])).toEqual(['show', 'next']);
    expect(at([poll(kind, { step: 'b' })])).toEqual(['next', null]);
    expect(at([])).toEqual(['next', null]);
  });

  it('discuss: the first group, the next one, then the next step', () => {
    const at = (spotlight: string | null, some = groups) =>
      whatNext(room(['group', 'discuss'], { groups: some, live: { step: 'a', spotlight } as StageCell }));
    expect(at(null)).toMatchObject({
      primary: { does: 'discuss', group: { id: 'g1' }, first: true },
      onward: { does: 'next' },
    });
    expect(at('g1')).toMatchObject({ primary: { does: 'discuss', group: { id: 'g2' }, first: false } });
    expect(does(at('g2'))).toEqual(['next', null]);
    expect(does(at(null, []))).toEqual(['next', null]);
  });

  it('pair: make the teams, place whoever is in none, then the next step', () => {
    const at = (teams: number, unplaced: number) => does(whatNext(room(['pair', 'brief'], { teams, unplaced })));
    expect(at(0, 5)).toEqual(['pair', 'next']);
    expect(at(2, 1)).toEqual(['pair', 'next']);
    expect(at(2, 0)).toEqual(['next', null]);
    expect(at(0, 1), 'one alone is no team').toEqual(['next', null]);
  });

  it.each(['choose', 'agree'] as const)('%s: settle the tie or choose the brief, then the next step', (capability) => {
    const at = (choice: Partial<ChoiceCell> | undefined, over: Partial<Standing> = {}) =>
      whatNext(
        room([capability], {
          teams: 3,
          choice: choice && { chosen: null, tied: [], agreements: [], ...choice },
          ...over,
        }),
      );
    expect(at({ tied: [1, 2] })).toMatchObject({ primary: { does: 'settle', tie: true }, onward: { does: 'next' } });
    expect(at({})).toMatchObject({ primary: { does: 'settle', tie: false }, onward: { does: 'next' } });
    expect(at(undefined)).toMatchObject({ primary: { does: 'settle', tie: false } });
    expect(does(at({ chosen: 2, tied: [1, 2] }))).toEqual(['next', null]);
    expect(does(at(undefined, { teams: 0 })), 'no briefs').toEqual(['next', null]);
  });

  it('choose: the poll is closed before its tie is settled', () => {
    const at = (open: boolean) => whatNext(room(['choose'], { teams: 2, polls: [poll('choice', { open })] }));
    expect(at(true)?.primary).toMatchObject({ does: 'show' });
    expect(at(false)?.primary).toMatchObject({ does: 'settle' });
  });

  it('takes the acts of a step with several one after the other', () => {
    const both = (open: boolean) => [poll('rating', { open }), poll('dots', { id: 'a-dots' })];
    expect(whatNext(room(['dots', 'rate'], { polls: both(true) }))).toMatchObject({
      primary: { poll: { kind: 'rating' } },
    });
    expect(whatNext(room(['dots', 'rate'], { polls: both(false) }))).toMatchObject({
      primary: { poll: { kind: 'dots' } },
    });
  });
});

describe('27 the end', () => {
  const turns = [round('act', null, 1)];

  it('gives turns while something is missing, says what is missing after that, and closes when nothing is', () => {
    const at = (over: Partial<Standing>) =>
      does(whatNext(room(['act', 'pulse'], { polls: [poll('pulse')], ...over }, true)));
    expect(at({ closing: missing, rounds: turns })).toEqual(['turn', 'close']);
    expect(at({ closing: missing, rounds: [round('act', null, null)] })).toEqual(['missing', 'close']);
    expect(at({ rounds: turns })).toEqual(['close', null]);
  });

  it('closes when the time is up, whatever is missing', () => {
    expect(does(whatNext(room(['act'], { closing: missing, rounds: turns, over: true }, true)))).toEqual([
      'close',
      null,
    ]);
    expect(does(whatNext(room(['act'], { closing: missing, rounds: turns, over: true })))).toEqual(['turn', 'next']);
  });

  it('leaves the pulse open on the way out, unless the step is nothing else', () => {
    expect(does(whatNext(room(['agree', 'pulse'], { polls: [poll('pulse')] }, true)))).toEqual(['close', null]);
    expect(does(whatNext(room(['pulse'], { polls: [poll('pulse')] }, true)))).toEqual(['show', 'close']);
  });
});
