// The order of a round of turns, changed by menu, by drag and by chance. Only those who still wait are moved by chance: who has been heard
// stays where they were, and whose turn it is keeps it.
import type { RoundCell } from '../lib/protocol.gen';
import type { Way } from '../stage/arrangement.svelte';

/** Numbers of organisations or teams, in the order in which they have their turn. */
export function orderOf({ turns }: RoundCell): number[] {
  return turns.map(({ subject }) => subject);
}

/** The order with one moved up or down, to the top or to the end. */
export function shifted(round: RoundCell, subject: number, way: Way): number[] {
  const order = orderOf(round);
  const at = order.indexOf(subject);
  const others = order.filter((other) => other !== subject);
  const to = { first: 0, up: Math.max(0, at - 1), down: at + 1, last: others.length }[way];
  return [...others.slice(0, to), subject, ...others.slice(to)];
}

/** The order with one in another's place, which makes room. */
export function inPlaceOf(round: RoundCell, subject: number, of: number): number[] {
  const order = orderOf(round);
  const to = order.indexOf(of);
  const others = order.filter((other) => other !== subject);
  return [...others.slice(0, to), subject, ...others.slice(to)];
}

/** The order with those who wait shuffled; who opens the round stays before them. `random` gives numbers in [0, 1). */
export function shuffled(round: RoundCell, opens: number | null, random: () => number = Math.random): number[] {
  const waits = (subject: number) => round.turns.some((turn) => turn.subject === subject && turn.state === 'waiting');
  const order = orderOf(round);
  const waiting = order.filter((subject) => waits(subject) && subject !== opens);
  // Fisher and Yates: every order is as likely as any other
  for (let at = waiting.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [waiting[at], waiting[other]] = [waiting[other] as number, waiting[at] as number];
  }
  const stay = order.filter((subject) => !waits(subject));
  return [...stay, ...(opens !== null && waits(opens) ? [opens] : []), ...waiting];
}
