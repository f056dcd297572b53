// Rule 17: the counts add up to everybody, and nothing is said of nobody.
import { describe, expect, it } from 'vitest';
import type { SeatCell } from '../lib/protocol.gen';
import { roster } from '../console/roster';
import { everyoneWrites, hereCount, readiness } from './readiness';

const seat = (id: number, over: Partial<SeatCell> = {}): SeatCell => ({
  id,
  name: `Person ${id}`,
  given: `Person ${id}`,
  among_own: `Person ${id}`,
  with_organisation: `Person ${id}`,
  organisation: null,
  role: 'participant',
  hand_at: null,
  waved_at: null,
  done: false,
  more_time: false,
  table: false,
  asks_table: false,
  without_device: false,
  at: null,
  waiting: false,
  by_name: false,
  ...over,
});

/** A facilitator, three who write (one at a table), two done, one who needs time, one whose phone sleeps, one without a phone. */
const seats = [
  seat(1, { role: 'facilitator' }),
  seat(2),
  seat(3, { table: true }),
  seat(4),
  seat(5, { done: true }),
  seat(6, { done: true }),
  seat(7, { more_time: true }),
  seat(8),
  seat(9, { without_device: true }),
];
const present = new Map([1, 2, 3, 4, 5, 6, 7].map((id) => [id, { at: id === 1 ? 'plan#place' : null }]));

describe('17 readiness', () => {
  it('counts who writes, who is done and who needs more time', () => {
    expect(readiness(seats, present, true)).toEqual([
      { is: 'writing', count: 3 },
      { is: 'done', count: 2 },
      { is: 'moreTime', count: 1 },
    ]);
  });

  it('30 says as many as the list of people shows', () => {
    const room = roster({ seats, organisations: [], present, everyoneWrites: true });
    const people = room.parties.flatMap((party) => party.people);
    for (const { is, count } of readiness(seats, present, true))
      expect(people.filter(({ doing }) => doing === is)).toHaveLength(count);
    expect(hereCount(seats, present)).toBe(room.here);
    expect(room.here).toBe(8);
  });

  it('says nothing of writing where people do something else', () => {
    expect(readiness(seats, present, false).map(({ is }) => is)).toEqual(['done', 'moreTime']);
    expect(readiness([seat(2)], present, false)).toEqual([]);
  });

  it('takes for writing what is about writing', () => {
    expect(everyoneWrites(['write'])).toBe(true);
    expect(everyoneWrites(['write', 'reveal', 'group'])).toBe(false);
    expect(everyoneWrites(undefined)).toBe(false);
  });
});
