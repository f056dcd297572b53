// The words of a line that say something, in a form in which "rooms" and "room" are the same. Light on purpose: it only helps to suggest.

/** Words that say nothing about what is offered or asked for, in the languages of the pages. */
const EMPTY = new Set(
  `a about after day days half hour hours month months all also an and any are as at be been before being both but by can could do does each every few for from get had has have
  help her here his how if in into is it its just like make many more most much need needs new next no not of off on one only open or other
  our out over own people per same so some such than that the their them then there these they this those through time to too two under up
  us use used very want was we week well were what when where which while who whole will with within without work working would year years
  you your yours offer ask bring hope support
  a ac am ar at bod bob byd can chi cyn dan dros dim ei eich ein er eu fel fod ffordd gan gyda heb hefyd hon hwn hyn i iawn mae mewn mor na
  nad neu ni nid o oes oddi os pan pob pobl rhai sydd sy trwy tua un y yma yn yng ym yna yr`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Shorter words are left out: "PC" says something, "to" does not, so two letters count only in capitals. */
const SHORT = 3;

/** Endings that do not change what a word is about, the longest first. */
const ENDINGS: readonly [ending: string, instead: string][] = [
  ['ings', ''],
  ['ies', 'y'],
  ['ing', ''],
  ['ers', 'er'],
  ['es', ''],
  ['ed', ''],
  ['s', ''],
  ['e', ''],
];

/** What an ending may leave at least: "ring" is no "r". */
const STEM_LEAST = 3;

/** The telling words of a line: each as it was written, by its stem. */
export function stemsOf(line: string): Map<string, string> {
  const stems = new Map<string, string>();
  for (const word of line.match(/[\p{L}\p{N}]+/gu) ?? []) {
    if (!tells(word, line)) continue;
    const stem = stemOf(word);
    if (!stems.has(stem)) stems.set(stem, word);
  }
  return stems;
}

function tells(word: string, line: string): boolean {
  const short = word.length === SHORT - 1 && word === word.toUpperCase() && line !== line.toUpperCase();
  if (/^\p{N}+$/u.test(word)) return false;
  return short || (word.length >= SHORT && !EMPTY.has(plain(word)));
}

function stemOf(word: string): string {
  const bare = plain(word);
  const found = ENDINGS.find(([ending]) => bare.endsWith(ending) && bare.length - ending.length >= STEM_LEAST);
  const stem = found ? bare.slice(0, -found[0].length) + found[1] : bare;
  // "running" and "run", "visits" and "visit"
  return stem.replace(/([bdgmnprt])\1$/, '$1');
}

/** Without case and accents. */
function plain(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
