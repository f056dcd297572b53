// Rule 33: changing text goes on changing after a translator has rewritten the page (case 02, as it stands).
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { type Screen, expect, flawless, join, open, test } from '../kit/screens.js';

const TRANSLATOR = readFileSync(resolve(import.meta.dirname, '../../data/cases/02-translate.js'), 'utf8');

/** Lets a translator rewrite the page; the code, names and notes are left alone. */
async function translate(screen: Screen, ...kept: string[]): Promise<void> {
  await screen.page.evaluate(`(() => { ${TRANSLATOR} })()`);
  expect(await screen.page.locator('font').count()).toBeGreaterThan(10);
  for (const text of kept) {
    const words = screen.page.getByText(text, { exact: true }).filter({ visible: true }).first();
    await expect(words).toBeVisible();
    expect(await words.evaluate((element) => element.closest('font')), text).toBeNull();
  }
}

/** Waits until the clock shows something else. */
async function ticks(page: Page): Promise<void> {
  const clock = page.getByRole('timer').first();
  const before = await clock.innerText();
  await expect(clock).not.toHaveText(before);
}

test('rule 33: phone, console and wall play on after a translator has rewritten them', async ({ browser, trestle }) => {
  const created = await trestle.play('write');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);
  const phone = await join(browser, created, 'Zadie', 'Age UK');
  const note = phone.page.getByRole('textbox', { name: 'Your note' });
  await expect(note).toBeEditable();
  await expect(wall.page.getByRole('heading', { name: /face down/ })).toContainText('48');
  await expect(console_.page.getByRole('button', { name: 'Next: group together' })).toBeVisible();
  const code = `${created.code.slice(0, 4)} ${created.code.slice(4)}`;
  await translate(console_, code, 'Age UK', 'Zadie');
  await translate(wall);
  await translate(phone);

  for (const { page } of [console_, wall, phone]) await ticks(page);
  await note.fill('Nobody knows what is open on Sundays');
  await expect(phone.page.locator('.top .mark')).toHaveText('Saved');
  await phone.page.getByRole('button', { name: 'Add note' }).click();
  await expect(wall.page.getByRole('heading', { name: /face down/ })).toContainText('49');
  await expect(phone.page.locator('.dock')).toContainText('49');
  await expect(console_.page.locator('.sheet')).toContainText('49');

  await console_.page.getByRole('button', { name: 'Next: group together' }).click();
  await expect(console_.page.getByRole('button', { name: 'Next: talk about each group' })).toBeVisible();
  await expect(console_.page.locator('font', { hasText: 'Next: group together' })).toHaveCount(0);
  for (const { page } of [phone, wall])
    await expect(page.getByRole('heading', { level: 1 }).first()).toHaveText('What belongs together?');
  await translate(phone, 'Nobody knows what is open on Sundays');
  await translate(wall);
  await translate(console_);
  await console_.page.getByRole('button', { name: 'Next: talk about each group' }).click();
  for (const { page } of [phone, wall])
    await expect(page.getByRole('heading', { level: 1 }).first()).not.toHaveText('What belongs together?');
  for (const screen of [console_, wall, phone]) {
    await ticks(screen.page);
    flawless(screen);
  }
});

test('rule 33: a poll is counted, closed and shown on translated screens', async ({ browser, trestle }) => {
  const created = await trestle.play('rate');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);
  const phone = await join(browser, created, 'Zadie', 'Age UK');
  const rating = phone.page.getByRole('region').filter({ has: phone.page.getByRole('group', { name: 'Seriousness' }) });
  await expect(rating.first()).toBeVisible();
  await expect(console_.page.getByText(/^\d+ of \d+ have answered/).first()).toBeVisible();
  await expect(wall.page.getByRole('timer').first()).toBeVisible();
  const answered = await console_.page
    .getByText(/^\d+ of \d+ have answered/)
    .first()
    .innerText();
  for (const screen of [console_, wall, phone]) await translate(screen);
  await rating.first().getByRole('group', { name: 'Seriousness' }).locator('label').filter({ hasText: '5' }).click();
  await rating.first().getByRole('group', { name: 'Priority' }).locator('label').filter({ hasText: '4' }).click();
  await expect(phone.page.getByText(/You have rated 1 of/)).toBeVisible();
  await expect(console_.page.getByText(/^\d+ of \d+ have answered/).first()).not.toHaveText(answered);
  await console_.page.getByRole('button', { name: 'Close and show' }).click();
  for (const screen of [console_, phone, wall])
    await expect(screen.page.locator('.results tbody tr').first()).toBeAttached();
  for (const screen of [console_, wall, phone]) {
    await ticks(screen.page);
    flawless(screen);
  }
});
