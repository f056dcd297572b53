// One document on this screen: its Y.Doc, whether it may be written, and its edits on their way to the server.
import { applyUpdate, diffUpdate, Doc, Text, type Transaction } from 'yjs';
import { backoff } from './backoff';
import { lostPieces, lostTexts, type LostText } from './lost-text';
import { ownChanges } from './own-changes';
import { Unsent, type Part } from './unsent';

export { unsentDocuments } from './unsent';

/** The origin of what comes from the server or from an earlier page: it is not sent back, and undo leaves it alone. */
export const ELSEWHERE = Symbol('elsewhere');

/** What a document tells its screen. */
export interface DocumentEvents {
  /** Something was changed here and waits to be sent. */
  edited(): void;
  /** These texts have no place in the document any more. */
  lost(texts: readonly LostText[]): void;
}

/** A new generation that has come, while what is unsent is not carried over into it yet. */
interface Next {
  /** Its state and what came behind it. */
  updates: Uint8Array[];
  generation: number;
  /** Has this socket brought its state vector? */
  synced: boolean;
}

/** What carries over. It is fetched when it is needed, which is hardly ever. */
type Carrying = typeof import('./carry-over');

/** A document that this screen may write, or could. */
export class DocumentHandle {
  /** As on the wire: `desk/3`. */
  readonly name: string;
  readonly #unsent: Unsent;
  readonly #events: DocumentEvents;
  #doc: Doc = $state.raw(new Doc());
  #generation = 0;
  /** The document as the server has it durably. What is unsent is where the document differs from it. */
  #saved = new Doc();
  #next: Next | null = null;
  #ready = $state(false);
  #writable = $state(false);
  /** Texts changed here since the server had everything. */
  #changed = new Set<Text>();
  /** Has this socket brought the server's state vector? Nothing is sent before. */
  #synced = false;
  /** The server will not take what is in here: the next state starts a new document. */
  #stale = false;
  /** What was written here and saved: damage to the server may take it. */
  #own: Uint8Array[] = [];
  /** Was the last update that was answered one of a screen that is behind? */
  #behind = false;
  /** This screen may not write it: no state follows. */
  #closed = false;
  /** Does what is written here wait until there is room for it again? */
  #waits = $state(false);
  #waiting: ReturnType<typeof setTimeout> | undefined;

  /** `page` tells this page load from other tabs. */
  constructor(workshop: string, name: string, page: string, events: DocumentEvents) {
    this.name = name;
    this.#events = events;
    this.#unsent = new Unsent(workshop, name, page, {
      changes: () => ownChanges(this.#saved, this.#doc),
      taken: (updates) => this.#count(updates),
    });
    this.#watch(this.#doc);
  }

  /** The document; another one in a new generation, and after something was refused for good, so read it where it is used. */
  get doc(): Doc {
    return this.#doc;
  }

  /** Which generation of the document this is. */
  get generation(): number {
    return this.#generation;
  }

  /** Is what is unsent being carried over into a new generation? */
  get carrying(): boolean {
    return this.#next !== null;
  }

  /** May this screen not write it any more? What is written all the same, before it has seen that, is handed back. */
  get closed(): boolean {
    return this.#closed;
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
  merge(state: Uint8Array, generation: number): void {
    this.#closed = false;
    if (generation === this.#next?.generation) return void this.#next.updates.push(state);
    const another = this.#ready ? generation !== this.#generation : this.#unsent.isOlder(generation);
    if (another || this.#stale) return this.#begin(state, generation);
    this.#generation = generation;
    this.#unsent.goOn(generation);
    this.#take(state);
    if (!this.#ready) for (const left of this.#unsent.join()) applyUpdate(this.#doc, left, ELSEWHERE);
    this.#ready = true;
    this.#writable = true;
  }

  /** The server's state vector (W15): returns what is missing there, to be sent with this number; null if nothing is. */
  sync(vector: Uint8Array, generation: number, number: number): Uint8Array | null {
    if (generation === this.#next?.generation) this.#next.synced = true;
    if (generation !== this.#generation || this.#next !== null) return null;
    // What was saved here is not there any more where damage took it. An update begins with the number of writers of whom it has something
    this.#unsent.first(this.#own.filter((own) => diffUpdate(own, vector)[0]));
    this.#synced = true;
    return this.#waits ? null : this.#unsent.fly(number, (update) => diffUpdate(update, vector));
  }

  /** Somebody else's edit (W16). */
  apply(update: Uint8Array, generation: number): void {
    if (generation === this.#next?.generation) this.#next.updates.push(update);
    else if (generation === this.#generation) this.#take(update);
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
    const durable = this.#unsent.saved(number);
    if (durable.length === 0) return;
    this.#behind = false;
    this.#own.push(...durable);
    this.#count(durable);
    this.#unsent.store();
    if (this.#unsent.empty) this.#changed.clear();
  }

  /** The socket is gone. */
  lost(): void {
    this.#synced = false;
    if (this.#next) this.#next.synced = false;
    this.#unsent.ground();
  }

  /** An update was refused because this screen is behind: state and state vector follow. False: it was so the last time, and will be the next. */
  behind(number: number): boolean {
    this.#synced = false;
    this.#behind = !this.#behind;
    if (this.#behind) this.#unsent.back(number);
    return this.#behind;
  }

  /** The server takes it in so many seconds (W19a). All that is under way waits again: it builds on what was refused. */
  later(seconds: number): void {
    this.#unsent.ground();
    this.#waits = true;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      this.#waits = false;
      this.#events.edited();
    }, seconds * 1000);
  }

  /**
   * The server will not take what is unsent here: gives it up and returns its texts. A new document starts with the next state. What is written in
   * the old one until then, before the screen has seen that it may not, is carried over into that.
   */
  giveUp(): LostText[] {
    const applied = !this.#unsent.left;
    const parts = this.#unsent.drop();
    const texts = applied ? lostTexts(this.name, this.#doc, this.#changed) : [];
    this.#changed.clear();
    if (applied) for (const { updates } of parts) this.#count(updates);
    this.#next = null;
    this.#stale = true;
    this.#synced = false;
    this.#writable = false;
    this.#waits = false;
    clearTimeout(this.#waiting);
    if (parts.length === 0) return [];
    return texts.length > 0 ? texts : this.#pieces(parts);
  }

  /** This screen may not write it any more (W20). What was not sent is given up, what is under way is answered. */
  end(): LostText[] {
    this.#closed = true;
    this.#synced = false;
    this.#writable = false;
    this.#next = null;
    return this.#unsent.waiting ? this.giveUp() : [];
  }

  /** Ends the document's observers, and waits for nothing any more. */
  destroy(): void {
    clearTimeout(this.#waiting);
    this.#next = null;
    this.#doc.destroy();
  }

  /** Takes in what the server has durably. */
  #take(update: Uint8Array): void {
    applyUpdate(this.#doc, update, ELSEWHERE);
    applyUpdate(this.#saved, update);
  }

  /** These count as saved. */
  #count(updates: readonly Uint8Array[]): void {
    for (const update of updates) applyUpdate(this.#saved, update);
  }

  /** The document has begun anew. Where nothing is unsent it is simply another one; else that goes along, and meanwhile people write on in the old one. */
  #begin(state: Uint8Array, generation: number): void {
    const next: Next = { updates: [state], generation, synced: false };
    this.#synced = false;
    this.#next = next;
    if (this.#unsent.empty) this.#move(next);
    else void this.#carry(next);
  }

  async #carry(next: Next, attempt = 0): Promise<void> {
    const carrying = await import('./carry-over').catch(() => null);
    if (this.#next !== next) return;
    if (carrying !== null) this.#move(next, carrying);
    else setTimeout(() => void this.#carry(next, attempt + 1), backoff(attempt));
  }

  #move({ updates, generation, synced }: Next, carrying?: Carrying): void {
    const parts = this.#unsent.begin(generation);
    const [doc, old] = [new Doc(), this.#doc];
    [this.#next, this.#stale, this.#generation, this.#saved, this.#own] = [null, false, generation, new Doc(), []];
    this.#changed.clear();
    this.#doc = doc;
    this.#watch(doc);
    for (const update of updates) this.#take(update);
    const lost = parts.flatMap((part) => carrying?.carryOver(this.name, doc, part) ?? []);
    // Its observers end with it: what somebody still does to it changes nothing here
    old.destroy();
    this.#unsent.store();
    this.#ready = true;
    this.#writable = true;
    this.#synced = synced;
    if (lost.length > 0) this.#events.lost(lost);
    if (parts.length > 0) this.#events.edited();
  }

  #pieces(parts: readonly Part[]): LostText[] {
    return parts.flatMap(({ updates }) => updates.flatMap((update) => lostPieces(this.name, update)));
  }

  #watch(doc: Doc): void {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === ELSEWHERE) return;
      this.#unsent.add(update);
      this.#events.edited();
    });
    doc.on('afterTransaction', (transaction: Transaction) => {
      if (transaction.origin === ELSEWHERE) return;
      for (const type of transaction.changed.keys())
        if ((type as unknown) instanceof Text) this.#changed.add(type as unknown as Text);
    });
  }
}
