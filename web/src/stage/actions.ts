// The actions as they are read, wherever they are not written: what, whose, by whom and by when, as far as the programme asks for it.
import { asked, fieldFor, numberIn } from '../lib/values';
import type { View } from '../lib/view.svelte';
import { calledIn, ownerOf, told } from './told';

/** One of them. */
export interface Action {
  id: string;
  what: string;
  organisation: number | null;
  /** By name; empty where nobody is. */
  person: string;
  /** Person and organisation. */
  who: string;
  /** In words; empty where there is no date. */
  due: string;
}

/** Those that say what is done, in order. */
export function actionsIn(view: View): Action[] {
  const list = view.listFor('actions');
  if (!list) return [];
  const columns = asked(list.columns);
  const called = calledIn(view);
  const ofKind = (kind: 'organisation' | 'person') => columns.find((column) => column.kind === kind);
  return view
    .rows(list)
    .map((row) => ({
      id: row.id,
      what: told(called, row, fieldFor(columns, 'what')),
      organisation: numberIn(row.values, ofKind('organisation')),
      person: told(called, row, ofKind('person')),
      who: ownerOf(called, list, row),
      due: told(called, row, fieldFor(columns, 'due')),
    }))
    .filter(({ what }) => what !== '');
}
