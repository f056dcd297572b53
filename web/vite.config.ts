// How the pages are built: one HTML entry per kind of visitor, everything self-hosted under /assets with a hash in its name.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { words } from './scripts/words.mjs';

/** The oldest browsers that we serve: cascade layers, <dialog> and 100dvh set the floor (Android 6 gets Chrome 106, iOS 15.4 is 2022). */
const BROWSERS = { chrome: 99, safari: 15.4, firefox: 97 };

/** Lightning CSS counts a version as major << 16 | minor << 8. */
const cssTargets = Object.fromEntries(
  Object.entries({ ...BROWSERS, ios_saf: BROWSERS.safari }).map(([browser, version]) => {
    const [major = 0, minor = 0] = String(version).split('.').map(Number);
    return [browser, (major << 16) | (minor << 8)];
  }),
);

/** The pages by their paths on the server, for the development server, which knows files only. */
const PAGES: [path: RegExp, file: string][] = [
  [/^\/new$/, '/new.html'],
  [/^\/(join|j)$/i, '/join.html'],
  [/^\/workshop\/[^/.]+$/, '/workshop.html'],
  [/^\/wall\/[^/.]+$/, '/wall.html'],
  [/^\/record\/[^/.]+$/, '/record.html'],
];

function pagePaths(): Plugin {
  return {
    name: 'trestle-page-paths',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const [path = '', query] = (request.url ?? '').split('?');
        const page = PAGES.find(([pattern]) => pattern.test(path));
        if (page) request.url = query === undefined ? page[1] : `${page[1]}?${query}`;
        next();
      });
    },
  };
}

export default defineConfig({
  plugins: [words(), pagePaths(), svelte()],
  css: {
    transformer: 'lightningcss',
    lightningcss: { targets: cssTargets },
  },
  build: {
    target: ['chrome99', 'safari15.4', 'firefox97'],
    // A data: URL for a font or a style is refused by the CSP
    assetsInlineLimit: 0,
    // Read by scripts/budgets.mjs
    manifest: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: ['index.html', 'new.html', 'join.html', 'workshop.html', 'wall.html', 'record.html'],
    },
  },
  server: {
    proxy: { '/api': { target: process.env.TRESTLE_SERVER ?? 'http://127.0.0.1:8080', ws: true } },
  },
});
