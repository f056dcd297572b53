// The room as one team: which team of everyone writes now, and which round it is.
import type { TeamCell } from '../lib/protocol.gen';

/** The team of everyone that writes now, if there is one. */
export function wholeTeam(teams: readonly TeamCell[]): TeamCell | undefined {
  return teams.filter(({ whole, seats }) => whole && seats.length > 0).at(-1);
}

/** Which round of a workshop that writes in one team this was, from 1; null for a team of some. */
export function wholeRound(teams: readonly TeamCell[], team: number | null | undefined): number | null {
  const place = teams.filter(({ whole }) => whole).findIndex(({ id }) => id === team);
  return place < 0 ? null : place + 1;
}
