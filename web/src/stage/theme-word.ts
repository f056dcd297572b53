// What stands on a note's strip: its theme's title, or that it has none.
import type { View } from '../lib/view.svelte';
import { noTheme } from '../words/stage.gen';

/** The word for a theme by its id; notes without a theme have an empty one. */
export function themeWord(view: View, theme: string): string {
  return view.themes[view.themePlace(theme)]?.title ?? noTheme();
}

/** The lanes in which notes lie: one for each theme, in the workshop's order, and behind them the one of notes without a theme. */
export function lanesOf<Note extends { theme: string }>(view: View, notes: readonly Note[]) {
  return [...view.themes, { id: '', title: noTheme() }]
    .map((theme) => ({
      theme,
      place: view.themePlace(theme.id),
      notes: notes.filter((note) => inLane(view, note.theme, theme.id)),
    }))
    .filter((lane) => lane.notes.length > 0);
}

function inLane(view: View, theme: string, lane: string): boolean {
  return view.themePlace(theme) === view.themePlace(lane);
}
