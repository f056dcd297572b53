// The teams as the facilitator looks at them: who asks for help comes first, what each works on, and which problems nobody took.
import type { GroupCell, SeatCell, TeamCell } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';

const MINUTE_MS = 60_000;

/** Those who ask for help first, the one that asked earliest at the top; then by number. */
export function byNeed(teams: readonly TeamCell[]): TeamCell[] {
  const asked = (team: TeamCell) => team.help_at ?? Number.POSITIVE_INFINITY;
  return [...teams].sort((a, b) => (asked(a) === asked(b) ? a.id - b.id : asked(a) - asked(b)));
}

/** Participants who are in no team. */
export function inNoTeam(view: View): SeatCell[] {
  const placed = new Set(view.teams.flatMap(({ seats }) => seats));
  return view.seats.filter(({ id, role }) => role === 'participant' && !placed.has(id));
}

/** Titles of the problems that a team's brief picks up. */
export function problemsOf(view: View, team: number): string[] {
  const groups = view.brief(team)?.groups ?? [];
  return groups.map((id) => view.group(id)?.title.trim() ?? '').filter((title) => title !== '');
}

/** Groups that no brief picks up. */
export function untaken(view: View): GroupCell[] {
  const taken = new Set(view.briefs.flatMap(({ groups }) => groups));
  return view.groups.filter(({ id }) => !taken.has(id));
}

/** Whole minutes since a moment; 0 for less than one. */
export function minutesSince(moment: number, now: number): number {
  return Math.max(0, Math.floor((now - moment) / MINUTE_MS));
}
