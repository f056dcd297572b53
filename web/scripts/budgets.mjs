// Fails the build when a participant's loads grow beyond their budgets. The first load is everything that a phone fetches from the scanned code
// to the workshop's screen, in one document: the joining form, the workshop's page and the participant's screen, each with all it imports, their
// styles and the fonts. What follows to the note field (the documents, the room, the field) is counted as well. Sizes are as sent (brotli).
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes. A first load of 140 KB takes 1.5 s at 750 kbit/s, which leaves half of the three seconds for a slow phone's processor. */
const BUDGETS = { script: 70_000, style: 8_000, font: 59_000, all: 140_000 };

/** The fonts that every page loads; latin-ext comes only with text that needs it. */
const FIRST_FONTS = /-latin-wght-normal|bricolage/;

/** Bytes of script from the scanned code to the note field, with what makes documents: most of it travels while the form is filled in. */
const TO_THE_FIELD = 120_000;

/** The roots: the document that a scanned code opens, and the screen that it goes to. */
const ROOTS = ['join.html', 'src/pages/Workshop.svelte', 'src/participant/Participant.svelte'];

/** What the screen fetches then. */
const BEHIND = ['src/participant/room.ts', 'src/lib/document.svelte.ts', 'src/stage/Write.svelte'];

/** @typedef {{ file: string, css?: string[], imports?: string[], assets?: string[] }} Chunk */

/** @type {Record<string, Chunk>} */
const manifest = JSON.parse(readFileSync('.build/manifest.json', 'utf8'));

/** A chunk's key: the file's name, or for a module that is imported in several ways the name that the bundler gave it.
 * @param {string} root */
function keyOf(root) {
  const name = root.replace(/^.*\/|\.(svelte|ts)$/g, '');
  const key =
    root in manifest
      ? root
      : Object.keys(manifest).find((each) => each.startsWith(`_${name}-`) && each.endsWith('.js'));
  if (!key) throw new Error(`the build has no ${root}: scripts/budgets.mjs must know the page's new name`);
  return key;
}

/** The files of some chunks and of all that they import at once.
 * @param {string[]} roots @returns {Set<string>} */
function collect(roots) {
  /** @type {Set<string>} */
  const files = new Set();
  const seen = new Set();
  /** @param {string} key */
  const walk = (key) => {
    const chunk = manifest[key];
    if (seen.has(key) || !chunk) return;
    seen.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
    for (const next of chunk.imports ?? []) walk(next);
  };
  for (const root of roots) walk(keyOf(root));
  return files;
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

/** The sums of some files. @param {Set<string>} files */
function summed(files) {
  const sums = { page: 0, script: 0, style: 0, font: 0, all: 0 };
  for (const file of files) {
    const kind = kindOf(file);
    if (!kind) continue;
    sums[kind] += sent(file);
    sums.all += sent(file);
  }
  return sums;
}

let over = false;

/** @param {string} name @param {number} bytes @param {number} [budget] */
function report(name, bytes, budget) {
  const broken = budget !== undefined && bytes > budget;
  over ||= broken;
  const bound = budget === undefined ? '' : ` of ${budget}${broken ? '  OVER BUDGET' : ''}`;
  console.log(`  ${name.padEnd(7)}${String(bytes).padStart(8)}${bound}`);
}

const first = summed(new Set(['join.html', ...collect(ROOTS)]));
if (first.font === 0 || first.script === 0)
  throw new Error('no fonts or no scripts were found: the budget measured nothing');
console.log("A participant's first load, from the code to the workshop's screen, bytes as sent (brotli):");
report('page', first.page);
for (const kind of /** @type {const} */ (['script', 'style', 'font', 'all'])) report(kind, first[kind], BUDGETS[kind]);
console.log('Of it the form alone, which is all that a scanned code waits for:');
report('script', summed(collect(ROOTS.slice(0, 1))).script);
console.log('And to the note field:');
report('script', summed(collect([...ROOTS, ...BEHIND])).script, TO_THE_FIELD);
process.exitCode = over ? 1 : 0;
