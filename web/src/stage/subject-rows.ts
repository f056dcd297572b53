// The rows of a list as a screen shows them: its own, or one for each thing that they stand for, whether or not anybody wrote in it yet.
import type { ListRow } from '../lib/lists';
import type { About, List } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';

const SUBJECTS: Record<Exclude<About, 'workshop'>, (view: View) => (string | number)[]> = {
  organisation: (view) => view.organisations.map(({ id }) => id),
  team: (view) => view.teams.map(({ id }) => id),
  group: (view) => view.groups.map(({ id }) => id),
};

/** `rows` are those that somebody wrote in. */
export function shownRows(view: View, list: List, rows: readonly ListRow[]): readonly ListRow[] {
  if (list.rows === 'workshop') return rows;
  const written = new Map(rows.map((row) => [row.id, row]));
  return SUBJECTS[list.rows](view).map(
    (subject) => written.get(String(subject)) ?? { id: String(subject), values: {} },
  );
}
