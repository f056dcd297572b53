// Who is in a team, as a line.
import type { TeamCell } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';
import { teamNames } from '../stage/brief-words';
import { wholeRound } from '../stage/whole-group';

/** "Ellie (Haringey Libraries), Yusuf (Somali Parents)", or "Everyone, round 2". */
export function membersOf(view: View, team: TeamCell | undefined): string {
  if (wholeRound(view.teams, team?.id) !== null) return teamNames(view, team?.id);
  return (team?.seats ?? [])
    .map((id) => view.seat(id))
    .filter((seat) => seat !== undefined)
    .map((seat) => seat.with_organisation)
    .join(', ');
}
