// Somebody writes more at once than their share of a document takes: nothing is lost, nothing is in the way, and it is saved by itself in the end.
import type { Locator, Page } from '@playwright/test';
import { expect, flawless, open, test } from '../kit/screens.js';

const FIELDS = ['What we do', 'Our priorities', 'Our lead contact', 'What we hope to get'];

const mark = (page: Page): Locator => page.locator('[data-saved]').first();

/** Everything in one stroke, as a paste is. */
async function paste(field: Locator, text: string): Promise<void> {
  await field.focus();
  await field.page().keyboard.insertText(text);
}

test('P9 four full fields are saved at once; what is more waits, the field stays open, and it is saved by itself', async ({
  browser,
  stepped: trestle,
}) => {
  const created = await trestle.play('welcome');
  const link = await trestle.link(created.workshop, created.token, 'card', 2);
  const [writer, reader] = [await open(browser, 'phone', link), await open(browser, 'phone', link)];
  const { page } = writer;
  const full = 'x'.repeat(30_000);
  for (const label of FIELDS) {
    await page.getByLabel(label).fill('');
    await paste(page.getByLabel(label), full);
    await expect(mark(page)).toHaveAttribute('data-saved', 'saved');
  }
  const skills = page.getByLabel('Staff skills');
  await skills.fill('');
  // Five seconds' worth; the clock stands still, so nothing comes back before the test says so
  await paste(skills, 'y'.repeat(300));
  await expect(mark(page)).toHaveAttribute('data-saved', 'waits');
  await expect(mark(page)).toHaveText('Kept here, waiting to save');
  await expect(skills).toBeEditable();
  await skills.press('End');
  await page.keyboard.type(' and a word more');
  // Nobody else waits
  const spaces = reader.page.getByLabel('Spaces, collections and IT');
  await spaces.fill('A hall');
  await expect(mark(reader.page)).toHaveAttribute('data-saved', 'saved');
  await expect(mark(page)).toHaveAttribute('data-saved', 'waits');
  await trestle.advance(60_000);
  await expect(mark(page)).toHaveAttribute('data-saved', 'saved', { timeout: 30_000 });
  await expect(reader.page.getByLabel('Staff skills')).toHaveValue(`${'y'.repeat(300)} and a word more`);
  await expect(skills).toHaveValue(`${'y'.repeat(300)} and a word more`);
  flawless(writer);
  flawless(reader);
});
