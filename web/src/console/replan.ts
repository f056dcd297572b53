// Spreading the minutes that are left over the steps that are left. Pure; Replan.svelte shows it.
import { STEP_MINUTES } from '../lib/protocol.gen';

/**
 * Whole minutes for each step, in proportion to the planned ones, together exactly `minutes`: each at least 1 and at most `most`. Where
 * that is not possible, as near to it as it gets. Minutes that a fraction leaves over go to the largest fractions, earlier steps first.
 */
export function spread(planned: readonly number[], minutes: number, most: number = STEP_MINUTES): number[] {
  const sum = Math.min(Math.max(minutes, planned.length), planned.length * most);
  const shares = bounded(planned, sum, most);
  const given = shares.map((share) => Math.floor(share + EPSILON));
  const order = shares
    .map((share, place) => ({ place, rest: share - Math.floor(share + EPSILON) }))
    .sort((a, b) => b.rest - a.rest || a.place - b.place);
  let left = sum - given.reduce((total, each) => total + each, 0);
  for (const { place } of order) {
    const now = given[place] ?? 0;
    if (left <= 0 || now >= most) continue;
    given[place] = now + 1;
    left -= 1;
  }
  return given;
}

/** What floating point leaves of a whole number. */
const EPSILON = 1e-9;

/** Proportional shares of a sum, none under 1 or over `most`: what is held at a bound is taken out, and the rest shared anew. */
function bounded(planned: readonly number[], sum: number, most: number): number[] {
  const high = new Set<number>();
  for (;;) {
    const shares = fromBelow(planned, sum, most, high);
    const over = shares.flatMap((share, place) => (share > most ? [place] : []));
    if (over.length === 0) return shares;
    // What they leave goes to the others, also to those that were held at 1
    for (const place of over) high.add(place);
  }
}

/** The same with the lower bound alone; those in `high` have `most`. */
function fromBelow(planned: readonly number[], sum: number, most: number, high: ReadonlySet<number>): number[] {
  const low = new Set<number>();
  for (;;) {
    const free = planned.map((_, place) => place).filter((place) => !high.has(place) && !low.has(place));
    const weight = free.reduce((total, place) => total + (planned[place] ?? 0), 0);
    const rest = sum - high.size * most - low.size;
    const shares = planned.map((each, place) => (high.has(place) ? most : low.has(place) ? 1 : (rest * each) / weight));
    const under = free.filter((place) => (shares[place] ?? 0) < 1);
    if (under.length === 0) return shares;
    for (const place of under) low.add(place);
  }
}
