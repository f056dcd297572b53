// How many words a text has, in any language: where words are not set apart by spaces, the browser knows where they end.

/** Missing in Firefox before 125: words are then what stands between spaces. */
const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'word' }) : null;

/** Scripts that set no spaces between words; only these are worth the slower way. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** The words of a text; punctuation alone is none. */
export function countWords(text: string): number {
  if (segmenter && UNSPACED.test(text))
    return [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).length;
  return text.match(/[^\s\p{P}\p{S}][^\s]*/gu)?.length ?? 0;
}

/** Counts the words of several texts, and only those anew that changed. */
export function wordCounter(): (key: string, text: string) => number {
  const known = new Map<string, { text: string; count: number }>();
  return (key, text) => {
    const last = known.get(key);
    if (last?.text === text) return last.count;
    const count = countWords(text);
    known.set(key, { text, count });
    return count;
  };
}
