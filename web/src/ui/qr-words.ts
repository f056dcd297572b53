// What a QR code says, as codewords (ISO/IEC 18004, model 2, error correction M): a text in the modes that say it shortest, and behind it what
// corrects errors. Capitals, digits and the signs of an address take 5.5 bits each, anything else 8: that is why an invitation is in capitals.

/** Characters of the alphanumeric mode, each at its value. */
const SHORT = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
/** Correcting codewords of a block, by version from 1. */
const CORRECTING = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28,
  28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
];
/** Blocks, by version from 1. */
const BLOCKS = [
  1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35,
  37, 38, 40, 43, 45, 47, 49,
];
/** The largest version. */
export const VERSIONS = CORRECTING.length;

/** A text's codewords in the smallest version that holds it, in the order in which they are drawn; a RangeError if none does (2331 bytes at most). */
export function wordsOf(text: string): { version: number; words: number[] } {
  for (let version = 1; version <= VERSIONS; version += 1) {
    const { correcting, blocks, all } = shape(version);
    const room = 8 * (all - correcting * blocks);
    const bits = shortest(text, version);
    if (bits.length <= room) return { version, words: corrected(filled(bits, room), correcting, blocks) };
  }
  throw new RangeError('That is too long for a QR code.');
}

/** How a version's codewords are laid out; `all` counts data and correction. */
function shape(version: number): { correcting: number; blocks: number; all: number } {
  const marks = version < 2 ? 0 : Math.floor(version / 7) + 2;
  const aligned = marks === 0 ? 0 : (25 * marks - 10) * marks - 55;
  const modules = (16 * version + 128) * version + 64 - aligned - (version < 7 ? 0 : 36);
  return { correcting: CORRECTING[version - 1] ?? 0, blocks: BLOCKS[version - 1] ?? 1, all: Math.floor(modules / 8) };
}

/** The text as bits: parts around each `#` in the short mode where that comes out shorter, else all of it byte by byte. */
function shortest(text: string, version: number): string {
  const long = version < 10 ? 8 : 16;
  const short = version < 10 ? 9 : version < 27 ? 11 : 13;
  const plain = byBytes(text, long);
  const parts = text.split(/(#)/).filter((part) => part !== '');
  if (!parts.every((part) => part === '#' || [...part].every((char) => SHORT.includes(char)))) return plain;
  const mixed = parts.map((part) => (part === '#' ? byBytes(part, long) : byPairs(part, short))).join('');
  return mixed.length < plain.length ? mixed : plain;
}

function byBytes(text: string, counting: number): string {
  const bytes = [...new TextEncoder().encode(text)];
  return `0100${bits(bytes.length, counting)}${bytes.map((byte) => bits(byte, 8)).join('')}`;
}

function byPairs(text: string, counting: number): string {
  const pairs = text.match(/..?/g) ?? [];
  const said = pairs.map(([first = '', second]) => {
    const value = SHORT.indexOf(first);
    return second === undefined ? bits(value, 6) : bits(value * 45 + SHORT.indexOf(second), 11);
  });
  return `0010${bits(text.length, counting)}${said.join('')}`;
}

function bits(value: number, length: number): string {
  return value.toString(2).padStart(length, '0');
}

/** The bits as bytes, ended and filled up as the standard says. */
function filled(said: string, room: number): number[] {
  const ended = said.padEnd(Math.min(said.length + 4, room), '0');
  const whole = ended.padEnd(Math.ceil(ended.length / 8) * 8, '0');
  const words = (whole.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  for (let fill = 0xec; words.length < room / 8; fill ^= 0xec ^ 0x11) words.push(fill);
  return words;
}

/** The data in blocks, each with its correction, interleaved. The later blocks hold one byte more where they cannot be equal. */
function corrected(data: number[], correcting: number, count: number): number[] {
  const divisor = divisorOf(correcting);
  const least = Math.floor(data.length / count);
  const shorter = count - (data.length % count);
  let from = 0;
  const blocks = Array.from({ length: count }, (_, at) => data.slice(from, (from += least + (at < shorter ? 0 : 1))));
  return [...interleaved(blocks), ...interleaved(blocks.map((block) => remainder(block, divisor)))];
}

function interleaved(blocks: number[][]): number[] {
  const longest = Math.max(...blocks.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => blocks.flatMap((block) => block.slice(at, at + 1))).flat();
}

/** Reed-Solomon: the divisor's coefficients without the leading 1, over the field of 256 that the standard names. */
function divisorOf(degree: number): number[] {
  let divisor = [1];
  for (let root = 1, at = 0; at < degree; at += 1, root = times(root, 2)) {
    const shifted = [...divisor, 0];
    divisor = shifted.map((value, place) => value ^ times(divisor[place - 1] ?? 0, root));
  }
  return divisor.slice(1);
}

function remainder(block: number[], divisor: number[]): number[] {
  return block.reduce<number[]>(
    (rest, byte) => {
      const factor = byte ^ (rest[0] ?? 0);
      return divisor.map((value, at) => (rest[at + 1] ?? 0) ^ times(value, factor));
    },
    divisor.map(() => 0),
  );
}

/** A product in the field: polynomials over two elements, modulo 0x11d. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> bit) & 1) * a;
  }
  return product;
}
