// What was deleted comes back: an author's notes, a person who was removed; and a console without a seat writes for the room.
import { readFileSync, writeFileSync } from 'node:fs';
import { faults } from '../kit/looks.js';
import { HARINGEY } from '../kit/trestle.js';
import { type Screen, expect, flawless, join, open, test } from '../kit/screens.js';

/** Pictures of what is looked at, if somebody wants to look. */
async function picture({ page }: Screen, name: string): Promise<void> {
  const folder = process.env['TRESTLE_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

async function write(page: Screen['page'], text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your note' }).fill(text);
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByRole('button', { name: `Remove: ${text}` })).toBeVisible();
}

test('rule 12: a deleted note is undone, brought back later, or deleted for good', async ({ browser, trestle }) => {
  const created = await trestle.play('write');
  const phone = await join(browser, created, 'Zadie', 'Age UK');
  const { page } = phone;
  for (const text of ['No bus after eight', 'No lift in the library', 'No tea']) await write(page, text);
  const deleted = page.getByText(/^Deleted notes/);
  await page.getByRole('button', { name: 'Remove: No tea' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Remove: No tea' })).toBeVisible();
  await expect(deleted).toHaveCount(0);

  for (const text of ['No bus after eight', 'No tea'])
    await page.getByRole('button', { name: `Remove: ${text}` }).click();
  await expect(page.getByText('Deleted notes (2)')).toBeVisible();
  // Data, not memory: another page of the same seat has them, too.
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await page.getByText('Deleted notes (2)').click();
  expect(await faults(phone, 'deleted notes')).toEqual([]);
  await picture(phone, 'deleted-phone');
  await page.getByRole('button', { name: 'Bring back: No bus after eight' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Deleted notes (1)')).toBeFocused();
  await expect(page.getByRole('button', { name: 'Remove: No bus after eight' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete for good: No tea' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete this note for good?' });
  await picture(phone, 'deleted-for-good');
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(deleted).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Your note' })).toBeFocused();
  flawless(phone);
});

test('a facilitator brings back who was removed, with what they wrote out of sight meanwhile', async ({
  browser,
  trestle,
}) => {
  // Notes carry names here: otherwise taking somebody's out of sight would tell which are theirs, and is not offered
  const named = test.info().outputPath('named.json');
  writeFileSync(named, JSON.stringify({ ...JSON.parse(readFileSync(HARINGEY, 'utf8')), authors: 'name' }));
  const created = await trestle.play('group', named);
  const console_ = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);
  await expect(wall.page.locator('.note').first()).toBeVisible();
  const desk = console_.page;
  const notes = await wall.page.locator('.note').count();
  const people = desk.getByRole('complementary', { name: /^People/ });
  await people.getByRole('button', { name: 'More about Gwen' }).click();
  await desk.getByRole('menuitem', { name: 'Remove…' }).click();
  expect(await faults(console_, 'removing')).toEqual([]);
  await picture(console_, 'removing-console');
  await desk.getByRole('button', { name: 'Remove, take what they wrote out of sight' }).click();
  await expect.poll(() => wall.page.locator('.note').count()).toBeLessThan(notes);
  await people.getByText('Removed (1)').click();
  await expect(people.getByText('Gwen, Age UK, notes out of sight')).toBeVisible();
  expect(await faults(console_, 'removed')).toEqual([]);
  await picture(console_, 'removed-console');
  await people.getByRole('button', { name: 'Show their notes again: Gwen' }).click();
  await expect.poll(() => wall.page.locator('.note').count()).toBe(notes);
  await people.getByRole('button', { name: 'Bring back: Gwen' }).click();
  await expect(people.getByRole('button', { name: 'More about Gwen' })).toBeVisible();
  await expect(people.getByText(/^Removed \(/)).toHaveCount(0);
  flawless(console_);
});

test('who is brought back comes in again on the same phone as who they were', async ({ browser, trestle }) => {
  const created = await trestle.play('write');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const phone = await join(browser, created, 'Zadie', 'Age UK');
  await write(phone.page, 'No bus after eight');
  const people = console_.page.getByRole('complementary', { name: /^People/ });
  await people.getByRole('button', { name: 'More about Zadie' }).click();
  await console_.page.getByRole('menuitem', { name: 'Remove…' }).click();
  await console_.page.getByRole('button', { name: 'Remove, keep what they wrote' }).click();
  await expect(phone.page.getByRole('heading', { name: 'You are not in this workshop any more' })).toBeVisible();
  await picture(phone, 'removed-phone');
  await people.getByText('Removed (1)').click();
  await people.getByRole('button', { name: 'Bring back: Zadie' }).click();
  await phone.page.getByRole('button', { name: 'Try again' }).click();
  await expect(phone.page.getByRole('button', { name: 'Remove: No bus after eight' })).toBeVisible();
  await expect(people.getByRole('button', { name: 'More about Zadie' })).toBeVisible();
  flawless(console_);
});

test('a console without a seat writes for the room, for an organisation and for somebody without a device', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('write');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const desk = console_.page;
  await desk.getByRole('button', { name: 'Add a person without a device' }).click();
  const adding = desk.getByRole('dialog');
  await adding.getByRole('textbox', { name: 'Name', exact: true }).fill('Pat');
  await adding.getByRole('button', { name: 'Add this person' }).click();
  await desk.keyboard.press('Escape');
  await desk.getByText('Write notes for the room').click();
  await write(desk, 'A cold hall');
  await desk.getByLabel('This note is for').selectOption({ label: 'Pat' });
  await write(desk, 'No trains on Sunday');
  await desk.getByLabel('This note is for').selectOption({ label: 'Age UK' });
  await write(desk, 'Too few volunteers');
  expect(await faults(console_, 'writing for the room')).toEqual([]);
  await picture(console_, 'room-console');
  const wall = await open(browser, 'wall', created.links.wall);
  await desk.getByRole('button', { name: /^Next: / }).click();
  await expect(wall.page.getByText('A cold hall')).toBeVisible();
  const record = JSON.stringify(await trestle.record(created.workshop, created.token));
  for (const text of ['A cold hall', 'No trains on Sunday', 'Too few volunteers']) expect(record).toContain(text);
  await picture(wall, 'room-wall');
  flawless(console_);
  flawless(wall);
});
