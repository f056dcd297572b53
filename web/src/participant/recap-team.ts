// With whom a latecomer writes, in a sentence.
import type { View } from '../lib/view.svelte';
import { list } from '../words/list';
import * as words from '../words/room.gen';

/** The sentence about one's own team; null for whoever is in none. */
export function recapTeam(view: View, seat: number | null): string | null {
  const team = view.team(view.mine?.team);
  if (team === undefined) return null;
  if (team.whole) return words.recapWhole();
  const others = view.names(team.seats.filter((member) => member !== seat));
  return others.length > 0 ? words.recapTeam({ names: list(others) }) : words.recapAlone();
}
