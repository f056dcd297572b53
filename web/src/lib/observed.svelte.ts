// Reading a document reactively: what this screen writes shows at once, what others write in batches.
import { createSubscriber } from 'svelte/reactivity';
import type { Doc } from 'yjs';
import { Batch } from './batch';
import { ELSEWHERE } from './document.svelte';

/** One queue for all documents of the page. */
const batch = new Batch();

/** A reading of a document that follows its changes while something on the page uses it. */
export class Observed<T> {
  readonly #doc: Doc;
  readonly #read: (doc: Doc) => T;
  readonly #subscribe: () => void;
  /** While followed, a reading is good until the next change. */
  #followed = false;
  #kept: { reading: T } | undefined;

  /** `read` is called anew after changes. */
  constructor(doc: Doc, read: (doc: Doc) => T) {
    this.#doc = doc;
    this.#read = read;
    this.#subscribe = createSubscriber((changed) => {
      const renew = () => {
        this.#kept = undefined;
        changed();
      };
      const follow = (_: Uint8Array, origin: unknown) => {
        if (origin === ELSEWHERE) batch.add(this, renew);
        else renew();
      };
      doc.on('update', follow);
      this.#followed = true;
      this.#kept = undefined;
      return () => {
        this.#followed = false;
        doc.off('update', follow);
        batch.drop(this);
      };
    });
  }

  /** The present reading. */
  get current(): T {
    this.#subscribe();
    if (!this.#followed) return this.#read(this.#doc);
    this.#kept ??= { reading: this.#read(this.#doc) };
    return this.#kept.reading;
  }
}
