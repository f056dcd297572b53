// Challenge briefs: teams that are steered, two who write one brief, the report back, the choice with its tie, and the room as one team.
import { type Browser, type Locator, type Page } from '@playwright/test';
import { confirmAll, type Screen, expect, flawless, follow, join, open, still, test } from '../kit/screens.js';
import type { Created, Trestle } from '../kit/trestle.js';

const row = (page: Page, text: string): Locator => page.locator('.team', { hasText: text });

async function fromMenu(page: Page, button: RegExp | string, item: RegExp | string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('menuitem', { name: item }).first().click();
}

/** Two people who are late, together in a team of their own. */
async function late(browser: Browser, created: Created, console_: Page): Promise<{ zadie: Screen; yusuf: Screen }> {
  const zadie = await join(browser, created, 'Zadie', 'Citizens Advice');
  const yusuf = await join(browser, created, 'Yusuf', 'Age UK');
  await fromMenu(console_, 'Zadie: move to another team', 'New team');
  await fromMenu(console_, 'Yusuf: move to another team', /^Team \d+: Zadie/);
  await expect(row(console_, 'Zadie')).toContainText('Yusuf');
  return { zadie, yusuf };
}

/** Presses the one button until the workshop is where it should be. */
async function onTo(page: Page, step: RegExp): Promise<void> {
  const prompt = page.locator('#sheet-h');
  await expect(async () => {
    if (!step.test(await prompt.innerText())) await page.getByRole('button', { name: /^Next: / }).click();
    await expect(prompt).toHaveText(step, { timeout: 1_000 });
  }).toPass();
}

async function played(trestle: Trestle, browser: Browser): Promise<{ created: Created; console_: Screen }> {
  const created = await trestle.play('brief');
  return { created, console_: await open(browser, 'console', created.links.facilitator) };
}

test('teams are moved, swapped, pinned and taken apart, by menu and by mouse, and what nobody took is named', async ({
  browser,
  trestle,
}) => {
  const { created, console_ } = await played(trestle, browser);
  const { page } = console_;
  const { zadie, yusuf } = await late(browser, created, page);
  await expect(page.getByText('Talent that nobody asks for')).toBeVisible();

  await fromMenu(page, 'Zadie: move to another team', /^Joe/);
  await expect(row(page, 'A card for every child')).toContainText('Zadie');
  await expect(row(page, 'Yusuf')).toContainText('Joe');
  // The last notice lies nearest: those of the moves before stand above it
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(row(page, 'A card for every child')).toContainText('Joe');

  // With a mouse: onto a team, and onto a person to change places
  const person = (name: string) => page.locator('.member', { hasText: name });
  await page.setViewportSize({ width: 1366, height: 1600 });
  await person('Yusuf').dragTo(row(page, 'The weekly table').locator('h3'));
  await expect(row(page, 'The weekly table')).toContainText('Yusuf');
  await person('Yusuf').dragTo(person('Zadie'));
  await expect(row(page, 'The weekly table')).toContainText('Zadie');
  await expect(row(page, 'The weekly table')).not.toContainText('Yusuf');

  const his = row(page, 'Yusuf');
  await his.getByRole('button', { name: /^More for Team/ }).click();
  await page.getByRole('menuitem', { name: /^Pin/ }).click();
  await expect(his.getByText('Pinned')).toBeVisible();
  await page.getByRole('button', { name: 'Shuffle the rest' }).click();
  await expect(row(page, 'Yusuf').locator('.member')).toHaveCount(1);
  await row(page, 'Yusuf')
    .getByRole('button', { name: /^More for Team/ })
    .click();
  await page.getByRole('menuitem', { name: 'Take the team apart' }).click();
  await expect(page.getByRole('region', { name: /in no team/ })).toContainText('Yusuf');
  await expect(yusuf.page.getByText('You are in no team yet')).toBeVisible();
  await page.getByRole('button', { name: 'Put them into teams' }).click();
  await expect(page.getByRole('region', { name: /in no team/ })).toBeHidden();
  for (const screen of [console_, zadie, yusuf]) flawless(screen);
});

test('two write one brief: who writes where, words, happiness, help, a line, minutes and a video link', async ({
  browser,
  trestle,
}) => {
  const { created, console_ } = await played(trestle, browser);
  const { zadie, yusuf } = await late(browser, created, console_.page);
  const hers = zadie.page;
  const his = yusuf.page;
  const team = row(console_.page, 'Zadie');

  await hers.getByRole('textbox', { name: 'The challenge in a line' }).fill('A late bus');
  await expect(team.getByText('A late bus')).toBeVisible();
  const why = (page: Page) => page.getByRole('textbox', { name: 'Why it matters' });
  await Promise.all([
    why(hers).pressSequentially('One two three. ', { delay: 15 }),
    why(his).pressSequentially('Four five. ', { delay: 20 }),
  ]);
  await expect(his.getByText('Zadie is writing under “Why it matters”')).toBeVisible();
  await expect.poll(async () => (await why(his).inputValue()) === (await why(hers).inputValue())).toBe(true);
  expect(await why(his).inputValue()).toHaveLength('One two three. Four five. '.length);
  await expect(hers.getByText('8 words')).toBeVisible();
  await hers.getByRole('checkbox', { name: 'Lonely in plain sight' }).check();
  await expect(team).toContainText('Works on: Lonely in plain sight');
  await his.getByText('What it grows from').click();
  await expect(his.getByText(/^Seriousness [\d.]+, priority [\d.]+ of 5/)).toBeVisible();

  // Help rises to the top; whoever goes says so
  await his.getByRole('button', { name: 'Ask for help' }).click();
  await expect(console_.page.locator('.team').first()).toContainText('Zadie');
  await expect(hers.getByText('You have asked for help. The facilitator sees it.').first()).toBeVisible();
  await team.getByRole('button', { name: /^On my way/ }).click();
  await expect(hers.getByText('I am on my way to you.', { exact: true })).toBeVisible();
  await expect(his.getByRole('button', { name: 'Ask for help' })).toBeVisible();

  await team.getByRole('button', { name: /^Say something to Team/ }).click();
  await team
    .getByLabel(/^Say something to Team/)
    .last()
    .fill('Ideas come last.');
  await team.getByRole('button', { name: 'Send' }).click();
  await expect(his.getByText('Ideas come last.', { exact: true })).toBeVisible();
  await fromMenu(team.page(), new RegExp(`^More for Team \\d+: Zadie`), '+5 min');
  await expect(hers.getByText('5 minutes more than the others')).toBeVisible();
  await fromMenu(team.page(), new RegExp(`^More for Team \\d+: Zadie`), 'Video link');
  await team.getByLabel('Video link', { exact: true }).fill('https://meet.example/late');
  await team.getByRole('button', { name: 'Save' }).click();
  await expect(hers.getByRole('link', { name: /Open your team’s video call/ })).toHaveAttribute(
    'href',
    'https://meet.example/late',
  );

  // Happy with these words, not with later ones
  await hers.getByRole('button', { name: 'I’m happy with it' }).click();
  await expect(his.getByText('Happy with it: Zadie.')).toBeVisible();
  await expect(team).toContainText('1 of 2 is happy with it');
  await his.getByRole('textbox', { name: 'First ideas' }).fill('A minibus');
  await expect(hers.getByText('Not yet: Zadie, Yusuf.')).toBeVisible();
  for (const screen of [console_, zadie, yusuf]) flawless(screen);
});

test('reporting back: every word of a long brief is on a page that fits, the console turns them, own lines are seen as sent', async ({
  browser,
  trestle,
}) => {
  const { created, console_ } = await played(trestle, browser);
  const { page } = console_;
  const { zadie } = await late(browser, created, page);
  const words = Array.from({ length: 900 }, (_, at) => `word${at}`);
  await zadie.page.getByRole('textbox', { name: 'The challenge in a line' }).fill('A late bus');
  await zadie.page.getByRole('textbox', { name: 'Why it matters' }).fill(words.join(' '));
  await expect(row(page, 'A late bus')).toContainText('2 of 9 filled');
  const wall = await open(browser, 'wall', created.links.wall);
  await onTo(page, /One brief at a time/);
  await page.locator('.speaker__name', { hasText: 'A late bus' }).click();

  const first = wall.page.getByRole('heading', { level: 1, name: 'A late bus' });
  await expect(first).toBeVisible();
  await wall.page.getByRole('button', { name: 'Stop turning the pages' }).click();
  const counter = wall.page.getByText(/^Page \d+ of \d+$/);
  const pages = Number(/of (\d+)$/.exec(await counter.innerText())?.[1]);
  expect(pages).toBeGreaterThan(2);
  const seen = new Set<string>();
  for (let at = 1; at <= pages; at += 1) {
    await expect(counter).toHaveText(`Page ${at} of ${pages}`);
    await still(wall.page);
    for (const word of await wholeWords(wall.page)) seen.add(word);
    await page.getByRole('button', { name: 'Next page on the wall' }).click();
  }
  expect(words.filter((word) => !seen.has(word))).toEqual([]);
  await expect(counter).toHaveText(`Page 1 of ${pages}`);
  await page.getByRole('button', { name: 'Page before on the wall' }).click();
  await expect(counter).toHaveText(`Page ${pages} of ${pages}`);

  await follow(zadie.page, zadie.page.getByRole('textbox', { name: 'What I like' }));
  await zadie.page.getByRole('textbox', { name: 'What I like' }).fill('It starts small');
  await zadie.page.getByRole('button', { name: 'Send: What I like' }).click();
  await expect(zadie.page.getByRole('list', { name: 'Sent by you: What I like' })).toContainText('It starts small');
  await expect(page.getByText('It starts small')).toBeVisible();
  await zadie.page.reload();
  await expect(zadie.page.getByRole('list', { name: 'Sent by you: What I like' })).toContainText('It starts small');
  for (const screen of [console_, zadie, wall]) flawless(screen);
});

/** The words that stand whole within the wall's window now. */
function wholeWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const window_ = document.querySelector('.flow__window')!.getBoundingClientRect();
    const text = [...document.querySelectorAll('.flow__content .prose')].find((each) =>
      each.textContent!.includes('word1'),
    )!;
    const node = text.firstChild as Text;
    const range = document.createRange();
    return [...node.data.matchAll(/\S+/g)].flatMap((match) => {
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const box = range.getBoundingClientRect();
      const inside =
        box.top >= window_.top &&
        box.bottom <= window_.bottom &&
        box.left >= window_.left &&
        box.right <= window_.right;
      return inside ? [match[0]] : [];
    });
  });
}

test('a tie is shown as one and settled, the others are parked, and agreement is to a version', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('choose');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);
  const zadie = await join(browser, created, 'Zadie', 'Citizens Advice');
  const more = await join(browser, created, 'Yusuf', 'Age UK');
  const { page } = console_;
  await confirmAll(page, 2);
  await expect(zadie.page.getByText('Each person has one vote.')).toBeVisible();
  await zadie.page.getByRole('radio', { name: /Fix it, then use it/ }).check();
  await more.page.getByRole('radio', { name: /Fix it, then use it/ }).check();
  await expect(more.page.getByText('You have chosen.')).toBeVisible();
  await expect(page.getByText(/^15 of \d+ have answered/)).toBeVisible();
  await page.getByRole('button', { name: 'Close and show' }).click();
  await expect(wall.page.getByText('A tie. The facilitator settles it together with you.')).toBeVisible();
  await expect(page.locator('.candidate--level')).toHaveCount(2);
  await page.getByRole('button', { name: /^Choose this one.*Fix it/ }).click();
  await expect(zadie.page.getByText('Chosen: Fix it, then use it: repair and digital help in one visit')).toBeVisible();
  await expect(wall.page.getByText('The other briefs are parked')).toBeVisible();

  await onTo(page, /Finish the chosen brief/);
  for (const { page: phone } of [zadie, more]) await follow(phone, phone.getByRole('button', { name: 'We agree' }));
  await zadie.page.getByRole('button', { name: 'We agree' }).click();
  await expect(wall.page.getByText('1 of 8 organisations agrees to the brief as it stands.')).toBeVisible();
  await more.page.getByRole('textbox', { name: 'Why it matters' }).pressSequentially('And more. ');
  await expect(zadie.page.getByText('The brief has changed since you agreed.')).toBeVisible();
  await expect(page.getByText(/^agreed to an older version/)).toBeVisible();
  await zadie.page.getByRole('button', { name: 'We agree to it as it stands now' }).click();
  await expect(wall.page.getByText('1 of 8 organisations agrees to the brief as it stands.')).toBeVisible();
  await expect(page.getByText('The other briefs are parked')).toBeVisible();
  await page.locator('details.fold', { hasText: 'A card for every child' }).locator('summary').click();
  await expect(page.getByText('Children under five, looked-after children')).toBeVisible();
  for (const screen of [console_, wall, zadie, more]) flawless(screen);
});

test('the room as one team: the facilitator writes, the wall follows, and the next round parks the one before', async ({
  browser,
  trestle,
}) => {
  const { created, console_ } = await played(trestle, browser);
  const { page } = console_;
  const wall = await open(browser, 'wall', created.links.wall);
  const zadie = await join(browser, created, 'Zadie', 'Citizens Advice');
  await page.getByRole('button', { name: 'One team of everyone' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'One team of everyone' }).click();
  await expect(page.getByRole('heading', { name: 'Everyone together, round 1' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Next round' })).toBeDisabled();
  await page.getByRole('textbox', { name: 'The challenge in a line' }).fill('A room that stays warm');
  await zadie.page.getByRole('textbox', { name: 'Who it affects' }).fill('Everybody without heating');
  await expect(wall.page.getByRole('heading', { level: 1, name: 'A room that stays warm' })).toBeVisible();
  await expect(wall.page.getByText('Everybody without heating')).toBeVisible();
  await page.getByRole('button', { name: 'Next round' }).click();
  await expect(wall.page.getByText('Everyone, round 2').first()).toBeVisible();
  // Each screen follows in its own time, and until then the field on the console is the first round's
  await expect(page.getByRole('heading', { name: 'Everyone together, round 2' })).toBeVisible();
  await page.getByRole('textbox', { name: 'The challenge in a line' }).fill('A second try');
  await expect(row(page, 'A room that stays warm')).toContainText('Everyone, round 1');

  await onTo(page, /Which brief do we take on/);
  for (const title of ['A room that stays warm', 'A second try'])
    await follow(zadie.page, zadie.page.getByRole('radio', { name: new RegExp(title) }));
  for (const screen of [console_, wall, zadie]) flawless(screen);
});
