// What of one document the server does not have durably yet: edits waiting, edits under way, and their copy on this device, which survives a
// reload and a crash of the tab. The copy holds the unsent edits, and beside them what they changed as plain data: should the document have
// begun anew by then, the edits mean nothing any more.
import { mergeUpdates } from 'yjs';
import { FLIGHT_BYTES } from './bounds';
import { fromBase64, toBase64 } from './bytes';
import * as device from './device';
import type { Change } from './own-changes';

/** Edits of one generation that the server does not have, and what they changed. */
export interface Part {
  generation: number;
  /** In their order, each within a frame if it can be. */
  updates: readonly Uint8Array[];
  /** None if a page from before documents had generations kept them: it did not say. */
  changes: readonly Change[] | null;
  /** May the server have some of it all the same? It was sent, and no answer came. */
  sent: boolean;
}

/** What the edits of one document are edits of. */
export interface Edited {
  /** What they have changed. */
  changes(): readonly Change[];
  /** Another tab of this browser has taken these over: it is the one that carries them into a new generation. */
  taken(updates: readonly Uint8Array[]): void;
}

/** A part as it lies on this device. */
interface Kept {
  g: number;
  u: readonly string[];
  c: readonly Change[] | null;
  s: boolean;
}

/** One document's edits on their way to the server. */
export class Unsent {
  readonly #key: string;
  readonly #prefix: string;
  readonly #edited: Edited;
  #generation = 0;
  #waiting: Uint8Array[] = [];
  #flying: { number: number; update: Uint8Array }[] = [];
  /** What earlier pages left, until the document is here that it goes into. */
  #earlier: Part[] = [];
  /** What lies on this device of what was written here; none while nothing lies there. */
  #kept: readonly Uint8Array[] | null = null;
  /** Was something sent since the server had everything? */
  #sent = false;

  /** `workshop`, the document's `name` and `page` say where the copy lies on this device: two tabs of one seat keep theirs apart. */
  constructor(workshop: string, name: string, page: string, edited: Edited) {
    this.#prefix = device.address(workshop, `unsent:${name}:`);
    this.#key = this.#prefix + page;
    this.#edited = edited;
    this.#adopt();
  }

  /** Does the server have everything? */
  get empty(): boolean {
    return this.#waiting.length === 0 && this.#flying.length === 0 && this.#earlier.length === 0;
  }

  /** Is there anything that was not even sent? */
  get waiting(): boolean {
    return this.#waiting.length > 0 || this.#earlier.length > 0;
  }

  /** Takes over what earlier pages of this device could not send. One of them may be another tab that goes on: it finds out. */
  #adopt(): void {
    const others = device.keys(this.#prefix).filter((key) => key !== this.#key);
    this.#earlier = others.flatMap((key) => partsOf(device.read(key) ?? ''));
    if (this.#earlier.length > 0 && this.store()) for (const key of others) device.remove(key);
  }

  /** Is something left of earlier pages that has not come into the document yet? */
  get left(): boolean {
    return this.#earlier.length > 0;
  }

  /** Is some of it not of this generation? */
  isOlder(generation: number): boolean {
    return this.#earlier.some((part) => part.generation !== generation);
  }

  /** The document is in this generation, and edits from now on are of it. */
  goOn(generation: number): void {
    this.#generation = generation;
  }

  /** The first state has come, and earlier pages left nothing of another generation: what they left waits to be sent, and is to be applied. */
  join(): Uint8Array[] {
    const updates = this.#earlier.flatMap((part) => part.updates);
    this.first(updates);
    this.#sent ||= this.#earlier.some(({ sent }) => sent);
    this.#earlier = [];
    return updates;
  }

  /** Everything, to be carried over into a new generation, whose edits are gathered from now on. The copy stays until the next time it is stored. */
  begin(generation: number): Part[] {
    this.#yield();
    const parts = this.#parts();
    this.#sent = false;
    [this.#waiting, this.#flying, this.#earlier] = [[], [], []];
    this.#generation = generation;
    return parts;
  }

  /** An edit made here. */
  add(update: Uint8Array): void {
    this.#waiting.push(update);
  }

  /** Edits from before those that wait. */
  first(updates: readonly Uint8Array[]): void {
    this.#waiting.unshift(...updates);
  }

  /** What waits as one update, as much as one frame takes, now under way with this number; null if nothing waits. */
  fly(number: number, shape: (update: Uint8Array) => Uint8Array = (update) => update): Uint8Array | null {
    if (this.#waiting.length === 0) return null;
    const update = shape(mergeUpdates(this.#waiting.splice(0, flight(this.#waiting))));
    this.#flying.push({ number, update });
    this.#sent = true;
    return update;
  }

  /** Is the update with this number under way? */
  flies(number: number): boolean {
    return this.#flying.some((flying) => flying.number === number);
  }

  /** The socket is gone: what was under way waits again. */
  ground(): void {
    this.#waiting = [...this.#flying.map(({ update }) => update), ...this.#waiting];
    this.#flying = [];
  }

  /** One update was refused because the client is behind: it waits again. */
  back(number: number): void {
    const refused = this.#flying.filter((flying) => flying.number === number);
    this.#flying = this.#flying.filter((flying) => flying.number !== number);
    this.#waiting = [...refused.map(({ update }) => update), ...this.#waiting];
  }

  /** Everything up to this number is durable: what of this document was under way till now. The copy is out of date until it is stored. */
  saved(number: number): Uint8Array[] {
    const durable = this.#flying.filter((flying) => flying.number <= number);
    this.#flying = this.#flying.filter((flying) => flying.number > number);
    this.#sent &&= !this.empty;
    return durable.map(({ update }) => update);
  }

  /** Gives everything up, returns it and removes the copy. */
  drop(): Part[] {
    const parts = this.begin(this.#generation);
    this.store();
    return parts;
  }

  /** Writes or removes the copy on this device; false when the device would not take it. */
  store(): boolean {
    this.#yield();
    const parts = this.#parts();
    this.#kept = parts.length > 0 ? this.#updates() : null;
    if (parts.length > 0) return device.write(this.#key, JSON.stringify(parts.map(keptOf)));
    device.remove(this.#key);
    return true;
  }

  /** Another tab has taken the copy away: what lay in it is that tab's to carry on, and only what was written here since is this one's. */
  #yield(): void {
    if (this.#kept === null || device.read(this.#key) !== null) return;
    this.#earlier = [];
    this.#edited.taken(this.#kept);
    this.#kept = null;
  }

  #updates(): Uint8Array[] {
    return [...this.#flying.map(({ update }) => update), ...this.#waiting];
  }

  #parts(): Part[] {
    const updates = this.#updates();
    if (updates.length === 0) return this.#earlier;
    const [generation, changes, sent] = [this.#generation, this.#edited.changes(), this.#sent];
    return [...this.#earlier, { generation, updates: inFlights(updates), changes, sent }];
  }
}

/** How many of these updates, from the first, one frame takes. */
function flight(updates: readonly Uint8Array[]): number {
  let [count, bytes] = [0, 0];
  for (const { length } of updates) {
    bytes += length;
    if (count > 0 && bytes > FLIGHT_BYTES) break;
    count += 1;
  }
  return count;
}

/** The same edits in as few updates as frames take. */
function inFlights(updates: readonly Uint8Array[]): Uint8Array[] {
  const flights: Uint8Array[] = [];
  for (let rest = updates; rest.length > 0;) {
    const count = flight(rest);
    flights.push(mergeUpdates(rest.slice(0, count)));
    rest = rest.slice(count);
  }
  return flights;
}

/** The names of all documents of which this device holds unsent edits. */
export function unsentDocuments(workshop: string): string[] {
  const prefix = device.address(workshop, 'unsent:');
  const names = device.keys(prefix).map((key) => key.slice(prefix.length, key.lastIndexOf(':')));
  return [...new Set(names)];
}

function keptOf({ generation, updates, changes, sent }: Part): Kept {
  return { g: generation, u: updates.map(toBase64), c: changes, s: sent };
}

/** What a page has kept; before documents had generations this was one update alone. */
function partsOf(kept: string): Part[] {
  if (!kept.startsWith('[')) return partOf({ g: 0, u: [kept], c: null, s: true });
  try {
    return (JSON.parse(kept) as Kept[]).flatMap(partOf);
  } catch {
    return [];
  }
}

function partOf({ g, u, c, s }: Kept): Part[] {
  const updates = u.map(fromBase64).filter((update) => update !== null && update.length > 0) as Uint8Array[];
  return updates.length === 0 ? [] : [{ generation: g, updates, changes: c, sent: s }];
}
