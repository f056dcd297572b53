// axe (WCAG 2.2 AA and best practice) finds nothing on any screen, in any step, at any size, light or dark; and nothing needs sideways scrolling at 320 px.
import { AxeBuilder } from '@axe-core/playwright';
import { type Kind, type Screen, expect, flawless, open, still, test } from '../kit/screens.js';
import { STEPS } from '../kit/trestle.js';

/** Widths at which each kind of screen is looked at; `TRESTLE_AXE=all` looks at all of them on every screen. */
const WIDTHS: Record<Kind, number[]> = {
  phone: [320, 768],
  console: [320, 1366],
  wall: [1366, 1920],
};
const ALL = [320, 768, 1366, 1920];
/** WCAG 2.2 AA (its target size is not among axe's usual rules) and best practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SCHEMES = ['light', 'dark'] as const;

/** Pages that scroll are looked at whole: what a fixed bar covers for the moment can be scrolled clear of it. The wall never scrolls, it turns its pages. */
async function resize({ page }: Screen, kind: Kind, width: number): Promise<void> {
  await page.setViewportSize({ width, height: kind === 'wall' ? 1080 : 740 });
  if (kind === 'wall') return;
  const height = await page.evaluate(() =>
    Math.max(...[...document.querySelectorAll('*')].map((element) => element.scrollHeight)),
  );
  // Half as much again: inner columns and bars have their room too.
  await page.setViewportSize({ width, height: Math.ceil(height * 1.5) });
}

/** What axe finds, in words; nothing if all is well. */
async function faults(screen: Screen, where: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: screen.page }).withTags(TAGS).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      (node) => `${where}: ${id} (${help}): ${node.html.slice(0, 200)} ${node.failureSummary?.split('\n')[1] ?? ''}`,
    ),
  );
}

/** Every size and scheme of a screen that stands ready. */
async function look(screen: Screen, kind: Kind, where: string): Promise<string[]> {
  const found: string[] = [];
  const all = process.env['TRESTLE_AXE'] === 'all';
  for (const width of all ? ALL : WIDTHS[kind]) {
    await resize(screen, kind, width);
    // Colours do not depend on the width: dark is looked at once, where the screen is at home.
    const home = width === WIDTHS[kind].at(kind === 'phone' ? 0 : -1);
    for (const colorScheme of home || all ? SCHEMES : SCHEMES.slice(0, 1)) {
      await screen.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await still(screen.page);
      found.push(...(await faults(screen, `${where} at ${width} ${colorScheme}`)));
    }
    // Rule 23
    const sideways = await screen.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    // Rule 19
    const canvases = await screen.page.locator('canvas, [role="application"]').count();
    if (canvases > 0) found.push(`${where} at ${width}: ${canvases} canvases or applications`);
    if (sideways > 0) found.push(`${where} at ${width}: scrolls sideways by ${sideways} px`);
  }
  return found;
}

/** Until the screen shows the live step and nothing is being loaded. */
async function ready(screen: Screen): Promise<void> {
  await expect(screen.page.getByRole('timer').first()).toBeVisible();
  await expect(screen.page.getByText('Loading…')).toHaveCount(0);
}

for (const step of STEPS) {
  test(`axe finds nothing in the step ${step}`, async ({ browser, trestle }) => {
    const created = await trestle.play(step);
    const token = await trestle.seat(created.code, 'Visitor', 2);
    const addresses: Record<Kind, string> = {
      phone: await trestle.link(created.workshop, token, 'seat'),
      console: created.links.facilitator,
      wall: created.links.wall,
    };
    const found: string[] = [];
    for (const kind of ['phone', 'console', 'wall'] as const) {
      const screen = await open(browser, kind, addresses[kind]);
      await ready(screen);
      found.push(...(await look(screen, kind, `${step}, ${kind}`)));
      flawless(screen);
      await screen.context.close();
    }
    expect(found).toEqual([]);
  });
}

test('axe finds nothing on the pages before and after', async ({ browser, trestle }) => {
  const created = await trestle.play('act');
  const token = await trestle.seat(created.code, 'Visitor', 2);
  const found: string[] = [];
  for (const [where, address] of [
    ['front page', `${trestle.url}/`],
    ['start', `${trestle.url}/new`],
    ['code', `${trestle.url}/join`],
    ['join', created.links.join],
  ] as const) {
    const screen = await open(browser, 'phone', address);
    await expect(screen.page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(screen.page.getByText('Looking for the workshop…')).toHaveCount(0);
    found.push(...(await look(screen, 'phone', where)));
    flawless(screen);
    await screen.context.close();
  }
  const screen = await open(browser, 'phone', await trestle.link(created.workshop, token, 'seat'));
  await ready(screen);
  await screen.page.goto(`${trestle.url}/record/${created.workshop}`);
  await expect(screen.page.getByText('Share this record with everyone here')).toBeVisible();
  found.push(...(await look(screen, 'phone', 'record')));
  flawless(screen);
  expect(found).toEqual([]);
});

test('axe would find something, if there were something', async ({ browser, trestle }) => {
  const screen = await open(browser, 'phone', `${trestle.url}/`);
  await expect(screen.page.getByRole('heading', { level: 1 })).toBeVisible();
  await screen.page.evaluate(() => document.querySelector('main, #app')!.append(document.createElement('button')));
  expect((await faults(screen, 'front page')).join()).toContain('button-name');
});
