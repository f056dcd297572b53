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
  return record.organisations
    .flatMap(({ people }: { people: string[] }) => people)
    .filter((person: string) => person === name).length;
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

test('case 03: another key behind the # opens what it says, on every page, and stays in no address', async ({
  browser,
  trestle,
}) => {
  const a = await trestle.play('write');
  const b = await trestle.play('introduce');
  const phone = await open(browser, 'phone', a.links.join);
  const { page } = phone;
  const documents = loads(page);
  const follow = async (address: string) => {
    await page.evaluate((address) => (location.href = address), address);
    await expect(() => expect(page.url()).not.toContain('#')).toPass();
  };
  const question = page.getByRole('textbox', { name: 'What we do' });

  // The form of one workshop is open, and the link of another one is followed: its form, with the name that was typed
  await page.getByLabel('Your name').fill('Zadie');
  await page.getByRole('radio', { name: 'Age UK', exact: true }).check();
  await follow(b.links.join);
  await expect(page.getByLabel('Your name')).toHaveValue('Zadie');
  await page.getByRole('radio', { name: 'Age UK', exact: true }).check();
  await page.getByRole('button', { name: 'Join the workshop' }).click();
  await expect(page).toHaveURL(new RegExp(b.workshop));
  await expect(question).toBeEditable();
  expect(documents, 'nothing was loaded anew').toHaveLength(0);

  // Somebody in one workshop follows the other's link: the name is known, and nothing of the first is lost
  await question.pressSequentially('Lunch clubs. ');
  await page.goto(a.links.join);
  await expect(page.getByLabel('Your name')).toHaveValue('Zadie');
  await page.getByRole('radio', { name: 'Age UK', exact: true }).check();
  await page.getByRole('button', { name: 'Join the workshop' }).click();
  await expect(page.getByRole('textbox', { name: 'Your note' })).toBeEditable();
  await page.goto(`${trestle.url}/workshop/${b.workshop}`);
  await expect(question).toHaveValue(/Lunch clubs\./);

  // A secret that opens nothing leaves the address too, and whoever is in stays in and hears of it
  await follow(`${trestle.url}/workshop/${b.workshop}#aSecretThatOpensNothing22`);
  await expect(page.locator('.toast')).toBeVisible();
  await expect(question).toHaveValue(/Lunch clubs\./);
  // The browser reports the refusal as well
  phone.complaints = phone.complaints.filter((complaint) => !/404 .*\/api\/(look|join)$/.test(complaint));
  flawless(phone);
});

test('case 03: consoles, walls and records take another key, too', async ({ browser, trestle }) => {
  const created = await trestle.play('write');
  const token = created.token;
  const address = async (kind: 'facilitator' | 'wall' | 'results') => trestle.link(created.workshop, token, kind);
  const pages: ['workshop' | 'wall' | 'record', 'facilitator' | 'wall' | 'results'][] = [
    ['workshop', 'facilitator'],
    ['wall', 'wall'],
    ['record', 'results'],
  ];
  for (const [page, kind] of pages) {
    const screen = await open(browser, 'console', `${trestle.url}/${page}/${created.workshop}`);
    await expect(screen.page.getByRole('timer')).toHaveCount(0);
    const link = await address(kind);
    await screen.page.evaluate((link) => (location.href = link), link);
    const inside =
      kind === 'results' ? screen.page.getByText('The record', { exact: true }) : screen.page.getByRole('timer');
    await expect(inside.first(), page).toBeVisible();
    expect(screen.page.url(), page).not.toContain('#');
    await screen.page.goBack();
    expect(screen.page.url(), page).not.toContain('#');
    await screen.page.close();
  }
  // A key behind the address of another page means the joining page
  for (const path of ['/new', '/']) {
    const screen = await open(browser, 'phone', `${trestle.url}${path}`);
    await screen.page.evaluate((code) => (location.hash = code), created.code);
    await expect(screen.page.getByLabel('Your name'), path).toBeVisible();
    expect(screen.page.url(), path).toBe(`${trestle.url}/join`);
    await screen.page.close();
  }
});

test('one document: reload, back and forward stay what they were', async ({ browser, trestle }) => {
  const created = await trestle.play('write');
  const phone = await open(browser, 'phone', trestle.url);
  const { page } = phone;
  const documents = loads(page);
  await page.getByLabel('Join code').fill(created.code);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page).toHaveURL(`${trestle.url}/join`);
  await fillIn(page, 'Zadie', 'Age UK');
  const note = page.getByRole('textbox', { name: 'Your note' });
  await note.fill('Half a thought');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Join with a code' })).toBeVisible();
  await page.goForward();
  await expect(note).toHaveValue('Half a thought');
  expect(documents).toHaveLength(0);
  await page.reload();
  await expect(note).toHaveValue('Half a thought');
  flawless(phone);
});

/** Does the notice lie over any of these? Boxes that are on screen count. */
async function covered(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const over: string[] = [];
    for (const notice of document.querySelectorAll('.toast')) {
      const a = notice.getBoundingClientRect();
      for (const needed of document.querySelectorAll('[role=timer], [data-saved], button, textarea, a.btn')) {
        const b = needed.getBoundingClientRect();
        if (notice.contains(needed) || needed.closest('dialog') || b.width < 2) continue;
        if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
          over.push(`${notice.textContent} over ${needed.className} ${needed.textContent}`);
      }
    }
    return over;
  });
}

for (const [width, height] of [
  [360, 740],
  [320, 640],
] as const)
  test(`case 20, rule 31: notices cover nothing that is needed at ${width}×${height}`, async ({ browser, trestle }) => {
    const created = await trestle.play('write');
    const console_ = await open(browser, 'console', created.links.facilitator);
    const phone = await join(browser, created, 'Zadie', 'Age UK');
    const { page } = phone;
    await page.setViewportSize({ width, height });
    const note = page.getByRole('textbox', { name: 'Your note' });
    await note.fill('Half a thought');
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Use another device' }).click();
    const link = await page.getByRole('textbox', { name: 'Your personal link' }).inputValue();
    await page.keyboard.press('Escape');
    await note.pressSequentially(' more');
    const other = await open(browser, 'phone', link);
    await expect(page.getByText('Your seat is open on another device too')).toBeVisible();
    expect(await covered(page)).toEqual([]);
    await console_.page.getByRole('button', { name: 'Next: group together' }).click();
    const goThere = page.getByRole('button', { name: 'Go there' });
    await expect(goThere).toBeVisible();
    await expect(() => covered(page).then((over) => expect(over).toEqual([]))).toPass();
    await page.screenshot({ path: `results/notice-${width}.png` });
    await goThere.click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('What belongs together?');
    flawless(phone);
    flawless(other);
  });

for (const [width, height] of [
  [1366, 768],
  [683, 768],
] as const)
  test(`case 20, rule 31: the console's notices stack and cover nothing at ${width}×${height}`, async ({
    browser,
    trestle,
  }) => {
    const created = await trestle.play('write');
    const console_ = await open(browser, 'console', created.links.facilitator);
    const { page } = console_;
    await page.setViewportSize({ width, height });
    await expect(page.getByRole('timer')).toBeVisible();
    await page.getByRole('button', { name: 'More about the time' }).click();
    await page.getByRole('menuitem', { name: 'Restart this step’s time' }).click();
    await page.getByRole('button', { name: 'Group together' }).first().click();
    await expect(page.locator('.toast')).toHaveCount(2);
    // Each keeps its own Undo and place
    const boxes = await page
      .locator('.toast')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
    expect(boxes[0].bottom).toBeLessThanOrEqual(boxes[1].top);
    const needed = page.locator('.controls button, .controls [role=timer], .masthead .mark');
    for (const box of await needed.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON())))
      for (const notice of boxes)
        expect(box.bottom <= notice.top || box.top >= notice.bottom, JSON.stringify([box, notice])).toBe(true);
    await page.screenshot({ path: `results/notice-console-${width}.png` });
    flawless(console_);
  });

test('one document: Back asks while something waits offline, and the page stays if told to', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('write');
  const { page, context } = await open(browser, 'phone', trestle.url);
  await page.getByLabel('Join code').fill(created.code);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await fillIn(page, 'Zadie', 'Age UK');
  const note = page.getByRole('textbox', { name: 'Your note' });
  await expect(note).toBeEditable();
  const address = page.url();
  const asked: string[] = [];
  let leave = false;
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    void (leave ? dialog.accept() : dialog.dismiss());
  });
  await context.setOffline(true);
  await note.fill('Half a thought');
  await expect(page.locator('[data-saved="saved"]')).toHaveCount(0);
  await page.evaluate(() => history.back());
  await expect(() => expect(asked).toHaveLength(1)).toPass();
  await expect(page).toHaveURL(address);
  await expect(note).toHaveValue('Half a thought');
  leave = true;
  await page.evaluate(() => history.back());
  await expect(page).not.toHaveURL(address);
  expect(asked).toHaveLength(2);
  await context.setOffline(false);
  await page.goForward();
  await expect(note).toHaveValue('Half a thought');
  await expect(page.locator('[data-saved="saved"]')).toBeVisible();
});
