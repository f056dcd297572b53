// Rule 17: the counts add up to everybody, and nothing is said of nobody.
import { describe, expect, it } from 'vitest';
import { everyoneWrites, readiness } from './readiness';

const counts = { notes: 20, face_down: 20, done: 3, more_time: 2, of: 16 };

describe('17 readiness', () => {
  it('counts who writes, who is done and who needs more time', () => {
    expect(readiness(counts, true)).toEqual([
      { is: 'writing', count: 11 },
      { is: 'done', count: 3 },
      { is: 'moreTime', count: 2 },
    ]);
  });

  it('says nothing of writing where people do something else', () => {
    expect(readiness(counts, false).map(({ is }) => is)).toEqual(['done', 'moreTime']);
    expect(readiness({ ...counts, done: 0, more_time: 0 }, false)).toEqual([]);
  });

  it('takes for writing what is about writing', () => {
    expect(everyoneWrites(['write'])).toBe(true);
    expect(everyoneWrites(['write', 'reveal', 'group'])).toBe(false);
    expect(everyoneWrites(undefined)).toBe(false);
  });
});
