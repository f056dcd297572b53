// Rules of the screens that only a browser can prove; each test carries its number.
import { camera } from '../kit/scan.js';
import { type Screen, expect, flawless, join, open, test } from '../kit/screens.js';

/** What the clock shows, in seconds. */
async function shown(screen: Screen): Promise<number> {
  const text = await screen.page.getByRole('timer').first().innerText();
  const [, minutes, seconds] = /(\d+):(\d\d)/.exec(text) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

test('rule 1: from the code to writing with one name, one choice and one button', async ({ browser, trestle }) => {
  const created = await trestle.play('introduce');
  const phone = await open(browser, 'phone', created.links.join);
  const { page } = phone;
  await expect(page.getByRole('textbox')).toHaveCount(1);
  await expect(
    page
      .getByRole('radiogroup')
      .or(page.getByRole('group', { name: 'Your organisation' }))
      .first(),
  ).toBeVisible();
  await expect(page.getByText('By joining you agree')).toBeVisible();
  await page.getByLabel('Your name').fill('Zadie');
  await page.getByRole('radio', { name: 'Citizens Advice' }).check();
  await page.getByRole('button', { name: 'Join the workshop' }).click();
  await expect(page.getByRole('textbox', { name: 'What we do' })).toBeEditable();
  expect(page.url(), 'no secret in the address').not.toContain('#');
  flawless(phone);
});

test('rule 2: a typed code is read kindly, and a wrong one is said beside the field and kept', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('welcome');
  const phone = await open(browser, 'phone', `${trestle.url}/join`);
  const field = phone.page.getByLabel('Join code');
  await field.fill('ZZZZ ZZZ9');
  await phone.page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(phone.page.getByText('No workshop answers to this code')).toBeVisible();
  await expect(field).toHaveValue(/ZZZZ.?ZZZ9/);
  const described = await field.getAttribute('aria-describedby');
  const beside = await phone.page
    .locator(
      described!
        .split(' ')
        .map((id) => `[id="${id}"]`)
        .join(', '),
    )
    .allInnerTexts();
  expect(beside.join(' ')).toContain('No workshop answers to this code');
  const asTyped = `${created.code.slice(0, 4).toLowerCase()} - ${created.code.slice(4).replaceAll('0', 'o').replaceAll('1', 'l')}`;
  await field.fill(asTyped);
  await phone.page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(phone.page.getByLabel('Your name')).toBeVisible();
});

for (const [width, height] of [
  [1280, 720],
  [1920, 1080],
] as const) {
  test(`rule 3: the wall's code can be scanned at ${width}×${height} in every theme, and stands there as text`, async ({
    browser,
    trestle,
  }) => {
    const created = await trestle.play('write');
    const wall = await open(browser, 'wall', created.links.wall);
    const read = await camera(wall.context);
    await wall.page.setViewportSize({ width, height });
    await expect(wall.page.getByRole('timer').first()).toBeVisible();
    for (const theme of ['light', 'dark', 'projector']) {
      await wall.page.evaluate((theme) => (document.documentElement.dataset['theme'] = theme), theme);
      expect(await read(wall.page), theme).toBe(created.links.join.replace('/join#', '/J#').toUpperCase());
    }
    const code = `${created.code.slice(0, 4)}\\s?${created.code.slice(4)}`;
    await expect(wall.page.getByText(new RegExp(code)).first()).toBeVisible();
    await expect(wall.page.getByText(new URL(trestle.url).host).first()).toBeVisible();
  });
}

test('rule 4: a latecomer sees the live step, its question, the time left and what is revealed, with a recap of three lines', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('group');
  const phone = await join(browser, created, 'Late Larry', 'Age UK');
  const { page } = phone;
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What belongs together?');
  await expect(page.getByText('So far: Welcome, Introductions.')).toBeVisible();
  await expect(page.getByText('48 notes on the wall, turned over.')).toBeVisible();
  await expect(page.getByText(/Now: Group together, \d:\d\d left\./)).toBeVisible();
  await expect(page.getByText('Homework club has a waiting list of 45')).toBeVisible();
  flawless(phone);
});

test('rule 7: the reveal can be taken back at once, and the notes are gone from the screens', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('write');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);
  await console_.page.getByRole('button', { name: /^Next: group/ }).click();
  await expect(wall.page.getByText('What belongs together?')).toBeVisible();
  await console_.page.getByRole('button', { name: /^Take it back/ }).click();
  await expect(wall.page.getByText('notes face down')).toBeVisible();
  await expect(wall.page.getByText('48', { exact: true }).first()).toBeVisible();
  flawless(wall);
});

test('rule 9: a note is moved with the keyboard alone, and everybody sees it', async ({ browser, trestle }) => {
  const created = await trestle.play('group');
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  const wall = await open(browser, 'wall', created.links.wall);
  const { page } = phone;
  const mover = page.getByRole('button', {
    name: /^Move: Large print is on the top shelf/,
  });
  await mover.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  // Type-ahead, as menus have it
  await page.keyboard.type('Talent');
  await expect(page.getByRole('menuitem', { name: /Talent that nobody asks for/ })).toBeFocused();
  await page.keyboard.press('Enter');
  const group = page.locator('section.group').filter({
    has: page.getByRole('heading', { name: 'Talent that nobody asks for' }),
  });
  await expect(group.getByText('Large print is on the top shelf')).toBeVisible();
  await expect(
    group.getByRole('button', { name: /^Move: Large print/ }),
    'the focus stays with the note (rule 21)',
  ).toBeFocused();
  await expect
    .poll(async () => {
      const record = await trestle.record(created.workshop, created.token);
      const group = record.groups.find(({ title }: { title: string }) => title.startsWith('Talent'));
      return group.notes.map((note: { text: string }) => note.text);
    })
    .toContain('Large print is on the top shelf');
  flawless(wall);
});

test('rules 13 and 14, P4: one primary button in one place; the same time on every screen, though a device is hours wrong', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('welcome');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);
  const wrong = await browser.newContext({
    viewport: { width: 360, height: 740 },
    locale: 'en-GB',
  });
  await wrong.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 5 * 3_600_000;
  });
  const token = await trestle.seat(created.code, 'Zadie', 2);
  const page = await wrong.newPage();
  await page.goto(await trestle.link(created.workshop, token, 'seat'));
  const phone: Screen = { page, context: wrong, complaints: [], received: [] };
  const screens = [console_, wall, phone];
  const places: string[] = [];
  for (const next of ['hear each organisation', 'write in private', 'group together', 'talk about each group']) {
    await expect
      .poll(async () => {
        const seconds = await Promise.all(screens.map(shown));
        return Math.max(...seconds) - Math.min(...seconds);
      })
      .toBeLessThanOrEqual(1);
    // Beside it where the step has acts of its own, which come first (rule 27)
    const box = (await console_.page.locator('#controls .btn--main').boundingBox())!;
    places.push([box.x + box.width, box.y + box.height].map(Math.round).join());
    await console_.page.getByRole('button', { name: `Next: ${next}` }).click();
  }
  expect(new Set(places).size, places.join(' ')).toBe(1);
  const before = await shown(console_);
  await console_.page.getByRole('button', { name: '+1 min' }).click();
  await expect.poll(async () => (await shown(phone)) > before + 40).toBe(true);
  await console_.page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('timer')).toContainText('Paused');
  const paused = await shown(phone);
  expect(Math.abs(paused - (await shown(wall)))).toBeLessThanOrEqual(1);
});

test('rule 14: before a step moves on by itself its end is seen, and Stay stops it', async ({
  browser,
  stepped: trestle,
}) => {
  const created = await trestle.play('group');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  await expect(phone.page.getByRole('heading', { level: 1 })).toHaveText('What belongs together?');
  await trestle.advance(5 * 60_000);
  await expect(console_.page.getByText('Moves on in')).toBeVisible();
  await expect(phone.page.getByText(/Moves on to “Talk about each group”/)).toBeVisible();
  await console_.page.getByRole('button', { name: 'Stay' }).click();
  await expect(console_.page.getByText('Moves on in')).toHaveCount(0);
  await trestle.advance(120_000);
  await console_.page.getByRole('button', { name: '+1 min' }).click();
  // The minute is given once the clock shows it: until then it says that the time is over
  await expect(console_.page.getByRole('timer').first()).toContainText(/^\s*[01]:\d\d/);
  await trestle.advance(60_000);
  await expect(console_.page.getByText('Moves on in')).toBeVisible();
  await trestle.advance(30_000);
  await expect(console_.page.getByRole('button', { name: 'Next: rate' })).toBeVisible();
  flawless(console_);
});

test('rules 17 and 18: readiness and who writes where are said in words, alike on console and wall', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('introduce');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);
  const zadie = await join(browser, created, 'Zadie', 'Citizens Advice');
  const yusuf = await join(browser, created, 'Yusuf', 'Citizens Advice');
  await zadie.page.getByRole('textbox', { name: 'What we do' }).focus();
  await zadie.page.keyboard.type(' ');
  await expect(yusuf.page.getByText('Zadie is writing here')).toBeVisible();
  await console_.page.getByRole('button', { name: /^Next: write/ }).click();
  await yusuf.page.getByRole('button', { name: 'I’m done' }).click();
  await yusuf.page.getByRole('button', { name: 'Hand up' }).click();
  await expect(wall.page.getByText(/1 done/).first()).toBeVisible();
  await expect(console_.page.getByText(/1 done/).first()).toBeVisible();
  await expect(console_.page.getByText('Raised hands')).toBeVisible();
  for (const screen of [console_, wall, zadie, yusuf]) flawless(screen);
});

test('rule 21: the focus is not moved by what others do', async ({ browser, trestle }) => {
  const created = await trestle.play('group');
  const zadie = await join(browser, created, 'Zadie', 'Citizens Advice');
  const yusuf = await join(browser, created, 'Yusuf', 'Age UK');
  const naming = zadie.page.getByRole('textbox', { name: 'Name of the group' }).first();
  await naming.focus();
  await naming.press('End');
  await zadie.page.keyboard.type(' (mine)');
  await yusuf.page.getByRole('button', { name: /^Move: Large print/ }).click();
  await yusuf.page.getByRole('menuitem', { name: 'New group' }).click();
  await yusuf.page.keyboard.type('Too high up');
  await expect(zadie.page.getByRole('heading', { name: 'Too high up' })).toBeAttached();
  await expect(naming).toBeFocused();
  await zadie.page.keyboard.type('!');
  await expect(naming).toHaveValue('Getting online is a wall, not a door (mine)!');
  flawless(zadie);
});
