import { describe, expect, it } from 'vitest';
import { mergeTexts, textEdits } from './merge-text';
import { Seeded } from './seeded';

const seed = Number(import.meta.env['TRESTLE_SEED'] ?? 20_262);

function edited(text: string, edits: ReturnType<typeof textEdits>): string {
  return edits.reduce(
    (now, { index, remove, insert }) => now.slice(0, index) + insert + now.slice(index + remove),
    text,
  );
}

/** A text as its words, and how one side changes it: some taken out, some of its own put in. Every word is the only one of its kind. */
function changed(
  random: Seeded,
  words: readonly string[],
  own: string,
  takes = true,
): { words: string[]; added: string[]; taken: string[] } {
  const [result, added, taken]: [string[], string[], string[]] = [[], [], []];
  for (const word of [...words, '']) {
    for (let count = random.below(8) === 0 ? 1 + random.below(3) : 0; count > 0; count -= 1) {
      added.push(`${own}${added.length}`);
      result.push(added.at(-1) ?? '');
    }
    if (word === '') continue;
    if (takes && random.below(6) === 0) taken.push(word);
    else result.push(word);
  }
  return { words: result, added, taken };
}

/** Words with what stands behind each: the same in every text. */
function written(words: readonly string[]): string {
  return words.map((word) => word + ([', ', '\n', '. '][Number(word.slice(1)) % 7] ?? ' ')).join('');
}

describe('merging a text three ways', () => {
  it.each([
    ['nothing of one side', 'a b', 'a b', 'a b c', 'a b c'],
    ['nothing of the other', 'a b', 'x a b', 'a b', 'x a b'],
    [
      'both at different places',
      'the bus is late',
      'the last bus is late',
      'the bus is always late',
      'the last bus is always late',
    ],
    ['both at the end', 'Ideas:', 'Ideas: a lift', 'Ideas: a bus', 'Ideas: a bus a lift'],
    ['both into nothing', '', 'A lift.', 'A bus.', 'A bus. A lift.'],
    ['the same on both sides', 'a b', 'a x b', 'a x b', 'a x b'],
    ['words of which one begins the other', '', 'cats and dogs', 'cat', 'cat cats and dogs'],
    [
      'sentences that say nearly the same',
      'Why? ',
      'Why? the bus is full',
      'Why? the bus is late',
      'Why? the bus is late the bus is full',
    ],
    ['a word that one takes away and the other goes on writing behind', 'a b c', 'a c', 'a b c d', 'a c d'],
    ['a word that both write anew', 'a cat sat', 'a dog sat', 'a bird sat', 'a bird dog sat'],
    ['a longer word where the next ones went', 'cat and dog', 'cats and dog', 'dog', 'cats dog'],
    ['lines', '- a\n- b\n', '- a\n- mine\n- b\n', '- a\n- b\n- theirs\n', '- a\n- mine\n- b\n- theirs\n'],
    ['scripts without spaces', '図書館は', '図書館はとても', '新しい図書館は', '新しい図書館はとても'],
    ['characters of two units', 'ok', 'ok 👍🏽', '🚌 ok', '🚌 ok 👍🏽'],
  ])('%s', (_, base, mine, theirs, merged) => {
    expect(mergeTexts(base, mine, theirs, false)).toBe(merged);
  });

  it.each([
    ['and then went on', '', 'hello world', 'hello ', 'hello world'],
    ['half a word of it', 'we say ', 'we say hello', 'we say hel', 'we say hello'],
    ['half a word alone', '', 'hello', 'hel', 'hello'],
    ['half a word behind words of others', '', 'we say hello to all', 'Hi: we say hel', 'Hi: we say hello to all'],
    ['a word between', '', 'one two three', 'one three', 'one two three'],
    [
      'nothing of it',
      'Ideas:',
      'Ideas: a lift for all',
      'Ideas: no bus at night',
      'Ideas: no bus at night a lift for all',
    ],
  ])('knows again what was saved without our knowing: %s', (_, base, mine, theirs, merged) => {
    expect(mergeTexts(base, mine, theirs, true)).toBe(merged);
  });

  it(`loses no word of mine and none of theirs, and brings back none that either took away (seed ${seed})`, () => {
    const random = new Seeded(seed);
    let both = 0;
    for (let game = 0; game < 2_000; game += 1) {
      const words = Array.from({ length: random.below(40) }, (_, at) => `w${at}`);
      const [mine, theirs] = [changed(random, words, 'm'), changed(random, words, 't')];
      const texts = [words, mine.words, theirs.words].map(written) as [string, string, string];
      const merged = mergeTexts(...texts, false).match(/[wmt]\d+/g) ?? [];
      const told = `seed ${seed}, game ${game}: ${JSON.stringify(texts)} became ${JSON.stringify(merged)}`;
      const stays = words.filter((word) => !mine.taken.includes(word) && !theirs.taken.includes(word));
      expect([...merged].sort(), told).toEqual([...stays, ...mine.added, ...theirs.added].sort());
      expect(
        merged.filter((word) => word.startsWith('m')),
        told,
      ).toEqual(mine.added);
      expect(
        merged.filter((word) => word.startsWith('t')),
        told,
      ).toEqual(theirs.added);
      both += Number(mine.added.length > 0 && theirs.added.length > 0);
    }
    expect(both, 'both sides wrote').toBeGreaterThan(500);
  });

  /** Words that begin with each other, which a merge by the letter would take for one. */
  const BEGINNINGS = ['cat', 'cats', 'catsup', 'a', 'all', 'ally', 'bus', 'buses'];

  it(`puts no word into another, and has those that begin alike as often as they were written (seed ${seed})`, () => {
    const random = new Seeded(seed);
    let alike = 0;
    for (let game = 0; game < 3_000; game += 1) {
      const words = Array.from({ length: random.below(8) }, (_, at) => `w${at}`);
      // Each side has its own of these, so that nothing is the same on both
      const [own, other] = random.below(2) === 0 ? [0, 1] : [1, 0];
      const side = (which: number): { words: string[]; taken: string[]; added: string[] } => {
        const made = changed(random, words, 'x');
        const named = made.words.map((word) =>
          word.startsWith('x') ? (BEGINNINGS[2 * random.below(4) + which] ?? '') : word,
        );
        return { words: named, taken: made.taken, added: named.filter((word) => !word.startsWith('w')) };
      };
      const [mine, theirs] = [side(own), side(other)];
      const ends = () => random.pick(['', ' ', '.', '\n']);
      const [base, ours, others] = [words, mine.words, theirs.words].map((list) => list.join(' ') + ends());
      const merged = mergeTexts(base ?? '', ours ?? '', others ?? '', false).match(/\w+/g) ?? [];
      const stays = words.filter((word) => !mine.taken.includes(word) && !theirs.taken.includes(word));
      const told = `seed ${seed}, game ${game}: ${JSON.stringify([base, ours, others])} became ${JSON.stringify(merged)}`;
      expect([...merged].sort(), told).toEqual([...stays, ...mine.added, ...theirs.added].sort());
      alike += Number(mine.added.length > 0 && theirs.added.length > 0);
    }
    expect(alike, 'both sides wrote').toBeGreaterThan(500);
  });

  it(`has every word once, whatever part of a typed text was saved without our knowing, and others wrote meanwhile (seed ${seed})`, () => {
    const random = new Seeded(seed);
    let halves = 0;
    for (let game = 0; game < 3_000; game += 1) {
      const words = Array.from({ length: 2 + random.below(10) }, (_, at) => `w${at}`);
      const at = 1 + random.below(words.length - 1);
      const typed = Array.from({ length: 1 + random.below(12) }, (_, at) => `mine${at}`);
      const before = `${words.slice(0, at).join(' ')} `;
      const behind = words.slice(at).map((word) => ` ${word}`);
      const all = typed.join(' ');
      const saved = all.slice(0, random.below(all.length + 1));
      // Others wrote, but not in the same place
      const others = behind.flatMap((word, at) => (at > 0 && random.below(4) === 0 ? [` t${at}`, word] : [word]));
      const merged = mergeTexts(
        before + behind.join(''),
        before + all + behind.join(''),
        before + saved + others.join(''),
        true,
      );
      expect(merged, `seed ${seed}, game ${game}: ${JSON.stringify(saved)} of ${JSON.stringify(all)}`).toBe(
        before + all + others.join(''),
      );
      halves += Number(saved !== '' && !typed.includes(saved.split(' ').at(-1) ?? ''));
    }
    expect(halves, 'words were cut').toBeGreaterThan(500);
  });

  it(`does once what both did alike, and goes on where one did more (seed ${seed})`, () => {
    const random = new Seeded(seed);
    for (let game = 0; game < 1_000; game += 1) {
      const words = Array.from({ length: 1 + random.below(30) }, (_, at) => `w${at}`);
      const first = changed(random, words, 'a');
      const then = changed(random, first.words, 'b', false);
      const [base, saved, mine] = [words, first.words, then.words].map(written) as [string, string, string];
      const told = `seed ${seed}, game ${game}: ${JSON.stringify([base, mine, saved])}`;
      expect(mergeTexts(base, saved, saved, true), told).toBe(saved);
      const merged = mergeTexts(base, mine, saved, true).match(/[wab]\d+/g) ?? [];
      expect(merged, told).toEqual(then.words);
    }
  });

  it(`finds edits that make one text of another (seed ${seed})`, () => {
    const random = new Seeded(seed);
    for (let game = 0; game < 2_000; game += 1) {
      const text = () =>
        Array.from({ length: random.below(30) }, () =>
          random.pick(['a', 'the ', ' ', '\n', 'bus', '👍🏽', '図', '.']),
        ).join('');
      const [from, to] = [text(), text()];
      expect(edited(from, textEdits(from, to)), `seed ${seed}, game ${game}`).toBe(to);
    }
  });

  it('touches only what changed, so that what others write between two edits stays where it is', () => {
    expect(textEdits('one two three four', 'zero one two 3 four')).toEqual([
      { index: 8, remove: 5, insert: '3' },
      { index: 0, remove: 0, insert: 'zero ' },
    ]);
  });

  it('merges long texts in good time, also where nothing is the same', () => {
    const long = (word: string, length: number) => Array.from({ length }, (_, at) => `${word}${at % 997}`).join(' ');
    const base = long('w', 10_000);
    const started = performance.now();
    expect(mergeTexts(base, `mine ${base} mine`, `theirs ${base} theirs`, false)).toBe(
      `theirs mine ${base} theirs mine`,
    );
    const anew = mergeTexts(base, long('m', 10_000), long('t', 10_000), false);
    expect(anew.includes('m996') && anew.includes('t996') && !anew.includes('w')).toBe(true);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
