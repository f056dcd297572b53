// What the built-in programmes declare: every text of it is said in every language.
// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LANGUAGES } from '../scripts/words.mjs';

const PROGRAMMES = '../server/programmes';
const DECLARED = /\b(?:title|label|hint|heading|low|high) = "((?:[^"\\]|\\.)*)"/g;

/** The texts of forms, lists and questions; what stands in stages is a facilitator's own. */
function textsIn(file: string): string[] {
  const [declared = ''] = readFileSync(`${PROGRAMMES}/${file}`, 'utf8').split('[[stages]]');
  const from = declared.search(/^\[\[/m);
  return [...declared.slice(from).matchAll(DECLARED)].map(([, text]) => JSON.parse(`"${text}"`) as string);
}

it.each(readdirSync(PROGRAMMES).filter((name) => name.endsWith('.toml')))('of %s', (file) => {
  const texts = textsIn(file);
  expect(texts.length).toBeGreaterThan(20);
  for (const language of LANGUAGES.slice(1)) {
    const said = JSON.parse(readFileSync(`messages/${language}/declared.json`, 'utf8')) as Record<string, string>;
    expect(texts.filter((text) => !said[text])).toEqual([]);
  }
});
