// Binds a textarea or input to a shared text. What is typed goes into the text at once, as the smallest edit; what others write comes into
// the field in batches, never while a keyboard composes or the fingers are moving. The field may therefore be behind the text: the
// Drift keeps track of how, so that neither side corrupts the other.
import { simpleDiffStringWithCursor } from 'lib0/diff';
import * as Y from 'yjs';
import type { TextField } from '../ui/grow';
import { pageBatch, type Batch } from './batch';
import { FIELD_HELD_MOST_MS, FIELD_QUIET_MS, UNDO_GATHER_MS } from './bounds';
import { Drift } from './drift';

/** How a field is bound. */
export interface TextBindingOptions {
  /** The greatest length of the text, in UTF-16 units. */
  maxlength?: number | undefined;
  /** The queue for remote changes; the page's by default. */
  batch?: Batch;
  /** The clock for "is somebody typing", in ms; a test gives its own. */
  now?: () => number;
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
  readonly #maxlength: number;
  /** What the field shows, as far as the drift knows. */
  #shown = '';
  #drift = new Drift(0);
  #composing = false;
  #typedAt = Number.NEGATIVE_INFINITY;
  /** Since when a change of others has been waiting; undefined when none is. */
  #heldSince: number | undefined;

  constructor(field: TextField, text: Y.Text, options: TextBindingOptions = {}) {
    this.#field = field;
    this.#text = text;
    this.#batch = options.batch ?? pageBatch;
    this.#now = options.now ?? (() => performance.now());
    this.#maxlength = options.maxlength ?? Number.POSITIVE_INFINITY;
    this.#undo = new Y.UndoManager(text, { trackedOrigins: new Set([this]), captureTimeout: UNDO_GATHER_MS });
    this.#realign(field.value);
    this.#show();
    text.observe(this.#changed);
    for (const [name, listener] of this.#listeners) field.addEventListener(name, listener);
  }

  /** Lets the field go; what was typed last is in the text. */
  destroy(): void {
    this.#takeTyped();
    this.#text.unobserve(this.#changed);
    for (const [name, listener] of this.#listeners) this.#field.removeEventListener(name, listener);
    this.#undo.destroy();
    this.#batch.drop(this);
  }

  /** Takes back this field's last change, never anybody else's (rule 12). */
  undo(): void {
    this.#takeTyped();
    if (!this.#field.readOnly && this.#undo.undo()) this.#show();
  }

  /** Does again what `undo` took back. */
  redo(): void {
    this.#takeTyped();
    if (!this.#field.readOnly && this.#undo.redo()) this.#show();
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
    if (this.#field.readOnly) {
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
    this.#apply(edit.index, edit.remove, edit.insert);
  }

  #apply(index: number, remove: number, insert: string): void {
    const room = this.#maxlength - this.#drift.textLength + this.#drift.shared(index, remove);
    const kept = insert.length <= room ? insert : wholeCharacters(insert, Math.max(0, room));
    const edits = this.#drift.local({ index, remove, insert: insert.length }, kept.length);
    this.#text.doc?.transact(() => {
      for (const edit of edits) {
        if (edit.remove > 0) this.#text.delete(edit.index, edit.remove);
        else this.#text.insert(edit.index, kept);
      }
    }, this);
    if (!this.#drift.clean) this.#batch.add(this, this.catchUp);
  }

  /** Makes the field show the text, if it does not, with the selection where it was. */
  #show(): void {
    this.#heldSince = undefined;
    const wanted = asShown(this.#text.toString(), this.#field);
    if (this.#field.value !== wanted) this.#write(wanted);
    this.#realign(this.#field.value);
  }

  #write(wanted: string): void {
    const field = this.#field;
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = field;
    const focused = field.ownerDocument.activeElement === field;
    const start = this.#drift.toText(selectionStart ?? 0);
    const end = this.#drift.toText(selectionEnd ?? 0);
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
}

/** Binds whatever element it is attached to: `<Field binding={bindText(text)} />`, or `{@attach bindText(text)}` on an element. */
export function bindText(text: Y.Text, options: TextBindingOptions = {}): (field: TextField) => () => void {
  return (field) => {
    const binding = new TextBinding(field, text, options);
    return () => binding.destroy();
  };
}

/** Line ends as Word, Excel and phones send them, which no field shows as such: words would run together. The server takes them for line ends too. */
const LINE_ENDS = /\r\n?|[\v\f\x85\u2028\u2029]/g;

/** A text as the element will show it: a textarea has only \n, an input no line ends but spaces. */
function asShown(text: string, field: TextField): string {
  const lined = text.replace(LINE_ENDS, '\n');
  return field.tagName === 'TEXTAREA' ? lined : lined.replace(/\n/g, ' ');
}

/** The first `length` UTF-16 units of a text, or one less where that would cut a character in two. */
function wholeCharacters(text: string, length: number): string {
  const cut = text.slice(0, length);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}
