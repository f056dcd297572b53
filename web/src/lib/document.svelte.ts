// One document on this screen: its Y.Doc, whether it may be written, and its edits on their way to the server.
import { applyUpdate, diffUpdate, Doc, Text, type Transaction } from 'yjs';
import { lostPieces, lostTexts, type LostText } from './lost-text';
import { Unsent } from './unsent';

export { unsentDocuments } from './unsent';

/** The origin of what comes from the server or from an earlier page: it is not sent back, and undo leaves it alone. */
export const ELSEWHERE = Symbol('elsewhere');

/** A document that this screen may write, or could. */
export class DocumentHandle {
  /** As on the wire: `desk/3`. */
  readonly name: string;
  readonly #unsent: Unsent;
  readonly #edited: () => void;
  #doc: Doc = $state.raw(new Doc());
  #ready = $state(false);
  #writable = $state(false);
  /** Texts changed here since the server had everything. */
  #changed = new Set<Text>();
  /** Has this socket brought the server's state vector? Nothing is sent before. */
  #synced = false;
  /** What earlier pages left, until it lies in the document. */
  #adopted: Uint8Array | null;
  /** The server will not take what is in here: the next state starts a new document. */
  #stale = false;
  /** Does what is written here wait until there is room for it again? */
  #waits = $state(false);
  #waiting: ReturnType<typeof setTimeout> | undefined;

  /** `page` tells this page load from other tabs; `edited` is called after each edit made here. */
  constructor(workshop: string, name: string, page: string, edited: () => void) {
    this.name = name;
    this.#edited = edited;
    this.#unsent = new Unsent(workshop, name, page);
    this.#adopted = this.#unsent.adopt();
    this.#watch(this.#doc);
  }

  /** The document; another one after something was refused for good, so read it where it is used. */
  get doc(): Doc {
    return this.#doc;
  }

  /** May it be written now? Editors are read-only while not. */
  get writable(): boolean {
    return this.#writable;
  }

  /** Has the first state come? */
  get ready(): boolean {
    return this.#ready;
  }

  /** Is something of it not durable yet? */
  get unsaved(): boolean {
    return !this.#unsent.empty;
  }

  /** This person's share of it is used up for now: what is written here is kept, and sent by itself. */
  get waits(): boolean {
    return this.#waits;
  }

  /** A field's text, made on first use. */
  text(field: string): Text {
    return this.#doc.getText(field);
  }

  /** The server's state (W14). */
  merge(state: Uint8Array): void {
    if (this.#stale) this.#renew();
    applyUpdate(this.#doc, state, ELSEWHERE);
    if (this.#adopted !== null) applyUpdate(this.#doc, this.#adopted, ELSEWHERE);
    this.#adopted = null;
    this.#ready = true;
    this.#writable = true;
  }

  /** The server's state vector (W15): returns what is missing there, to be sent with this number; null if nothing is. */
  sync(vector: Uint8Array, number: number): Uint8Array | null {
    this.#synced = true;
    return this.#waits ? null : this.#unsent.fly(number, (update) => diffUpdate(update, vector));
  }

  /** Somebody else's edit (W16). */
  apply(update: Uint8Array): void {
    applyUpdate(this.#doc, update, ELSEWHERE);
  }

  /** The edits gathered so far as one update with this number; null if there are none or they cannot go yet. */
  gather(number: number): Uint8Array | null {
    return this.#synced && !this.#waits ? this.#unsent.fly(number) : null;
  }

  /** Keeps what is unsent on this device; false when the device would not. */
  store(): boolean {
    return this.#unsent.store();
  }

  /** Is the update with this number under way? */
  sent(number: number): boolean {
    return this.#unsent.flies(number);
  }

  /** Everything up to this number is durable. */
  saved(number: number): void {
    if (this.#unsent.saved(number) && this.#unsent.empty) this.#changed.clear();
  }

  /** The socket is gone. */
  lost(): void {
    this.#synced = false;
    this.#unsent.ground();
  }

  /** An update was refused because this screen is behind: state and state vector follow. */
  behind(number: number): void {
    this.#synced = false;
    this.#unsent.back(number);
  }

  /** The server takes it in so many seconds (W19a). All that is under way waits again: it builds on what was refused. */
  later(seconds: number): void {
    this.#unsent.ground();
    this.#waits = true;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      this.#waits = false;
      this.#edited();
    }, seconds * 1000);
  }

  /** The server will not take what is unsent here: gives it up and returns its texts. A new document starts with the next state. */
  giveUp(): LostText[] {
    const update = this.#unsent.drop();
    const applied = this.#adopted === null;
    const texts = applied ? lostTexts(this.name, this.#doc, this.#changed) : [];
    this.#changed.clear();
    this.#adopted = null;
    this.#stale = true;
    this.#synced = false;
    this.#writable = false;
    this.#waits = false;
    clearTimeout(this.#waiting);
    if (update === null) return [];
    return texts.length > 0 ? texts : lostPieces(this.name, update);
  }

  /** This screen may not write it any more (W20). What was not sent is given up, what is under way is answered. */
  end(): LostText[] {
    this.#synced = false;
    this.#writable = false;
    return this.#unsent.waiting ? this.giveUp() : [];
  }

  /** Ends the document's observers. */
  destroy(): void {
    clearTimeout(this.#waiting);
    this.#doc.destroy();
  }

  #renew(): void {
    const old = this.#doc;
    const doc = new Doc();
    this.#watch(doc);
    this.#doc = doc;
    this.#stale = false;
    old.destroy();
  }

  #watch(doc: Doc): void {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === ELSEWHERE) return;
      this.#unsent.add(update);
      this.#edited();
    });
    doc.on('afterTransaction', (transaction: Transaction) => {
      if (transaction.origin === ELSEWHERE) return;
      for (const type of transaction.changed.keys())
        if ((type as unknown) instanceof Text) this.#changed.add(type as unknown as Text);
    });
  }
}
