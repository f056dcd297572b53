// Merging three ways: what two sides made of one text, in one text. Words are the smallest part: what either side wrote stands in it, what
// either side took away does not, and what both did alike at one place is done once.
import { COMPARED_MOST } from './bounds';

/** A change of a text: at this place, remove so many UTF-16 units, insert this. */
export interface TextEdit {
  index: number;
  remove: number;
  insert: string;
}

/** A stretch of tokens that has others in its place. */
interface Hunk {
  from: number;
  to: number;
  insert: string[];
}

/** What one side made of the tokens of the base. */
interface Side {
  /** Does it still have this one? */
  keeps: boolean[];
  /** What it wrote before this one; one more for the end. */
  wrote: string[];
}

/** Places of one token in two lists. */
type Pair = readonly [number, number];

/** A word of a script that puts spaces between words. */
const WORD =
  /(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{M}\p{N}'’])+/u;

/** Words, and everything else by the character. */
const TOKEN = new RegExp(`${WORD.source}|.`, 'gsu');

const BEGINS_WITH_WORD = new RegExp(`^${WORD.source}`, 'u');
const ENDS_WITH_WORD = new RegExp(`${WORD.source}$`, 'u');

/**
 * One text with what `mine` and `theirs` each made of `base`. Where both wrote at one place, theirs comes first. `sent`: some of mine may stand in
 * theirs already, because it was sent and no answer came.
 */
export function mergeTexts(base: string, mine: string, theirs: string, sent: boolean): string {
  if (mine === base || mine === theirs) return theirs;
  if (theirs === base) return mine;
  const tokens = tokensOf(base);
  const [own, other] = [sideOf(tokens, tokensOf(mine)), sideOf(tokens, tokensOf(theirs))];
  let merged = '';
  for (let at = 0; at <= tokens.length; at += 1) {
    merged = joined(merged, both(other.wrote[at] ?? '', own.wrote[at] ?? '', sent));
    if (own.keeps[at] && other.keeps[at]) merged = joined(merged, tokens[at] ?? '');
  }
  return merged;
}

/** The edits that make one text of another, from its end to its beginning, so that each has its place in the text as it was. */
export function textEdits(from: string, to: string): TextEdit[] {
  const tokens = tokensOf(from);
  const places = [0];
  for (const token of tokens) places.push((places.at(-1) ?? 0) + token.length);
  return hunks(tokens, tokensOf(to))
    .map((hunk) => {
      const index = places[hunk.from] ?? 0;
      return { index, remove: (places[hunk.to] ?? index) - index, insert: hunk.insert.join('') };
    })
    .reverse();
}

/**
 * What two sides wrote at one place: both stand there, one behind the other. But where mine may have been saved without this screen's knowing,
 * and they have half of their words in common, they are one text that was gone on with: what they share stands once.
 */
function both(theirs: string, mine: string, sent: boolean): string {
  if (theirs === '' || theirs === mine) return mine;
  if (mine === '') return theirs;
  if (sent) {
    const [other, own] = [tokensOf(theirs), tokensOf(mine)];
    const shared = withHalves(other, own, pairsOf(other, own));
    const weight = shared.filter(([at]) => isWord(other[at])).length;
    if (2 * weight > Math.min(other.filter(isWord).length, own.filter(isWord).length))
      return interleaved(other, own, shared);
  }
  const apart = /\s$/.test(theirs) || /^\s/.test(mine);
  return theirs + (apart ? '' : ' ') + mine;
}

/** Words that were saved when only half of them was typed are shared as well: one begins like the other, behind what is shared. */
function withHalves(theirs: readonly string[], mine: readonly string[], shared: readonly Pair[]): Pair[] {
  const pairs: Pair[] = [];
  let [other, own] = [0, 0];
  for (const [x, y] of [...shared, [theirs.length, mine.length] as const]) {
    const [half = '', whole = ''] = [theirs[other], mine[own]];
    if (other < x && own < y && isWord(half) && isWord(whole) && whole.startsWith(half)) pairs.push([other, own]);
    if (x < theirs.length) pairs.push([x, y]);
    [other, own] = [x + 1, y + 1];
  }
  return pairs;
}

/** Two lists of tokens as one text, with what they share in it once. */
function interleaved(theirs: readonly string[], mine: readonly string[], shared: readonly Pair[]): string {
  let text = '';
  let [other, own] = [0, 0];
  for (const [x, y] of [...shared, [theirs.length, mine.length] as const]) {
    text = joined(text, theirs.slice(other, x).join(''));
    text = joined(text, mine.slice(own, y).join(''));
    text = joined(text, mine[y] ?? '');
    [other, own] = [x + 1, y + 1];
  }
  return text;
}

/** A text and what follows it, with a space between two words that would be one. */
function joined(before: string, after: string): string {
  const glued = ENDS_WITH_WORD.test(before.slice(-2)) && BEGINS_WITH_WORD.test(after);
  return glued ? `${before} ${after}` : before + after;
}

function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

/** Spaces and punctuation are alike everywhere: which of them came with a word is told by the words. */
function isWord(token: string | undefined): boolean {
  return token !== undefined && !/^[\s\p{P}]$/u.test(token);
}

function sideOf(base: readonly string[], side: readonly string[]): Side {
  const keeps = base.map(() => true);
  const wrote = [...base, ''].map(() => '');
  for (const { from, to, insert } of hunks(base, side)) {
    keeps.fill(false, from, to);
    wrote[from] = insert.join('');
  }
  return { keeps, wrote };
}

/** Where two lists of tokens differ. */
function hunks(base: readonly string[], side: readonly string[]): Hunk[] {
  const before = sameBefore(base, side);
  const after = sameAfter(base, side, before);
  const [endBase, endSide] = [base.length - after, side.length - after];
  const found: Hunk[] = [];
  let [from, at] = [before, before];
  const shared = pairsOf(base.slice(before, endBase), side.slice(before, endSide));
  for (const [x, y] of [...shared, [endBase - before, endSide - before] as const]) {
    const [to, end] = [before + x, before + y];
    if (to > from || end > at) found.push({ from, to, insert: side.slice(at, end) });
    [from, at] = [to + 1, end + 1];
  }
  return found.map((hunk, at) => slid(base, hunk, found[at + 1]?.from ?? base.length));
}

/**
 * What only came in, or only went, as far to the end as it may lie: of "a b" and "a x b" nobody can say which space came with the word, and
 * both sides have to say the same.
 */
function slid(base: readonly string[], hunk: Hunk, most: number): Hunk {
  let { from, to, insert } = hunk;
  const moved = (): string | undefined => (from === to ? insert[0] : insert.length === 0 ? base[from] : undefined);
  for (let first = moved(); to < most && first !== undefined && base[to] === first; first = moved()) {
    [from, to] = [from + 1, to + 1];
    if (insert.length > 0) insert = [...insert.slice(1), first];
  }
  return { from, to, insert };
}

function sameBefore(one: readonly string[], other: readonly string[]): number {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count += 1;
  return count;
}

/** How many tokens are the same at the end, not counting those that are the same `before`. */
function sameAfter(one: readonly string[], other: readonly string[], before: number): number {
  const most = Math.min(one.length, other.length) - before;
  let count = 0;
  while (count < most && one.at(-1 - count) === other.at(-1 - count)) count += 1;
  return count;
}

/** What two lists of tokens have in common: of their words as much as can be, and of what stands between these its beginnings and ends. */
function pairsOf(one: readonly string[], other: readonly string[]): Pair[] {
  const [words, others] = [wordsAt(one), wordsAt(other)];
  const shared = sharedPairs(
    words.map((at) => one[at] ?? ''),
    others.map((at) => other[at] ?? ''),
  );
  const pairs: Pair[] = [];
  let [from, at] = [0, 0];
  for (const [x, y] of [
    ...shared.map(([x, y]) => [words[x] ?? 0, others[y] ?? 0] as const),
    [one.length, other.length] as const,
  ]) {
    pairs.push(
      ...endsOf(one.slice(from, x), other.slice(at, y)).map(([left, right]) => [from + left, at + right] as const),
    );
    if (x < one.length) pairs.push([x, y]);
    [from, at] = [x + 1, y + 1];
  }
  return pairs;
}

function endsOf(one: readonly string[], other: readonly string[]): Pair[] {
  const before = sameBefore(one, other);
  const after = sameAfter(one, other, before);
  const pairs: Pair[] = [];
  for (let at = 0; at < before; at += 1) pairs.push([at, at]);
  for (let left = after; left > 0; left -= 1) pairs.push([one.length - left, other.length - left]);
  return pairs;
}

function wordsAt(tokens: readonly string[]): number[] {
  return [...tokens.keys()].filter((at) => isWord(tokens[at]));
}

/**
 * The places of a longest common subsequence (Myers 1986, greedy, with what each round reached kept for the way back). Where the two
 * differ in more than can be compared in good time, nothing is common: then one is the other's replacement.
 */
function sharedPairs(one: readonly string[], other: readonly string[]): Pair[] {
  const most = Math.min(one.length + other.length, COMPARED_MOST);
  const reached = new Int32Array(2 * most + 3);
  const rounds: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits += 1) {
    rounds.push(reached.slice(most - edits, most + edits + 3));
    for (let line = -edits; line <= edits; line += 2) {
      let x = nextOn(reached, line + most + 1, line, edits);
      while (x < one.length && x - line < other.length && one[x] === other[x - line]) x += 1;
      reached[line + most + 1] = x;
      if (x >= one.length && x - line >= other.length) return wayBack(rounds, one.length, other.length);
    }
  }
  return [];
}

/** How far one more edit reaches on a line (`x - y`): down from the line above, or right from the one below. */
function nextOn(reached: Int32Array, at: number, line: number, edits: number): number {
  const [below, above] = [reached[at - 1] ?? 0, reached[at + 1] ?? 0];
  return isDown(line, edits, below, above) ? above : below + 1;
}

function isDown(line: number, edits: number, below: number, above: number): boolean {
  return line === -edits || (line !== edits && below < above);
}

function wayBack(rounds: readonly Int32Array[], endX: number, endY: number): Pair[] {
  const pairs: Pair[] = [];
  let [x, y] = [endX, endY];
  for (let edits = rounds.length - 1; edits >= 0; edits -= 1) {
    const [before, line] = [rounds[edits] ?? reachedNothing, x - y];
    // What was reached before this round begins one line below its lowest
    const [below, above] = [before[line + edits] ?? 0, before[line + edits + 2] ?? 0];
    const down = isDown(line, edits, below, above);
    const startX = edits === 0 ? 0 : down ? above : below + 1;
    for (; x > startX; [x, y] = [x - 1, y - 1]) pairs.push([x - 1, y - 1]);
    if (down) y -= 1;
    else x -= 1;
  }
  return pairs.reverse();
}

const reachedNothing = new Int32Array();
