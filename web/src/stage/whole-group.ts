// The room as one team: which team of everyone writes now, and which round it is.
import type { TeamCell } from '../lib/protocol.gen';

/** The team of everyone that writes now, if there is one: the newest. Rounds before it are parked, with everybody still in them. */
export function wholeTeam(teams: readonly TeamCell[]): TeamCell | undefined {
  const newest = teams.at(-1);
  return newest?.whole && newest.seats.length > 0 ? newest : undefined;
}

/** Which round of a workshop that writes in one team this was, from 1; null for a team of some. */
export function wholeRound(teams: readonly TeamCell[], team: number | null | undefined): number | null {
  const place = teams.filter(({ whole }) => whole).findIndex(({ id }) => id === team);
  return place < 0 ? null : place + 1;
}
