// Fails the build when a participant's first load grows beyond its budget: everything that a phone fetches before the first screen works,
// which is the page, its scripts, the participant's screen with all it imports, the styles and the fonts. Sizes are as sent (brotli).
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes. A first load of 140 KB takes 1.5 s at 750 kbit/s, which leaves half of the three seconds for a slow phone's processor. */
const BUDGETS = { script: 70_000, style: 8_000, font: 59_000, all: 140_000 };

/** The fonts that every page loads; latin-ext comes only with text that needs it. */
const FIRST_FONTS = /-latin-wght-normal|bricolage/;

/** The roots: the page and the screen that it loads for a participant. */
const ROOTS = ['workshop.html', 'src/participant/Participant.svelte'];

/** @typedef {{ file: string, css?: string[], imports?: string[], assets?: string[] }} Chunk */

/** @type {Record<string, Chunk>} */
const manifest = JSON.parse(readFileSync('.build/manifest.json', 'utf8'));

/** The files of a chunk and of all that it imports at once.
 * @param {string} key @param {Set<string>} seen @param {Set<string>} files */
function collect(key, seen, files) {
  if (seen.has(key)) return;
  seen.add(key);
  const chunk = manifest[key];
  if (!chunk) throw new Error(`the build has no ${key}: scripts/budgets.mjs must know the page's new name`);
  for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
  for (const next of chunk.imports ?? []) collect(next, seen, files);
}

/** Bytes on the wire. @param {string} file */
function sent(file) {
  const path = join('dist', file);
  return statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
}

/** @param {string} file @returns {'script' | 'style' | 'font' | 'page' | undefined} */
function kindOf(file) {
  if (file.endsWith('.js')) return 'script';
  if (file.endsWith('.css')) return 'style';
  if (file.endsWith('.html')) return 'page';
  return FIRST_FONTS.test(file) ? 'font' : undefined;
}

/** @type {Set<string>} */
const files = new Set(['workshop.html']);
const seen = new Set();
for (const root of ROOTS) collect(root, seen, files);

const sums = { page: 0, script: 0, style: 0, font: 0, all: 0 };
for (const file of files) {
  const kind = kindOf(file);
  if (!kind) continue;
  sums[kind] += sent(file);
  sums.all += sent(file);
}

let over = false;
console.log("A participant's first load, bytes as sent (brotli):");
for (const kind of /** @type {const} */ (['page', 'script', 'style', 'font', 'all'])) {
  const budget = kind === 'page' ? undefined : BUDGETS[kind];
  const broken = budget !== undefined && sums[kind] > budget;
  over ||= broken;
  console.log(
    `  ${kind.padEnd(7)}${String(sums[kind]).padStart(8)}${budget ? ` of ${budget}${broken ? '  OVER BUDGET' : ''}` : ''}`,
  );
}
if (sums.font === 0 || sums.script === 0)
  throw new Error('no fonts or no scripts were found: the budget measured nothing');
process.exitCode = over ? 1 : 0;
