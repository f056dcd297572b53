// Who is with an organisation by name only, and which organisations have no voice because of it.
import { describe, expect, it } from 'vitest';
import type { OrganisationCell, PresentSeat, SeatCell } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';
import { byNameIn, FEW, offeredOf, withoutVoice } from './by-name';

const organisation = (id: number) => ({ id, name: `Organisation ${id}` }) as OrganisationCell;
const seat = (id: number, of: number | null, over: Partial<SeatCell> = {}) =>
  ({ id, organisation: of, by_name: false, without_device: false, ...over }) as SeatCell;
const view = (...seats: SeatCell[]) =>
  ({ organisations: [organisation(1), organisation(2), organisation(3)], seats }) as unknown as View;

describe('those who are with an organisation by name only', () => {
  it('stand under it, and nobody else does', () => {
    const told = byNameIn(
      view(seat(1, 1), seat(2, 2, { by_name: true }), seat(3, 2, { by_name: true }), seat(4, null)),
    );
    expect(told.map(({ organisation, people }) => [organisation.id, people.map(({ id }) => id)])).toEqual([
      [2, [2, 3]],
    ]);
  });

  it('leave an organisation without a voice unless somebody who is connected is confirmed', () => {
    const silent = (present: number[], ...seats: SeatCell[]) =>
      withoutVoice(view(...seats), new Map(present.map((id) => [id, {} as PresentSeat]))).map(({ id }) => id);
    expect(silent([1], seat(1, 2, { by_name: true }))).toEqual([2]);
    expect(silent([1, 2], seat(1, 2, { by_name: true }), seat(2, 2))).toEqual([]);
    expect(silent([1], seat(1, 2, { by_name: true }), seat(2, 2))).toEqual([2]);
    expect(silent([1], seat(1, 2, { by_name: true }), seat(2, 2, { without_device: true }))).toEqual([2]);
    expect(silent([2], seat(1, 2, { by_name: true }), seat(2, 2))).toEqual([]);
    expect(silent([1], seat(1, 2))).toEqual([]);
  });

  it('are all offered at once, but not while a crowd is open: then the first few, who came otherwise before the crowd', () => {
    const many = Array.from({ length: 20 }, (_, at) => seat(at + 1, 1, { by_name: true }));
    expect(offeredOf(view(...many))).toMatchObject({ more: 0, doubtful: false, seats: many });
    const crowded = Object.assign(view(...many), {
      crowd: { at_once: 18, seats: many.slice(0, 18).map(({ id }) => id) },
    });
    const offered = offeredOf(crowded);
    expect(offered.seats.map(({ id }) => id)).toEqual([19, 20, 1, 2, 3, 4]);
    expect(offered).toMatchObject({ more: 20 - FEW, doubtful: true });
  });
});
