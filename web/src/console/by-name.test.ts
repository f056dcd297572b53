// Who is with an organisation by name only, and which organisations have no voice because of it.
import { describe, expect, it } from 'vitest';
import type { OrganisationCell, SeatCell } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';
import { byNameIn, withoutVoice } from './by-name';

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

  it('leave an organisation without a voice unless somebody with a device is confirmed', () => {
    const silent = (...seats: SeatCell[]) => withoutVoice(view(...seats)).map(({ id }) => id);
    expect(silent(seat(1, 2, { by_name: true }))).toEqual([2]);
    expect(silent(seat(1, 2, { by_name: true }), seat(2, 2))).toEqual([]);
    expect(silent(seat(1, 2, { by_name: true }), seat(2, 2, { without_device: true }))).toEqual([2]);
    expect(silent(seat(1, 2))).toEqual([]);
  });
});
