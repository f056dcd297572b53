// P9 on screen: one device joins as fast as it can; newcomers beside it get in by turns, and the facilitator removes the flood in one act.
import { type Screen, expect, flawless, join, open, test } from '../kit/screens.js';
import { faults } from '../kit/looks.js';
import type { Created, Trestle } from '../kit/trestle.js';

/** More than a room of people, and not so many yet that they would come in by turns. */
const FLOOD = 120;

async function flood(trestle: Trestle, created: Created): Promise<void> {
  for (let came = 0; came < FLOOD; came += 15) {
    const names = Array.from({ length: 15 }, (_, at) => `Flood ${came + at + 1}`);
    await Promise.all(names.map((name) => trestle.seat(created.code, name, 1)));
  }
}

const people = ({ page }: Screen) => page.getByRole('complementary', { name: /^People/ });
const named = (screen: Screen, name: string) =>
  people(screen).locator('.person__name').getByText(name, { exact: true });

test('p9 a flood is told of where the facilitator is, and is removed in one act that can be taken back', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('welcome');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const { page } = console_;
  await expect(people(console_).getByRole('heading', { level: 2 })).toBeVisible();
  await expect(page.getByText('from one place')).toHaveCount(0);
  await flood(trestle, created);
  const notice = page.getByRole('status').filter({ hasText: 'Many people joined within a minute from one place' });
  await expect(notice).toBeVisible();
  // Nobody confirms a hundred strangers with one press
  const unconfirmed = people(console_).getByRole('region', { name: /^By name only/ });
  await expect(unconfirmed.getByText('look at them first')).toBeVisible();
  await expect(unconfirmed.getByRole('button', { name: /^Confirm ?: / })).toHaveCount(6);
  await expect(unconfirmed.getByText(/^and \d+ more$/)).toBeVisible();
  await expect(unconfirmed.getByRole('button', { name: /Confirm all/ })).toHaveCount(0);

  // From the same address somebody comes in by the form, in their turn.
  const late = await join(browser, created, 'Zadie', 'Age UK');
  await expect(named(console_, 'Zadie')).toBeVisible();

  await notice.getByRole('button', { name: 'Look at them…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove these people?' });
  await expect(dialog.getByRole('checkbox', { name: /^Flood 120\b/ })).toBeChecked();
  // Who has been confirmed is not removed by mistake
  await expect(dialog.getByRole('heading', { name: 'Confirmed already' })).toBeVisible();
  await expect(dialog.getByRole('checkbox', { name: /^Priya/ })).not.toBeChecked();
  await dialog.getByRole('checkbox', { name: /^Zadie/ }).uncheck();
  expect(await faults(console_, 'dialog')).toEqual([]);
  await dialog.getByRole('button', { name: 'Remove, keep what they wrote' }).click();
  await expect(dialog).toHaveCount(0);
  const gone = page.getByRole('status').filter({ hasText: /\d+ people were removed/ });
  await expect(gone).toBeVisible();
  await expect(named(console_, 'Flood 1')).toHaveCount(0);
  await expect(named(console_, 'Zadie')).toBeVisible();
  await expect(page.getByText('from one place')).toHaveCount(0);
  // What the dialog was opened with has gone as well
  await expect(page.getByRole('main')).toBeFocused();

  await gone.getByRole('button', { name: 'Undo' }).click();
  await expect(named(console_, 'Flood 1')).toBeVisible();
  await expect(people(console_).getByText('joined within a minute from one place')).toBeVisible();

  await page.getByRole('button', { name: /^People and links/ }).click();
  const links = page.getByRole('dialog', { name: 'People and links' });
  await expect(links.getByText('joined within a minute from one place')).toBeVisible();
  await links.getByRole('button', { name: 'I know them' }).click();
  await expect(page.getByText('from one place')).toHaveCount(0);
  await expect(links.getByRole('heading', { name: 'People and links' })).toBeFocused();
  await page.keyboard.press('Escape');

  await people(console_).getByRole('button', { name: 'Remove several people…' }).click();
  const several = page.getByRole('dialog', { name: 'Remove several people' });
  await expect(several.getByRole('checkbox', { name: /^Flood 7\b/ })).not.toBeChecked();
  await several.getByRole('checkbox', { name: /^Flood 7\b/ }).check();
  await several.getByRole('checkbox', { name: /^Flood 8\b/ }).check();
  await several.getByRole('button', { name: 'Erase them with all they wrote, for good' }).click();
  await expect(page.getByRole('status').filter({ hasText: '2 people were removed' })).toBeVisible();
  await expect(named(console_, 'Flood 8')).toHaveCount(0);
  await expect(named(console_, 'Flood 9')).toBeVisible();
  flawless(late);
  flawless(console_);
});

test('p9 who waits for a turn is told so, and comes in by themselves', async ({ browser, trestle }) => {
  const created = await trestle.play('welcome');
  const phone = await open(browser, 'phone', created.links.join);
  const { page } = phone;
  let asked = 0;
  // The server answers so only after ten seconds: here it does twice, at once.
  await page.route('**/api/join', (route) => {
    asked += 1;
    if (asked > 2) return route.continue();
    const refusal = { rule: 'in_turn', message: 'By turns.' };
    return route.fulfill({
      status: 429,
      headers: { 'retry-after': '2' },
      json: { refusal, id: null },
    });
  });
  await page.getByLabel('Your name').fill('Zadie');
  await page.getByRole('radio', { name: 'Age UK', exact: true }).check();
  await page.getByRole('button', { name: 'Join the workshop' }).click();
  await expect(page.getByText('so you come in by turns')).toBeVisible();
  expect(await faults(phone, 'main')).toEqual([]);
  await page.waitForURL(/\/workshop\//);
  expect(asked).toBe(3);
});
