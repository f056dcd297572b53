// Turns messages/<language>/<area>.json into src/words/<area>.gen.ts: one typed function per message, so that the bundler keeps only
// the messages that a screen uses. A message is a string with {variables}, or an object of plural forms chosen by its {count}.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The languages, the source language first; their order is the order of `languages` in src/words/locale.svelte.ts. */
export const LANGUAGES = ['en', 'cy'];

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** @typedef {string | Record<string, string>} Message */
/** @typedef {Record<string, Message>} Area */

/** The areas, which are the file names of the source language.
 * @param {string} root the folder with one folder per language
 * @returns {string[]} */
export function areasOf(root = join(web, 'messages')) {
  return readdirSync(join(root, 'en'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}

/** The messages of one area in one language; nothing where the file is absent.
 * @param {string} language
 * @param {string} area
 * @returns {Area} */
export function readArea(language, area, root = join(web, 'messages')) {
  const file = join(root, language, `${area}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** The variables of a message, sorted; `count` is among them when it has plural forms.
 * @param {Message} message
 * @returns {string[]} */
export function variablesOf(message) {
  const forms = typeof message === 'string' ? [message] : Object.values(message);
  const names = forms.flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''));
  if (typeof message !== 'string') names.push('count');
  return [...new Set(names)].sort();
}

/** What is wrong with an area, as sentences; empty when every language says everything with the same variables.
 * @param {string} area
 * @param {Record<string, Area>} byLanguage
 * @returns {string[]} */
export function faultsOf(area, byLanguage) {
  const source = byLanguage.en ?? {};
  /** @type {string[]} */
  const faults = [];
  for (const language of LANGUAGES) {
    const messages = byLanguage[language] ?? {};
    for (const key of Object.keys(source)) if (!(key in messages)) faults.push(`${language}/${area}.json lacks ${key}`);
    for (const [key, message] of Object.entries(messages)) {
      faults.push(...faultsOfMessage(`${language}/${area}.json ${key}`, message, language));
      const expected = source[key];
      if (expected === undefined) faults.push(`${language}/${area}.json has ${key}, which English lacks`);
      else if (!sameVariables(expected, message)) faults.push(`${language}/${area}.json ${key} has other variables`);
    }
  }
  return faults;
}

/** A plural form may leave the number out ("one note"), so `count` is compared by kind, not by mention.
 * @param {Message} a
 * @param {Message} b */
function sameVariables(a, b) {
  return variablesOf(a).join() === variablesOf(b).join();
}

/** @param {string} where @param {Message} message @param {string} language @returns {string[]} */
function faultsOfMessage(where, message, language) {
  const key = where.slice(where.indexOf(' ') + 1);
  /** @type {string[]} */
  const faults = [];
  if (!/^[a-z][A-Za-z0-9]*$/.test(key)) faults.push(`${where}: a key is camelCase`);
  if (typeof message === 'string') return message.trim() === '' ? [...faults, `${where} is empty`] : faults;
  if (!('other' in message)) faults.push(`${where} needs the plural form "other"`);
  const known = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  for (const form of Object.keys(message)) {
    if (!CATEGORIES.includes(form) || !known.includes(/** @type {Intl.LDMLPluralRule} */ (form)))
      faults.push(`${where}: ${language} has no plural form "${form}"`);
  }
  return faults;
}

/** A template literal that says the text, its variables read from `v`.
 * @param {string} text */
function literal(text) {
  const escaped = text.replace(/[\\`]|\$\{/g, '\\$&');
  return '`' + escaped.replace(/\{(\w+)\}/g, (_, name) => '${v.' + name + '}') + '`';
}

/** @param {Message} message @param {number} index the language's place in LANGUAGES */
function expression(message, index) {
  if (typeof message === 'string') return literal(message);
  const forms = Object.entries(message).map(([form, text]) => `${form}: ${literal(text)}`);
  return `plural(${index}, v.count, { ${forms.join(', ')} })`;
}

/** The TypeScript module of one area.
 * @param {string} area
 * @param {Record<string, Area>} byLanguage
 * @returns {string} */
export function moduleOf(area, byLanguage) {
  const source = byLanguage.en ?? {};
  const functions = Object.entries(source).map(([key, message]) => {
    const said = LANGUAGES.map((language, index) => expression(byLanguage[language]?.[key] ?? message, index));
    const types = variablesOf(message).map((name) => `${name}: ${name === 'count' ? 'number' : 'string | number'}`);
    const parameter = types.length > 0 ? `v: { ${types.join('; ')} }` : '';
    const shown = typeof message === 'string' ? message : (message.other ?? '');
    return `/** ${shown.replace(/\*\//g, '* /')} */\nexport const ${key} = (${parameter}): string => say(${said.join(', ')});\n`;
  });
  const body = functions.join('');
  const imports = ['say', 'plural'].filter((name) => body.includes(`${name}(`));
  const head = imports.length > 0 ? `import { ${imports.join(', ')} } from './locale.svelte';\n` : 'export {};\n';
  return `// The words of "${area}", generated from messages/*/${area}.json by scripts/words.mjs.\n${head}\n${body}`;
}

/** Writes the modules that changed.
 * @returns {string[]} every fault found, as sentences */
export function generate() {
  mkdirSync(join(web, 'src/words'), { recursive: true });
  return areasOf().flatMap((area) => {
    const byLanguage = Object.fromEntries(LANGUAGES.map((language) => [language, readArea(language, area)]));
    const file = join(web, 'src/words', `${area}.gen.ts`);
    const text = moduleOf(area, byLanguage);
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
    return faultsOf(area, byLanguage);
  });
}

/** The Vite plugin: generates before anything is read and again when a message file changes. A fault fails the build and warns while
 * somebody is still translating.
 * @returns {import('vite').Plugin} */
export function words() {
  let building = false;
  return {
    name: 'trestle-words',
    config(_, { command }) {
      building = command === 'build';
    },
    buildStart() {
      const faults = generate();
      for (const fault of faults) this.warn(fault);
      if (building && faults.length > 0) this.error(`The words are not complete:\n${faults.join('\n')}`);
    },
    configureServer(server) {
      server.watcher.add(join(web, 'messages'));
      server.watcher.on('change', (file) => {
        if (file.startsWith(join(web, 'messages'))) generate();
      });
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const faults = generate();
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 && process.argv.includes('--strict') ? 1 : 0;
}
