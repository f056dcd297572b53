// How the fields of a challenge brief are called, and how a team is.
import type { BriefField } from '../lib/brief';
import type { View } from '../lib/view.svelte';
import * as brief from '../words/brief.gen';
import { list } from '../words/list';
import * as words from '../words/stage.gen';
import { wholeRound } from './whole-group';

/** Label and hint of each field. */
export const briefWords: Record<BriefField, { label: () => string; hint: () => string }> = {
  title: { label: words.briefTitle, hint: words.briefTitleHint },
  who: { label: words.briefWho, hint: words.briefWhoHint },
  why: { label: words.briefWhy, hint: words.briefWhyHint },
  fit: { label: words.briefFit, hint: words.briefFitHint },
  constraints: { label: words.briefConstraints, hint: words.briefConstraintsHint },
  ideas: { label: words.briefIdeas, hint: words.briefIdeasHint },
  already: { label: words.briefAlready, hint: words.briefAlreadyHint },
  success: { label: words.briefSuccess, hint: words.briefSuccessHint },
};

/** Who writes a brief: the people of its team by name, or everyone together. */
export function teamNames(view: View, team: number | null | undefined): string {
  const round = wholeRound(view.teams, team);
  if (round !== null) return brief.everyoneRound({ round });
  return view.names(view.team(team)?.seats ?? []).join(', ');
}

/** "Rhian and Mair"; empty where nobody is in the team. */
const writers = (view: View, team: number | null | undefined) => list(view.names(view.team(team)?.seats ?? []));

/** What a brief is called: its title, or the team that writes it. */
export function briefTitle(view: View, team: number | null | undefined): string {
  const title = view.brief(team)?.title.trim() ?? '';
  if (title !== '') return title;
  if (wholeRound(view.teams, team) !== null) return teamNames(view, team);
  const names = writers(view, team);
  return names === '' ? brief.briefOfTeam({ number: team ?? 0 }) : words.briefOf({ names });
}

/** The same inside a sentence or behind a colon, where a title stays as it was written. */
export function briefInside(view: View, team: number | null | undefined): string {
  const title = view.brief(team)?.title.trim() ?? '';
  if (title !== '' || wholeRound(view.teams, team) !== null) return title || teamNames(view, team);
  const names = writers(view, team);
  return names === '' ? brief.briefOfTeamInside({ number: team ?? 0 }) : words.briefOfInside({ names });
}

/** Whose turn it is to report, short enough for a button: the title, or else the team. */
export function reportShort(view: View, team: number | null | undefined): string {
  const title = view.brief(team)?.title.trim() ?? '';
  if (wholeRound(view.teams, team) !== null) return title || teamNames(view, team);
  return title || writers(view, team) || brief.teamInside({ number: team ?? 0 });
}

/** The briefs that were not chosen: kept whole, and listed. Teams that left nothing behind are none. */
export function parkedBriefs(view: View): number[] {
  const chosen = view.choice?.chosen ?? null;
  return view.teams.filter(({ id, filled }) => id !== chosen && filled > 0).map(({ id }) => id);
}
