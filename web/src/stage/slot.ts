// What is left of one turn's slot in a round.
import type { ServerClock } from '../lib/clock.svelte';
import type { RoundCell } from '../lib/protocol.gen';

/** Milliseconds left of the present turn; negative once it is over, the whole slot before it begins. */
export function slotLeft(round: RoundCell | undefined, clock: ServerClock): number {
  if (round === undefined) return 0;
  return round.ends_at === null ? (round.left_ms ?? round.total_ms) : clock.until(round.ends_at);
}
