// What this screen changed in a document and the server does not have durably, as plain data: it outlives the document's generation, in
// which alone its edits mean anything.
import { Map as YMap, Text, type AbstractType, type Doc } from 'yjs';

/** Something in a document: a text, a row or map with what is in it, a plain value. */
export type Tree = { text: string } | { map: Record<string, Tree> } | { value: unknown };

/** One place that was changed: its way from the root, what stood there when everything was saved, what stands there now. */
export interface Change {
  path: string[];
  base: Tree | null;
  mine: Tree | null;
}

/** Where two states of one document differ: `saved` is what the server has, `doc` what stands here. */
export function ownChanges(saved: Doc, doc: Doc): Change[] {
  const found: Change[] = [];
  for (const name of doc.share.keys()) {
    const root = rootOf(doc, name);
    if (root instanceof Text) compare([name], saved.getText(name), root, found);
    else if (root instanceof YMap) compare([name], saved.getMap(name), root, found);
  }
  return found;
}

/** A root as what it is, also where nobody here has looked at it yet. */
function rootOf(doc: Doc, name: string): unknown {
  const root = doc.share.get(name) as AbstractType<unknown>;
  if (root instanceof Text || root instanceof YMap) return root;
  if (root._map.size > 0) return doc.getMap(name);
  return root._start === null ? undefined : doc.getText(name);
}

function compare(path: string[], base: unknown, mine: unknown, found: Change[]): void {
  if (base instanceof YMap && mine instanceof YMap) {
    for (const key of new Set<string>([...base.keys(), ...mine.keys()]))
      compare([...path, key], base.get(key), mine.get(key), found);
  } else if (!same(base, mine)) found.push({ path, base: treeOf(base), mine: treeOf(mine) });
}

function same(one: unknown, other: unknown): boolean {
  return one instanceof Text && other instanceof Text ? one.toString() === other.toString() : one === other;
}

function treeOf(what: unknown): Tree | null {
  if (what === undefined) return null;
  if (what instanceof Text) return { text: what.toString() };
  if (!(what instanceof YMap)) return { value: what };
  const entries = [...(what as YMap<unknown>)].map(([key, value]) => [key, treeOf(value)] as const);
  return { map: Object.fromEntries(entries.filter((entry): entry is [string, Tree] => entry[1] !== null)) };
}
