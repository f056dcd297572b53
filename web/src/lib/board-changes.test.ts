// Taking changes of the board back: exactly what was done, and nothing that anybody did since (rule 12).
import { beforeEach, describe, expect, it } from 'vitest';
import { Doc } from 'yjs';
import {
  canTakeBack,
  changesBetween,
  GROUP_TEXTS,
  groupText,
  makeGroup,
  mergeGroups,
  orderGroup,
  place,
  readBoard,
  removeGroup,
  snapshot,
  takeBack,
  type BoardChange,
} from './documents';
import { Seeded } from './seeded';

let doc: Doc;
beforeEach(() => {
  doc = new Doc();
});

/** What a doing changed. */
function changed(does: () => unknown): BoardChange[] {
  const before = snapshot(doc);
  does();
  return changesBetween(before, snapshot(doc));
}

const plain = () => {
  const { groups, places } = snapshot(doc);
  return { groups: Object.fromEntries(groups), places: Object.fromEntries(places) };
};
const at = (note: string) => snapshot(doc).places.get(note) ?? '';

describe('rule 12: a change of the board', () => {
  it('is told by what it is', () => {
    const one = makeGroup(doc, 'one', ['n1', 'n2', 'n3']);
    const two = makeGroup(doc, 'two');
    expect(changed(() => place(doc, 'n1', two))).toMatchObject([{ kind: 'moved', to: two, notes: [{ note: 'n1' }] }]);
    expect(changed(() => makeGroup(doc, '', ['n2', 'n3']))).toMatchObject([{ kind: 'made', notes: [{}, {}] }]);
    expect(changed(() => orderGroup(doc, two, one))).toMatchObject([{ kind: 'ordered', group: two }]);
    expect(changed(() => groupText(doc, one, 'title')?.insert(3, '!'))).toMatchObject([
      { kind: 'worded', after: 'one!' },
    ]);
    expect(changed(() => mergeGroups(doc, two, one))).toMatchObject([{ kind: 'removed', group: two, into: one }]);
    expect(changed(() => removeGroup(doc, one))).toMatchObject([{ kind: 'removed', group: one, into: '' }]);
    expect(changed(() => undefined)).toEqual([]);
  });

  it('leaves before it what somebody else has put in its old place', () => {
    const [one, two, three] = ['one', 'two', 'three'].map((title) => makeGroup(doc, title)) as [string, string, string];
    const change = changed(() => orderGroup(doc, one, three));
    orderGroup(doc, three, two);
    expect(snapshot(doc).groups.get(three)?.order, 'the old place itself').toBe(1);
    expect(takeBack(doc, change)).toBe(true);
    expect(readBoard(doc).groups.map(({ title }) => title)).toEqual(['three', 'one', 'two']);
  });

  it('is taken back whole: two groups that became one, with all that was said about them', () => {
    const one = makeGroup(doc, 'one', ['n1']);
    const two = makeGroup(doc, 'two', ['n2']);
    groupText(doc, one, 'who')?.insert(0, 'parents');
    groupText(doc, two, 'who')?.insert(0, 'carers');
    const before = plain();
    const merged = changed(() => mergeGroups(doc, one, two));
    expect(merged).toHaveLength(1);
    expect(takeBack(doc, merged)).toBe(true);
    expect(plain()).toEqual(before);
    expect(takeBack(doc, merged)).toBe(false);
  });

  it('leaves alone what somebody moved since', () => {
    const one = makeGroup(doc, 'one');
    const two = makeGroup(doc, 'two');
    const gathered = changed(() => ['n1', 'n2'].forEach((note) => place(doc, note, one)));
    place(doc, 'n2', two);
    expect(takeBack(doc, gathered)).toBe(true);
    expect([at('n1'), at('n2')]).toEqual(['', two]);
  });

  it('never removes a group that somebody named, wrote in or laid something into since', () => {
    const made = changed(() => makeGroup(doc, '', ['n1']));
    const [id = ''] = readBoard(doc).groups.map((group) => group.id);
    groupText(doc, id, 'title')?.insert(0, 'Theirs');
    takeBack(doc, made);
    expect(readBoard(doc).groups).toEqual([{ id, title: 'Theirs' }]);
    expect(at('n1')).toBe('');
    expect(canTakeBack(snapshot(doc), made[0]!)).toBe(false);

    const again = changed(() => makeGroup(doc, ''));
    const group = (again[0] as { group: string }).group;
    place(doc, 'n9', group);
    takeBack(doc, again);
    expect(at('n9')).toBe(group);
  });

  it('does not lay notes into a group that has gone since', () => {
    const one = makeGroup(doc, 'one', ['n1']);
    const moved = changed(() => place(doc, 'n1', null));
    removeGroup(doc, one);
    expect(canTakeBack(snapshot(doc), moved[0]!)).toBe(false);
    expect(takeBack(doc, moved)).toBe(false);
  });

  it('does not undo words that somebody has gone on writing', () => {
    const one = makeGroup(doc, 'one');
    const worded = changed(() => groupText(doc, one, 'who')?.insert(0, 'parents'));
    groupText(doc, one, 'who')?.insert(7, ' and carers');
    expect(takeBack(doc, worded)).toBe(false);
    expect(groupText(doc, one, 'who')?.toString()).toBe('parents and carers');
  });

  it('is undone exactly, whatever was done, in any order of doings', () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const random = new Seeded(seed);
    const notes = Array.from({ length: 12 }, (_, index) => `n${index}`);
    const there = () => [...snapshot(doc).groups.keys()];
    const group = () => random.pick(there());
    const some = () => notes.filter(() => random.below(4) === 0);
    const doings = [
      () => makeGroup(doc, random.pick(['', 'named']), some()),
      () => place(doc, random.pick(notes), random.below(3) === 0 ? null : group()),
      () => mergeGroups(doc, group(), group()),
      () => removeGroup(doc, group()),
      () => orderGroup(doc, group(), random.below(3) === 0 ? null : group()),
      () => groupText(doc, group(), random.pick(GROUP_TEXTS))?.insert(0, random.pick(['a', 'bc'])),
    ];
    for (let round = 0; round < 8; round += 1) {
      doc = new Doc();
      const stack: { before: unknown; changes: BoardChange[] }[] = [];
      for (let step = 0; step < 20; step += 1) {
        const does = there().length === 0 ? () => makeGroup(doc, 'first', ['n1', 'n2']) : random.pick(doings);
        stack.push({ before: plain(), changes: changed(does) });
      }
      for (const { before, changes } of stack.reverse()) {
        takeBack(doc, changes);
        expect(plain(), `seed ${seed}`).toEqual(before);
      }
    }
  }, 20_000);
});
