import { describe, expect, it } from 'vitest';
import { countWords, wordCounter } from './word-count';

describe('words', () => {
  it.each([
    ['', 0],
    ['  \n ', 0],
    ['– … !', 0],
    ['One', 1],
    ['It’s a well-kept bus stop.', 5],
    ['Two\nlines, “quoted” 24/7', 4],
    ['Mae’r llyfrgell ar gau', 4],
    ['كتابة موجز معا', 3],
  ])('%j has %i', (text, count) => expect(countWords(text)).toBe(count));

  it('are found where no spaces stand between them', () => {
    expect(countWords('图书馆很安静')).toBeGreaterThan(1);
    expect(countWords('图书馆很安静。')).toBe(countWords('图书馆很安静'));
  });

  it('are counted anew when a text changes', () => {
    const count = wordCounter();
    expect([count('who', 'a b'), count('who', 'a b'), count('why', 'a'), count('who', 'a b c')]).toEqual([2, 2, 1, 3]);
  });
});
