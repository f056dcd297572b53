// What people type into: dialogs that put the focus where one types and keep the words, fields that are given more than they hold, many lines
// at once, and controls that look chosen only when they are.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { confirmAll, expect, flawless, join, open, type Screen, test } from '../kit/screens.js';
import type { Created, Trestle } from '../kit/trestle.js';

const SENTENCE = 'We meet again in two weeks, at ten';

/** The console of the workshop's creator, who has a seat. */
async function desk(browser: Parameters<typeof open>[0], trestle: Trestle, created: Created): Promise<Screen> {
  const screen = await open(browser, 'console', await trestle.link(created.workshop, created.token, 'seat'));
  await expect(screen.page.getByRole('heading', { name: /^People/ })).toBeVisible();
  return screen;
}

/** Chooses an item of a menu by the keyboard, so that the focus stands where a person's would. */
async function pick(page: Page, button: string | RegExp, item: string | RegExp): Promise<Locator> {
  const opener = page.getByRole('button', { name: button }).first();
  await opener.focus();
  await page.keyboard.press('Enter');
  const entry = page.getByRole('menuitem', { name: item });
  await entry.focus();
  await page.keyboard.press('Enter');
  return opener;
}

/** Presses a button by the keyboard. */
async function press(page: Page, name: string | RegExp): Promise<Locator> {
  const opener = page.getByRole('button', { name }).first();
  await opener.focus();
  await page.keyboard.press('Enter');
  return opener;
}

interface Opens {
  /** The dialog's title. */
  title: string | RegExp;
  open: (page: Page) => Promise<Locator>;
  /** The label of the field that one types into; none where one reads first. */
  field?: string;
  /** The words are there when it opens again. */
  kept?: boolean;
}

const ON_THE_CONSOLE: Opens[] = [
  {
    title: 'Message to everyone',
    open: (page) => press(page, 'Message'),
    field: 'What everyone should read',
    kept: true,
  },
  {
    title: 'Edit the details',
    open: (page) => pick(page, 'More about this workshop', 'Edit the details'),
    field: 'Title',
    kept: true,
  },
  {
    title: 'Add a person without a device',
    open: (page) => press(page, 'Add a person without a device'),
    field: 'Name',
    kept: true,
  },
  {
    title: /^Name and organisation: Gwen/,
    open: (page) => pick(page, /More about Gwen/, 'Name and organisation…'),
    field: 'Name',
    kept: true,
  },
  {
    title: 'Erase everything now',
    open: (page) => pick(page, 'More about this workshop', /^Erase/),
    field: 'To be sure, type the title',
  },
  {
    title: 'People and links',
    open: (page) => press(page, 'People and links'),
  },
  { title: 'Programme', open: (page) => press(page, 'Programme') },
  {
    title: 'This screen',
    open: (page) => pick(page, 'More about this workshop', 'This screen'),
  },
  {
    title: /^Remove Gwen/,
    open: (page) => pick(page, /More about Gwen/, /^Remove/),
  },
];

/** Opens a dialog, types a sentence wherever the focus stands, closes it with Escape and opens it again. */
async function types(page: Page, { title, open: opens, field, kept }: Opens): Promise<void> {
  const opener = await opens(page);
  const dialog = page.getByRole('dialog', { name: title });
  await expect(dialog).toBeVisible();
  if (field === undefined) await expect(dialog.getByRole('heading', { level: 2 }).first()).toBeFocused();
  await page.keyboard.type(SENTENCE);
  await expect(dialog, 'no space closes it').toBeVisible();
  if (field !== undefined) await expect(dialog.getByLabel(field).first()).toHaveValue(new RegExp(`${SENTENCE}$`));
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(opener, 'the focus is back').toBeFocused();
  if (!kept || field === undefined) return;
  await opens(page);
  await expect(dialog.getByLabel(field).first(), 'the words are kept').toHaveValue(new RegExp(`${SENTENCE}$`));
  await page.keyboard.press('Escape');
}

test('rule 32: every dialog of the console takes a sentence, keeps it, and gives the focus back', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('write');
  const console_ = await desk(browser, trestle, created);
  for (const dialog of ON_THE_CONSOLE) await test.step(String(dialog.title), () => types(console_.page, dialog));
  // A draft outlives the page
  await console_.page.reload();
  await press(console_.page, 'Message');
  await expect(console_.page.getByRole('dialog').getByRole('textbox').first()).toHaveValue(SENTENCE);
  flawless(console_);
});

test('rule 32: the dialogs of a phone', async ({ browser, trestle }) => {
  const created = await trestle.play('write');
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  const { page } = phone;
  await types(page, { title: 'Menu', open: (at) => press(at, 'Menu') });
  const menu = await press(page, 'Menu');
  await page.getByRole('button', { name: 'Change my name' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type(' of Wood Green');
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Zadie of Wood Green');
  await page.keyboard.press('Escape');
  await press(page, 'Menu');
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Zadie of Wood Green');
  await page.keyboard.press('Escape');
  // A dialog that opens another one: the way back leads to what opened the first
  await press(page, 'Menu');
  await press(page, 'Use another device');
  await expect(page.getByRole('dialog', { name: 'Use another device' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeFocused();
  flawless(phone);
});

/** What a person sees as saved. */
const mark = (page: Page): Locator => page.locator('[data-saved]').first();

/** Everything in one stroke, as a paste is. */
async function paste(field: Locator, text: string): Promise<void> {
  await field.focus();
  await field.page().keyboard.insertText(text);
}

const LONG = `${'Nobody knows when the van comes. '.repeat(30)}This end is over`;

test('a note that is too long stays in its field, is marked, never sent, never called saved, and survives a reload', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('write');
  const console_ = await desk(browser, trestle, created);
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  const { page } = phone;
  const sent: Buffer[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(Buffer.from(payload))));
  await page.reload();
  const note = page.getByRole('textbox', { name: 'Your note' });
  await paste(note, LONG);
  await expect(note).toHaveValue(LONG);
  await expect(page.getByText(/characters too many: 500 fit here/)).toBeVisible();
  await page.screenshot({ path: 'results/overlong-360.png' });
  await expect(page.locator('[data-mark] mark'), 'marked in the field itself').toHaveText(/This end is over$/);
  const heights = await page.evaluate(() =>
    ['.compose textarea', '.compose [data-mark]'].map((box) => document.querySelector(box)!.scrollHeight),
  );
  expect(Math.abs(heights[0]! - heights[1]!), 'the mark breaks its lines as the field does').toBeLessThan(4);
  await expect(mark(page)).toHaveAttribute('data-saved', 'overlong');
  await expect.poll(() => Buffer.concat(sent).toString()).toContain('Nobody knows');
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(note, 'adding asks, and loses nothing').toHaveValue(LONG);
  await expect(page.locator('.deskslot')).toHaveCount(0);
  await page.reload();
  await expect(note).toHaveValue(LONG);
  await expect(mark(page)).toHaveAttribute('data-saved', 'overlong');
  expect(Buffer.concat(sent).toString(), 'the surplus never leaves the device').not.toContain('This end is over');
  await page.getByRole('button', { name: 'Make 3 notes of it' }).click();
  await expect(page.locator('.deskslot')).toHaveCount(3);
  await expect(note).toHaveValue('');
  await expect(mark(page)).toHaveAttribute('data-saved', 'saved');
  flawless(phone);
  flawless(console_);
});

test('a line to everyone that is too long is kept, marked and not sent', async ({ browser, trestle }) => {
  const created = await trestle.play('write');
  const console_ = await desk(browser, trestle, created);
  const { page } = console_;
  await press(page, 'Message');
  const dialog = page.getByRole('dialog', { name: 'Message to everyone' });
  const line = dialog.getByLabel('What everyone should read');
  const text = `${'Please come back to the room now. '.repeat(8)}End`;
  await paste(line, text);
  await expect(line).toHaveValue(text);
  await expect(dialog.getByText(/characters too many: 200 fit here/)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(dialog, 'nothing was sent').toBeVisible();
  await page.reload();
  await press(page, 'Message');
  await expect(line, 'kept through a reload').toHaveValue(text);
  await dialog.getByRole('button', { name: 'Take it out' }).click();
  await expect(line).toHaveValue([...text].slice(0, 200).join(''));
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  flawless(console_);
});

test('case 06: the rows of a sheet become a note each, and one Undo takes them back', async ({ browser, trestle }) => {
  const created = await trestle.play('write');
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  const { page } = phone;
  const rows = readFileSync(resolve(import.meta.dirname, '../../data/cases/06-excel-50-rows.tsv'), 'utf8');
  const note = page.getByRole('textbox', { name: 'Your note' });
  await paste(note, rows.replaceAll('\r\n', '\n'));
  await expect(page.getByText('You pasted 50 lines.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Make 50 notes of these lines' })).toBeInViewport({ ratio: 1 });
  await page.screenshot({ path: 'results/paste-360.png' });
  await page.getByRole('button', { name: 'Make 50 notes of these lines' }).click();
  await expect(page.locator('.deskslot')).toHaveCount(50);
  await expect(page.locator('.deskslot').last()).toContainText('Parking problem 1 at the branch, Branch 0');
  await expect(note).toHaveValue('');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.deskslot')).toHaveCount(0);
  await expect(note).toHaveValue(/^1\tParking problem 1/);
  // The desk is nearly full: it says so before
  await note.fill('');
  await paste(note, Array.from({ length: 120 }, (_, at) => `Line ${at}`).join('\n'));
  await expect(page.getByText('Your desk has room for 100 more notes')).toBeVisible();
  await page.getByRole('button', { name: 'Make 100 notes of these lines' }).click();
  await expect(page.locator('.deskslot')).toHaveCount(100);
  await expect(note).toHaveValue(/^Line 100\n/);
  flawless(phone);
});

test('no theme is chosen for anybody: a note without one asks once, and then has none', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('write');
  const console_ = await desk(browser, trestle, created);
  const wall = await open(browser, 'wall', created.links.wall);
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  const { page } = phone;
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  const note = page.getByRole('textbox', { name: 'Your note' });
  await note.fill('No bus after eight');
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByRole('heading', { name: 'What is “No bus after eight” about?' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Leave it without a theme' })).toBeInViewport({ ratio: 1 });
  await page.screenshot({ path: 'results/ask-360.png' });
  await page.getByRole('button', { name: 'Reading', exact: true }).click();
  await expect(page.locator('.deskslot').first()).toContainText('Reading');
  await note.fill('No shelter at the stop');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Leave it without a theme' }).click();
  await expect(page.locator('.deskslot').first()).toContainText('No theme');
  await expect(page.getByRole('heading', { name: /^What is/ })).toHaveCount(0);
  await console_.page.getByRole('button', { name: /^Next: group together/ }).click();
  const lane = wall.page.getByRole('heading', { name: 'No theme 1' });
  await expect(lane).toBeVisible();
  await wall.page.screenshot({ path: 'results/lane-wall.png' });
  await console_.page.screenshot({ path: 'results/lane-console.png' });
  await expect(page.getByText('No shelter at the stop')).toBeVisible();
  for (const screen of [phone, wall, console_]) flawless(screen);
});

test('rule 31: reflecting is sent with its tap, its date asked after; half a rating says that it is not sent', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('rate');
  const console_ = await desk(browser, trestle, created);
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  const { page } = phone;
  await confirmAll(console_.page, 1);
  const rating = page.locator('.rating').first();
  await rating.getByRole('radio', { name: /^3/ }).first().check();
  await expect(rating.getByText('Not sent yet: Priority is missing.')).toBeVisible();
  await rating.getByRole('group', { name: 'Priority' }).getByRole('radio', { name: /^4/ }).check();
  await expect(rating.getByText(/^Not sent yet/)).toHaveCount(0);
  flawless(phone);
  flawless(console_);
});

test('rule 31: reflecting is sent with its tap', async ({ browser, trestle }) => {
  const created = await trestle.play('act');
  const console_ = await desk(browser, trestle, created);
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  const { page } = phone;
  await confirmAll(console_.page, 1);
  await page.getByRole('radio', { name: /^Reflecting/ }).check();
  const theirs = console_.page
    .getByRole('region', { name: 'Commitments' })
    .getByLabel('Citizens Advice', { exact: true });
  await expect(theirs).toHaveValue('reflecting');
  await page.getByLabel('We answer by').fill('2027-02-01');
  await page.getByLabel('We answer by').press('Tab');
  await expect(console_.page.locator('input[type=date].standing__until').first()).toHaveValue('2027-02-01');
  const line = page.getByLabel('A line about it');
  await line.fill('Our board meets in January');
  await expect(page.getByText('This line is not sent yet.')).toBeVisible();
  await page.reload();
  await expect(line).toHaveValue('Our board meets in January');
  await page.getByRole('button', { name: 'Save what we say' }).click();
  await expect(page.getByText('This line is not sent yet.')).toHaveCount(0);
  flawless(phone);
  flawless(console_);
});

test('agreeing: the button is in sight with the question, what people said beside the text', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('agree');
  const console_ = await desk(browser, trestle, created);
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  const { page } = phone;
  await confirmAll(console_.page, 1);
  for (const size of [
    { width: 360, height: 740 },
    { width: 320, height: 640 },
  ]) {
    await page.setViewportSize(size);
    await page.evaluate(() => scrollTo(0, 0));
    await expect(page.getByRole('button', { name: 'We agree' })).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();
    // Not under the dock, either
    await page.getByRole('button', { name: 'We agree' }).click({ trial: true });
    await page.screenshot({ path: `results/agree-${size.width}.png` });
  }
  await page.getByRole('button', { name: 'We agree' }).click();
  await expect(page.getByRole('button', { name: 'We agree' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('heading', { name: 'What people said about it' })).toBeVisible();
  await page.setViewportSize({ width: 1366, height: 768 });
  const [said, text] = [page.locator('.briefdesk__said'), page.locator('section.catalogue')];
  const [beside, brief] = [(await said.boundingBox())!, (await text.boundingBox())!];
  expect(beside.x, 'beside the text on a laptop').toBeGreaterThan(brief.x + brief.width);
  expect(Math.abs(beside.y - brief.y)).toBeLessThan(100);
  await page.screenshot({ path: 'results/agree-1366.png' });
  await console_.page.screenshot({ path: 'results/agree-console.png' });
  for (const screen of [phone, console_]) flawless(screen);
});
