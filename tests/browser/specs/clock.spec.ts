// The clock on every screen (P4): right on devices that are hours wrong and on those that slept; its last minute and its end are seen and
// can be heard.
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { HOME, type Kind, type Screen, expect, flawless, join, open, test } from '../kit/screens.js';

const HOUR = 3_600_000;

/** A screen on a device whose clock is wrong. */
async function wrong(browser: Browser, kind: Kind, address: string, by: number): Promise<Screen> {
  const context = await browser.newContext({ viewport: HOME[kind], locale: 'en-GB', reducedMotion: 'reduce' });
  await context.addInitScript((by) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + by;
  }, by);
  return await listening(context, address);
}

async function listening(context: BrowserContext, address: string): Promise<Screen> {
  const page = await context.newPage();
  const screen: Screen = { page, context, complaints: [], received: [] };
  page.on('pageerror', (error) => screen.complaints.push(`error: ${error.message}`));
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => screen.received.push(Buffer.from(payload))),
  );
  await page.goto(address);
  return screen;
}

/** When the server says that the time is up, from the last clock that this screen received. */
function endsAt({ received }: Screen): number {
  const frames = received
    .map((bytes) => bytes.toString())
    .filter((text) => text.startsWith('{'))
    .map((text) => JSON.parse(text) as { set?: { clock?: { ends_at: number | null } } });
  return frames.flatMap(({ set }) => set?.clock?.ends_at ?? []).at(-1) ?? Number.NaN;
}

/** By how much the screen's digits are late, in milliseconds of this machine's clock, each time that they change. */
function lateness(page: Page, ends: number, changes: number): Promise<number[]> {
  return page.evaluate(
    ({ ends, changes }) =>
      new Promise<number[]>((tell) => {
        const timer = document.querySelector('[role="timer"]')!;
        const late: number[] = [];
        const seen = new MutationObserver(() => {
          const [, minutes, seconds] = /(\d+):(\d\d)/.exec(timer.textContent) ?? [];
          const left = (Number(minutes) * 60 + Number(seconds)) * 1000;
          // The page's own Date is wrong; what the machine counts since its start is not
          late.push(performance.timeOrigin + performance.now() - (ends - left));
          if (late.length < changes) return;
          seen.disconnect();
          tell(late);
        });
        seen.observe(timer, { subtree: true, characterData: true, childList: true });
      }),
    { ends, changes },
  );
}

/** What the clock shows, in seconds; negative when it is over. */
async function shown({ page }: Screen): Promise<number> {
  const text = await page.getByRole('timer').first().innerText();
  const [, sign, minutes, seconds] = /(\+?)(\d+):(\d\d)/.exec(text) ?? [];
  return (Number(minutes) * 60 + Number(seconds)) * (sign === '+' ? -1 : 1);
}

for (const by of [3 * HOUR, -5 * HOUR]) {
  test(`P4: the time left is the server's within half a second on devices that are ${by / HOUR} h wrong`, async ({
    browser,
    trestle,
  }) => {
    const created = await trestle.play('write');
    const token = await trestle.seat(created.code, 'Zadie', 2);
    const phone = await wrong(browser, 'phone', await trestle.link(created.workshop, token, 'seat'), by);
    const console_ = await wrong(browser, 'console', created.links.facilitator, by);
    const wall = await wrong(browser, 'wall', created.links.wall, by);
    for (const screen of [phone, console_, wall]) {
      await expect(screen.page.getByRole('timer').first()).toContainText(/\d:\d\d/);
      const late = await lateness(screen.page, endsAt(screen), 4);
      // A busy machine may draw one change late; the clock itself is never off
      expect(Math.min(...late), `${late}`).toBeGreaterThan(-500);
      expect(Math.min(...late.map(Math.abs)), `${late}`).toBeLessThanOrEqual(500);
      flawless(screen);
    }
  });

  test(`P4: paused, extended and restarted is the same everywhere on a device that is ${by / HOUR} h wrong`, async ({
    browser,
    trestle,
  }) => {
    const created = await trestle.play('write');
    const console_ = await open(browser, 'console', created.links.facilitator);
    const wall = await open(browser, 'wall', created.links.wall);
    const token = await trestle.seat(created.code, 'Zadie', 2);
    const phone = await wrong(browser, 'phone', await trestle.link(created.workshop, token, 'seat'), by);
    const screens = [console_, wall, phone];
    const alike = () =>
      expect
        .poll(async () => {
          const seconds = await Promise.all(screens.map(shown));
          return Math.max(...seconds) - Math.min(...seconds);
        })
        .toBeLessThanOrEqual(1);
    await alike();
    const before = await shown(phone);
    await console_.page.getByRole('button', { name: '+5 min' }).click();
    await expect.poll(() => shown(phone)).toBeGreaterThan(before + 240);
    await alike();
    await console_.page.getByRole('button', { name: 'Pause' }).click();
    for (const screen of screens) await expect(screen.page.getByRole('timer').first()).toContainText('Paused');
    const still = await Promise.all(screens.map(shown));
    expect(new Set(still).size, `${still}`).toBe(1);
    await console_.page.getByRole('button', { name: 'More about the time' }).click();
    await console_.page.getByRole('menuitem', { name: 'Restart' }).click();
    await expect.poll(() => shown(phone)).toBeGreaterThan(before - 60);
    await expect.poll(() => shown(phone)).toBeLessThanOrEqual(7 * 60);
    await alike();
  });
}

test('P4: a phone that slept shows the right time as soon as it is back', async ({ browser, trestle }) => {
  const created = await trestle.play('write');
  const wall = await open(browser, 'wall', created.links.wall);
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  await expect(phone.page.getByRole('timer')).toContainText(/\d:\d\d/);
  const asleep = await phone.context.newCDPSession(phone.page);
  const before = await shown(wall);
  // Everything on the phone stands still, its timers too, while the wall goes on
  await asleep.send('Page.setWebLifecycleState', { state: 'frozen' });
  await expect.poll(() => shown(wall)).toBeLessThan(before - 6);
  await asleep.send('Page.setWebLifecycleState', { state: 'active' });
  const [there, here] = await Promise.all([shown(wall), shown(phone)]);
  expect(Math.abs(there - here), `${here} for ${there}`).toBeLessThanOrEqual(1);
});

/** Counts the tones that a page makes. */
async function counted(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...given) {
      document.documentElement.dataset['tones'] = String(Number(document.documentElement.dataset['tones'] ?? 0) + 1);
      start.apply(this, given);
    };
  });
}

const tones = ({ page }: Screen) => page.evaluate(() => Number(document.documentElement.dataset['tones'] ?? 0));

test('the last minute and the end are seen on phone, console and wall; their sound is each device’s own choice', async ({
  browser,
  stepped: trestle,
}) => {
  const created = await trestle.play('write');
  const kinds: [Kind, string][] = [
    ['console', created.links.facilitator],
    ['wall', created.links.wall],
    ['phone', await trestle.link(created.workshop, await trestle.seat(created.code, 'Zadie', 2), 'seat')],
  ];
  const screens: Screen[] = [];
  for (const [kind, address] of kinds) {
    const context = await browser.newContext({ viewport: HOME[kind], locale: 'en-GB', reducedMotion: 'reduce' });
    await counted(context);
    screens.push(await listening(context, address));
  }
  const [console_, wall, phone] = screens as [Screen, Screen, Screen];
  for (const screen of screens) await expect(screen.page.getByRole('timer').first()).toContainText(/\d:\d\d/);
  // Any press lets the browser sound; the phone is silent until somebody wants it
  await wall.page.locator('h1').first().click();
  await console_.page.locator('h1').first().click();
  await phone.page.locator('h1').first().click();
  await trestle.advance(6 * 60_000 + 5_000);
  for (const screen of screens) await expect(screen.page.getByText('The last minute').first()).toBeVisible();
  await expect.poll(() => tones(console_)).toBe(1);
  await expect.poll(() => tones(wall)).toBe(1);
  expect(await tones(phone)).toBe(0);
  await phone.page.getByRole('button', { name: 'Menu' }).click();
  await phone.page.getByRole('checkbox', { name: 'Sound at the last minute and at the end' }).check();
  await phone.page.keyboard.press('Escape');
  await console_.page.getByRole('button', { name: 'More about this workshop' }).click();
  await console_.page.getByRole('menuitem', { name: 'This screen' }).click();
  await console_.page.getByRole('checkbox', { name: 'Sound at the last minute and at the end' }).uncheck();
  await console_.page.keyboard.press('Escape');
  await trestle.advance(60_000);
  for (const screen of screens) await expect(screen.page.getByText('Time is up').first()).toBeVisible();
  await expect.poll(() => tones(phone)).toBe(2);
  await expect.poll(() => tones(wall)).toBe(3);
  expect(await tones(console_), 'silenced on this device').toBe(1);
  await phone.page.reload();
  await phone.page.getByRole('button', { name: 'Menu' }).click();
  await expect(phone.page.getByRole('checkbox', { name: 'Sound at the last minute and at the end' })).toBeChecked();
  for (const screen of screens) flawless(screen);
});

for (const by of [3 * HOUR, -3 * HOUR]) {
  test(`P4: the server's calendar is put right by ${by / HOUR} h, and no screen's timer moves`, async ({
    browser,
    stepped,
  }) => {
    const created = await stepped.play('write');
    const token = await stepped.seat(created.code, 'Zadie', 2);
    const phone = await open(browser, 'phone', await stepped.link(created.workshop, token, 'seat'));
    const console_ = await open(browser, 'console', created.links.facilitator);
    const wall = await open(browser, 'wall', created.links.wall);
    const screens = [phone, console_, wall];
    for (const { page } of screens) await expect(page.getByRole('timer').first()).toContainText(/\d:\d\d/);
    const before = await shown(wall);
    await stepped.putRight(by);
    const later = await open(browser, 'wall', created.links.wall);
    await expect(later.page.getByRole('timer').first()).toContainText(/\d:\d\d/);
    // The stepped clock stands still, and a page counts on until it asks again: a few seconds, not hours
    for (const screen of [...screens, later]) {
      await expect.poll(async () => Math.abs((await shown(screen)) - before)).toBeLessThanOrEqual(6);
      flawless(screen);
    }
  });
}
