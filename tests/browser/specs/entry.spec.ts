// Coming in: a browser that keeps nothing, one page load from the code to the note field, and two links in one tab.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { expect, flawless, join, open, test as base } from '../kit/screens.js';
import type { Trestle } from '../kit/trestle.js';

/** A browser whose profile blocks all site data (case 01): every access to its storage throws. */
const test = base.extend<{ blocked: BrowserContext }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads its fixtures from the pattern
  blocked: async ({}, use, info) => {
    const profile = mkdtempSync(path(tmpdir(), 'trestle-blocked-'));
    mkdirSync(path(profile, 'Default'));
    const blocks = { profile: { default_content_setting_values: { cookies: 2 } } };
    writeFileSync(path(profile, 'Default', 'Preferences'), JSON.stringify(blocks));
    const { launchOptions } = info.project.use;
    const context = await chromium.launchPersistentContext(profile, {
      ...launchOptions,
      viewport: { width: 360, height: 740 },
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    await use(context);
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  },
});

/** What the page complains of. */
function complaints(page: Page): string[] {
  const said: string[] = [];
  page.on('pageerror', (error) => said.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') said.push(message.text());
  });
  return said;
}

/** How often a document was loaded. */
function loads(page: Page): string[] {
  const documents: string[] = [];
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) documents.push(request.url());
  });
  return documents;
}

async function fillIn(page: Page, name: string, organisation: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('radio', { name: organisation, exact: true }).check();
  await page.getByRole('button', { name: 'Join the workshop' }).click();
  await page.waitForURL(/\/workshop\//);
}

/** How many people of that name have a seat. */
async function seatsOf(trestle: Trestle, created: { workshop: string; token: string }, name: string): Promise<number> {
  const record = await trestle.record(created.workshop, created.token);
  return record.organisations.flatMap(({ people }: { people: string[] }) => people).filter((person: string) => person === name).length;
}

test('case 01: joining works for this tab where storage is blocked, with the way back in sight', async ({
  blocked,
  trestle,
}) => {
  const created = await trestle.play('write');
  const page = await blocked.newPage();
  const said = complaints(page);
  const documents = loads(page);
  await page.goto(created.links.join);
  expect(
    await page.evaluate(() => {
      try {
        return String(localStorage.length);
      } catch (error) {
        return (error as Error).name;
      }
    }),
    'the profile blocks storage',
  ).toBe('SecurityError');
  await expect(page.getByText('This browser keeps nothing')).toBeVisible();
  await fillIn(page, 'Zadie', 'Age UK');
  await page.getByRole('textbox', { name: 'Your note' }).fill('Nobody knows what is open on Sundays');
  await expect(page.locator('[data-saved="saved"]')).toBeVisible();
  expect(documents, 'one page load from the code to the note field').toHaveLength(1);
  expect(await seatsOf(trestle, created, 'Zadie'), 'one seat').toBe(1);

  await expect(page.getByText('This browser keeps nothing: when this tab closes')).toBeVisible();
  await page.getByRole('button', { name: 'Show my link' }).click();
  const link = await page.getByRole('textbox', { name: 'Your personal link' }).inputValue();
  await page.keyboard.press('Escape');
  await expect(page.getByText('This browser keeps nothing: when this tab closes')).toHaveCount(0);

  // The record and back, all from memory
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('link', { name: 'The record so far' }).click();
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('textbox', { name: 'Your note' })).toHaveValue('Nobody knows what is open on Sundays');
  expect(documents, 'and nothing was loaded anew').toHaveLength(1);

  // The personal link is the way back
  const again = await blocked.newPage();
  await again.goto(link);
  await expect(again.getByRole('textbox', { name: 'Your note' })).toHaveValue('Nobody knows what is open on Sundays');
  expect(again.url()).not.toContain('#');
  expect(said).toEqual([]);
});

test('case 01: creating works for this tab where storage is blocked, and the console can be come back to', async ({
  blocked,
  trestle,
}) => {
  const page = await blocked.newPage();
  await page.setViewportSize({ width: 1366, height: 768 });
  const said = complaints(page);
  const documents = loads(page);
  await page.goto(`${trestle.url}/new`);
  await expect(page.getByText('This browser keeps nothing')).toBeVisible();
  await page.getByLabel('Title').fill('Reading in families');
  await page.getByLabel('Place').fill('Haringey');
  await page.getByLabel('Your organisation, which convenes the workshop').fill('Libraries');
  await page.getByRole('button', { name: 'Start the workshop' }).click();
  await page.waitForURL(/\/workshop\//);
  await expect(page.getByRole('button', { name: /^Start/ })).toBeVisible();
  expect(documents, 'one page load from the form to the console').toHaveLength(1);
  await page.getByRole('button', { name: 'Show my link' }).click();
  const link = await page.getByRole('textbox', { name: 'Your personal link' }).inputValue();
  await page.keyboard.press('Escape');
  const again = await blocked.newPage();
  await again.setViewportSize({ width: 1366, height: 768 });
  await again.goto(link);
  await expect(again.getByRole('button', { name: /^Start/ })).toBeVisible();
  expect(said).toEqual([]);
});
