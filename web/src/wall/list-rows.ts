// Lists as a wall reads them: for each row what it is called, what is ticked, and the lines under it.
import { said } from '../lib/declared';
import type { ListRow } from '../lib/lists';
import type { Field, List } from '../lib/protocol.gen';
import { asked, isWords } from '../lib/values';
import type { View } from '../lib/view.svelte';
import { listWords } from '../stage/list-words';
import { axis, entryOf, isRing, type Entry } from '../stage/map-places';
import { shownRows } from '../stage/subject-rows';
import { tickShort } from '../stage/tick-words';
import { calledIn, joined, namesOf, peopleOf, rowName, told, wholeName, type Called } from '../stage/told';
import * as words from '../words/wall.gen';

/** A row on the wall. */
export interface WallRow extends Entry {
  tags: string[];
  lines: string[];
}

/** The rows of a list. */
export function wallRows(view: View, list: List): WallRow[] {
  const called = calledIn(view);
  return shownRows(view, list, view.rows(list)).map((row) => {
    const ring = isRing(list);
    const name =
      (ring ? wholeName : rowName)(called, list, row) || (ring ? words.nobodyNamed() : listWords(list).unnamed());
    const ticks = asked(list.columns).filter(({ id, kind }) => kind === 'tick' && row.values[id] === true);
    const lines = (ring ? shortLines : labelledLines)(called, list, row);
    return { ...entryOf(list, row, name), tags: ticks.map(tickShort), lines };
  });
}

/** In the rings everybody knows what stands where. */
function shortLines(called: Called, list: List, row: ListRow): string[] {
  const names = [...namesOf(list), ...peopleOf(list)];
  const texts = asked(list.columns).filter((column) => isWords(column) && !names.includes(column));
  const say = (column: Field) => told(called, row, column);
  const commits = texts.filter(({ is }) => is === 'commits');
  const others = texts.filter((column) => !commits.includes(column));
  const first = others.filter((column, at) => at === 0 && column.is !== 'how');
  const rest = others.filter((column) => !first.includes(column));
  return [
    ...first.map(say),
    ...commits.map((column) => say(column) && words.commitsTo({ what: say(column) })),
    joined(rest.map(say), ' · '),
  ].filter(Boolean);
}

function labelledLines(called: Called, list: List, row: ListRow): string[] {
  const elsewhere = [...namesOf(list), axis(list, 'x'), axis(list, 'y')];
  return asked(list.columns)
    .filter((column) => column.kind !== 'tick' && !elsewhere.includes(column) && told(called, row, column) !== '')
    .map((column) => `${said(column.label)}: ${told(called, row, column)}`);
}
