// P3 in a real browser: a document begins anew while a phone is away with words that nobody has, and while somebody types in it. Every word stands once.
import type { Page } from '@playwright/test';
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

test('P3 who types while the document begins anew keeps focus, caret and every letter', async ({
  browser,
  trestle,
}) => {
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

test('P3 two tabs that hold the same unsent words while the document begins anew say them once', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('act');
  const people = await crowd(trestle, created, 8);
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  // What is written is sent and does not arrive until it may; everything else does
  const held: (() => void)[] = [];
  let holds = true;
  await phone.context.routeWebSocket(/\/socket$/, (page) => {
    const server = page.connectToServer();
    page.onMessage((message) => {
      if (holds && typeof message !== 'string') held.push(() => server.send(message));
      else server.send(message);
    });
  });
  await phone.page.reload();
  const touch = phone.page.getByRole('textbox', { name: 'Where', exact: true });
  await touch.fill('By the list');
  await expect.poll(() => held.length).toBeGreaterThan(0);
  const other = await phone.context.newPage();
  await other.goto(`${trestle.url}/workshop/${created.workshop}`);
  const there = other.getByRole('textbox', { name: 'Where', exact: true });
  await expect(there).toHaveValue('By the list');
  await there.press('End');
  await there.pressSequentially(', on Fridays');
  await touch.press('Home');
  await touch.pressSequentially('Every month: ');
  await expect.poll(() => kept(phone.page)).toBe(2);
  expect(await trestle.wearOut(created.workshop, 'plan', 'communications', people)).toBe(1);
  // Both have carried over: neither has the other's words
  await expect.poll(() => kept(phone.page, '"g":1')).toBe(2);
  holds = false;
  for (const send of held.splice(0)) send();
  // Which of two at one place stands first nobody says
  for (const screen of [touch, there]) {
    await expect(screen).toHaveValue(/By the list, on Fridays/);
    await expect(screen).toHaveValue(/Every month: /);
  }
  const record = JSON.stringify(await trestle.record(created.workshop, created.token));
  for (const words of [/By the list/g, /on Fridays/g, /Every month/g]) expect(record.match(words)).toHaveLength(1);
});

/** How many tabs keep words that are not saved, of those whose copy holds this. */
function kept(page: Page, what = ''): Promise<number> {
  return page.evaluate((what) => {
    const copies = Object.entries(localStorage).filter(([key]) => key.includes(':unsent:plan:'));
    return copies.filter(([, copy]) => copy.includes(what)).length;
  }, what);
}
