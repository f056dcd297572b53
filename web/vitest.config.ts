// How the tests run: in a light DOM, with Svelte's browser build, without the network.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { words } from './scripts/words.mjs';

export default defineConfig({
  plugins: [words(), svelte()],
  resolve: { conditions: ['browser'] },
  // The cases lie beside the page, with the other tests' data
  server: { fs: { allow: ['..'] } },
  test: {
    environment: 'happy-dom',
    setupFiles: ['src/lib/blank-device.ts'],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
  },
});
