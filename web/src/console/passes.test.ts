// Links and consoles: what stands under what.
import { expect, it } from 'vitest';
import type { PassRow } from '../lib/protocol.gen';
import { families } from './passes';

function row(number: number, more: Partial<PassRow> = {}): PassRow {
  return {
    number,
    kind: 'facilitator',
    organisation: null,
    screen: false,
    link: null,
    screens: 0,
    made_at: null,
    made_by: null,
    used_at: null,
    used_by: null,
    creator: false,
    ...more,
  };
}

it('puts consoles under their link, what runs the workshop first, and loses none whose link is gone', () => {
  const rows = [
    row(1, { kind: 'wall' }),
    row(2),
    row(3, { screen: true, link: 2 }),
    row(4, { screen: true, link: 9 }),
    row(5, { screen: true, creator: true }),
    row(6, { screen: true, link: 2 }),
  ];
  const seen = families(rows).map((family) => [family.row.number, ...family.consoles.map(({ number }) => number)]);
  expect(seen).toEqual([[2, 3, 6], [4], [5], [1]]);
});
