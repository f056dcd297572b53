// How far everybody is, each person and as counts of these: one derivation for phones, console and wall, so that a number is the same everywhere.
import type { Capability, PresentSeat, SeatCell, SeatId } from '../lib/protocol.gen';

/** What a person is doing, as one word. */
export type Doing = 'done' | 'moreTime' | 'writing' | 'here' | 'noDevice' | 'away';

/** A kind of readiness. */
export type Ready = 'writing' | 'done' | 'moreTime';

/** Who is connected, and where each one writes. */
export type Present = ReadonlyMap<SeatId, PresentSeat>;

/** The counts worth saying, in the order of saying. */
const SAID: readonly Ready[] = ['writing', 'done', 'moreTime'];

/** What one person is doing. Where everybody writes, whoever is here and neither done nor in need of time is at it. */
export function doingOf(seat: SeatCell, present: Present, everyoneWrites: boolean): Doing {
  if (seat.done) return 'done';
  if (seat.more_time) return 'moreTime';
  const is = present.get(seat.id);
  if (!is) return seat.without_device ? 'noDevice' : 'away';
  return (everyoneWrites ? seat.role === 'participant' : is.at !== null) ? 'writing' : 'here';
}

/** How many participants are doing what; of writing only where everybody does. */
export function readiness(
  seats: readonly SeatCell[],
  present: Present,
  everyoneWrites: boolean,
): { is: Ready; count: number }[] {
  const doing = seats
    .filter(({ role }) => role === 'participant')
    .map((seat) => doingOf(seat, present, everyoneWrites));
  return SAID.filter((is) => everyoneWrites || is !== 'writing')
    .map((is) => ({ is, count: doing.filter((other) => other === is).length }))
    .filter(({ count }) => count > 0);
}

/** How many people are here: connected, or in the room without a device. */
export function hereCount(seats: readonly SeatCell[], present: Present): number {
  return seats.filter(({ id, without_device: none }) => none || present.has(id)).length;
}

/** Is this a step in which everybody writes for themselves? Where notes are turned over or gathered, writing is merely still possible. */
export function everyoneWrites(does: readonly Capability[] | undefined): boolean {
  return does !== undefined && does.includes('write') && !does.includes('reveal') && !does.includes('group');
}
