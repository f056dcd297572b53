// Who is on top, who is missing, and what each person is doing.
import { describe, expect, it } from 'vitest';
import type { OrganisationCell, SeatCell } from '../lib/protocol.gen';
import { initials, roster, type Room } from './roster';

const seat = (id: number, over: Partial<SeatCell> = {}): SeatCell => ({
  id,
  name: `Person ${id}`,
  given: `Person ${id}`,
  among_own: `Person ${id}`,
  with_organisation: `Person ${id}`,
  organisation: 1,
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

const organisation = (id: number, over: Partial<OrganisationCell> = {}): OrganisationCell => ({
  id,
  name: `Organisation ${id}`,
  convener: false,
  expected: true,
  card: { does: '', priorities: '', contact: '', spaces: '', skills: '', networks: '', impact: '', hope: '' },
  commitment: null,
  ...over,
});

const room = (over: Partial<Room>): Room => ({
  seats: [],
  organisations: [organisation(1), organisation(2, { convener: true }), organisation(3, { expected: false })],
  present: new Map(),
  everyoneWrites: false,
  ...over,
});

describe('17 readiness', () => {
  it('raises hands to the top, the earliest first, and does not repeat them', () => {
    const seats = [seat(1, { hand_at: 20 }), seat(2), seat(3, { hand_at: 10 })];
    const said = roster(room({ seats }));
    expect(said.hands.map((person) => person.seat.id)).toEqual([3, 1]);
    expect(said.parties.flatMap((party) => party.people.map((person) => person.seat.id))).toEqual([2]);
  });

  it('tells writing, done, here and away apart', () => {
    const seats = [seat(1), seat(2, { done: true }), seat(3), seat(4)];
    const present = new Map([
      [1, { at: 'brief/1#who' }],
      [2, { at: null }],
      [3, { at: null }],
    ]);
    const doing = (everyoneWrites: boolean) =>
      roster(room({ seats, present, everyoneWrites })).parties.flatMap((party) => party.people.map((p) => p.doing));
    expect(doing(false)).toEqual(['writing', 'done', 'here', 'away']);
    expect(doing(true)).toEqual(['writing', 'done', 'writing', 'away']);
  });

  it('puts the convener first and people without an organisation last', () => {
    const seats = [
      seat(1, { organisation: null }),
      seat(2),
      seat(3, { organisation: 2 }),
      seat(4, { organisation: 99 }),
    ];
    const said = roster(room({ seats }));
    expect(said.parties.map((party) => party.organisation?.id ?? null)).toEqual([2, 1, null]);
    expect(said.parties.at(-1)?.people.map((person) => person.seat.id)).toEqual([1, 4]);
  });

  it('lists who was expected and has not come, and apart from them who was not and has nobody here', () => {
    const said = roster(room({ seats: [seat(1)] }));
    expect([said.missing, said.left].map((list) => list.map(({ id }) => id))).toEqual([[2], [3]]);
  });
});

describe('a face', () => {
  it('has two letters of any script', () => {
    expect(initials('Ama Boateng')).toBe('AB');
    expect(initials('  ama ')).toBe('AM');
    expect(initials('Łukasz van der Żuk')).toBe('ŁŻ');
    expect(initials('')).toBe('');
  });

  it('tells who needs more time, and who is here without a device', () => {
    const seats = [seat(1, { more_time: true }), seat(2, { without_device: true }), seat(3)];
    const said = roster(room({ seats }));
    expect(said.parties.flatMap(({ people }) => people.map(({ doing }) => doing))).toEqual([
      'moreTime',
      'noDevice',
      'away',
    ]);
    expect(said.here).toBe(1);
  });
});
