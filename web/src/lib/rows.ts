// Rows of a document: maps with keys made by the client, ordered by `order` and then by key (W22).
import { Map as YMap, Text, type Doc } from 'yjs';
import { randomKey } from './random';

/** A row's map, or a root map of rows. */
export type Row = YMap<unknown>;

/** The root map of rows with this name. */
export function rowsOf(doc: Doc, root: string): YMap<Row> {
  return doc.getMap<Row>(root);
}

/** Keys of the rows in their order. */
export function orderedKeys(rows: YMap<Row>): string[] {
  const places = [...rows].map(([key, row]): [number, string] => [order(row), key]);
  return places.sort(([a, x], [b, y]) => a - b || (x < y ? -1 : 1)).map(([, key]) => key);
}

/** Makes a row behind the last, with all its texts, in one transaction (W22). Returns its key. */
export function addRow(
  doc: Doc,
  root: string,
  texts: Record<string, string>,
  values: Record<string, string | number | boolean> = {},
  key = randomKey(),
): string {
  const rows = rowsOf(doc, root);
  const last = Math.max(0, ...[...rows.values()].map(order));
  doc.transact(() => {
    const row: Row = new YMap();
    for (const [name, text] of Object.entries(texts)) row.set(name, new Text(text));
    for (const [name, value] of Object.entries({ order: last + 1, ...values })) row.set(name, value);
    rows.set(key, row);
  });
  return key;
}

/** Removes a row and returns what puts it back under a new key, or under its own if nobody took it; into the document as it is then. */
export function removeRow(doc: Doc, root: string, key: string): (doc: Doc) => void {
  const rows = rowsOf(doc, root);
  const row = rows.get(key);
  if (row === undefined) return () => undefined;
  const kept = [...row].map(
    ([name, value]) => [name, value instanceof Text ? value.toString() : value, value instanceof Text] as const,
  );
  rows.delete(key);
  return (doc) => {
    const rows = rowsOf(doc, root);
    doc.transact(() => {
      const again: Row = new YMap();
      for (const [name, value, isText] of kept) again.set(name, isText ? new Text(String(value)) : value);
      rows.set(rows.has(key) ? randomKey() : key, again);
    });
  };
}

/** Sets one plain value of a row. Does nothing when the row is gone, or has it already. */
export function setValue(doc: Doc, root: string, key: string, name: string, value: string | number | boolean): void {
  const row = rowsOf(doc, root).get(key);
  if (row !== undefined && row.get(name) !== value) row.set(name, value);
}

/** Removes one plain value of a row. */
export function clearValue(doc: Doc, root: string, key: string, name: string): void {
  const row = rowsOf(doc, root).get(key);
  if (row?.has(name)) row.delete(name);
}

/** One text of a row. */
export function textOf(row: Row | undefined, name: string): Text | undefined {
  const text = row?.get(name);
  return text instanceof Text ? text : undefined;
}

/** One number of a row. */
export function numberOf(row: Row, name: string): number | null {
  const value = row.get(name);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** One string of a row. */
export function stringOf(row: Row, name: string): string | null {
  const value = row.get(name);
  return typeof value === 'string' ? value : null;
}

function order(row: Row): number {
  return numberOf(row, 'order') ?? 0;
}
