// axe (WCAG 2.2 AA and best practice) finds nothing on any screen, in any step, at any size, light or dark; and nothing needs sideways scrolling at 320 px.
import { faults, look } from '../kit/looks.js';
import { type Kind, type Screen, expect, flawless, open, test } from '../kit/screens.js';
import { STEPS } from '../kit/trestle.js';

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
