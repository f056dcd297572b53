// Screens in a real browser: a phone, a console, a wall; each watched for errors of its own.
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Locator,
  type Page,
  test as base,
} from '@playwright/test';
import { type Created, Trestle } from './trestle.js';

export type Kind = 'phone' | 'console' | 'wall';
/** The size at which each kind of screen is at home. */
export const HOME: Record<Kind, { width: number; height: number }> = {
  phone: { width: 360, height: 740 },
  console: { width: 1366, height: 768 },
  wall: { width: 1920, height: 1080 },
};

/** A page in a context of its own, as on a device of its own. */
export interface Screen {
  page: Page;
  context: BrowserContext;
  /** What the page complained about: script errors, refused content, failed loads. */
  complaints: string[];
  /** Everything it received through its socket. */
  received: Buffer[];
}

/** Opens an address on a device of that kind; `more` says where the device stands, if that matters. */
export async function open(
  browser: Browser,
  kind: Kind,
  address: string,
  more: BrowserContextOptions = {},
): Promise<Screen> {
  const context = await browser.newContext({
    viewport: HOME[kind],
    hasTouch: kind === 'phone',
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...more,
  });
  const page = await context.newPage();
  const screen: Screen = { page, context, complaints: [], received: [] };
  page.on('pageerror', (error) => screen.complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const at = message.location().url;
    if (message.type() === 'error' || message.type() === 'warning')
      screen.complaints.push(`${message.type()}: ${message.text()} ${at}`);
  });
  page.on('request', (request) => {
    const foreign = !request.url().startsWith(new URL(address).origin) && !/^(data|blob|about):/.test(request.url());
    if (foreign) screen.complaints.push(`foreign: ${request.url()}`);
  });
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => screen.received.push(Buffer.from(payload))),
  );
  await page.goto(address);
  return screen;
}

/** Nothing went wrong on that page by itself. A connection that a test cut is not the page's fault. */
export function flawless(screen: Screen): void {
  const own = screen.complaints.filter(
    (complaint) => !/ERR_CONNECTION|ERR_INTERNET_DISCONNECTED|WebSocket connection/.test(complaint),
  );
  expect(own).toEqual([]);
}

/** Waits until nothing moves or changes its colour any more. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    const passing = document
      .getAnimations()
      .filter((animation) => animation.effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(passing.map((animation) => animation.finished));
  });
}

/** Somebody joins by the form, as after scanning the code. */
export async function join(browser: Browser, created: Created, name: string, organisation: string): Promise<Screen> {
  const screen = await open(browser, 'phone', created.links.join);
  await screen.page.getByLabel('Your name').fill(name);
  await screen.page.getByRole('radio', { name: organisation, exact: true }).check();
  await screen.page.getByRole('button', { name: 'Join the workshop' }).click();
  await screen.page.waitForURL(/\/workshop\//);
  return screen;
}

/** The facilitator, who knows those who have come, confirms that all of them belong where they say: so many, once the console shows them all. */
export async function confirmAll(console_: Page, people: number): Promise<void> {
  const all = console_.getByRole('region', { name: `By name only ${people}`, exact: true });
  // One alone has a button beside the name; several have one for all as well.
  const confirm = people === 1 ? /^Confirm ?: / : `Confirm all ${people} shown`;
  await all.getByRole('button', { name: confirm }).click();
  await expect(console_.getByRole('region', { name: /^By name only/ })).toHaveCount(0);
}

/** The facilitator chooses who comes in with the code, in the dialog "People and links"; it holds once the console's top says so. */
export async function setDoor(console_: Page, door: 'Open' | 'Ask me first' | 'Locked'): Promise<void> {
  await console_.getByRole('radio', { name: new RegExp(`^${door}`) }).check();
  const said = { Open: '', 'Ask me first': 'newcomers wait at the door', Locked: 'door locked' }[door];
  await expect(console_.locator('.masthead__locked')).toHaveText(said === '' ? [] : [said]);
}

/** A phone follows to the live step, where `sign` stands: somebody who is writing is not moved but asked (rule 8), now or in a moment. */
export async function follow(page: Page, sign: Locator): Promise<void> {
  const go = page.getByRole('button', { name: 'Go there' });
  await expect(async () => {
    if (await go.isVisible()) await go.click();
    await expect(sign).toBeVisible({ timeout: 500 });
  }).toPass();
}

/** A server for one test; afterwards its devices are put away too, so that they do not go on asking for it beside the next test. */
async function served(
  browser: Browser,
  kind: 'real' | 'stepped',
  use: (trestle: Trestle) => Promise<void>,
): Promise<void> {
  const trestle = await Trestle.start(kind);
  await use(trestle);
  await Promise.all(browser.contexts().map((context) => context.close()));
  await trestle.stop();
}

/** Tests with a server of their own. */
export const test = base.extend<{ trestle: Trestle; stepped: Trestle }>({
  trestle: ({ browser }, use) => served(browser, 'real', use),
  stepped: ({ browser }, use) => served(browser, 'stepped', use),
});
export { expect };
