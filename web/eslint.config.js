// The lint rules: the recommended sets, and the promises of the pages (no secure context needed, nothing that the CSP forbids).
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** APIs that exist only in a secure context: a library's phones may join over plain HTTP. */
const secureContextOnly = [
  { object: 'crypto', property: 'randomUUID', message: 'Needs a secure context: use crypto.getRandomValues.' },
  { object: 'crypto', property: 'subtle', message: 'Needs a secure context.' },
  { object: 'navigator', property: 'clipboard', message: 'Needs a secure context: use copyText of lib/copy.ts.' },
  { object: 'navigator', property: 'serviceWorker', message: 'Needs a secure context.' },
];

/** Reading any of these throws where site data are blocked. */
const stores = ['localStorage', 'sessionStorage', 'indexedDB', 'caches'].map((name) => ({
  name,
  message: 'May be blocked, full or gone: use lib/store.svelte.ts.',
}));
/** A style attribute in a template. */
const inlineStyle = {
  selector: 'SvelteAttribute[key.name="style"]',
  message:
    'A style attribute in a template is refused by the CSP; a style: directive goes through the CSSOM and is allowed.',
};

/** What covers the page is of one kind: it knows where the focus goes, and where it comes back to (rule 32). */
const dialogsOfItsOwn = [
  'SvelteElement[name.name="dialog"]',
  'SvelteAttribute[key.name="role"] > SvelteLiteral[value=/^(alert)?dialog$/]',
  'MemberExpression[property.name="showModal"]',
].map((selector) => ({ selector, message: 'Every dialog is ui/Dialog.svelte.' }));

/** As for dialogs. */
const popoversOfItsOwn = [
  'SvelteAttribute[key.name="popover"]',
  'SvelteAttribute[key.name="role"] > SvelteLiteral[value="menu"]',
  'MemberExpression[property.name=/^(showPopover|togglePopover)$/]',
].map((selector) => ({ selector, message: 'Every list that covers the page is ui/Menu.svelte.' }));

/** A browser cuts what is too long off without a word. */
const silentCut = {
  selector: 'SvelteAttribute[key.name="maxlength"]',
  message: 'Nothing is cut off in silence: give Field `most`, or set ui/Overlong.svelte under the field.',
};

export default ts.config(
  { ignores: ['dist/', '.build/', 'canary-*/', 'node_modules/', '**/*.gen.ts'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: globals.browser },
    rules: {
      'no-restricted-properties': ['error', ...secureContextOnly],
      'no-restricted-globals': ['error', ...stores],
      'no-eval': 'error',
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // TypeScript knows which names exist
      'no-undef': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'no-restricted-syntax': ['error', inlineStyle, silentCut, ...dialogsOfItsOwn, ...popoversOfItsOwn],
      'svelte/button-has-type': 'error',
      'svelte/require-each-key': 'error',
    },
  },
  {
    files: ['src/ui/Dialog.svelte'],
    rules: { 'no-restricted-syntax': ['error', inlineStyle, silentCut, ...popoversOfItsOwn] },
  },
  {
    files: ['src/ui/Menu.svelte'],
    rules: { 'no-restricted-syntax': ['error', inlineStyle, silentCut, ...dialogsOfItsOwn] },
  },
  {
    files: ['**/*.svelte.ts'],
    // Bookkeeping that nothing renders is rightly a plain Map or Set there
    rules: { 'svelte/prefer-svelte-reactivity': 'off' },
  },
  {
    // The store itself, and tests that look behind it
    files: ['src/lib/store.svelte.ts', 'src/lib/blank-device.ts', '**/*.test.ts', 'test/**'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['scripts/**', 'test/**', '*.config.*'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
);
