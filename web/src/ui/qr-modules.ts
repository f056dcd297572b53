// The modules of a QR code: where its fixed patterns stand, how codewords fill the rest, and which of the eight masks is easiest to scan.
import { wordsOf } from './qr-words';

/** Rows of modules, true where dark. */
export type Modules = boolean[][];

/** Which modules a mask turns over. */
const MASKS: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** A text as a QR code with error correction M, without white around it; `mask` only for who compares. A RangeError if the text is too long. */
export function qrModules(text: string, mask?: number): Modules {
  const { version, words } = wordsOf(text);
  const size = version * 4 + 17;
  const fixed = patterns(version, size);
  const masked = MASKS.map((turns, number) => drawn(fixed, words, turns, formatOf(number)));
  const chosen = mask === undefined ? masked : masked.slice(mask, mask + 1);
  const penalties = chosen.map(penalty);
  return chosen[penalties.indexOf(Math.min(...penalties))] ?? [];
}

/** A module of the fixed patterns; undefined: free for data. */
type Fixed = (boolean | undefined)[][];

function patterns(version: number, size: number): Fixed {
  const fixed: Fixed = Array.from({ length: size }, () => Array.from({ length: size }, () => undefined));
  for (let at = 0; at < size; at += 1) {
    set(fixed, at, 6, at % 2 === 0);
    set(fixed, 6, at, at % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    rings(fixed, x, y, 4, (ring) => ring !== 2 && ring !== 4);
  const marks = alignments(version, size);
  const last = marks.length - 1;
  marks.forEach((x, column) =>
    marks.forEach((y, row) => {
      const corner = (column === 0 && (row === 0 || row === last)) || (column === last && row === 0);
      if (!corner) rings(fixed, x, y, 2, (ring) => ring !== 1);
    }),
  );
  format(fixed, 0);
  if (version >= 7) numbered(fixed, version, size);
  return fixed;
}

function set(fixed: Fixed, x: number, y: number, dark: boolean): void {
  const row = fixed[y];
  if (row && x >= 0 && x < row.length) row[x] = dark;
}

/** Squares around a middle, one in the other. */
function rings(fixed: Fixed, x: number, y: number, reach: number, dark: (ring: number) => boolean): void {
  for (let dy = -reach; dy <= reach; dy += 1)
    for (let dx = -reach; dx <= reach; dx += 1) set(fixed, x + dx, y + dy, dark(Math.max(Math.abs(dx), Math.abs(dy))));
}

/** Where alignment patterns stand, across and down alike. */
function alignments(version: number, size: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, at) => size - 7 - step * (count - 2 - at))];
}

/** The fifteen bits that say "M" and the mask. */
function formatOf(mask: number): number {
  let rest = mask;
  for (let bit = 0; bit < 10; bit += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  return ((mask << 10) | rest) ^ 0x5412;
}

function format(fixed: Fixed, said: number): void {
  const size = fixed.length;
  for (let bit = 0; bit < 15; bit += 1) {
    const dark = ((said >>> bit) & 1) === 1;
    if (bit < 8) set(fixed, 8, bit + (bit > 5 ? 1 : 0), dark);
    else set(fixed, bit === 8 ? 7 : 14 - bit, 8, dark);
    if (bit < 8) set(fixed, size - 1 - bit, 8, dark);
    else set(fixed, 8, size - 15 + bit, dark);
  }
  set(fixed, 8, size - 8, true);
}

/** Larger codes say their version twice. */
function numbered(fixed: Fixed, version: number, size: number): void {
  let rest = version;
  for (let bit = 0; bit < 12; bit += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
  const said = (version << 12) | rest;
  for (let bit = 0; bit < 18; bit += 1) {
    const dark = ((said >>> bit) & 1) === 1;
    const [across, down] = [size - 11 + (bit % 3), Math.floor(bit / 3)];
    set(fixed, across, down, dark);
    set(fixed, down, across, dark);
  }
}

/** The whole code under one mask: two columns at a time, up and down, from the right. */
function drawn(fixed: Fixed, words: number[], turns: (x: number, y: number) => boolean, said: number): Modules {
  const stamped = fixed.map((row) => [...row]);
  format(stamped, said);
  const size = fixed.length;
  let bit = 0;
  for (let right = size - 1; right >= 1; right -= right === 8 ? 3 : 2)
    for (let step = 0; step < size * 2; step += 1) {
      const x = right - (step % 2);
      const along = Math.floor(step / 2);
      const upward = ((right + 1) & 2) === 0;
      const y = upward ? size - 1 - along : along;
      if (stamped[y]?.[x] !== undefined) continue;
      const dark = (((words[bit >>> 3] ?? 0) >>> (7 - (bit & 7))) & 1) === 1;
      set(stamped, x, y, dark !== turns(x, y));
      bit += 1;
    }
  return stamped.map((row) => row.map((dark) => dark === true));
}

/** How hard a code is to scan: long runs, blocks, what looks like a finder, too much of one colour. */
function penalty(modules: Modules): number {
  const rows = modules.map((row) => row.map((dark) => (dark ? '1' : '0')).join(''));
  const columns = rows.map((_, at) => rows.map((row) => row[at]).join(''));
  const lines = [...rows, ...columns];
  const runs = lines.flatMap((line) => line.match(/0{5,}|1{5,}/g) ?? []).map(({ length }) => length - 2);
  const finders = lines.flatMap((line) => `0000${line}0000`.match(/(?=00001011101|10111010000)/g) ?? []).length;
  const blocks = modules.flatMap((row, y) => row.filter((dark, x) => isBlock(modules, x, y, dark))).length;
  const share = (rows.join('').replaceAll('0', '').length * 20) / modules.length ** 2;
  return sum(runs) + blocks * 3 + finders * 40 + Math.max(0, Math.ceil(Math.abs(share - 10)) - 1) * 10;
}

function isBlock(modules: Modules, x: number, y: number, dark: boolean): boolean {
  return [modules[y]?.[x + 1], modules[y + 1]?.[x], modules[y + 1]?.[x + 1]].every((beside) => beside === dark);
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}
