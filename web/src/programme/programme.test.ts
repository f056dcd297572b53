// Editing programmes: order, faults, files, what differs between two versions, and putting two people's changes together.
import { describe, expect, it } from 'vitest';
import { Seeded } from '../lib/seeded';
import type { Programme, Step } from '../lib/protocol.gen';
import { programmeFaults } from './faults';
import { fileName, fileOf, NoProgramme, programmeIn } from './file';
import { differences, merge } from './merge';
import { forgetOwn, keepOwn, ownProgrammes } from './own';
import { copyOf, moved, placed, running, same, stepsOf, timesFrom, together } from './steps';

const step = (id: string, more: Partial<Step> = {}): Step => ({
  id,
  title: `Step ${id}`,
  minutes: 10,
  prompt: 'What is hard in {place}?',
  hint: '',
  clock: '',
  does: ['write'],
  at_end: 'hold',
  script: '',
  off: false,
  voice: 'person',
  dots: 3,
  ...more,
});
const base: Programme = {
  id: 'p',
  title: 'Ours',
  stages: [
    { id: 'one', title: 'One', steps: [step('a'), step('b')] },
    { id: 'two', title: 'Two', steps: [step('c'), step('d', { off: true })] },
  ],
};
const changed = (change: (programme: Programme) => void): Programme => {
  const copy = copyOf(base);
  change(copy);
  return copy;
};
const of = (programme: Programme, id: string): Step => stepsOf(programme).find((each) => each.id === id)!;

describe('the order', () => {
  it('moves an entry up and down, and leaves it at the ends', () => {
    expect(moved(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c']);
  });

  it('puts an entry before another one, or at the end', () => {
    expect(placed(['a', 'b', 'c'], 'c', 'a')).toEqual(['c', 'a', 'b']);
    expect(placed(['a', 'b', 'c'], 'a', undefined)).toEqual(['b', 'c', 'a']);
    expect(placed(['a', 'b', 'c'], 'a', 'a')).toEqual(['a', 'b', 'c']);
  });
});

describe('the times', () => {
  it('counts and times what takes place', () => {
    expect(running(base).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(together(stepsOf(base))).toBe(30);
    const times = timesFrom(stepsOf(base), 0);
    expect([...times]).toEqual([
      ['a', 0],
      ['b', 600_000],
      ['c', 1_200_000],
    ]);
  });
});

describe('the faults', () => {
  it('finds none in a good programme', () => {
    expect(programmeFaults(base).size).toBe(0);
  });

  it.each<[string, (programme: Programme) => void]>([
    ['step/a/minutes', (p) => (of(p, 'a').minutes = 0)],
    ['step/a/minutes', (p) => (of(p, 'a').minutes = 1.5)],
    ['step/a/minutes', (p) => (of(p, 'a').minutes = NaN)],
    ['step/a/minutes', (p) => (of(p, 'a').minutes = 481)],
    ['step/a/title', (p) => (of(p, 'a').title = ' ')],
    ['step/a/prompt', (p) => (of(p, 'a').prompt = '')],
    ['step/a/prompt', (p) => (of(p, 'a').prompt = 'x'.repeat(301))],
    ['step/a/prompt', (p) => (of(p, 'a').prompt = 'In {planet}')],
    ['step/a/script', (p) => (of(p, 'a').script = 'x'.repeat(4001))],
    ['stage/one/title', (p) => (p.stages[0]!.title = '')],
    ['programme', (p) => stepsOf(p).forEach((each) => (each.off = true))],
  ])('finds %s', (field, change) => {
    expect([...programmeFaults(changed(change)).keys()]).toEqual([field]);
  });

  it('asks for dots only where there are dots', () => {
    expect(programmeFaults(changed((p) => (of(p, 'a').dots = 99))).size).toBe(0);
    const dotted = changed((p) => Object.assign(of(p, 'a'), { does: ['dots'], dots: 11 }));
    expect([...programmeFaults(dotted).keys()]).toEqual(['step/a/dots']);
  });
});

describe('a file', () => {
  it('comes back as it was', () => {
    expect(programmeIn(fileOf(base))).toEqual(base);
    expect(fileName({ ...base, title: 'Gŵyl yr haf: 2026' })).toBe('gwyl-yr-haf-2026.json');
    expect(fileName({ ...base, title: '会' })).toBe('programme.json');
  });

  it('may leave out what has a usual value', () => {
    const short = {
      title: 'T',
      stages: [{ id: 's', title: 'S', steps: [{ id: 'x', title: 'X', minutes: 5, prompt: '?', does: ['write'] }] }],
    };
    expect(stepsOf(programmeIn(JSON.stringify(short)))[0]).toMatchObject({
      at_end: 'hold',
      off: false,
      voice: 'person',
      dots: 3,
    });
  });

  it.each<[string, unknown, string]>([
    ['no JSON', 'id = "toml"', 'JSON'],
    ['a list', [], 'whole file'],
    ['no stages', { title: 'T', stages: [] }, 'no stages'],
    ['a stage without steps', { title: 'T', stages: [{ id: 's', title: 'S', steps: [] }] }, 'stage 1'],
    [
      'an unknown capability',
      { ...base, stages: [{ id: 's', title: 'S', steps: [{ ...step('x'), does: ['fly'] }] }] },
      'fly',
    ],
    [
      'a step without minutes',
      { ...base, stages: [{ id: 's', title: 'S', steps: [{ ...step('x'), minutes: '5' }] }] },
      'minutes',
    ],
    ['an id that is none', { ...base, stages: [{ id: 's', title: 'S', steps: [step('X y')] }] }, 'id'],
    ['two steps with one id', { ...base, stages: [{ id: 's', title: 'S', steps: [step('x'), step('x')] }] }, '“x”'],
    ['a prompt that is too long', changed((p) => (of(p, 'a').prompt = 'x'.repeat(999))), 'prompt'],
  ])('is refused in words if it has %s', (_, content, words) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    expect(() => programmeIn(text)).toThrow(NoProgramme);
    expect(() => programmeIn(text)).toThrow(words);
  });
});

describe('programmes of one’s own', () => {
  it('are kept under their title, and forgotten', () => {
    expect(keepOwn({ ...base, title: 'Later' })).toBe(true);
    keepOwn(base);
    keepOwn({ ...base, id: 'newer' });
    expect(ownProgrammes().map(({ id, title }) => [id, title])).toEqual([
      ['p', 'Later'],
      ['newer', 'Ours'],
    ]);
    forgetOwn('Later');
    expect(ownProgrammes().map(({ title }) => title)).toEqual(['Ours']);
  });

  it('leave out what can’t be read any more', () => {
    localStorage.setItem('trestle:programmes', JSON.stringify([{ title: 'Broken' }, base]));
    expect(ownProgrammes()).toEqual([base]);
    localStorage.setItem('trestle:programmes', 'no list');
    expect(ownProgrammes()).toEqual([]);
  });
});

describe('two people change one programme', () => {
  const mine = changed((p) => {
    of(p, 'a').minutes = 12;
    of(p, 'b').prompt = 'Mine';
    p.stages.reverse();
  });
  const theirs = changed((p) => {
    of(p, 'a').minutes = 20;
    of(p, 'c').minutes = 5;
    of(p, 'd').off = false;
    of(p, 'b').hint = 'Theirs';
    p.stages[0]!.title = 'First';
  });

  it('says what differs', () => {
    expect(differences(base, theirs)).toEqual([
      { title: 'First', what: 'words' },
      { title: 'Step a', what: 'minutes', from: 10, to: 20 },
      { title: 'Step b', what: 'words' },
      { title: 'Step c', what: 'minutes', from: 10, to: 5 },
      { title: 'Step d', what: 'on' },
    ]);
    expect(differences(base, mine)).toContainEqual({ title: 'Ours', what: 'order' });
    expect(differences(base, copyOf(base))).toEqual([]);
  });

  it('keeps what both did, and mine where both did the same thing', () => {
    const both = merge(base, mine, theirs);
    expect(of(both, 'a').minutes).toBe(12);
    expect(of(both, 'b')).toMatchObject({ prompt: 'Mine', hint: 'Theirs' });
    expect(of(both, 'c').minutes).toBe(5);
    expect(of(both, 'd').off).toBe(false);
    expect(both.stages.map(({ title }) => title)).toEqual(['Two', 'First']);
  });

  it('keeps what they added, where they put it', () => {
    const more = changed((p) => p.stages[0]!.steps.splice(1, 0, step('new')));
    const reordered = changed((p) => p.stages[0]!.steps.reverse());
    expect(merge(base, reordered, more).stages[0]!.steps.map(({ id }) => id)).toEqual(['b', 'a', 'new']);
    expect(merge(base, mine, base)).toEqual(mine);
    expect(merge(base, base, theirs)).toEqual(theirs);
  });

  it('loses no step and doubles none, whatever both do', () => {
    const random = new Seeded(Number(import.meta.env['TRESTLE_SEED'] ?? 20_261));
    const shuffled = () =>
      changed((p) => {
        for (let turn = 0; turn < 6; turn += 1) {
          const stage = random.pick(p.stages);
          stage.steps = moved(stage.steps, random.pick(stage.steps), random.below(5) - 2);
          p.stages = moved(p.stages, random.pick(p.stages), random.below(3) - 1);
          random.pick(stage.steps).minutes = 1 + random.below(20);
        }
      });
    for (let round = 0; round < 300; round += 1) {
      const both = merge(base, shuffled(), shuffled());
      const ids = stepsOf(both).map(({ id }) => id);
      expect([...ids].sort(), `TRESTLE_SEED=${random.seed} ${round}`).toEqual(['a', 'b', 'c', 'd']);
    }
  });

  it('compares without regard to the order of fields', () => {
    expect(
      same(base, JSON.parse(JSON.stringify(base, ['title', 'id', 'stages', 'steps', ...Object.keys(step('x'))]))),
    ).toBe(true);
    expect(same(base, mine)).toBe(false);
  });
});
