// How the fields of a challenge brief are called, and how a team is.
import type { BriefField } from '../lib/brief';
import type { View } from '../lib/view.svelte';
import * as words from '../words/stage.gen';

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

/** The names of a team's people. */
export function teamNames(view: View, team: number | null | undefined): string {
  return view.names(view.team(team)?.seats ?? []).join(', ');
}

/** What a brief is called: its title, or the team that writes it. */
export function briefTitle(view: View, team: number | null | undefined): string {
  const title = view.brief(team)?.title.trim() ?? '';
  return title === '' ? words.briefOf({ names: teamNames(view, team) }) : title;
}
