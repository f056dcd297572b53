// Remote changes reach the page in batches.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Batch } from './batch';
import { REMOTE_BATCH_MS } from './bounds';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a batch', () => {
  it('shows the first change at once and the next ones together', () => {
    const batch = new Batch();
    const shown: string[] = [];
    batch.add('a', () => shown.push('a'));
    vi.advanceTimersByTime(0);
    expect(shown).toEqual(['a']);
    batch.add('b', () => shown.push('b'));
    batch.add('c', () => shown.push('c'));
    vi.advanceTimersByTime(REMOTE_BATCH_MS - 1);
    expect(shown).toEqual(['a']);
    vi.advanceTimersByTime(1);
    expect(shown).toEqual(['a', 'b', 'c']);
  });

  it('runs 50 changes a second as about ten updates', () => {
    const batch = new Batch();
    let updates = 0;
    for (let change = 0; change < 50; change += 1) {
      batch.add('view', () => (updates += 1));
      vi.advanceTimersByTime(20);
    }
    expect(updates).toBeGreaterThanOrEqual(8);
    expect(updates).toBeLessThanOrEqual(11);
  });

  it('keeps the last task of a key, and none that was dropped', () => {
    const batch = new Batch();
    const shown: number[] = [];
    batch.add('key', () => shown.push(1));
    batch.add('key', () => shown.push(2));
    batch.add('gone', () => shown.push(3));
    batch.drop('gone');
    vi.runAllTimers();
    expect(shown).toEqual([2]);
  });

  it('runs the others when one fails, and says that it failed', () => {
    const batch = new Batch();
    const shown: string[] = [];
    batch.add('bad', () => {
      throw new Error('broken');
    });
    batch.add('good', () => shown.push('good'));
    expect(() => batch.flush()).toThrow('broken');
    expect(shown).toEqual(['good']);
  });
});
