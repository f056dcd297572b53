// The store: a tab goes on from memory where storage is blocked, full, or vanishes, and says what will not last.
import { describe, expect, it } from 'vitest';
import { Store } from './store.svelte';

/** A storage that can be taken away and filled up. */
class Shaky {
  blocked = false;
  full = false;
  readonly #map = new Map<string, string>();
  readonly open = (): Storage => {
    if (this.blocked) throw new DOMException('denied', 'SecurityError');
    return this as unknown as Storage;
  };
  getItem(key: string): string | null {
    return this.#map.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.#map.set(key, value);
    Object.defineProperty(this, key, { value, enumerable: true, configurable: true });
  }
  removeItem(key: string): void {
    this.#map.delete(key);
    Reflect.deleteProperty(this, key);
  }
  vanish(): void {
    for (const key of [...this.#map.keys()]) this.removeItem(key);
  }
}

function made(): { storage: Shaky; store: Store } {
  const storage = new Shaky();
  return { storage, store: new Store(storage.open) };
}

describe('a store', () => {
  it('keeps for later what storage takes', () => {
    const { storage, store } = made();
    expect(store.keeps).toBe(true);
    expect(store.write('trestle:a', '1')).toBe(true);
    expect(new Store(storage.open).read('trestle:a')).toBe('1');
    expect(store.lasts('trestle:a')).toBe(true);
    store.remove('trestle:a');
    expect(store.read('trestle:a')).toBeNull();
    expect(store.keys('trestle:')).toEqual([]);
  });

  it('carries this tab from memory where every access throws', () => {
    const { storage, store } = made();
    storage.blocked = true;
    expect(store.keeps).toBe(false);
    expect(store.read('trestle:a')).toBeNull();
    expect(store.write('trestle:a', '1')).toBe(false);
    expect(store.read('trestle:a')).toBe('1');
    expect(store.keys('trestle:')).toEqual(['trestle:a']);
    expect(store.lasts('trestle:a')).toBe(false);
    store.remove('trestle:a');
    expect(store.read('trestle:a')).toBeNull();
  });

  it('reads what it wrote last, not what lies in a full storage from before', () => {
    const { storage, store } = made();
    store.write('trestle:a', 'old');
    storage.full = true;
    expect(store.write('trestle:a', 'new')).toBe(false);
    expect(store.read('trestle:a')).toBe('new');
    expect(store.lasts('trestle:a')).toBe(false);
    expect(store.keeps).toBe(false);
    storage.full = false;
    expect(store.write('trestle:a', 'newer')).toBe(true);
    expect(store.lasts('trestle:a')).toBe(true);
  });

  it('goes on when storage vanishes or closes half-way', () => {
    const { storage, store } = made();
    store.write('trestle:a', '1');
    storage.vanish();
    expect(store.read('trestle:a')).toBe('1');
    expect(store.lasts('trestle:a')).toBe(false);
    storage.blocked = true;
    expect(store.read('trestle:a')).toBe('1');
    expect(store.keys('trestle:')).toEqual(['trestle:a']);
  });

  it('forgets what another tab has removed or renewed', () => {
    const { storage, store } = made();
    store.write('trestle:a', '1');
    store.write('trestle:b', '1');
    storage.removeItem('trestle:a');
    storage.setItem('trestle:b', '2');
    const storageArea = storage.open();
    for (const key of ['trestle:a', 'trestle:b']) {
      const event = new Event('storage');
      dispatchEvent(Object.assign(event, { key, storageArea }));
    }
    expect(store.read('trestle:a')).toBeNull();
    expect(store.read('trestle:b')).toBe('2');
  });
});
