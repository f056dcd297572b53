// Lists that people fill in together: their rows in the document `plan`, with the columns that the programme declares.
import { Text, type Doc, type Transaction } from 'yjs';
import type { Field, List, RowCell, Value } from './protocol.gen';
import { addRow, clearValue, orderedKeys, removeRow, rowsOf, setValue, textOf, type Row } from './rows';
import { asked, isWords, valueOf, wordsIn, type Values } from './values';

/** The document of every list. */
export const PLAN = 'plan';

/** A row as it stands; its words are edited through `rowText`. */
export type ListRow = Pick<RowCell, 'id' | 'values'>;

/** Lists that were there before lists were declared keep their roots. */
const BARE = new Set(['core', 'extended', 'leadership', 'actions']);

/** The root map that holds a list's rows. */
export function rootOf(list: string): string {
  return BARE.has(list) ? list : `list.${list}`;
}

/** A list's rows in order. */
export function listRows(doc: Doc, list: List): ListRow[] {
  const rows = rowsOf(doc, rootOf(list.id));
  return orderedKeys(rows).map((id) => ({ id, values: valuesOf(rows.get(id), list) }));
}

/** Adds a row behind the last, with these values and words; returns its key. Rows that stand for something have its number or id as their key. */
export function addListRow(doc: Doc, list: List, values: Values = {}, key?: string): string {
  const texts: Record<string, string> = {};
  const plain: Record<string, string | number | boolean> = {};
  for (const column of asked(list.columns)) {
    const value = values[column.id];
    if (isWords(column)) texts[column.id] = wordsIn(values, column);
    else if (value !== undefined && typeof value !== 'object') plain[column.id] = value;
  }
  return addRow(doc, rootOf(list.id), texts, plain, key);
}

/** Makes a row ready to be written in: one that stands for something is made when somebody first writes in it, and a column that was declared
 * since gets its text. */
export function openListRow(doc: Doc, list: List, key: string): void {
  const row = rowsOf(doc, rootOf(list.id)).get(key);
  if (row === undefined) return void addListRow(doc, list, {}, key);
  const lacks = asked(list.columns).filter((column) => isWords(column) && !row.has(column.id));
  doc.transact(() => lacks.forEach(({ id }) => row.set(id, new Text())));
}

/** Two people may make the row of one thing at the same time, and only one of the two stays. Whoever made the other one here writes what stood in it
 * into that: nothing written vanishes. Returns what ends this. */
export function keepRows(doc: Doc, list: List): () => void {
  const rows = rowsOf(doc, rootOf(list.id));
  let before: [key: string, row: Row, values: Values][] = [];
  const look = ({ local }: Transaction) => {
    before = local ? [] : [...rows].map(([key, row]) => [key, row, valuesOf(row, list)]);
  };
  const mend = () => {
    const lost = before.filter(([key, row]) => rows.has(key) && rows.get(key) !== row);
    before = [];
    for (const [key, row, values] of lost) if (row._item?.id.client === doc.clientID) addTo(doc, list, key, values);
  };
  doc.on('beforeTransaction', look);
  doc.on('afterTransaction', mend);
  return () => {
    doc.off('beforeTransaction', look);
    doc.off('afterTransaction', mend);
  };
}

/** Removes a row and returns what puts it back into the document as it is then. */
export function removeListRow(doc: Doc, list: List, key: string): (doc: Doc) => void {
  return removeRow(doc, rootOf(list.id), key);
}

/** Sets a row's plain value; null takes it away. */
export function setListValue(doc: Doc, list: List, key: string, column: Field, value: Value | null): void {
  const root = rootOf(list.id);
  if (value === null || value === false || typeof value === 'object') clearValue(doc, root, key, column.id);
  else setValue(doc, root, key, column.id, value);
}

/** A row's words under a column, for an editor. */
export function rowText(doc: Doc, list: List, key: string, column: Field): Text | undefined {
  return textOf(rowsOf(doc, rootOf(list.id)).get(key), column.id);
}

/** Words behind those that are there, values where there are none. */
function addTo(doc: Doc, list: List, key: string, values: Values): void {
  doc.transact(() => {
    for (const column of list.columns) {
      const [value, text] = [values[column.id], rowText(doc, list, key, column)];
      const there = text?.toString() ?? '';
      if (value === undefined || value === there) continue;
      if (text) text.insert(text.length, there === '' ? String(value) : `\n${String(value)}`);
      else if (!rowsOf(doc, rootOf(list.id)).get(key)?.has(column.id)) setListValue(doc, list, key, column, value);
    }
  });
}

function valuesOf(row: Row | undefined, list: List): Values {
  const values: Values = {};
  for (const column of list.columns) {
    const value = valueOf(column, row?.get(column.id));
    if (value !== null) values[column.id] = value;
  }
  return values;
}
