// The stakeholder map's arithmetic: numbers follow the list, squares are found again, and no mark ever covers another.
import { describe, expect, it } from 'vitest';
import { Seeded } from '../lib/seeded';
import { withoutDecider, withoutLead } from '../lib/plan-flags';
import { marksOf, squareAt, type Stakeholder } from './stakeholders';

const one = (id: string, influence: number | null, interest: number | null): Stakeholder => ({
  id,
  ring: 'core',
  name: id,
  influence,
  interest,
});

describe('the stakeholder map', () => {
  it('numbers people by their place in the lists and leaves out who has no place', () => {
    const { marks } = marksOf([one('a', 5, 5), one('b', null, 3), one('c', 1, 1)]);
    expect(marks.map(({ number, stakeholder }) => [number, stakeholder.id])).toEqual([
      [1, 'a'],
      [3, 'c'],
    ]);
  });

  it('puts every mark into the square of its figures', () => {
    for (const influence of [1, 2, 3, 4, 5])
      for (const interest of [1, 2, 3, 4, 5]) {
        const [mark] = marksOf([one('a', influence, interest)]).marks;
        expect(squareAt(mark?.x ?? 0, mark?.y ?? 0)).toEqual({ influence, interest });
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
            influence: a.stakeholder.influence,
            interest: a.stakeholder.interest,
          });
        for (const b of marks.slice(at + 1))
          expect(Math.hypot(a.x - b.x, a.y - b.y), `seed ${seed}`).toBeGreaterThan(2 * radius);
      }
    }
  });
});

describe('what the roles still lack', () => {
  const organisation = (id: number, stance: string | null) => ({ id, commitment: stance === null ? null : { stance } });

  it('is a lead, as long as nobody leads', () => {
    expect(withoutLead([])).toBe(true);
    expect(withoutLead([{ lead: false }])).toBe(true);
    expect(withoutLead([{ lead: false }, { lead: true }])).toBe(false);
  });

  it('is a decision-maker of each organisation that is in, and of no other', () => {
    const organisations = [
      organisation(1, 'in'),
      organisation(2, 'in'),
      organisation(3, 'away'),
      organisation(4, null),
    ];
    const leadership = [
      { organisation: 1, decides: true },
      { organisation: 2, decides: false },
      { organisation: null, decides: true },
    ];
    expect(withoutDecider(organisations, leadership).map(({ id }) => id)).toEqual([2]);
  });
});
