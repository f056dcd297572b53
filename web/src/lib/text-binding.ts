// Binds a textarea or input to a shared text. What is typed goes into the text at once, as the smallest edit; what others write comes into
// the field in batches, never while a keyboard composes or the fingers are moving. The field may therefore be behind the text: the
// Drift keeps track of how, so that neither side corrupts the other. What is more than the text holds stays in the field and goes into no
// text, until it is made to fit.
import { simpleDiffStringWithCursor } from 'lib0/diff';
import * as Y from 'yjs';
import type { TextField } from '../ui/grow';
import { pageBatch, type Batch } from './batch';
import { FIELD_HELD_MOST_MS, FIELD_QUIET_MS, PIECE_UNITS, SURPLUS_UNITS, UNDO_GATHER_MS } from './bounds';
import { Drift, type Stretch } from './drift';
import { samePlace } from './same-place';

/** How a field is bound. */
export interface TextBindingOptions {
  /** The greatest length of the text, in UTF-16 units. */
  most?: number | undefined;
  /** What was over when the field was last bound: it stands in the field again. */
  over?: readonly Over[];
  /** To be told whenever what is over has changed. */
  onover?: ((over: readonly Over[]) => void) | undefined;
  /** The queue for remote changes; the page's by default. */
  batch?: Batch;
  /** The clock for "is somebody typing", in ms; a test gives its own. */
  now?: () => number;
  /** The binding that this field had to the same text of an older generation: it goes on where that one ended. */
  after?: TextBinding | undefined;
}

/** Words that stand in the field and are more than its text holds: at this place of the text. */
export interface Over {
  at: number;
  text: string;
}

/**
 * The connection of one field with one text, until `destroy`. It is the origin of its own transactions. Whether people may type is the
 * field's own `readOnly`, which can change at any time.
 */
export class TextBinding {
  readonly #field: TextField;
  readonly #text: Y.Text;
  readonly #undo: Y.UndoManager;
  readonly #batch: Batch;
  readonly #now: () => number;
  readonly #most: number;
  readonly #onover: (over: readonly Over[]) => void;
  /** What the field shows, as far as the drift knows. */
  #shown = '';
  /** What it showed when the binding ended; what the field held beyond that came into a text that may be no more. */
  #ended = '';
  #drift = new Drift(0);
  #composing = false;
  #typedAt = Number.NEGATIVE_INFINITY;
  /** What is over, as it was last told. */
  #told: readonly Over[] = [];
  /** What was over in the binding before this one, until the field shows it again. */
  #brought: readonly Over[] | undefined;
  /** What was over before an undo, for the redo. */
  #undone: readonly Over[] = [];
  /** Since when a change of others has been waiting; undefined when none is. */
  #heldSince: number | undefined;

  constructor(field: TextField, text: Y.Text, options: TextBindingOptions = {}) {
    this.#field = field;
    this.#text = text;
    this.#batch = options.batch ?? pageBatch;
    this.#now = options.now ?? (() => performance.now());
    this.#most = options.most ?? Number.POSITIVE_INFINITY;
    this.#onover = options.onover ?? (() => undefined);
    this.#undo = new Y.UndoManager(text, { trackedOrigins: new Set([this]), captureTimeout: UNDO_GATHER_MS });
    this.#told = options.over ?? [];
    if (options.after && options.after.#text !== text) this.#goOn(options.after);
    else this.#realign(field.value);
    // Writing into a field while a keyboard composes in it would break the word
    if (this.#composing) this.#batch.add(this, this.catchUp);
    else this.#show(this.#brought ?? this.#told);
    text.observe(this.#changed);
    for (const [name, listener] of this.#listeners) field.addEventListener(name, listener);
  }

  /** Lets the field go; what was typed last is in the text. */
  destroy(): void {
    this.#ended = this.#shown;
    this.#takeTyped();
    this.#text.unobserve(this.#changed);
    for (const [name, listener] of this.#listeners) this.#field.removeEventListener(name, listener);
    this.#undo.destroy();
    this.#batch.drop(this);
  }

  /** Takes back this field's last change, never anybody else's (rule 12). */
  undo(): void {
    this.#takeTyped();
    if (this.#field.readOnly) return;
    const over = this.over;
    // What was typed last never came into the text
    if (over.length > 0) this.#show([]);
    else if (this.#undo.undo()) this.#show();
    this.#undone = over;
  }

  /** Does again what `undo` took back. */
  redo(): void {
    this.#takeTyped();
    if (this.#field.readOnly) return;
    if (this.#undone.length > 0) this.#show(this.#undone);
    else if (this.#undo.redo()) this.#show();
    this.#undone = [];
  }

  /** Takes out of the field what is more than the text holds, and returns it. */
  takeOver(): readonly Over[] {
    this.#takeTyped();
    const over = this.over;
    this.#show([]);
    return over;
  }

  /** What stands in the field and is more than the text holds. */
  get over(): readonly Over[] {
    if (this.#brought) return this.#brought;
    return this.#drift.over.map(({ field, text, length }) => ({
      at: text,
      text: this.#shown.slice(field, field + length),
    }));
  }

  /** Shows what others wrote, if the field can be written now; otherwise tries again later. */
  readonly catchUp = (): void => {
    this.#takeTyped();
    // The end of composing comes back here
    if (this.#composing) return;
    if (this.#mustWait()) this.#batch.add(this, this.catchUp);
    else this.#show();
  };

  readonly #input = (): void => {
    this.#typedAt = this.#now();
    this.#takeTyped();
  };

  readonly #compositionStart = (): void => {
    this.#composing = true;
  };

  readonly #compositionEnd = (): void => {
    this.#takeTyped();
    this.#composing = false;
    this.#input();
    if (!this.#drift.clean) this.#batch.add(this, this.catchUp);
  };

  readonly #left = (): void => {
    // Some keyboards never say that they have finished composing
    this.#composing = false;
    this.#typedAt = Number.NEGATIVE_INFINITY;
    this.#takeTyped();
    this.#undo.stopCapturing();
    this.#show();
  };

  readonly #beforeInput = (event: Event): void => {
    const kind = (event as InputEvent).inputType;
    if (kind !== 'historyUndo' && kind !== 'historyRedo') return;
    event.preventDefault();
    if (kind === 'historyUndo') this.undo();
    else this.redo();
  };

  /** The browser sends historyUndo only while its own history has something, which our writing clears; hence the keys as well. */
  readonly #key = (event: Event): void => {
    const { key, ctrlKey, metaKey, shiftKey, altKey, isComposing } = event as KeyboardEvent;
    if (!(ctrlKey || metaKey) || altKey || isComposing) return;
    const letter = key.toLowerCase();
    if (letter !== 'z' && !(letter === 'y' && ctrlKey)) return;
    event.preventDefault();
    if (letter === 'z' && !shiftKey) this.undo();
    else this.redo();
  };

  readonly #listeners: readonly (readonly [string, (event: Event) => void])[] = [
    ['input', this.#input],
    ['compositionstart', this.#compositionStart],
    ['compositionend', this.#compositionEnd],
    ['blur', this.#left],
    ['beforeinput', this.#beforeInput],
    ['keydown', this.#key],
  ];

  readonly #changed = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (transaction.origin === this) return;
    let index = 0;
    for (const part of event.delta) {
      if (part.retain !== undefined) index += part.retain;
      else if (part.delete !== undefined) this.#drift.remote({ index, remove: part.delete, insert: 0 });
      else if (part.insert !== undefined) index += this.#inserted(index, part.insert);
    }
    this.#heldSince ??= this.#now();
    this.#batch.add(this, this.catchUp);
  };

  #inserted(index: number, content: unknown): number {
    const length = typeof content === 'string' ? content.length : 1;
    this.#drift.remote({ index, remove: 0, insert: length });
    return length;
  }

  #mustWait(): boolean {
    const now = this.#now();
    if (now - this.#typedAt >= FIELD_QUIET_MS) return false;
    return this.#heldSince !== undefined && now - this.#heldSince < FIELD_HELD_MOST_MS;
  }

  /** Brings what the field shows and the drift does not know of yet into the text. */
  #takeTyped(): void {
    const value = this.#field.value;
    if (value === this.#shown) return;
    // A word that was begun when the field was closed is somebody's
    if (this.#field.readOnly && !this.#composing) {
      // Not typed by anybody: the text comes back
      this.#realign(value);
      this.#batch.add(this, this.catchUp);
      return;
    }
    this.#takeLined(value);
  }

  /** What was typed or pasted, with line ends that the field shows. */
  #takeLined(typed: string): void {
    const field = this.#field;
    const value = asShown(typed, field);
    if (value !== typed && !this.#composing) {
      const { selectionStart, selectionEnd } = field;
      field.value = value;
      field.setSelectionRange(selectionStart, selectionEnd);
    }
    // The caret stands behind what was typed; the edit began before it
    const grown = Math.max(0, value.length - this.#shown.length);
    const caret = Math.max(0, (field.selectionStart ?? value.length) - grown);
    const edit = simpleDiffStringWithCursor(this.#shown, value, caret);
    this.#shown = value;
    this.#undone = [];
    this.#apply(edit.index, edit.remove, edit.insert);
    this.#tell();
  }

  #apply(index: number, remove: number, insert: string): void {
    const room = this.#most - this.#drift.textLength + this.#drift.shared(index, remove);
    const kept = insert.length <= room ? insert : wholeCharacters(insert, Math.max(0, room));
    const mayBeOver = Math.max(0, SURPLUS_UNITS - total(this.#drift.over));
    const edits = this.#drift.local({ index, remove, insert: insert.length }, kept.length, mayBeOver);
    const [first = '', ...others] = piecesOf(kept);
    let at = edits.find((edit) => edit.insert > 0)?.index ?? 0;
    this.#change(() => {
      for (const edit of edits) if (edit.remove > 0) this.#text.delete(edit.index, edit.remove);
      if (first !== '') this.#text.insert(at, first);
    });
    at += first.length;
    // A long text goes in pieces, each of which fits into a frame
    for (const piece of others) {
      this.#change(() => this.#text.insert(at, piece));
      at += piece.length;
    }
    if (this.#drift.over.length > 0) this.#change(() => this.#admit());
    if (!this.#drift.clean) this.#batch.add(this, this.catchUp);
  }

  #change(how: () => void): void {
    this.#text.doc?.transact(how, this);
  }

  /** What was over goes into the text, from its beginning, as far as it fits now. */
  #admit(): void {
    for (;;) {
      const [first] = this.#drift.over;
      const room = this.#most - this.#drift.textLength;
      if (first === undefined || room <= 0) return;
      const fits = wholeCharacters(this.#shown.slice(first.field, first.field + first.length), room);
      if (fits === '') return;
      this.#text.insert(this.#drift.admit(first, fits.length).index, fits);
    }
  }

  /** Makes the field show the text, if it does not, and what is over in it, with the selection where it was. */
  #show(over = this.over): void {
    this.#heldSince = undefined;
    this.#brought = undefined;
    const text = asShown(this.#text.toString(), this.#field);
    const wanted = withOver(text, over);
    if (this.#field.value !== wanted) this.#write(wanted);
    if (over.length === 0) this.#realign(this.#field.value);
    else this.#realignOver(text, over);
    this.#tell();
  }

  #tell(): void {
    const over = this.over;
    if (JSON.stringify(over) === JSON.stringify(this.#told)) return;
    this.#told = over;
    this.#onover(over);
  }

  #write(wanted: string): void {
    const field = this.#field;
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = field;
    const focused = field.ownerDocument.activeElement === field;
    const start = this.#drift.toShown(selectionStart ?? 0);
    const end = this.#drift.toShown(selectionEnd ?? 0);
    field.value = wanted;
    // Setting the selection of a field without focus would give it the focus in older Safaris
    if (focused) field.setSelectionRange(start, end, selectionDirection ?? 'none');
    field.scrollTop = scrollTop;
    field.dispatchEvent(new Event('textchange'));
  }

  /** Starts anew from a field that shows `shown`; where it is not the text, one stretch differs. */
  #realign(shown: string): void {
    const text = this.#text.toString();
    this.#shown = shown;
    this.#drift = new Drift(shown.length);
    if (shown === text) return;
    const edit = simpleDiffStringWithCursor(shown, text, 0);
    this.#drift.remote({ index: edit.index, remove: edit.remove, insert: edit.insert.length });
  }

  /** Goes on from a binding to another text that is mostly the same: the caret stays behind the same words, and a word that is composed goes on. */
  #goOn(before: TextBinding): void {
    const [shown, text] = [before.#ended, this.#text.toString()];
    const typed = Math.max(0, this.#field.value.length - shown.length);
    const caret = Math.max(0, (this.#field.selectionStart ?? this.#field.value.length) - typed);
    const place = samePlace(shown, caret, text);
    this.#composing = before.#composing;
    this.#typedAt = before.#typedAt;
    const old = before.#text.toString();
    this.#brought = this.#told.map((over) => ({ ...over, at: samePlace(old, over.at, text) }));
    this.#shown = shown;
    this.#drift = new Drift(shown.length);
    const behind = simpleDiffStringWithCursor(shown.slice(caret), text.slice(place), 0);
    this.#drift.remote({ index: caret + behind.index, remove: behind.remove, insert: behind.insert.length });
    const ahead = simpleDiffStringWithCursor(shown.slice(0, caret), text.slice(0, place), caret);
    this.#drift.remote({ index: ahead.index, remove: ahead.remove, insert: ahead.insert.length });
    this.#takeTyped();
  }

  /** Starts anew from a field that shows this text with what is over in it. */
  #realignOver(text: string, over: readonly Over[]): void {
    this.#realign(text);
    let longer = 0;
    for (const { at, text: extra } of over) {
      this.#drift.local({ index: Math.min(at, text.length) + longer, remove: 0, insert: extra.length }, 0);
      longer += extra.length;
    }
    this.#shown = withOver(text, over);
  }
}

/** Line ends as Word, Excel and phones send them, which no field shows as such: words would run together. The server takes them for line ends too. */
const LINE_ENDS = /\r\n?|[\v\f\x85\u2028\u2029]/g;

/** A text as the element will show it: a textarea has only \n, an input no line ends but spaces. */
function asShown(text: string, field: TextField): string {
  const lined = text.replace(LINE_ENDS, '\n');
  return field.tagName === 'TEXTAREA' ? lined : lined.replace(/\n/g, ' ');
}

/** The length of some stretches together. */
function total(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { length }) => sum + length, 0);
}

/** A text with what is over at its places, which stand in their order. */
function withOver(text: string, over: readonly Over[]): string {
  let [shown, from] = ['', 0];
  for (const { at, text: extra } of over) {
    shown += text.slice(from, at) + extra;
    from = Math.min(at, text.length);
  }
  return shown + text.slice(from);
}

/** A text in pieces that each make one edit. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let rest = text; rest !== ''; rest = rest.slice(pieces.at(-1)?.length))
    pieces.push(wholeCharacters(rest, PIECE_UNITS));
  return pieces;
}

/** The first `length` UTF-16 units of a text, or one less where that would cut a character in two. */
function wholeCharacters(text: string, length: number): string {
  const cut = text.slice(0, length);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}
