// A shared text and the field that it is bound to, with what the field holds beyond it: that stays on this device, also through a reload, and
// is in no text until it fits.
import type { Text } from 'yjs';
import type { TextField } from '../ui/grow';
import * as device from './device';
import { TextBinding, type Over } from './text-binding';

/** The last binding of each field, and the place that it was bound to: a document that begins anew brings the same place another text. */
const bindings = new WeakMap<TextField, { at: string; binding: TextBinding }>();

/** One per field on screen. */
export class BoundText {
  /** The greatest length of the text, in UTF-16 units. */
  readonly most: number;
  readonly #text: Text;
  readonly #workshop: string;
  readonly #draft: string;
  #binding: TextBinding | undefined;
  #over: readonly Over[] = $state.raw([]);

  /** `place` is where the text stands, as `brief/2#who`: its surplus is kept under that name. */
  constructor(text: Text, most: number, workshop: string, place: string) {
    this.most = most;
    this.#text = text;
    this.#workshop = workshop;
    this.#draft = `over:${place}`;
  }

  /** Binds the element that it is attached to. */
  readonly attach = (field: TextField): (() => void) => {
    const over = keptOver(device.draft(this.#workshop, this.#draft));
    this.#over = over;
    const at = `${this.#workshop} ${this.#draft}`;
    const last = bindings.get(field);
    const after = last?.at === at ? last.binding : undefined;
    const binding = new TextBinding(field, this.#text, { most: this.most, over, onover: this.#told, after });
    bindings.set(field, { at, binding });
    this.#binding = binding;
    return () => {
      binding.destroy();
      if (this.#binding === binding) this.#binding = undefined;
    };
  };

  /** What the field holds and the text does not; empty almost always. */
  get over(): string {
    return this.#over.map(({ text }) => text).join(' … ');
  }

  /** Takes the surplus out of the field and returns it. */
  takeOut(): string {
    return (this.#binding?.takeOver() ?? []).map(({ text }) => text).join('\n');
  }

  readonly #told = (over: readonly Over[]): void => {
    this.#over = over;
    device.keepDraft(this.#workshop, this.#draft, over.length > 0 ? JSON.stringify(over) : '');
  };
}

function keptOver(kept: string): readonly Over[] {
  try {
    const over: unknown = JSON.parse(kept === '' ? '[]' : kept);
    return Array.isArray(over) ? over.filter(isOver) : [];
  } catch {
    return [];
  }
}

function isOver(value: unknown): value is Over {
  const over = value as Partial<Over> | null;
  return typeof over?.text === 'string' && Number.isInteger(over.at) && (over.at ?? -1) >= 0;
}
