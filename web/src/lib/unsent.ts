// What of one document the server does not have durably yet: edits waiting, edits under way, and their copy on this device, which survives a
// reload and a crash of the tab. The copy holds nothing but the unsent edits: the rest comes from the server before anybody can write.
import { mergeUpdates } from 'yjs';
import { FLIGHT_BYTES } from './bounds';
import { fromBase64, toBase64 } from './bytes';
import * as device from './device';

/** One document's edits on their way to the server. */
export class Unsent {
  readonly #key: string;
  readonly #prefix: string;
  #waiting: Uint8Array[] = [];
  #flying: { number: number; update: Uint8Array }[] = [];

  /** `workshop`, the document's `name` and `page` say where the copy lies on this device: two tabs of one seat keep theirs apart. */
  constructor(workshop: string, name: string, page: string) {
    this.#prefix = device.address(workshop, `unsent:${name}:`);
    this.#key = this.#prefix + page;
  }

  /** Does the server have everything? */
  get empty(): boolean {
    return this.#waiting.length === 0 && this.#flying.length === 0;
  }

  /** Is there anything that was not even sent? */
  get waiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Takes over what earlier pages of this device could not send, and returns it merged, to be applied; null if there is nothing. */
  adopt(): Uint8Array | null {
    const found: Uint8Array[] = [];
    for (const key of device.keys(this.#prefix)) {
      const update = key === this.#key ? null : fromBase64(device.read(key) ?? '');
      if (update !== null && update.length > 0) found.push(update);
    }
    if (found.length === 0) return null;
    const merged = mergeUpdates(found);
    this.#waiting.unshift(merged);
    if (this.store()) for (const key of device.keys(this.#prefix)) if (key !== this.#key) device.remove(key);
    return merged;
  }

  /** An edit made here. */
  add(update: Uint8Array): void {
    this.#waiting.push(update);
  }

  /** What waits as one update, as much as one frame takes, now under way with this number; null if nothing waits. */
  fly(number: number, shape: (update: Uint8Array) => Uint8Array = (update) => update): Uint8Array | null {
    if (this.#waiting.length === 0) return null;
    let [count, bytes] = [0, 0];
    for (const { length } of this.#waiting) {
      bytes += length;
      if (count > 0 && bytes > FLIGHT_BYTES) break;
      count += 1;
    }
    const update = shape(mergeUpdates(this.#waiting.splice(0, count)));
    this.#flying.push({ number, update });
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

  /** Everything up to this number is durable. Says whether anything of this document was. */
  saved(number: number): boolean {
    const before = this.#flying.length;
    this.#flying = this.#flying.filter((flying) => flying.number > number);
    if (this.#flying.length === before) return false;
    this.store();
    return true;
  }

  /** Gives everything up, returns it merged and removes the copy. */
  drop(): Uint8Array | null {
    const all = this.#all();
    this.#waiting = [];
    this.#flying = [];
    this.store();
    return all;
  }

  /** Writes or removes the copy on this device; false when the device would not take it. */
  store(): boolean {
    const all = this.#all();
    if (all !== null) return device.write(this.#key, toBase64(all));
    device.remove(this.#key);
    return true;
  }

  #all(): Uint8Array | null {
    const updates = [...this.#flying.map(({ update }) => update), ...this.#waiting];
    return updates.length === 0 ? null : mergeUpdates(updates);
  }
}

/** The names of all documents of which this device holds unsent edits. */
export function unsentDocuments(workshop: string): string[] {
  const prefix = device.address(workshop, 'unsent:');
  const names = device.keys(prefix).map((key) => key.slice(prefix.length, key.lastIndexOf(':')));
  return [...new Set(names)];
}
