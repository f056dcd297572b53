// The words: every language says everything, and the generated functions say it.
// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { areasOf, faultsOf, LANGUAGES, moduleOf, readArea, variablesOf } from '../scripts/words.mjs';

/** Everything that can use a message, as one text for each file. */
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(svelte|ts)$/.test(name) && !/\.(gen|test)\.ts$/.test(name))
  .map((name) => readFileSync(`src/${name}`, 'utf8'));

describe('the words', () => {
  it.each(areasOf())('of %s are complete in every language', (area) => {
    const byLanguage = Object.fromEntries(LANGUAGES.map((language) => [language, readArea(language, area)]));
    expect(faultsOf(area, byLanguage)).toEqual([]);
  });

  it.each(areasOf())('of %s are all used', (area) => {
    const users = sources.filter((text) => text.includes(`/${area}.gen'`)).join('\n');
    const used = new Set(users.match(/\w+/g));
    expect(Object.keys(readArea('en', area)).filter((key) => !used.has(key))).toEqual([]);
  });

  it('are found wanting when a key, a variable or a form is missing', () => {
    const faults = faultsOf('x', {
      en: { one: 'Hello {name}', two: 'Two', notes: { one: '{count} note', other: '{count} notes' } },
      cy: { one: 'Helo', three: 'Tri', notes: { one: 'nodyn', two: 'nodyn' } },
    });
    expect(faults).toEqual([
      'cy/x.json lacks two',
      'cy/x.json one has other variables',
      'cy/x.json has three, which English lacks',
      'cy/x.json notes needs the plural form "other"',
    ]);
  });

  it('refuse a plural form that the language does not have', () => {
    expect(faultsOf('x', { en: { a: { few: 'x', other: 'x' } }, cy: { a: { other: 'x' } } })).toEqual([
      'en/x.json a: en has no plural form "few"',
    ]);
  });

  it('become typed functions in which no text can break out', () => {
    const text = moduleOf('x', { en: { a: 'Back`tick $ {name} \\ */' }, cy: { a: 'Helo {name}' } });
    expect(text).toContain(
      '(v: { name: string | number }): string => say(`Back\\`tick $ ${v.name} \\\\ */`, `Helo ${v.name}`)',
    );
    expect(text).toContain('/** Back`tick $ {name} \\ * / */');
    const injected = moduleOf('x', { en: { a: '${process.exit(1)}' }, cy: {} });
    expect(injected).toContain('say(`\\${process.exit(1)}`');
    expect(variablesOf({ one: 'a {name}', other: 'b' })).toEqual(['count', 'name']);
  });
});
