// Where one field stands and how it is written: in a form's document, or in a row of a list.
import type { Text } from 'yjs';
import type { DocumentHandle } from '../lib/document.svelte';
import type { Field, Value } from '../lib/protocol.gen';
import type { Session } from '../lib/session.svelte';

/** One field's place. */
export interface Spot {
  /** The document; null while this screen may not write it. */
  handle: DocumentHandle | null;
  /** Where in the document, for presence: `who`, `actions/KEY/what`. */
  at: string;
  /** What stands there. */
  value: Value | undefined;
  /** Words are written here; nothing where `open` has to make it first. */
  text?: Text | undefined;
  /** Makes the text of a field that was declared after its group or row was made. */
  open?: (() => void) | undefined;
  /** Puts a value there; null takes it away. */
  set(value: Value | null): void;
}

/** What every kind of field is drawn with. */
export interface FieldProps {
  session: Session;
  field: Field;
  spot: Spot;
  label: string;
  /** The label is for assistive technology only; something else says it to the eye. */
  hideLabel: boolean;
  hint?: string | undefined;
  /** Of words: how many lines there are at first. */
  rows?: number | undefined;
  /** Of words: the greatest length, in UTF-16 units. */
  most?: number | undefined;
  /** Of words: how many there are; said under the field once there are some. */
  words?: number | undefined;
  /** Of persons: those of this organisation come first. */
  near?: number | null | undefined;
}
