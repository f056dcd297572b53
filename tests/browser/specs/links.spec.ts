// Links and consoles in a real browser: a console's link in the wrong hands (case 04), their list and end, codes as people paste them (case 14),
// and shut doors.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, flawless, join, open, setDoor, test } from '../kit/screens.js';
import { look } from '../kit/looks.js';
import type { Trestle } from '../kit/trestle.js';

const CASES = resolve(import.meta.dirname, '../../data/cases');

test('case 04: a link that runs the workshop asks first on a participant’s phone, who stays who they are', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('write');
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  const note = phone.page.getByRole('textbox', { name: 'Your note' });
  await note.fill('A whole note');
  await note.press('Enter');
  await expect(phone.page.getByText('Note added, 1 yours')).toBeAttached();
  await note.pressSequentially('Half of ano');

  for (const answer of ['Stay as Zadie', 'Open the console as well']) {
    const tab = await phone.context.newPage();
    await tab.goto(created.links.facilitator);
    await expect(tab.getByRole('heading', { name: 'This runs the workshop' })).toBeVisible();
    await expect(tab.getByText('You are here as Zadie. Open it as well?')).toBeVisible();
    expect(new URL(tab.url()).hash, 'the secret leaves the address bar').toBe('');
    if (answer === 'Stay as Zadie') expect(await look({ ...phone, page: tab }, 'phone', 'the question')).toEqual([]);
    await tab.getByRole('button', { name: answer }).click();
    const own = tab.getByRole('textbox', { name: 'Your note' });
    const console_ = tab.getByRole('button', { name: /^Next: / });
    await expect(answer === 'Stay as Zadie' ? own : console_).toBeVisible();
    if (answer !== 'Stay as Zadie') {
      await tab.reload();
      await expect(console_, 'the tab stays the console').toBeVisible();
    }
    await tab.close();

    await expect(note).toHaveValue('Half of ano');
    await phone.page.reload();
    await expect(note).toHaveValue('Half of ano');
    await expect(phone.page.getByText('A whole note')).toBeVisible();
  }
  flawless(phone);
});

test('somebody else’s own link does not take the place of who this phone is', async ({ browser, trestle }) => {
  const created = await trestle.play('write');
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  await expect(phone.page.getByRole('textbox', { name: 'Your note' })).toBeVisible();
  const token = await trestle.seat(created.code, 'Tom', 2);
  const link = await trestle.link(created.workshop, token, 'seat');
  const tab = await phone.context.newPage();
  await tab.goto(link);
  await expect(tab.getByRole('heading', { name: 'This is somebody’s own link' })).toBeVisible();
  await tab.getByRole('button', { name: 'Stay as Zadie' }).click();
  await expect(tab.getByRole('textbox', { name: 'Your note' })).toBeVisible();
  await phone.page.reload();
  await phone.page.getByRole('button', { name: 'Menu' }).click();
  await expect(phone.page.getByText('Zadie').first()).toBeVisible();
});

test('a facilitator sees every link and console, and ends one: its screen closes and says why', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('introduce');
  const console_ = await open(browser, 'console', created.links.facilitator);
  await expect(console_.page.getByRole('button', { name: /^Next: / })).toBeVisible();
  const leaked = await open(browser, 'phone', created.links.facilitator);
  await expect(leaked.page.getByRole('button', { name: /^Next: / })).toBeVisible();

  const { page } = console_;
  await expect(page.getByText('Another console has been opened.', { exact: false }).first()).toBeVisible();
  await page.getByRole('button', { name: 'People and links' }).click();
  const list = page.getByRole('region', { name: 'Links and consoles in use' });
  await expect(list.getByText('Link that runs the workshop', { exact: true })).toBeVisible();
  await expect(list.getByText('This console', { exact: true })).toHaveCount(1);
  const other = list.locator('ul ul > li').filter({ hasText: 'Open now' }).filter({ hasNotText: 'This console' });
  await expect(other).toHaveCount(1);
  expect(await look(console_, 'console', 'links in use')).toEqual([]);
  await other.getByRole('button', { name: /^End ?: Console/ }).click();
  await expect(page.getByText('This console closes at once.', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'End this console' }).click();
  await expect(leaked.page.getByRole('heading', { name: 'This console has been ended' })).toBeVisible({
    timeout: 1_000,
  });
  await expect(other).toHaveCount(0);

  // The link with everything that was opened with it; whoever asks stays
  const again = await open(browser, 'phone', created.links.facilitator);
  await expect(again.page.getByRole('button', { name: /^Next: / })).toBeVisible();
  await list.getByRole('button', { name: /^End ?: Link that runs the workshop/ }).click();
  await page.getByRole('button', { name: 'End this link' }).click();
  await expect(again.page.getByRole('heading', { name: 'This console has been ended' })).toBeVisible({
    timeout: 1_000,
  });
  await expect(list.getByText('Link that runs the workshop', { exact: true })).toHaveCount(0);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
  await expect(page.getByRole('button', { name: /^Next: / })).toBeEnabled();
  const late = await open(browser, 'phone', created.links.facilitator);
  await expect(late.page.getByText('That code or link does not open anything', { exact: false })).toBeVisible();
  flawless(console_);
});

/** Case 14 and more of the kind, with the code of this workshop in the place of the one in the case. */
function pasted(trestle: Trestle, code: string): string[] {
  const forms = ['14-codes.txt', '14-codes-more.txt'].flatMap((file) =>
    readFileSync(`${CASES}/${file}`, 'utf8').split('\n'),
  );
  return forms
    .filter(
      (form) =>
        !form.startsWith('Each must') && form.includes('G1JQ') && form.includes('FD02') && !form.includes('\\n'),
    )
    .map((form) =>
      form.replaceAll('ORIGIN', trestle.url).replaceAll('G1JQ', code.slice(0, 4)).replaceAll('FD02', code.slice(4)),
    );
}

async function opens(page: Page, form: string): Promise<void> {
  await expect(page.getByLabel('Your name'), form).toBeVisible();
}

test('rule 2: a code opens the workshop as people paste it: on the front page, the joining page and behind the #', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('welcome');
  const forms = pasted(trestle, created.code);
  expect(forms.length).toBeGreaterThan(40);
  const phone = await open(browser, 'phone', trestle.url);
  const { page } = phone;
  for (const [at, form] of forms.entries()) {
    if (at % 3 === 2 && !/[\s#%]/.test(form)) await page.goto(`${trestle.url}/join?at=${at}#${form}`);
    else {
      await page.goto(`${trestle.url}${at % 3 === 0 ? '/' : `/join?at=${at}`}`);
      const other = page.getByRole('button', { name: 'Use another code' });
      await expect(other.or(page.getByLabel('Join code'))).toBeVisible();
      if (await other.isVisible()) await other.click();
      await page.getByLabel('Join code').fill(form);
      await page.getByRole('button', { name: 'Join', exact: true }).click();
    }
    await opens(page, form);
    await page.getByRole('button', { name: 'Use another code' }).click();
  }
  await page.goto(`${trestle.url}/join`);
  for (const form of readFileSync(`${CASES}/14-no-codes.txt`, 'utf8').trim().split('\n').slice(0, 4)) {
    await page.getByLabel('Join code').fill(form);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(page.getByText('No workshop answers to this code', { exact: false })).toBeVisible();
    await expect(page.getByLabel('Join code'), 'what was typed stays').toHaveValue(form);
  }
});

test('a locked door, and one of a workshop that is over, say so to whoever holds the right code', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('introduce');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const { page } = console_;
  await page.getByRole('button', { name: 'People and links' }).click();
  await setDoor(page, 'Locked');
  const late = await open(browser, 'phone', created.links.join);
  await expect(late.page.getByRole('heading', { name: 'The door is closed' })).toBeVisible();
  await expect(late.page.getByText('Ask them to open it, then try again', { exact: false })).toBeVisible();
  expect(await look(late, 'phone', 'a shut door')).toEqual([]);
  await setDoor(page, 'Open');
  await late.page.getByRole('button', { name: 'Try again' }).click();
  await opens(late.page, 'the door is open');
  flawless(late);
});
