// Steps as people live through them: who is moved and who is held, who is brought, what the primary button does next, and one number everywhere.
import { expect, flawless, join, open, type Screen, test } from '../kit/screens.js';
import type { Trestle } from '../kit/trestle.js';

/** As long as somebody is in mid-sentence after a keystroke, and a look at it. */
const SENTENCE_MS = 12_000;

/** A phone whose time a test moves on. */
async function phone(
  browser: import('@playwright/test').Browser,
  trestle: Trestle,
  code: string,
  workshop: string,
  name: string,
) {
  const token = await trestle.seat(code, name, 2);
  const screen = await open(browser, 'phone', trestle.url);
  await screen.page.clock.install();
  await screen.page.goto(await trestle.link(workshop, token, 'seat'));
  await screen.page
    .getByRole('button', { name: 'Go on here' })
    .click({ timeout: 1_000 })
    .catch(() => undefined);
  return screen;
}

const question = (screen: Screen) => screen.page.getByRole('heading', { level: 1 });
const draft = (screen: Screen) => screen.page.getByRole('textbox', { name: 'Your note' });
const primary = (screen: Screen) => screen.page.locator('#controls .btn--main');

test('rule 26: focus alone moves with the room; whoever types is held, sees Go there, and is moved by themselves', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('write');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const person = (name: string) => phone(browser, trestle, created.code, created.workshop, name);
  const [focus, typing, words] = [await person('Fiona'), await person('Tariq'), await person('Wen')];
  const here = question(focus);
  const asked = await here.innerText();
  for (const screen of [focus, typing, words]) await expect(draft(screen)).toBeEditable();

  // One has added a note and put the phone down, one is typing, one has half a note and looks out of the window
  await draft(focus).fill('Sent already');
  await focus.page.getByRole('button', { name: 'Add note' }).click();
  await expect(draft(focus)).toBeFocused();
  await focus.page.clock.fastForward(SENTENCE_MS);
  await draft(words).pressSequentially('Half a tho');
  await words.page.clock.fastForward(SENTENCE_MS);
  await draft(typing).pressSequentially('Nearly');
  await console_.page.getByRole('button', { name: /^Next: group/ }).click();

  await expect(question(focus)).toHaveText('What belongs together?');
  for (const held of [typing, words]) {
    await expect(held.page.getByRole('button', { name: 'Go there' })).toBeVisible();
    await expect(question(held)).toHaveText(asked);
  }
  const behind = console_.page.getByRole('region', { name: 'Who stayed behind' });
  await expect(behind).toContainText('2 still on: write in private');
  await expect(behind).toContainText('Tariq, Wen');

  // The words are sent, and it is quiet
  await typing.page.getByRole('button', { name: 'Add note' }).click();
  await expect(question(typing)).toHaveText(asked);
  await typing.page.clock.fastForward(SENTENCE_MS);
  await expect(question(typing)).toHaveText('What belongs together?');
  await expect(behind).toContainText('1 still on');

  // Brought: what is half written is kept, said to be kept, and offered again
  await behind.getByRole('button', { name: 'Bring them' }).click();
  await words.page.clock.fastForward(SENTENCE_MS);
  await expect(question(words)).toHaveText('What belongs together?');
  await expect(behind).toHaveCount(0);
  await words.page.getByRole('button', { name: 'Back to it' }).click();
  await expect(draft(words)).toHaveValue('Half a tho');
  await words.page.getByRole('button', { name: 'Go there' }).click();
  await expect(question(words)).toHaveText('What belongs together?');
  for (const screen of [console_, focus, typing, words]) flawless(screen);
});

test('rule 26: whoever types when the facilitator brings everybody comes once they pause', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('write');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const typing = await phone(browser, trestle, created.code, created.workshop, 'Tariq');
  await expect(draft(typing)).toBeEditable();
  await draft(typing).pressSequentially('In the middle of');
  await console_.page.getByRole('button', { name: /^Next: group/ }).click();
  await console_.page.getByRole('button', { name: 'Bring them' }).click();
  await draft(typing).pressSequentially(' a sentence');
  await expect(typing.page.getByRole('button', { name: 'Go there' })).toBeVisible();
  await typing.page.clock.fastForward(SENTENCE_MS);
  await expect(question(typing)).toHaveText('What belongs together?');
  await expect(typing.page.getByText('Kept for you')).toBeVisible();
  flawless(typing);
});

test('rule 28: the way there is on the first screen of the smallest phone', async ({ browser, trestle }) => {
  const created = await trestle.play('write');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const held = await phone(browser, trestle, created.code, created.workshop, 'Tariq');
  await held.page.setViewportSize({ width: 320, height: 640 });
  await draft(held).pressSequentially('Half');
  await console_.page.getByRole('button', { name: /^Next: group/ }).click();
  const box = (await held.page.getByRole('button', { name: 'Go there' }).boundingBox())!;
  expect(box.y + box.height).toBeLessThan(640 / 2);
  expect(box.height).toBeGreaterThanOrEqual(44);
  expect(box.x + box.width).toBeLessThanOrEqual(320);
});

test('rule 28: the dock of a table’s phone is one row, in Welsh at 320 px too', async ({ browser, trestle }) => {
  const created = await trestle.play('write');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const phone = await open(browser, 'phone', created.links.join, { locale: 'cy' });
  const { page } = phone;
  await page.getByRole('textbox').first().fill('Gwenllian');
  await page.getByRole('radio', { name: 'Age UK', exact: true }).check();
  await page.locator('main button[type=submit]').click();
  const buttons = page.locator('.dock__buttons button');
  await expect(buttons).toHaveCount(3);
  const rows = async () => {
    const boxes = await buttons.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
    expect(boxes.every(({ left, right }) => left >= 0 && right <= page.viewportSize()!.width)).toBe(true);
    return new Set(boxes.map(({ top }) => top)).size;
  };
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await rows()).toBe(1);
  await console_.page.getByRole('button', { name: /More about Gwenllian/ }).click();
  await console_.page.getByRole('menuitem', { name: 'Several people use this device' }).click();
  await expect(buttons).toHaveCount(4);
  for (const width of [320, 360]) {
    await page.setViewportSize({ width, height: 640 });
    expect(await rows()).toBe(1);
  }
  flawless(phone);
});

test('rule 27: the primary button is the next act inside the step, and the way on stays beside it', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('group');
  const desk = await open(browser, 'console', created.links.facilitator);
  const next = (name: RegExp) => desk.page.getByRole('button', { name });
  await expect(primary(desk)).toHaveText(/^\s*Next: talk about each group/);
  await primary(desk).click();
  await expect(primary(desk)).toHaveText(/^\s*Discuss the first group: /);
  await expect(next(/^Next: rate/), 'without the acts').toBeVisible();
  const groups = await desk.page.locator('.topic').count();
  for (let group = 0; group < groups; group += 1) {
    const was = await primary(desk).innerText();
    await primary(desk).click();
    await expect(primary(desk)).not.toHaveText(was);
  }
  await expect(primary(desk)).toHaveText(/^\s*Next: rate/);
  await primary(desk).click();
  await expect(primary(desk)).toHaveText('Close and show the ratings');
  await primary(desk).click();
  await expect(primary(desk)).toHaveText(/^\s*Next: /);
  await primary(desk).click();
  // Teams are made on arrival; whoever comes out of one is placed
  await expect(primary(desk)).toHaveText(/^\s*Next: report/);
  await primary(desk).click();
  await expect(primary(desk)).toHaveText(/^\s*Begin with /);
  flawless(desk);
});

test('rule 27: at the end turns are given, what is missing is said, and after closing there is the record', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('roles');
  const desk = await open(browser, 'console', created.links.facilitator);
  await primary(desk).click();
  await expect(primary(desk)).toHaveText(/^\s*Give the turn to /);
  await expect(desk.page.getByRole('button', { name: 'Close the workshop' })).toBeVisible();
  while (/^(Give the turn|End the round)/.test((await primary(desk).textContent())!.trim())) {
    const was = await primary(desk).textContent();
    await primary(desk).click();
    await expect(primary(desk)).not.toHaveText(was!);
  }
  await expect(primary(desk)).toHaveText(/^\s*See what is missing: /);
  await desk.page.getByRole('button', { name: 'Close the workshop' }).click();
  await desk.page.getByRole('button', { name: 'Close all the same' }).click();
  await expect(desk.page.locator('#controls .btn--main')).toContainText('Open the record');
  await expect(desk.page.getByRole('button', { name: 'Open it again' })).toBeVisible();
  flawless(desk);
});

test('rule 30: how many write and are done is the same number on console, wall and phone', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('write');
  const desk = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);
  const [one, two, three] = (await Promise.all(
    ['Ama', 'Ben', 'Cai'].map((name) => join(browser, created, name, 'Age UK')),
  )) as [Screen, Screen, Screen];
  await one.page.getByRole('button', { name: 'I’m done' }).click();
  await two.page.getByRole('button', { name: 'More time' }).click();
  await three.context.close();
  // Everybody of the scenario is done and away; of these three one is done, one needs time, and the third's phone is off
  const ready = (screen: Screen) => screen.page.locator('.ready').first();
  for (const screen of [desk, wall, one])
    await expect(ready(screen)).toHaveText(/^\s*14\s+done,\s*1\s+needs more time\s*$/);
  await expect(desk.page.locator('.counts')).toContainText(/0\s*writing/);
  await expect(desk.page.locator('.counts')).toContainText(/14\s*done/);
  const here = one.page.locator('.dock__room');
  await expect(here).toContainText('48');
  await expect(wall.page.locator('.pile')).toContainText('48');
  await expect(desk.page.locator('.counts')).toContainText('48');
});
