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
      'no-restricted-syntax': [
        'error',
        {
          selector: 'SvelteAttribute[key.name="style"]',
          message:
            'A style attribute in a template is refused by the CSP; a style: directive goes through the CSSOM and is allowed.',
        },
      ],
      'svelte/button-has-type': 'error',
      'svelte/require-each-key': 'error',
    },
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
