// P3 in a real browser: a document begins anew while a phone is away with words that nobody has, and while somebody types in it. Every word stands once.
import { expect, flawless, join, open, test } from '../kit/screens.js';
import type { Created, Trestle } from '../kit/trestle.js';

const TWENTY_MINUTES = 20 * 60 * 1000;

/** People who are there only to wear the plan out. */
async function crowd(trestle: Trestle, created: Created, size: number): Promise<string[]> {
  return Promise.all(Array.from({ length: size }, (_, at) => trestle.seat(created.code, `Person ${at}`, 1)));
}

test('P3 twenty minutes away with edits, a reload, and two generations meanwhile: every word stands once', async ({
  browser,
  stepped,
}) => {
  const created = await stepped.play('act');
  const people = await crowd(stepped, created, 16);
  const console_ = await open(browser, 'console', created.links.facilitator);
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  const touch = phone.page.getByRole('textbox', { name: 'How we keep in touch' });
  await touch.fill('By the list of the library, on Fridays');
  await expect(phone.page.locator('[data-saved="saved"]').first()).toBeAttached();

  await phone.context.setOffline(true);
  await touch.press('End');
  await touch.pressSequentially(', and by post');
  await phone.page.getByRole('textbox', { name: 'Where', exact: true }).fill('In the tunnel');
  await expect(phone.page.locator('[data-saved="offline"]').first()).toBeAttached({ timeout: 20_000 });
  await phone.page.close();

  expect(await stepped.wearOut(created.workshop, 'plan', 'communications', people.slice(0, 8))).toBe(1);
  await stepped.kill();
  await stepped.restart(Date.now() + TWENTY_MINUTES);
  expect(await stepped.wearOut(created.workshop, 'plan', 'communications', people.slice(8))).toBe(2);
  const theirs = console_.page.getByRole('textbox', { name: 'How we keep in touch' });
  await expect(theirs).toHaveValue('By the list of the library, on Fridays', { timeout: 30_000 });
  await theirs.press('Home');
  await theirs.pressSequentially('Every month: ');
  await expect(console_.page.locator('[data-saved="saved"], [data-saved="back"]').first()).toBeAttached();

  await phone.context.setOffline(false);
  const page = await phone.context.newPage();
  await page.goto(`${stepped.url}/workshop/${created.workshop}`);
  const whole = 'Every month: By the list of the library, on Fridays, and by post';
  for (const screen of [page, console_.page]) {
    await expect(screen.getByRole('textbox', { name: 'How we keep in touch' })).toHaveValue(whole, { timeout: 30_000 });
    await expect(screen.getByRole('textbox', { name: 'Where', exact: true })).toHaveValue('In the tunnel');
  }
  await expect(page.locator('[data-saved="saved"], [data-saved="back"]').first()).toBeAttached();
  const record = await stepped.record(created.workshop, created.token);
  expect(JSON.stringify(record).match(/and by post/g)).toHaveLength(1);
  flawless(console_);
});

test('P3 who types while the document begins anew keeps focus, caret and every letter', async ({ browser, trestle }) => {
  const created = await trestle.play('act');
  const people = await crowd(trestle, created, 8);
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  const touch = phone.page.getByRole('textbox', { name: 'How we keep in touch' });
  await touch.fill('By the list, on Fridays');
  // The caret stands behind "list"
  await touch.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(11, 11));
  const worn = trestle.wearOut(created.workshop, 'plan', 'communications', people);
  let [typed, over] = ['', false];
  void worn.then(() => (over = true));
  while (!over) {
    const letter = 'abcdefghij'[typed.length % 10] ?? '';
    await touch.press(letter);
    typed += letter;
  }
  expect(await worn).toBe(1);
  await touch.press('!');
  await expect(touch).toBeFocused();
  await expect(touch).toHaveValue(`By the list${typed}!, on Fridays`);
  await expect(phone.page.locator('[data-saved="saved"]').first()).toBeAttached();
  const record = await trestle.record(created.workshop, created.token);
  expect(JSON.stringify(record)).toContain(`By the list${typed}!, on Fridays`);
  flawless(phone);
});
