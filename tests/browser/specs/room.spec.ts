// The room around the work: doors, who runs it, hands and readiness, what is said to everyone, following, tables; on every kind of screen.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { type Screen, expect, flawless, join, open, setDoor, test } from '../kit/screens.js';
import type { Created, Trestle } from '../kit/trestle.js';

/** The console of the workshop's creator, who has a seat. */
async function creator(browser: Browser, trestle: Trestle, created: Created): Promise<Screen> {
  const link = await trestle.link(created.workshop, created.token, 'seat');
  const screen = await open(browser, 'console', link);
  await expect(screen.page.getByRole('heading', { name: /^People/ })).toBeVisible();
  return screen;
}

/** Fills the form that the code leads to, at a door where one asks. */
async function knock(browser: Browser, created: Created, name: string): Promise<Screen> {
  const screen = await open(browser, 'phone', created.links.join);
  await screen.page.getByLabel('Your name').fill(name);
  await screen.page.getByRole('radio', { name: 'Age UK', exact: true }).check();
  await screen.page.getByRole('button', { name: 'Ask to come in' }).click();
  return screen;
}

async function choose(page: Page, name: string, item: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: `More about ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function axe(screen: Screen): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page: screen.page }).withTags(tags).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}

test('doors: whoever asks is let in or turned away, and a locked door opens to nobody', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('write');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const { page } = console_;
  await page.getByRole('button', { name: 'People and links' }).click();
  await setDoor(page, 'Ask me first');
  await page.keyboard.press('Escape');
  const zadie = await knock(browser, created, 'Zadie');
  const yusuf = await knock(browser, created, 'Yusuf');
  await expect(page.getByRole('heading', { name: 'At the door 2' })).toBeVisible();
  await expect(page.getByText('2 wait at the door')).toBeVisible();
  expect(await axe(console_)).toEqual([]);
  const before = zadie.received.length;
  expect(Buffer.concat(zadie.received).toString(), 'P2: who waits is shown nothing of the workshop').not.toContain(
    'What gets in people',
  );
  await page.getByRole('button', { name: /^Let in.*Zadie/ }).click();
  await expect(zadie.page.getByRole('heading', { level: 1 })).toHaveText("What gets in people's way in Haringey?");
  expect(zadie.received.length).toBeGreaterThan(before);
  await page.getByRole('button', { name: /^Turn away.*Yusuf/ }).click();
  await expect(page.getByRole('heading', { name: 'At the door' })).toHaveCount(0);
  await expect(yusuf.page.getByText('You were not let in')).toBeVisible();
  await page.getByRole('button', { name: 'People and links' }).click();
  await setDoor(page, 'Locked');
  await page.keyboard.press('Escape');
  await expect(page.getByText('door locked')).toBeVisible();
  const late = await open(browser, 'phone', created.links.join);
  await expect(late.page.getByLabel('Your name')).toHaveCount(0);
  flawless(console_);
});

test('doors: a new code stands on console and wall at once, and the old one opens nothing', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('write');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);
  const { page } = console_;
  await page.getByRole('button', { name: 'People and links' }).click();
  await page.getByRole('button', { name: 'Change the code…' }).click();
  await expect(page.getByText('Printed signs and links that you have sent do not work any more.')).toBeVisible();
  await page.getByRole('button', { name: 'Change the code', exact: true }).click();
  await page.keyboard.press('Escape');
  const shown = page.locator('.masthead__code strong');
  await expect(shown).not.toHaveText(`${created.code.slice(0, 4)} ${created.code.slice(4)}`);
  const code = (await shown.innerText()).replace(' ', '');
  await expect(wall.page.getByText(`${code.slice(0, 4)} ${code.slice(4)}`).first()).toBeVisible();
  const old = await open(browser, 'phone', `${trestle.url}/join`);
  for (const [typed, opens] of [
    [created.code, false],
    [code, true],
  ] as const) {
    await old.page.getByLabel('Join code').fill(typed);
    await old.page.getByRole('button', { name: 'Join', exact: true }).click();
    if (opens) await expect(old.page.getByLabel('Your name')).toBeVisible();
    else await expect(old.page.getByText('No workshop answers to this code')).toBeVisible();
  }
  flawless(console_);
  flawless(wall);
});

test('a co-facilitator is named and un-named, the last facilitator stays, and the workshop is handed over in one go', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('introduce');
  const amina = await creator(browser, trestle, created);
  const zadie = await join(browser, created, 'Zadie', 'Citizens Advice');
  await choose(amina.page, 'Amina', 'Make participant');
  await expect(amina.page.getByText('Somebody must stay facilitator.')).toBeVisible();
  await choose(amina.page, 'Zadie', 'Make co-facilitator');
  await expect(zadie.page.getByRole('button', { name: /^Next: / })).toBeVisible();
  await choose(amina.page, 'Zadie', 'Make participant');
  await expect(zadie.page.getByRole('textbox', { name: 'What we do' })).toBeVisible();
  await choose(amina.page, 'Zadie', 'Hand over…');
  await expect(amina.page.getByRole('heading', { name: 'Hand over to Zadie?' })).toBeVisible();
  await amina.page.getByRole('button', { name: 'Hand over', exact: true }).click();
  await expect(zadie.page.getByRole('button', { name: /^Next: / })).toBeVisible();
  await expect(amina.page.getByRole('button', { name: /^Next: / })).toHaveCount(0);
  await expect(amina.page.getByRole('textbox', { name: 'What we do' })).toBeVisible();
  flawless(zadie);
});

test('rule 17: done and more time exclude each other and are counted alike everywhere; hands stand in order and are lowered', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('introduce');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);
  const zadie = await join(browser, created, 'Zadie', 'Citizens Advice');
  const yusuf = await join(browser, created, 'Yusuf', 'Age UK');
  await console_.page.getByRole('button', { name: /^Next: write/ }).click();
  const done = yusuf.page.getByRole('button', { name: 'I’m done' });
  const more = yusuf.page.getByRole('button', { name: 'More time' });
  await done.click();
  for (const screen of [console_, wall, zadie]) await expect(screen.page.getByText('1 done').first()).toBeVisible();
  await more.click();
  await expect(done).toHaveAttribute('aria-pressed', 'false');
  await expect(more).toHaveAttribute('aria-pressed', 'true');
  for (const screen of [console_, wall, zadie]) {
    await expect(screen.page.getByText('1 needs more time').first()).toBeVisible();
    // The others of the scenario are away, and the list of people says so: who is away does not write
    await expect(screen.page.getByText(/^1 writing/).first()).toBeVisible();
  }
  await yusuf.page.getByRole('button', { name: 'Hand up' }).click();
  await expect(console_.page.getByText('First hand up')).toBeVisible();
  await zadie.page.getByRole('button', { name: 'Hand up' }).click();
  await expect(console_.page.locator('.roster--hands .person__name')).toHaveText(['Yusuf', 'Zadie']);
  await expect(wall.page.getByText('Hands up: Yusuf, Zadie')).toBeVisible();
  // The status is the one button of a person; by keyboard, too
  await console_.page.getByRole('button', { name: /More about Yusuf/ }).focus();
  await console_.page.keyboard.press('Enter');
  await expect(console_.page.getByRole('menuitem', { name: 'Lower the hand' })).toBeFocused();
  await console_.page.keyboard.press('Enter');
  await expect(wall.page.getByText('Hand up: Zadie')).toBeVisible();
  await expect(yusuf.page.getByRole('button', { name: 'Hand up' })).toHaveAttribute('aria-pressed', 'false');
  for (const screen of [console_, wall, zadie, yusuf]) flawless(screen);
});

test('a wave shows on console and wall that the device works', async ({ browser, trestle }) => {
  const created = await trestle.play('welcome');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const zadie = await join(browser, created, 'Zadie', 'Citizens Advice');
  await zadie.page.getByRole('button', { name: 'Wave' }).click();
  await expect(zadie.page.getByText('You have waved: your device works.').first()).toBeVisible();
  await expect(
    console_.page.locator('.arrival__people li').filter({ hasText: 'Zadie' }).getByRole('img', { name: 'has waved' }),
  ).toBeVisible();
});

test('a message to everyone is on phones and wall, can be put away on one, is taken back on all; who comes later reads what is new in the step', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('introduce');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);
  const zadie = await join(browser, created, 'Zadie', 'Citizens Advice');
  const yusuf = await join(browser, created, 'Yusuf', 'Age UK');
  const text = zadie.page.getByRole('textbox', { name: 'What we do' });
  await text.focus();
  await console_.page.getByRole('button', { name: 'Message', exact: true }).click();
  await console_.page.getByRole('button', { name: 'Please look at the wall' }).click();
  await console_.page.getByRole('button', { name: 'Send to everyone' }).click();
  const line = 'Please look at the wall';
  const at = (screen: Screen) => screen.page.locator('.said__text, .wall__sign--said').filter({ hasText: line });
  for (const screen of [wall, zadie, yusuf]) await expect(at(screen)).toBeVisible();
  await expect(text, 'rule 21').toBeFocused();
  await expect(yusuf.page.getByRole('status').filter({ hasText: `The facilitator says: ${line}` })).toHaveCount(1);
  expect(await axe(yusuf)).toEqual([]);
  expect(await axe(wall)).toEqual([]);
  await yusuf.page.getByRole('button', { name: 'Put this message away' }).click();
  await expect(at(yusuf)).toHaveCount(0);
  await yusuf.page.reload();
  await expect(yusuf.page.getByRole('button', { name: 'Hand up' })).toBeVisible();
  await expect(at(yusuf)).toHaveCount(0);
  const late = await join(browser, created, 'Late Larry', 'Age UK');
  await expect(at(late)).toBeVisible();
  await console_.page.getByRole('button', { name: 'Take it back' }).click();
  for (const screen of [wall, zadie, late]) await expect(at(screen)).toHaveCount(0);
  for (const screen of [console_, wall, zadie, yusuf, late]) flawless(screen);
});

test('rule 16: everyone follows me asks, leads, and ends at one’s own first move; it waits for whoever types', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('discuss');
  const amina = await creator(browser, trestle, created);
  const zadie = await join(browser, created, 'Zadie', 'Citizens Advice');
  const yusuf = await join(browser, created, 'Yusuf', 'Age UK');
  const field = yusuf.page.getByRole('textbox', { name: 'Who is it a problem for?' }).first();
  await field.focus();
  await yusuf.page.keyboard.type('Carers');
  await amina.page.getByRole('button', { name: 'Follow me' }).click();
  await expect(zadie.page.getByText('Amina asks everyone to follow.', { exact: true })).toBeVisible();
  expect(await axe(zadie)).toEqual([]);
  await yusuf.page.keyboard.type(' too');
  await expect(field).toBeFocused();
  await expect(yusuf.page.getByRole('button', { name: 'Follow', exact: true })).toBeVisible();
  await expect(field, 'the question takes no focus').toBeFocused();
  await yusuf.page.getByRole('button', { name: 'Not now' }).click();
  await zadie.page.getByRole('button', { name: 'Follow', exact: true }).click();
  await expect(zadie.page.getByText('You follow Amina.', { exact: true })).toBeVisible();
  const topics = amina.page.getByRole('navigation', { name: 'Groups' }).getByRole('button');
  const led = zadie.page.locator('[data-led]');
  await topics.nth(2).click();
  await expect(led).toBeInViewport();
  await expect(led.locator('summary').first()).toContainText(/Nowhere to be/);
  await topics.nth(1).click();
  await expect(led.locator('summary').first()).toContainText(/Families who never held/);
  await expect(yusuf.page.locator('[data-led]')).toHaveCount(0);
  await zadie.page.mouse.move(100, 400);
  await zadie.page.mouse.wheel(0, 200);
  await expect(zadie.page.getByText('You look around for yourself.')).toBeVisible();
  await expect(led).toHaveCount(0);
  await zadie.page.getByRole('button', { name: 'Follow again' }).click();
  await expect(led).toBeInViewport();
  await amina.page.getByRole('button', { name: 'Follow me' }).click();
  await expect(zadie.page.getByText('You follow Amina.', { exact: true })).toHaveCount(0);
  for (const screen of [amina, zadie, yusuf]) flawless(screen);
});

test('a phone asks to be a table’s device, is allowed, and writes for those who sit there', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('write');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const table = await join(browser, created, 'Tina', 'Age UK');
  const { page } = table;
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name: 'Ask to be a table’s device' }).click();
  await expect(page.getByText(/^You have asked for this to be a table’s device/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(
    console_.page.getByRole('heading', {
      name: /^Asks to be a table’s device/,
    }),
  ).toBeVisible();
  expect(await axe(console_)).toEqual([]);
  const whom = page.getByLabel('This note is for');
  await expect(whom).toHaveCount(0);
  await console_.page.getByRole('button', { name: /^Allow ?: Tina$/ }).click();
  await expect(page.getByText('This is a table’s device now. Add who sits with you under “Table”.')).toBeVisible();
  await expect(console_.page.getByText(/table’s device/).first()).toBeVisible();
  await expect(whom.locator('option')).toHaveText(['the whole table', 'Age UK', 'Add a person without a device…']);
  await whom.selectOption({ label: 'Add a person without a device…' });
  await page.getByLabel('Name', { exact: true }).fill('Maud');
  await page.getByLabel('Organisation', { exact: true }).selectOption({ label: 'Another organisation…' });
  await page.getByLabel('Name of the organisation').fill('Friends of the park');
  await page.getByRole('button', { name: 'Add this person' }).click();
  await expect(whom.locator('option:checked')).toHaveText('Maud, Friends of the park');
  await page.getByRole('textbox', { name: 'Your note' }).fill('The benches are gone');
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByText('For Maud')).toBeVisible();
  expect(await axe(table)).toEqual([]);
  await page.getByRole('button', { name: /^Edit: The benches/ }).click();
  await page.getByLabel('This note is for').last().selectOption({ label: 'Friends of the park' });
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(page.getByText('For Maud')).toHaveCount(0);
  await expect(page.getByText('For Friends of the park')).toBeVisible();
  const maud = console_.page.getByRole('button', {
    name: 'No device, at the table of Tina. More about Maud',
  });
  await expect(maud).toBeVisible();
  await maud.click();
  await console_.page.getByRole('menuitem', { name: 'At which table…' }).click();
  await console_.page.getByLabel('At which table').selectOption({ label: 'At no table' });
  await console_.page.getByRole('button', { name: 'Save' }).click();
  await expect(console_.page.getByText('Maud sits at no table')).toBeVisible();
  // Whom the next note is for stays what they chose, and says why it cannot be
  await expect(whom.locator('option:checked')).toHaveText('Maud, not at this table any more');
  await whom.selectOption({ label: 'Age UK' });
  await expect(whom.locator('option')).toHaveText(['the whole table', 'Age UK', 'Add a person without a device…']);
  flawless(table);
  flawless(console_);
});

test('who was told no as a table is told so, and is still made one by a facilitator', async ({ browser, trestle }) => {
  const created = await trestle.play('write');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const { page } = await join(browser, created, 'Tina', 'Age UK');
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name: 'Ask to be a table’s device' }).click();
  await console_.page.getByRole('button', { name: /^Say no ?: Tina$/ }).click();
  await expect(
    page.getByRole('dialog').getByText(/^A facilitator said no to this being a table’s device/),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ask to be a table’s device' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await console_.page.getByRole('button', { name: /More about Tina$/ }).click();
  await console_.page.getByRole('menuitem', { name: 'Several people use this device' }).click();
  await expect(page.getByRole('button', { name: 'Table', exact: true })).toBeVisible();
});

test('hands are counted at a table and for the room, with who counted them, and a table’s can be struck', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('choose');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);
  const table = await join(browser, created, 'Tina', 'Age UK');
  await table.page.getByRole('button', { name: 'Menu' }).click();
  await table.page.getByRole('button', { name: 'Ask to be a table’s device' }).click();
  await console_.page.getByRole('button', { name: /^Allow ?: Tina$/ }).click();
  await table.page.keyboard.press('Escape');
  await table.page.getByRole('button', { name: 'Table', exact: true }).click();
  await expect(table.page.getByText(/^Add who sits with you first/)).toBeVisible();
  for (const name of ['Maud', 'Olwen']) {
    await table.page.getByLabel('Name', { exact: true }).fill(name);
    await table.page.getByRole('button', { name: 'Add this person' }).click();
    await expect(table.page.getByRole('listitem').filter({ hasText: name })).toBeVisible();
  }
  await expect(table.page.getByText('You count for 2 people.')).toBeVisible();
  const hands = table.page.getByRole('spinbutton').first();
  await hands.fill('5');
  await hands.press('Enter');
  await expect(table.page.getByRole('alert').filter({ hasText: /^That is more hands/ })).toBeVisible();
  await expect(hands).toHaveAttribute('aria-invalid', 'true');
  await expect(hands).toHaveAccessibleDescription(/^0 to 2 That is more hands/);
  await expect(hands).toHaveValue('5');
  await hands.fill('2');
  await hands.press('Enter');
  await expect(table.page.getByText('2 by show of hands (table of Tina: 2)')).toBeVisible();
  await expect(hands).not.toHaveAttribute('aria-invalid');
  expect(await axe(table)).toEqual([]);
  await expect(wall.page.getByText('Hands counted by table of Tina: 2')).toBeVisible();
  await console_.page.locator('summary').filter({ hasText: 'Show of hands' }).click();
  const room = console_.page.getByLabel('People without a device who sit at no table');
  await room.fill('3');
  await room.press('Enter');
  const more = console_.page.getByLabel(/hands$/).nth(1);
  await more.fill('3');
  await more.press('Enter');
  await expect(console_.page.getByText('5 by show of hands').first()).toBeVisible();
  await expect(wall.page.getByText('Hands counted by a facilitator: 3, table of Tina: 2')).toBeVisible();
  expect(await axe(console_)).toEqual([]);
  await console_.page.getByRole('button', { name: /^Strike ?: table of Tina/ }).click();
  await expect(table.page.getByText(/^A facilitator has struck what you counted here/)).toBeVisible();
  await expect(wall.page.getByText('Hands counted by a facilitator: 3', { exact: true })).toBeVisible();
  await console_.page.getByRole('button', { name: 'Close and show' }).click();
  // Only then is there a result: the count itself stood there before
  await expect(console_.page.getByText('Closed. Everybody sees the result.').first()).toBeVisible();
  await expect(console_.page.getByText('3 by show of hands').first()).toBeVisible();
  const struck = await trestle.record(created.workshop, created.token);
  expect(struck.briefs.map(({ vote_hands }: { vote_hands: number }) => vote_hands).slice(0, 2)).toEqual([3, 0]);
  await console_.page.getByRole('button', { name: /^Let it count ?: table of Tina/ }).click();
  await expect(wall.page.getByText('Hands counted by a facilitator: 3, table of Tina: 2')).toBeVisible();
  const { hands: counted } = await trestle.record(created.workshop, created.token);
  expect(counted).toEqual([
    { poll: 'choice', hands: 3 },
    { poll: 'choice', table: 'Tina', hands: 2 },
  ]);
  flawless(console_);
});

test('rule 4: a latecomer lands in the live step and in a team, and is told with whom', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('brief');
  const phone = await join(browser, created, 'Late Larry', 'Age UK');
  await expect(phone.page.getByText('So far: Welcome, Introductions, Problems.')).toBeVisible();
  await expect(phone.page.getByText(/^You are in a team with .+ and .+\.$/)).toBeVisible();
  await expect(phone.page.getByText(/^Now: .+ left\.$/)).toBeVisible();
  flawless(phone);
});
