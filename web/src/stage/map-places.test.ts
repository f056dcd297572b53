// A map's arithmetic: numbers follow the lists, squares are found again, and no mark ever covers another.
import { describe, expect, it } from 'vitest';
import { Seeded } from '../lib/seeded';
import type { Field, List } from '../lib/protocol.gen';
import { withoutDecider, withoutLead } from '../lib/role-flags';
import { entryOf, mapsOf, marksOf, shapeOf, squareAt } from './map-places';

const one = (id: string, y: number | null, x: number | null) => ({ id, x, y });
const field = (id: string, over: Partial<Field> = {}): Field => ({ id, kind: 'scale', label: id, ...over });
const list = (id: string, over: Partial<List> = {}): List => ({
  ...{ id, title: id, rows: 'workshop', columns: [field('interest'), field('influence')] },
  ...over,
});
const axes = { x: 'interest', y: 'influence' };

describe('a map of lists', () => {
  it('numbers people by their place in the lists and leaves out who has no place', () => {
    const { marks } = marksOf([one('a', 5, 5), one('b', null, 3), one('c', 1, 1)]);
    expect(marks.map(({ number, entry }) => [number, entry.id])).toEqual([
      [1, 'a'],
      [3, 'c'],
    ]);
  });

  it('puts every mark into the square of its figures', () => {
    for (const y of [1, 2, 3, 4, 5])
      for (const x of [1, 2, 3, 4, 5]) {
        const [mark] = marksOf([one('a', y, x)]).marks;
        expect(squareAt(mark?.x ?? 0, mark?.y ?? 0)).toEqual({ x, y });
      }
    expect(squareAt(0, 0)).toBeNull();
  });

  it('never lets a mark cover another or leave its square', () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const random = new Seeded(seed);
    for (let round = 0; round < 100; round += 1) {
      const people = Array.from({ length: random.below(60) + 1 }, (_, at) =>
        one(String(at), random.below(5) + 1, random.below(5) + 1),
      );
      const { marks, radius } = marksOf(people);
      expect(marks).toHaveLength(people.length);
      for (const [at, a] of marks.entries()) {
        for (const [dx, dy] of [
          [radius, 0],
          [-radius, 0],
          [0, radius],
          [0, -radius],
        ] as const)
          expect(squareAt(a.x + dx, a.y + dy), `seed ${seed}`).toEqual({
            x: a.entry.x,
            y: a.entry.y,
          });
        for (const b of marks.slice(at + 1))
          expect(Math.hypot(a.x - b.x, a.y - b.y), `seed ${seed}`).toBeGreaterThan(2 * radius);
      }
    }
  });
});

describe('the maps of a step', () => {
  it('hold the lists that share their axes, each with marks of its own', () => {
    const others = { columns: [field('likely'), field('bad')], map: { x: 'likely', y: 'bad' } };
    const [core, extended, plain, risks] = [
      list('core', { map: axes }),
      list('extended', { map: axes }),
      list('plain'),
      list('risks', others),
    ];
    const maps = mapsOf([core, extended, plain, risks]);
    expect(maps.map(({ x, y, lists }) => [x.id, y.id, lists.map(({ id }) => id)])).toEqual([
      ['interest', 'influence', ['core', 'extended']],
      ['likely', 'bad', ['risks']],
    ]);
    expect([core, extended].map((each) => shapeOf([core, extended], each))).toEqual(['circle', 'square']);
    const row = { id: 'r', values: { interest: 2 } };
    expect(entryOf(core, row, 'Ama')).toMatchObject({ id: 'core/r', name: 'Ama', x: 2, y: null });
  });

  it('are none of columns that are switched off', () => {
    expect(
      mapsOf([list('core', { map: axes, columns: [field('interest', { off: true }), field('influence')] })]),
    ).toEqual([]);
  });
});

describe('what the roles still lack', () => {
  const organisation = (id: number, stance: string | null) => ({ id, commitment: stance === null ? null : { stance } });

  const row = (values: Record<string, boolean | number>) => ({ values });
  const core = list('core', { columns: [field('leads', { kind: 'tick', is: 'lead' })] });
  const leadership = list('leadership', {
    columns: [field('of', { kind: 'organisation', is: 'organisation' }), field('yes', { kind: 'tick', is: 'decides' })],
  });

  it('is a lead, as long as there are people and nobody leads', () => {
    expect(withoutLead(core, [])).toBeUndefined();
    expect(withoutLead(core, [row({})])).toMatchObject({ id: 'leads' });
    expect(withoutLead(core, [row({}), row({ leads: true })])).toBeUndefined();
  });

  it('is a decision-maker of each organisation that is in, and of no other', () => {
    const organisations = [
      organisation(1, 'in'),
      organisation(2, 'in'),
      organisation(3, 'away'),
      organisation(4, null),
    ];
    const rows = [row({ of: 1, yes: true }), row({ of: 2 }), row({ yes: true })];
    expect(withoutDecider(organisations, leadership, rows).map(({ id }) => id)).toEqual([2]);
  });

  it('is nothing that the programme does not ask for', () => {
    expect(withoutLead(list('core', { columns: [] }), [row({})])).toBeUndefined();
    expect(withoutLead(undefined, [])).toBeUndefined();
    expect(withoutDecider([organisation(1, 'in')], undefined, [])).toEqual([]);
    expect(withoutDecider([organisation(1, 'in')], list('leadership', { columns: [] }), [])).toEqual([]);
  });
});
