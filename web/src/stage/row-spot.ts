// Where a column of a row stands, and how it is written.
import type { DocumentHandle } from '../lib/document.svelte';
import type { Spot } from '../fields/spot';
import { openListRow, rootOf, rowText, setListValue, type ListRow } from '../lib/lists';
import type { Field, List, Value } from '../lib/protocol.gen';
import { isWords, numberIn } from '../lib/values';
import type { View } from '../lib/view.svelte';

/** A column of a row in the document `plan`. */
export function rowSpot(view: View, handle: DocumentHandle | null, list: List, row: ListRow, column: Field): Spot {
  return {
    handle,
    at: `${rootOf(list.id)}/${row.id}/${column.id}`,
    value: row.values[column.id],
    text: handle && isWords(column) ? rowText(handle.doc, list, row.id, column) : undefined,
    open: () => handle && openListRow(handle.doc, list, row.id),
    set: (value) => handle && write(view, handle, list, row, column, value),
  };
}

/** A row that stands for something is made with its first value. Whoever picks a person picks the organisation with it, where there is none yet. */
function write(
  view: View,
  { doc }: DocumentHandle,
  list: List,
  row: ListRow,
  column: Field,
  value: Value | null,
): void {
  const organisation = list.columns.find(({ kind }) => kind === 'organisation');
  const theirs = column.kind === 'person' && typeof value === 'number' ? view.seat(value)?.organisation : null;
  doc.transact(() => {
    if (list.rows !== 'workshop') openListRow(doc, list, row.id);
    setListValue(doc, list, row.id, column, value);
    if (organisation && theirs != null && numberIn(row.values, organisation) === null)
      setListValue(doc, list, row.id, organisation, theirs);
  });
}
