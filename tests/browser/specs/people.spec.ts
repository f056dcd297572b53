// People put right: names and organisations; a note held back before anybody else reads it; and what the keyboard focuses is never under a bar.
import { type Screen, expect, flawless, join, open, test } from '../kit/screens.js';
import { faults } from '../kit/looks.js';

test('a wrong name is put right by oneself, a wrong organisation by the facilitator', async ({ browser, trestle }) => {
  const created = await trestle.play('welcome');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const phone = await join(browser, created, 'Zadi', 'Age UK');
  const { page } = phone;
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name: 'Change my name' }).click();
  const mine = page.getByRole('textbox', { name: 'Name', exact: true });
  await expect(mine).toHaveValue('Zadi');
  await mine.fill('Zadie');
  expect(await faults(phone, 'menu')).toEqual([]);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('You are Zadie, Age UK.')).toBeVisible();
  await page.keyboard.press('Escape');

  const people = console_.page.getByRole('complementary', { name: /^People/ });
  const change = async (): Promise<void> => {
    await people.getByRole('button', { name: 'More about Zadie' }).click();
    await console_.page.getByRole('menuitem', { name: 'Name and organisation…' }).click();
  };
  await change();
  const dialog = console_.page.getByRole('dialog', { name: 'Name and organisation: Zadie' });
  await dialog.getByLabel('Organisation', { exact: true }).selectOption({ label: 'Another organisation…' });
  await dialog.getByLabel('Name of the organisation').fill('Wood Green Choir');
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Zadie O’Neill');
  expect(await faults(console_, 'dialog')).toEqual([]);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(people.getByRole('heading', { name: 'Wood Green Choir' })).toBeVisible();
  await expect(people.getByText('Zadie O’Neill')).toBeVisible();
  await page.getByRole('button', { name: 'Menu' }).click();
  await expect(page.getByText('You are Zadie O’Neill, Wood Green Choir.')).toBeVisible();
  await page.keyboard.press('Escape');
  flawless(phone);
  flawless(console_);
});

test('rule 7: with the preview a hurtful note is held back before it is turned over', async ({ browser, trestle }) => {
  const created = await trestle.play('welcome');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const desk = console_.page;
  await desk.getByRole('button', { name: 'More about this workshop' }).click();
  await desk.getByRole('menuitem', { name: 'Edit the details' }).click();
  await desk.getByRole('checkbox', { name: 'Facilitators may read notes before they are turned over' }).check();
  await desk.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(desk.getByRole('dialog')).toHaveCount(0);
  const wall = await open(browser, 'wall', created.links.wall);
  const phone = await join(browser, created, 'Zadie', 'Age UK');
  await desk.getByRole('button', { name: /^Next: hear each/ }).click();
  await desk.getByRole('button', { name: /^Next: write in private/ }).click();
  await expect(phone.page.getByText('The facilitator can read notes, without names')).toBeVisible();
  for (const text of ['The man at the desk is useless', 'No bus after eight']) {
    await phone.page.getByRole('textbox', { name: 'Your note' }).fill(text);
    await phone.page.getByRole('button', { name: 'Add note' }).click();
  }
  await desk.getByText('Read the 2 notes that lie face down').click();
  await desk.getByRole('button', { name: 'Hold back: The man at the desk is useless' }).click();
  await expect(desk.getByText('Held back: it will not be turned over.')).toBeVisible();
  expect(await faults(console_, 'preview')).toEqual([]);
  await desk.getByRole('button', { name: /^Next: group together/ }).click();
  await expect(wall.page.getByText('No bus after eight')).toBeVisible();
  const shown = Buffer.concat(wall.received).toString('utf8');
  expect([shown.includes('No bus after eight'), shown.includes('The man at the desk')]).toEqual([true, false]);
  flawless(console_);
  flawless(wall);
});

/** How much of the focused element lies in sight, over and under the bars that stick; and what it is. */
async function focused({ page }: Screen): Promise<{ share: number; what: string }> {
  return page.evaluate(() => {
    const element = document.activeElement!;
    const box = element.getBoundingClientRect();
    const bars = [...document.querySelectorAll('.top, .dock')].filter((bar) => !bar.contains(element));
    const edges = bars.map((bar) => bar.getBoundingClientRect());
    const top = Math.max(0, ...edges.filter((edge) => edge.top <= 0).map((edge) => edge.bottom));
    const end = Math.min(innerHeight, ...edges.filter((edge) => edge.bottom >= innerHeight).map((edge) => edge.top));
    const seen = Math.min(box.bottom, end) - Math.max(box.top, top);
    const text = element.getAttribute('aria-label') ?? element.textContent ?? '';
    return { share: seen / Math.min(box.height, end - top), what: `${element.tagName} ${text.trim().slice(0, 60)}` };
  });
}

/** What the keyboard comes to that cannot be seen. */
async function covered(phone: Screen): Promise<string[]> {
  const found: string[] = [];
  const met = new Set<string>();
  await phone.page.evaluate(() => scrollTo(0, 0));
  for (const key of ['Tab', 'Shift+Tab']) {
    for (let press = 0; press < 40; press += 1) {
      await phone.page.keyboard.press(key);
      const { share, what } = await focused(phone);
      met.add(what);
      // In a field that is higher than what is free, the line with the caret counts; the skip link lies over everything.
      if (share < 0.4 && !what.startsWith('A Skip')) found.push(`${key}: ${what} (${share.toFixed(2)})`);
    }
  }
  expect(met.size, 'the keyboard goes from place to place').toBeGreaterThan(6);
  return found;
}

for (const step of ['group', 'rate', 'brief', 'roles'] as const) {
  test(`rule 21, WCAG 2.4.11: no bar covers what the keyboard focuses in the step ${step}`, async ({
    browser,
    trestle,
  }) => {
    const created = await trestle.play(step);
    const phone = await join(browser, created, 'Zadie', 'Age UK');
    await expect(phone.page.getByRole('button', { name: 'Hand up' })).toBeVisible();
    expect(await covered(phone)).toEqual([]);
    flawless(phone);
    // The negative control: without room for the bars, something lies under them.
    await phone.page.evaluate(() => document.documentElement.style.setProperty('scroll-padding', '0'));
    expect(await covered(phone)).not.toEqual([]);
  });
}
