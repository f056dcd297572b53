// Text that the server will never take, offered to the person who wrote it: nothing written vanishes silently (W19).
import { decodeUpdate, ContentString, Item, Text, type AbstractType, type Doc } from 'yjs';

/** One field's text that could not be saved. */
export interface LostText {
  /** The document, as `brief/2`. */
  document: string;
  /** The field in it, as `who` or `notes/abc/text`; empty when only pieces of an earlier page's typing are left. */
  field: string;
  text: string;
}

/** The whole texts of the fields that were changed here since the last save. */
export function lostTexts(document: string, doc: Doc, changed: Iterable<Text>): LostText[] {
  return [...changed]
    .map((text) => ({ document, field: pathOf(doc, text), text: text.toString() }))
    .filter(({ text }) => text.trim() !== '');
}

/** What can be read of edits whose document this page never had: the typed pieces, in order. */
export function lostPieces(document: string, update: Uint8Array): LostText[] {
  const pieces = decodeUpdate(update).structs.map((struct) =>
    struct instanceof Item && struct.content instanceof ContentString ? struct.content.str : '',
  );
  const text = pieces.join('');
  return text.trim() === '' ? [] : [{ document, field: '', text }];
}

/** Where a type stands in its document: root name and keys, joined by `/`. */
function pathOf(doc: Doc, text: Text): string {
  const steps: string[] = [];
  let at = text as unknown as AbstractType<unknown>;
  while (at._item !== null) {
    steps.unshift(at._item.parentSub ?? '');
    at = at._item.parent as AbstractType<unknown>;
  }
  const root = [...doc.share].find(([, shared]) => shared === at)?.[0] ?? '';
  return [root, ...steps].join('/');
}
