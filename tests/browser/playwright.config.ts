// How the tests in a real browser run: Debian's Chromium, no network but this machine's, one server process for each test.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'specs',
  outputDir: 'results',
  // A test drives several screens and a server process of its own; two cores carry two of them.
  workers: 2,
  fullyParallel: true,
  // Far beyond any honest run: whole workshops are played on debug builds.
  timeout: 240_000,
  expect: { timeout: 15_000 },
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    actionTimeout: 20_000,
    trace: 'off',
    launchOptions: {
      executablePath: process.env['TRESTLE_CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
