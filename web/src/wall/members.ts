// Who is in a team, as a line.
import type { TeamCell } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';

/** "Ellie (Haringey Libraries), Yusuf (Somali Parents)". */
export function membersOf(view: View, team: TeamCell | undefined): string {
  return (team?.seats ?? [])
    .map((id) => view.seat(id))
    .filter((seat) => seat !== undefined)
    .map((seat) => {
      const organisation = view.organisation(seat.organisation)?.name;
      return organisation ? `${seat.name} (${organisation})` : seat.name;
    })
    .join(', ');
}
