// The three rings as a wall reads them: titles, and for each row its number on the map, its name, and the lines under it.
import type { View } from '../lib/view.svelte';
import type { Ring, Stakeholder } from '../stage/stakeholders';
import * as words from '../words/wall.gen';

/** A row of a ring; `number` counts through all rings, as the map does. */
export interface RingRow extends Stakeholder {
  number: number;
  tag: string;
  lines: string[];
}

/** One ring. */
export interface RingList {
  ring: Ring;
  title: string;
  hint: string;
  rows: RingRow[];
}

/** The rings in order. */
export function ringsOf(view: View): RingList[] {
  let number = 0;
  const rowsOf = <R extends { id: string; influence: number | null; interest: number | null }>(
    ring: Ring,
    rows: readonly R[] | undefined,
    read: (row: R) => Pick<RingRow, 'name' | 'tag' | 'lines'>,
  ): RingRow[] =>
    (rows ?? []).map((row) => {
      number += 1;
      const { id, influence, interest } = row;
      const { name, tag, lines } = read(row);
      return {
        id: `${ring}/${id}`,
        ring,
        influence,
        interest,
        number,
        name,
        tag,
        lines: lines.filter((line) => line !== ''),
      };
    });
  const named = (...names: (string | undefined)[]) => names.filter(Boolean).join(', ');
  return [
    {
      ring: 'core',
      title: words.core(),
      hint: words.coreHint(),
      rows: rowsOf('core', view.core?.rows, (row) => ({
        name: named(view.seat(row.seat)?.name, view.organisation(row.organisation)?.name),
        tag: row.lead ? words.leads() : '',
        lines: [row.role, row.commits && words.commitsTo({ what: row.commits })],
      })),
    },
    {
      ring: 'extended',
      title: words.extended(),
      hint: words.extendedHint(),
      rows: rowsOf('extended', view.extended?.rows, (row) => ({
        name: row.who,
        tag: '',
        lines: [row.why, [row.how, row.when].filter(Boolean).join(' · ')],
      })),
    },
    {
      ring: 'leadership',
      title: words.leadership(),
      hint: words.leadershipHint(),
      rows: rowsOf('leadership', view.leadership?.rows, (row) => ({
        name: named(row.who, view.organisation(row.organisation)?.name),
        tag: row.decides ? words.decides() : '',
        lines: [row.how],
      })),
    },
  ];
}
