// Who is here: people by organisation, raised hands on top, and organisations that were expected and have not come.
import type { OrganisationCell, SeatCell } from '../lib/protocol.gen';
import { doingOf, hereCount, type Doing as Readiness, type Present } from '../ui/readiness';

/** What a person is doing, as one word and one picture; a raised hand comes before all else. */
export type Doing = 'hand' | Readiness;

/** A person in the list. */
export interface Person {
  seat: SeatCell;
  doing: Doing;
}

/** An organisation (null: people without one) and its people. */
export interface Party {
  organisation: OrganisationCell | null;
  people: Person[];
}

/** Everybody, sorted for a glance. */
export interface Roster {
  /** Raised hands, the earliest first; they are not repeated below. */
  hands: Person[];
  /** Everybody else, the convener's people first. */
  parties: Party[];
  /** Expected, and nobody came. */
  missing: OrganisationCell[];
  /** Not expected, and nobody of it is here any more. */
  left: OrganisationCell[];
  /** People who are connected now, or in the room without a device. */
  here: number;
  /** People with a seat. */
  seats: number;
}

/** What is known of everybody. */
export interface Room {
  seats: readonly SeatCell[];
  organisations: readonly OrganisationCell[];
  /** Who is connected, and where each one writes. */
  present: Present;
  /** In a step where everybody writes for themselves, not done means writing. */
  everyoneWrites: boolean;
}

/** The roster of a room. */
export function roster(room: Room): Roster {
  const people = room.seats.map((seat) => ({ seat, doing: doing(seat, room) }));
  const hands = people.filter((person) => person.doing === 'hand');
  hands.sort((a, b) => (a.seat.hand_at ?? 0) - (b.seat.hand_at ?? 0));
  const seated = new Set(room.seats.map((seat) => seat.organisation));
  const empty = room.organisations.filter((organisation) => !seated.has(organisation.id));
  return {
    hands,
    parties: parties(people, room.organisations),
    missing: empty.filter(({ expected }) => expected),
    left: empty.filter(({ expected }) => !expected),
    here: hereCount(room.seats, room.present),
    seats: room.seats.length,
  };
}

/** Two letters for a face: "Ama Boateng" is AB, "Ama" is AM. */
export function initials(name: string): string {
  const [first = '', ...others] = name.trim().split(/\s+/u);
  const last = others.at(-1);
  const letters = last === undefined ? [...first].slice(0, 2) : [...first].slice(0, 1).concat([...last].slice(0, 1));
  return letters.join('').toLocaleUpperCase();
}

function doing(seat: SeatCell, room: Room): Doing {
  return seat.hand_at !== null ? 'hand' : doingOf(seat, room.present, room.everyoneWrites);
}

function parties(people: Person[], organisations: readonly OrganisationCell[]): Party[] {
  const sorted = [...organisations].sort((a, b) => Number(b.convener) - Number(a.convener) || a.id - b.id);
  const known = new Set(organisations.map((organisation) => organisation.id));
  const below = people.filter((person) => person.doing !== 'hand');
  const of = (organisation: OrganisationCell) => below.filter((person) => person.seat.organisation === organisation.id);
  const none = below.filter(({ seat }) => seat.organisation === null || !known.has(seat.organisation));
  return [
    ...sorted.map((organisation) => ({ organisation, people: of(organisation) })),
    { organisation: null, people: none },
  ].filter((party) => party.people.length > 0);
}
