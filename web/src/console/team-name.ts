// What a team is called: its number, and the people in it, so that it is recognised before its brief has a title.
import type { TeamId } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';
import { teamNames } from '../stage/brief-words';
import { wholeRound } from '../stage/whole-group';
import * as words from '../words/console.gen';

/** "Team 2: Ama, Tom", or "Everyone, round 2". */
export function teamName(view: View, team: TeamId): string {
  const people = teamNames(view, team);
  if (wholeRound(view.teams, team) !== null) return people;
  return people === '' ? words.team({ number: team }) : words.teamOf({ number: team, people });
}
