// Who counted the hands of a poll, in words, and for how many people a screen counts.
import { AT_TABLE, type Counter, type HandsBy, type PollCell } from '../lib/protocol.gen';
import type { Session } from '../lib/session.svelte';
import type { View } from '../lib/view.svelte';
import * as words from '../words/table.gen';

/** "table of Tina: 4". */
export function counterWords(view: View, { by, hands: count }: HandsBy): string {
  if (by === 'room') return words.counterRoom({ count });
  if (by === 'earlier') return words.counterEarlier({ count });
  return words.counterTable({ count, name: view.seat(by.table)?.name ?? '' });
}

/** Who counted what counts: "a facilitator: 4, table of Tina: 2"; nothing where nobody did. */
export function countedBy(view: View, poll: PollCell): string {
  const counted = poll.counted.filter(({ struck, hands }) => !struck && hands > 0);
  return counted.map((one) => counterWords(view, one)).join(', ');
}

/** As whom this screen counts: a facilitator for the room, a table for itself. */
export function counterOf({ role, seat }: Session): Counter {
  return role === 'facilitator' || seat === null ? 'room' : { table: seat };
}

export function sameCounter(a: Counter, b: Counter): boolean {
  return typeof a === 'string' || typeof b === 'string' ? a === b : a.table === b.table;
}

/** People without a device whom this screen counts for. */
export function countsFor(session: Session): number {
  const { view } = session;
  const by = counterOf(session);
  const people = view.seats.filter((seat) => seat.without_device);
  if (typeof by !== 'string') return people.filter(({ at }) => at === by.table).length;
  // Nobody else counts those at a facilitator's table
  const named = people.filter(({ at }) => at === null || view.seat(at)?.role === 'facilitator').length;
  return Math.max(named, view.workshop?.in_the_room ?? 0);
}

/** Can this table add another person itself? */
export function hasRoom(session: Session): boolean {
  const here = session.view.seats.filter(({ at }) => at !== null && at === session.seat).length;
  return session.role === 'facilitator' || here < AT_TABLE;
}
