// Rule 21: a button that goes with what it was about hands the focus on, so that the keyboard goes on where it was.
import { type Page } from '@playwright/test';
import { expect, flawless, join, open, setDoor, test } from '../kit/screens.js';

const people = (page: Page) => page.getByRole('complementary', { name: /^People/ });
const peopleHeading = (page: Page) => people(page).getByRole('heading', { level: 2 });

test('rule 21: confirming and taking that back leave the keyboard in the list of people', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('welcome');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const { page } = console_;
  const zadie = await join(browser, created, 'Zadie', 'Age UK');
  await join(browser, created, 'Yusuf', 'Citizens Advice');
  const confirm = (name: string) => people(page).getByRole('button', { name: new RegExp(`^Confirm ?: ${name}$`) });
  await expect(confirm('Zadie')).toBeVisible();
  await confirm('Yusuf').press('Enter');
  await expect(confirm('Zadie')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(peopleHeading(page)).toBeFocused();
  await page.getByRole('button', { name: 'Undo' }).last().press('Enter');
  await expect(confirm('Zadie')).toBeVisible();
  await expect(peopleHeading(page)).toBeFocused();
  await confirm('Zadie').press('Enter');

  // A colleague's phone, where no list is left: the step itself
  await join(browser, created, 'Xu', 'Age UK');
  await zadie.page.getByRole('button', { name: /^Confirm ?: Xu$/ }).press('Enter');
  await expect(zadie.page.getByRole('main')).toBeFocused();
  await zadie.page.getByRole('button', { name: 'Menu' }).click();
  await zadie.page.getByRole('button', { name: 'Ask to be a table’s device' }).press('Enter');
  await expect(zadie.page.getByRole('dialog').getByRole('button', { name: 'Take it back' })).toBeFocused();
  await people(page)
    .getByRole('button', { name: /^Say no ?: Zadie$/ })
    .press('Enter');
  await expect(peopleHeading(page)).toBeFocused();
  await expect(zadie.page.getByRole('heading', { name: 'Several people use this device' })).toBeFocused();

  // Removed, by the menu: the next person
  await people(page)
    .getByRole('button', { name: /More about Xu/ })
    .click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page.getByRole('button', { name: 'Erase them with all they wrote, for good' }).press('Enter');
  await expect(people(page).getByRole('button', { name: /More about Xu/ })).toHaveCount(0);
  await expect(people(page).locator('.person button:focus')).toHaveCount(1);
  flawless(console_);
  flawless(zadie);
});

test('rule 21: letting in, turning away and making a link leave the keyboard where it was', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('welcome');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const { page } = console_;
  await page.getByRole('button', { name: 'People and links' }).click();
  const dialog = page.getByRole('dialog', { name: 'People and links' });
  await dialog.getByRole('button', { name: /^Make its link ?: Age UK$/ }).press('Enter');
  await expect(dialog.getByRole('textbox', { name: 'Link for Age UK' })).toBeFocused();
  await setDoor(page, 'Ask me first');
  await page.keyboard.press('Escape');
  for (const name of ['Ama', 'Ben', 'Cat']) await trestle.seat(created.code, name, 1);
  const letIn = (name: string) => people(page).getByRole('button', { name: new RegExp(`^Let in ?: ${name}$`) });
  await letIn('Ama').press('Enter');
  await expect(letIn('Ben')).toBeFocused();
  // A short notice is one line, with its button in it
  const toast = page.locator('.toast').filter({ hasText: 'Ama is in' });
  const [close, text] = [await toast.getByRole('button').boundingBox(), await toast.locator('p').boundingBox()];
  expect(close!.x).toBeGreaterThanOrEqual(text!.x + text!.width);
  await people(page)
    .getByRole('button', { name: /^Turn away ?: Cat$/ })
    .press('Enter');
  await expect(letIn('Ben')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(peopleHeading(page)).toBeFocused();
  flawless(console_);
});

test('a console without room beside the step says at the top who waits for a word, and leads there', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('welcome');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const { page } = console_;
  const phone = await join(browser, created, 'Zadie', 'Age UK');
  await phone.page.getByRole('button', { name: 'Menu' }).click();
  await phone.page.getByRole('button', { name: 'Ask to be a table’s device' }).click();
  await expect(people(page).getByRole('heading', { name: /^By name only/ })).toBeVisible();
  await expect(page.getByRole('button', { name: '1 by name only' })).toBeHidden();
  await page.setViewportSize({ width: 683, height: 768 });
  for (const [says, leads] of [
    ['1 by name only', /^By name only/],
    ['1 asks to be a table', /^Asks to be a table’s device/],
  ] as const) {
    await page.evaluate(() => scrollTo(0, 0));
    await expect(page.getByRole('button', { name: says })).toBeInViewport();
    await page.getByRole('button', { name: says }).press('Enter');
    await expect(page.getByRole('heading', { name: leads })).toBeFocused();
    await expect(page.getByRole('heading', { name: leads })).toBeInViewport();
  }
  flawless(console_);
});

for (const [width, height] of [
  [1366, 768],
  [683, 768],
] as const)
  test(`rules 13 and 31: what sticks in the step stands above the controls at ${width}×${height}`, async ({
    browser,
    trestle,
  }) => {
    const created = await trestle.play('agree');
    const console_ = await open(browser, 'console', created.links.facilitator);
    const { page } = console_;
    await page.setViewportSize({ width, height });
    const bar = page.locator('.agreenow');
    await expect(bar).toBeInViewport();
    const controls = (await page.locator('.controls').boundingBox())!;
    const stuck = (await bar.boundingBox())!;
    expect(stuck.y + stuck.height).toBeLessThanOrEqual(controls.y + 1);
    await page.getByRole('button', { name: /^Next: / }).click({ trial: true });
    flawless(console_);
  });
