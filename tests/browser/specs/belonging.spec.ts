// Belonging: who picks an organisation is told what is not open to them yet, and a facilitator, somebody of it, or its own link opens it.
import type { Page } from '@playwright/test';
import { expect, flawless, join, open, test } from '../kit/screens.js';

const privateField = (page: Page) => page.getByRole('textbox', { name: 'What we are unsure about' });
const byName = (page: Page) => page.getByText('You are with Age UK by name only so far.');

test('P9 who joins by name is told so, and one act confirms all that are shown', async ({ browser, trestle }) => {
  const created = await trestle.play('welcome');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const zadie = await join(browser, created, 'Zadie', 'Age UK');
  const yusuf = await join(browser, created, 'Yusuf', 'Citizens Advice');
  await expect(byName(zadie.page)).toBeVisible();
  await console_.page.getByRole('button', { name: /^Next: / }).click();
  await expect(zadie.page.getByRole('textbox', { name: 'What we do' })).toBeVisible();
  await expect(byName(zadie.page)).toBeVisible();
  await expect(privateField(zadie.page)).toHaveCount(0);
  await zadie.page.screenshot({
    path: 'results/by-name-phone.png',
    fullPage: true,
  });
  const people = console_.page.getByRole('complementary', { name: /^People/ });
  const unconfirmed = people.getByRole('region', { name: /^By name only/ });
  await expect(unconfirmed.getByText('Zadie', { exact: true })).toBeVisible();
  await expect(unconfirmed.getByText('Yusuf', { exact: true })).toBeVisible();
  await console_.page.screenshot({ path: 'results/by-name-console.png' });
  await unconfirmed.getByRole('button', { name: 'Confirm all 2 shown' }).click();
  await expect(unconfirmed).toHaveCount(0);
  await expect(privateField(zadie.page)).toBeEditable();
  await expect(byName(zadie.page)).toHaveCount(0);
  await expect(zadie.page.getByText('you can speak for Age UK now')).toBeVisible();
  await console_.page.getByRole('button', { name: 'Undo' }).click();
  await expect(privateField(zadie.page)).toHaveCount(0);
  await expect(byName(zadie.page)).toBeVisible();
  await expect(zadie.page.getByText('you can speak for Age UK now')).toHaveCount(0);
  for (const screen of [console_, zadie, yusuf]) flawless(screen);
});

test('P9 what may not be done is shown as such, and somebody of the organisation confirms a newcomer', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('roles');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const zadie = await join(browser, created, 'Zadie', 'Age UK');
  await console_.page.getByRole('button', { name: /^Next: / }).click();
  // Gwen is confirmed, and not here
  const silent = console_.page.getByText(/^Nobody here is confirmed to speak for: Age UK/);
  await expect(silent).toBeVisible();
  const stance = (page: Page) => page.getByRole('radio', { name: /^We are in/ });
  await expect(stance(zadie.page)).toBeDisabled();
  await expect(byName(zadie.page)).toBeVisible();
  await zadie.page.screenshot({ path: 'results/by-name-commitment.png' });
  await console_.page.getByRole('button', { name: /by name only. More about Zadie/ }).click();
  await console_.page.getByRole('menuitem', { name: 'Confirm for Age UK' }).click();
  await expect(stance(zadie.page)).toBeEnabled();
  await expect(silent).toHaveCount(0);
  const yusuf = await join(browser, created, 'Yusuf', 'Age UK');
  await expect(stance(yusuf.page)).toBeDisabled();
  const asked = zadie.page.getByRole('region', {
    name: /^Yusuf says that they are with Age UK/,
  });
  await expect(asked).toBeVisible();
  await zadie.page.screenshot({ path: 'results/newcomer.png' });
  await asked.getByRole('button', { name: /^Confirm ?: Yusuf$/ }).click();
  await expect(stance(yusuf.page)).toBeEnabled();
  await expect(asked).toHaveCount(0);
  for (const screen of [console_, zadie, yusuf]) flawless(screen);
});

test('P9 an organisation’s own link fills in its card and lets its people in as theirs', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('welcome');
  const console_ = await open(browser, 'console', created.links.facilitator);
  await console_.page.getByRole('button', { name: 'People and links' }).click();
  await console_.page.getByRole('button', { name: /^Make its link ?: Age UK$/ }).click();
  const link = await console_.page.getByRole('textbox', { name: 'Link for Age UK' }).inputValue();
  const phone = await open(browser, 'phone', link);
  await expect(phone.page.getByRole('heading', { name: 'Take part' })).toBeVisible();
  await phone.page.screenshot({
    path: 'results/card-join.png',
    fullPage: true,
  });
  // Whoever scans it in the room comes in first, and fills in the card then
  await expect(phone.page.getByLabel('Your name')).toBeInViewport();
  await phone.page.getByLabel('Your name').fill('Zadie');
  await phone.page.getByRole('button', { name: 'Join the workshop' }).click();
  await expect(phone.page.getByRole('button', { name: 'Wave' })).toBeVisible();
  await expect(byName(phone.page)).toHaveCount(0);
  // Whoever joined by the code before opens it on the same phone.
  const late = await join(browser, created, 'Yusuf', 'Age UK');
  await expect(byName(late.page)).toBeVisible();
  const card = await late.context.newPage();
  await card.goto(link);
  await expect(card.getByText('This device is in the workshop already.')).toBeVisible();
  await expect(byName(late.page)).toHaveCount(0);
  for (const screen of [console_, phone, late]) flawless(screen);
});

test('P2 a facilitator erases a person and leaves the notes, and the record still has them', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('write');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const zadie = await join(browser, created, 'Zadie', 'Age UK');
  const note = zadie.page.getByRole('textbox', { name: 'Your note' });
  await note.fill('A thought that nobody owns');
  await note.press('Enter');
  await expect(zadie.page.getByText('Note added, 1 yours')).toBeAttached();
  await console_.page.getByRole('button', { name: 'Next: group together' }).click();
  await expect(console_.page.getByText('A thought that nobody owns')).toBeVisible();
  await console_.page.getByRole('button', { name: /More about Zadie/ }).click();
  await console_.page.getByRole('menuitem', { name: 'Remove…' }).click();
  const dialog = console_.page.getByRole('dialog', { name: 'Remove Zadie?' });
  await expect(dialog.getByText('everybody sees which notes go, and so which were theirs')).toBeVisible();
  await console_.page.screenshot({ path: 'results/cut-author.png' });
  await dialog.getByRole('button', { name: 'Erase them, leave their notes as nobody’s' }).click();
  await expect(
    zadie.page.getByRole('heading', {
      name: 'You are not in this workshop any more',
    }),
  ).toBeVisible();
  await expect(console_.page.getByText('A thought that nobody owns')).toBeVisible();
  const record = JSON.stringify(await trestle.record(created.workshop, created.token));
  expect(record).toContain('A thought that nobody owns');
  expect(record).not.toContain('Zadie');
  flawless(console_);
});
