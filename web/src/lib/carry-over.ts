// Carrying what this screen changed from one generation of a document into the next: texts are merged three ways, values and rows are set
// as they were set here. Edits of an older generation mean nothing in a newer one, and both states together would hold every word twice.
import { Map as YMap, Text, type Doc } from 'yjs';
import { PIECE_UNITS } from './bounds';
import { lostPieces, type LostText } from './lost-text';
import { mergeTexts, textEdits } from './merge-text';
import type { Tree } from './own-changes';
import type { Part } from './unsent';

/** Does here what was changed there; returns texts whose row others have removed meanwhile, and pieces of what nobody knows the place of. Nothing written vanishes silently. */
export function carryOver(document: string, doc: Doc, { changes, sent, updates }: Part): LostText[] {
  if (changes === null) return updates.flatMap((update) => lostPieces(document, update));
  return changes.flatMap(({ path, base, mine }) => {
    const [root = '', ...steps] = path;
    const key = steps.pop();
    if (key === undefined) return mergeInto(doc.getText(root), base, mine, sent);
    const parent = mapAt(doc, root, steps);
    const left = parent === null ? written(path, mine, base) : change(parent, key, path, base, mine, sent);
    return left.map(({ field, text }) => ({ document, field, text }));
  });
}

/** A text that has no place any more, by the way to where it stood. */
interface Left {
  field: string;
  text: string;
}

function mapAt(doc: Doc, root: string, steps: readonly string[]): YMap<unknown> | null {
  let at: unknown = doc.getMap(root);
  for (const step of steps) at = at instanceof YMap ? at.get(step) : undefined;
  return at instanceof YMap ? at : null;
}

function change(
  parent: YMap<unknown>,
  key: string,
  path: readonly string[],
  base: Tree | null,
  mine: Tree | null,
  sent: boolean,
): Left[] {
  const there = parent.get(key);
  if (mine === null) {
    if (there !== undefined) parent.delete(key);
    return [];
  }
  if ('value' in mine) {
    if (there !== mine.value) parent.set(key, mine.value);
    return [];
  }
  if ('text' in mine && there instanceof Text) return mergeInto(there, base, mine, sent);
  if ('map' in mine && there instanceof YMap) {
    const before = base !== null && 'map' in base ? base.map : {};
    return Object.entries(mine.map).flatMap(([step, tree]) =>
      change(there as YMap<unknown>, step, [...path, step], before[step] ?? null, tree, sent),
    );
  }
  // What was there is gone: others took it away while it was written in
  if (base !== null) return written(path, mine, base);
  plant(parent, key, mine);
  return [];
}

/** Text that was written here and not only left as it was. */
function written(path: readonly string[], mine: Tree | null, base: Tree | null): Left[] {
  if (mine === null || 'value' in mine) return [];
  if ('text' in mine) {
    const untouched = base !== null && 'text' in base && base.text === mine.text;
    return untouched || mine.text.trim() === '' ? [] : [{ field: path.join('/'), text: mine.text }];
  }
  const before = base !== null && 'map' in base ? base.map : {};
  return Object.entries(mine.map).flatMap(([step, tree]) => written([...path, step], tree, before[step] ?? null));
}

function mergeInto(text: Text, base: Tree | null, mine: Tree | null, sent: boolean): never[] {
  const [before, own] = [wordsOf(base), wordsOf(mine)];
  const theirs = text.toString();
  for (const { index, remove, insert } of textEdits(theirs, mergeTexts(before, own, theirs, sent))) {
    if (remove > 0) text.delete(index, remove);
    write(text, index, insert);
  }
  return [];
}

function wordsOf(tree: Tree | null): string {
  return tree !== null && 'text' in tree ? tree.text : '';
}

/** Makes a row with its values and the beginning of each of its texts in one transaction (W22), and then the rest of long ones. */
function plant(parent: YMap<unknown>, key: string, tree: Tree): void {
  const rest: [Text, string][] = [];
  parent.doc?.transact(() => parent.set(key, grown(tree, rest)));
  for (const [text, words] of rest) write(text, text.length, words);
}

function grown(tree: Tree, rest: [Text, string][]): unknown {
  if ('value' in tree) return tree.value;
  if ('text' in tree) {
    const text = new Text(tree.text.length > PIECE_UNITS ? '' : tree.text);
    if (tree.text.length > PIECE_UNITS) rest.push([text, tree.text]);
    return text;
  }
  return new YMap(Object.entries(tree.map).map(([key, inner]) => [key, grown(inner, rest)] as const));
}

/** A long text goes in pieces, each of which fits into a frame. */
function write(text: Text, index: number, words: string): void {
  for (let at = 0; at < words.length;) {
    const piece = wholePiece(words.slice(at, at + PIECE_UNITS));
    text.insert(index + at, piece);
    at += piece.length;
  }
}

/** Not cut within a character of two units. */
function wholePiece(piece: string): string {
  return piece.length === PIECE_UNITS && /[\uD800-\uDBFF]$/.test(piece) ? piece.slice(0, -1) : piece;
}
