// Writes .br and .gz next to every file of dist/ that gets smaller by it, so that the server never compresses. The build's manifest moves
// to .build/, because everything in dist/ is served.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Already compressed inside. */
const PACKED = /\.(woff2|png|jpg|webp|br|gz)$/;

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

/** Brotli at its strongest; the size hint helps small files. @param {Buffer} bytes */
export function brotli(bytes) {
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}

/** @param {string} file */
function compress(file) {
  const bytes = readFileSync(file);
  const packed = /** @type {const} */ ([
    ['br', brotli(bytes)],
    ['gz', gzipSync(bytes, { level: 9 })],
  ]);
  for (const [ending, smaller] of packed)
    if (smaller.length < bytes.length) writeFileSync(`${file}.${ending}`, smaller);
}

mkdirSync('.build', { recursive: true });
renameSync('dist/.vite/manifest.json', '.build/manifest.json');
rmSync('dist/.vite', { recursive: true });
for (const file of filesIn('dist')) if (!PACKED.test(file)) compress(file);
