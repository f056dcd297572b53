// Every test begins on a device that has kept nothing yet.
import { beforeEach } from 'vitest';

beforeEach(() => {
  // Some tests have no page around them
  if (typeof window === 'undefined') return;
  for (const storageArea of [localStorage, sessionStorage]) {
    storageArea.clear();
    dispatchEvent(new StorageEvent('storage', { key: null, storageArea }));
  }
});
