// Rule 22, computed from the tokens: text contrast at least 4.5:1, edges at least 3:1, and note papers apart by a CIEDE2000 of at least 10
// for every colour vision, in every theme.
// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, deltaE2000, seenBy, VISIONS } from './colour';

type Tokens = Record<string, string>;

const css = readFileSync(new URL('../src/styles/tokens.css', import.meta.url), 'utf8');

/** The colours that a rule sets, by its selector as it stands in the file. */
function colours(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`tokens.css has no ${selector}`);
  const body = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,8})/g)].map(([, name, value]) => [name, value]),
  );
}

const light = colours(':root');
const themes: Record<string, Tokens> = {
  light,
  dark: { ...light, ...colours("[data-theme='dark']") },
  projector: { ...light, ...colours("[data-theme='projector']") },
};

const papers = ['lemon', 'sky', 'coral', 'mint', 'lilac', 'plain'];
const surfaces = ['desk', 'page', 'page-soft', 'paper'];

/** Text on what it stands on. */
const texts: [ink: string, on: string][] = [
  ...surfaces.flatMap((on): [string, string][] => ['ink', 'ink-soft', 'act', 'stop'].map((ink) => [ink, on])),
  ...papers.flatMap((paper): [string, string][] => [
    ['note-ink', `note-${paper}`],
    ['note-ink', `gum-${paper}`],
  ]),
  ['act-ink', 'act'],
  ['act-ink', 'act-hover'],
  ['ink', 'act-quiet'],
  ['ink-soft', 'act-quiet'],
  ['stop', 'act-quiet'],
  ['stop-ink', 'stop'],
  ['stop', 'stop-quiet'],
  ['now-ink', 'now'],
  ['them-ink', 'them'],
  ['paper', 'ink'],
];

/** The edge of a control on what it stands on. */
const edges: [edge: string, on: string][] = surfaces.flatMap((on): [string, string][] =>
  ['edge', 'act', 'ink', 'stop', 'them'].map((edge) => [edge, on]),
);

function colour(tokens: Tokens, name: string): string {
  const value = tokens[name];
  if (!value) throw new Error(`tokens.css has no --${name}`);
  return value;
}

/** The pairs that fall short, as sentences. */
function shortfalls(tokens: Tokens, pairs: [string, string][], least: number): string[] {
  return pairs
    .map(([a, b]) => [a, b, contrast(colour(tokens, a), colour(tokens, b))] as const)
    .filter(([, , ratio]) => ratio < least)
    .map(([a, b, ratio]) => `${a} on ${b} is ${ratio.toFixed(2)}`);
}

/** The two papers that are hardest to tell apart, and how far apart they are. */
function closest(tokens: Tokens, vision: keyof typeof VISIONS): [string, number] {
  const pairs = papers.flatMap((a, at) => papers.slice(at + 1).map((b) => [a, b] as const));
  const apart = pairs.map(([a, b]): [string, number] => {
    const [first, second] = [colour(tokens, `note-${a}`), colour(tokens, `note-${b}`)];
    return [`${a} and ${b}`, deltaE2000(seenBy(vision, first), seenBy(vision, second))];
  });
  return apart.reduce((nearest, pair) => (pair[1] < nearest[1] ? pair : nearest));
}

describe.each(Object.entries(themes))('22 the %s theme', (_, tokens) => {
  it('has text of at least 4.5:1', () => expect(shortfalls(tokens, texts, 4.5)).toEqual([]));

  it('has edges of at least 3:1', () => expect(shortfalls(tokens, edges, 3)).toEqual([]));

  it.each(Object.keys(VISIONS) as (keyof typeof VISIONS)[])('has papers that %s vision tells apart', (vision) => {
    const [pair, apart] = closest(tokens, vision);
    expect(apart, pair).toBeGreaterThanOrEqual(10);
  });
});

describe('the computation', () => {
  it('agrees with published values', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    // Sharma, Wu and Dalal (2005), pairs 1, 7, 17 and 25
    expect(deltaE2000([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4);
    expect(deltaE2000([50, 0, 0], [50, -1, 2])).toBeCloseTo(2.3669, 4);
    expect(deltaE2000([50, 2.5, 0], [73, 25, -18])).toBeCloseTo(27.1492, 4);
    expect(deltaE2000([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387])).toBeCloseTo(1.2644, 4);
  });

  it('finds papers that are too close', () => {
    const alike = { ...light, 'note-mint': '#cdf0dd', 'note-lilac': '#cdecdd' };
    expect(closest(alike, 'normal')[1]).toBeLessThan(10);
    expect(shortfalls({ ...light, ink: '#cccccc' }, texts, 4.5)).not.toEqual([]);
  });

  it('has the same dark theme by system and by choice', () => {
    expect(colours(':root:not([data-theme])')).toEqual(colours("[data-theme='dark']"));
  });
});
