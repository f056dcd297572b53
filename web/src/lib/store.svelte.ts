// What this device keeps. Everything lies in this tab's memory first, and the browser's storage is its copy for later: where storage is
// blocked, full, or vanishes half-way, the tab goes on as before and says what will not last.

/** Written and removed again to see whether storage takes anything at all. */
const PROBE = 'trestle:probe';

/** One of the browser's two storages, with this tab's memory in front of it. Nothing here throws. */
export class Store {
  readonly #open: () => Storage;
  /** What this tab wrote. It answers where storage cannot, or has lost it. */
  readonly #memory = new Map<string, string>();
  /** Keys whose last value storage would not take: an older one may lie there. */
  readonly #unkept = new Set<string>();
  /** Rises when something is kept or not kept any more. */
  #turn = $state(0);

  /** `open` may throw: reading `localStorage` does where site data are blocked. */
  constructor(open: () => Storage) {
    this.#open = open;
    // Another tab has written or removed it since: that is newer than what this one remembers
    addEventListener('storage', ({ key, storageArea }) => {
      if (storageArea !== this.#ask((storage) => storage)) return;
      for (const changed of key === null ? [...this.#memory.keys()] : [key]) {
        this.#memory.delete(changed);
        this.#unkept.delete(changed);
      }
    });
  }

  /** Reads a value; null if there is none. */
  read(key: string): string | null {
    const kept = this.#unkept.has(key) ? null : this.#ask((storage) => storage.getItem(key));
    return kept ?? this.#memory.get(key) ?? null;
  }

  /** Writes a value; false if it will last no longer than this tab. */
  write(key: string, value: string): boolean {
    this.#memory.set(key, value);
    const kept = this.#ask((storage) => storage.setItem(key, value)) !== null;
    if (this.#unkept.has(key) === kept) this.#turn += 1;
    if (kept) this.#unkept.delete(key);
    else this.#unkept.add(key);
    return kept;
  }

  /** Removes a value. */
  remove(key: string): void {
    this.#memory.delete(key);
    this.#unkept.delete(key);
    this.#ask((storage) => storage.removeItem(key));
  }

  /** Every key that begins so. */
  keys(prefix: string): string[] {
    const kept = this.#ask(Object.keys) ?? [];
    return [...new Set([...kept, ...this.#memory.keys()])].filter((key) => key.startsWith(prefix));
  }

  /** Will this value be there after the tab is closed? Followed by what reads it. */
  lasts(key: string): boolean {
    return this.#turn >= 0 && !this.#unkept.has(key) && this.#ask((storage) => storage.getItem(key)) !== null;
  }

  /** Does the browser keep anything? */
  get keeps(): boolean {
    return this.#ask((storage) => [storage.setItem(PROBE, ''), storage.removeItem(PROBE)]) !== null;
  }

  /** What storage answers; null if it is forbidden or full. What answers nothing answers undefined. */
  #ask<T>(question: (storage: Storage) => T): T | null {
    try {
      return question(this.#open());
    } catch {
      return null;
    }
  }
}

/** What is kept for later. */
export const local = new Store(() => localStorage);

/** What ends with the tab. */
export const tab = new Store(() => sessionStorage);
