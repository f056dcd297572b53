// Before the workshop and coming in: the programme is edited and re-planned, rehearsed and copied; cards are filled in beforehand; people wait at
// the door; what a screen is told when a rehearsal ends or its seat is opened elsewhere.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { look } from '../kit/looks.js';
import { type Screen, expect, flawless, open, setDoor, test } from '../kit/screens.js';
import type { Trestle } from '../kit/trestle.js';

/** A facilitator starts a workshop with the form; the console is open. */
async function start(
  browser: Browser,
  trestle: Trestle,
  fill: (page: Page) => Promise<void> = async () => {},
): Promise<Screen> {
  const screen = await open(browser, 'console', `${trestle.url}/new`);
  const { page } = screen;
  await page.getByLabel('Your organisation, which convenes the workshop').fill('Riverside Libraries');
  await page.getByLabel('Your name').fill('Amira');
  await page.getByLabel('Organisations that you expect').fill('Age UK\nGrow N22');
  await expect(page.getByText('120 minutes, 12 steps')).toBeVisible();
  await fill(page);
  await page.getByRole('button', { name: 'Start the workshop' }).click();
  await expect(page.getByRole('button', { name: 'People and links' })).toBeVisible();
  return screen;
}

const workshopOf = (page: Page) => new URL(page.url()).pathname.split('/')[2] ?? '';
const codeOf = async (page: Page) => (await page.locator('.masthead__code strong').innerText()).replace(/\s/g, '');
const agenda = (page: Page) => page.getByRole('navigation', { name: 'Agenda' });

/** Opens the programme's sheet in the console. */
async function sheet(page: Page) {
  await page.getByRole('button', { name: 'Programme', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Programme' });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Chooses from the menu of the console's bar. */
async function fromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More about this workshop' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** The facilitator's device, opened once more: another tab of the same browser. */
async function again(screen: Screen): Promise<Page> {
  const page = await screen.context.newPage();
  await page.goto(screen.page.url());
  await expect(page.getByRole('button', { name: 'People and links' })).toBeVisible();
  return page;
}

test('a programme is changed where the workshop is made, kept as one’s own, and taken along as a file', async ({
  browser,
  trestle,
}, info) => {
  const file = info.outputPath('programme.json');
  const screen = await start(browser, trestle, async (page) => {
    await page.getByText('Change the programme').click();
    await page.getByLabel('Minutes for Arrive').fill('15');
    await page.getByRole('checkbox', { name: /^On Report back|Report back takes place/ }).uncheck();
    await page.getByRole('button', { name: 'Move up: Team roles' }).click();
    await expect(page.getByRole('button', { name: 'Move up: Team roles' })).toBeFocused();
    await page.getByRole('button', { name: /^Write in private/ }).click();
    await page.getByLabel('The question that everybody sees').fill('What stops {planet}?');
    await page.getByRole('button', { name: 'Start the workshop' }).click();
    await expect(page.getByText('Nothing fills in {planet}', { exact: true })).toBeVisible();
    await page.getByLabel('The question that everybody sees').fill('What stops people in {place}?');
    await page.getByRole('button', { name: 'Save as my own' }).click();
    await page.getByLabel('What it is called').fill('Short evening');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('“Short evening” is saved on this device')).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download', exact: true }).click(),
    ]);
    await download.saveAs(file);
  });
  const stages = agenda(screen.page).getByRole('button', { name: /min/ });
  await expect(stages.filter({ hasText: 'Team roles' })).toBeVisible();
  const order = await agenda(screen.page).locator('.stage__name').allInnerTexts();
  expect(order).toEqual(['Welcome', 'Introductions', 'Problems', 'Team roles', 'Challenge brief', 'Next steps']);
  await agenda(screen.page)
    .getByRole('button', { name: /Challenge brief/ })
    .click();
  await expect(agenda(screen.page).getByText('Report back')).toHaveCount(0);

  // Another workshop on the same device offers it; a file that is none is refused, and the form stays
  const next = await screen.context.newPage();
  await next.goto(`${trestle.url}/new`);
  await next.getByLabel('Place').fill('Tottenham');
  await expect(next.getByRole('radio', { name: 'Short evening' })).toBeVisible();
  const bad = info.outputPath('bad.json');
  const programme = JSON.parse(readFileSync(file, 'utf8')) as { stages: { steps: { does: string[] }[] }[] };
  programme.stages[0]!.steps[0]!.does = ['fly'];
  writeFileSync(bad, JSON.stringify(programme));
  await next.getByLabel('Load a programme from a file').setInputFiles(bad);
  await expect(next.getByRole('alert').filter({ hasText: '“does” in stage 1, step 1 says “fly”' })).toBeVisible();
  await expect(next.getByLabel('Place')).toHaveValue('Tottenham');
  await next.getByLabel('Load a programme from a file').setInputFiles(file);
  await expect(next.getByText('“Short evening” was loaded.')).toBeVisible();
  await next.reload();
  await expect(next.getByLabel('Place')).toHaveValue('Tottenham');
  flawless(screen);
});

test('a live programme is changed for everybody, and the live step stays on', async ({ browser, trestle }) => {
  const created = await trestle.play('write');
  const screen = await open(browser, 'console', created.links.facilitator);
  const phone = await open(
    browser,
    'phone',
    await trestle.link(created.workshop, await trestle.seat(created.code, 'Visitor', 2), 'seat'),
  );
  await expect(phone.page.getByRole('heading', { level: 1 })).toContainText('What gets in people');
  const dialog = await sheet(screen.page);
  await expect(dialog.getByRole('checkbox', { name: /Write in private takes place/ })).toBeDisabled();
  await dialog.getByRole('button', { name: /^Write in private/ }).click();
  await dialog.getByLabel('The question that everybody sees').fill('What is hard in {place}?');
  await dialog.getByLabel('Minutes for Rate').fill('0');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog.getByText('A whole number from 1 to 480')).toBeVisible();
  await dialog.getByLabel('Minutes for Rate').fill('4');
  await dialog.getByRole('checkbox', { name: /Share out dots takes place/ }).check();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(screen.page.getByText('The programme is saved')).toBeVisible();
  await expect(phone.page.getByRole('heading', { level: 1 })).toHaveText('What is hard in Haringey?');
  await expect(agenda(screen.page).getByText('Share out dots')).toBeVisible();
  flawless(screen);
  flawless(phone);
});

test('somebody else’s change in between is shown, and nobody’s is lost', async ({ browser, trestle }) => {
  const screen = await start(browser, trestle);
  const other = await again(screen);
  const mine = await sheet(screen.page);
  await mine.getByLabel('Minutes for Choose one').fill('9');
  const theirs = await sheet(other);
  await theirs.getByLabel('Minutes for Rate').fill('6');
  await theirs.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(theirs).toBeHidden();
  await expect(mine.getByText('Somebody else has changed the programme')).toBeVisible();
  await expect(mine.getByText('Rate: 3 → 6 min')).toBeVisible();
  // A slip that closes the dialog loses nothing
  await screen.page.keyboard.press('Escape');
  await sheet(screen.page);
  await expect(mine.getByLabel('Minutes for Choose one')).toHaveValue('9');
  await mine.getByRole('button', { name: 'Keep mine on top of theirs' }).click();
  await expect(mine.getByLabel('Minutes for Rate')).toHaveValue('6');
  await mine.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(screen.page.getByText('The programme is saved')).toBeVisible();
  const after = await sheet(other);
  await expect(after.getByLabel('Minutes for Choose one')).toHaveValue('9');
  await expect(after.getByLabel('Minutes for Rate')).toHaveValue('6');
  flawless(screen);
});

test('stages are put in order by dragging, too', async ({ browser, trestle }) => {
  const screen = await start(browser, trestle);
  const dialog = await sheet(screen.page);
  const titles = () =>
    dialog.getByLabel('Title of the stage').evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value));
  await expect
    .poll(titles)
    .toEqual(['Welcome', 'Introductions', 'Problems', 'Challenge brief', 'Team roles', 'Next steps']);
  const grips = dialog.locator('.part__head [data-handle]');
  // The script for dragging comes after the dialog: it is there once an entry can be dragged
  await expect(dialog.locator('.part[draggable="true"]').first()).toBeVisible();
  await grips.nth(1).dragTo(dialog.locator('.part').nth(0), { targetPosition: { x: 200, y: 6 } });
  await expect
    .poll(titles)
    .toEqual(['Introductions', 'Welcome', 'Problems', 'Challenge brief', 'Team roles', 'Next steps']);
  flawless(screen);
});

test('behind is said in words, and what is left is re-planned after a preview', async ({ browser, stepped }) => {
  const screen = await start(browser, stepped);
  const { page } = screen;
  await page.getByRole('button', { name: /^Start: / }).click();
  await expect(agenda(page).getByText(/ends \d+:\d\d/)).toBeVisible();
  // The form's start is at most half an hour away: three quarters of an hour in the first step are too much in any case
  await stepped.advance(45 * 60_000);
  await expect(agenda(page).getByText(/^\d+ min over; ends \d+:\d\d$/)).toBeVisible();
  await agenda(page).getByRole('button', { name: 'Re-plan' }).click();
  const dialog = page.getByRole('dialog', { name: 'Re-plan the time that is left' });
  const rows = dialog.locator('tbody tr');
  await expect(rows).toHaveCount(11);
  const given = await rows.locator('td:last-child').allInnerTexts();
  const said = await dialog.getByText(/minutes are left for what comes after/).innerText();
  expect(given.map(Number).reduce((sum, each) => sum + each, 0)).toBe(Number(/^\d+/.exec(said)?.[0]));
  expect(Math.min(...given.map(Number))).toBeGreaterThanOrEqual(1);
  await dialog.getByRole('button', { name: 'Use these lengths' }).click();
  await expect(agenda(page).getByText(/^On time; ends \d+:\d\d$/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(agenda(page).getByText(/min over; ends/)).toBeVisible();
  flawless(screen);
});

test('a rehearsal leaves nothing: beside the console one is a participant, and in the end everything is as before', async ({
  browser,
  trestle,
}) => {
  const screen = await start(browser, trestle);
  const { page } = screen;
  const wall = await open(browser, 'wall', await trestle.link(workshopOf(page), await tokenOf(page), 'wall'));
  await fromMenu(page, 'Rehearse');
  await page.getByRole('button', { name: 'Begin the rehearsal' }).click();
  const banner = 'Rehearsal: nothing here will be kept.';
  await expect(page.getByText(banner)).toBeVisible();
  await expect(wall.page.getByText(banner)).toBeVisible();
  const [beside] = await Promise.all([
    screen.context.waitForEvent('page'),
    page.getByRole('link', { name: /Go in as a participant/ }).click(),
  ]);
  await beside.getByLabel('Your name').fill('Practice');
  await beside.getByRole('radio', { name: 'Age UK' }).check();
  await beside.getByRole('button', { name: 'Join the workshop' }).click();
  await expect(beside.getByText(banner)).toBeVisible();
  await beside.getByRole('button', { name: 'Wave' }).click();
  await expect(beside.locator('#step').getByText('You have waved')).toBeVisible();
  // Both are who they are after a reload
  await beside.reload();
  await expect(beside.getByText('You have waved')).toBeVisible();
  await page.reload();
  await expect(page.getByText('This is a rehearsal.')).toBeVisible();
  await page.getByRole('button', { name: /^Start: / }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.getByRole('button', { name: 'End the rehearsal' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End the rehearsal' }).click();
  await expect(beside.getByText('The rehearsal is over')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Start: / })).toBeVisible();
  for (const each of [page, wall.page]) {
    await expect(each.getByText(banner)).toHaveCount(0);
    await expect(each.getByText('Practice')).toHaveCount(0);
  }
  await expect(page.getByText('1 of 1 here')).toBeVisible();
  flawless(screen);
  flawless(wall);
});

/** The facilitator's token, as this device keeps it. */
async function tokenOf(page: Page): Promise<string> {
  const kept = await page.evaluate((key) => localStorage.getItem(key), `trestle:${workshopOf(page)}:seat`);
  return (JSON.parse(kept ?? '{}') as { token: string }).token;
}

test('P5 an organisation fills in its card before the day, and who tries its link stays who they are', async ({
  browser,
  trestle,
}) => {
  const screen = await start(browser, trestle);
  const { page } = screen;
  await page.getByRole('button', { name: 'People and links' }).click();
  await page.getByRole('button', { name: /Make its link.*Age UK/ }).click();
  const link = await page.getByLabel('Link for Age UK').inputValue();
  await page.keyboard.press('Escape');
  const phone = await open(browser, 'phone', link);
  await expect(phone.page.getByRole('heading', { name: 'The card of Age UK' })).toBeVisible();
  await expect(phone.page.getByText('Riverside Libraries invites Age UK')).toBeVisible();
  await phone.page.getByLabel('What we do').fill('We visit people at home.');
  await phone.page.getByLabel('What we are unsure about').fill('Whether we may share addresses.');
  await expect(phone.page.getByText('Saved', { exact: true })).toBeVisible();
  await phone.page.reload();
  await expect(phone.page.getByLabel('What we do')).toHaveValue('We visit people at home.');
  // Nothing else of the workshop reached it
  const bytes = Buffer.concat(phone.received).toString();
  expect(bytes).not.toContain(await codeOf(page));
  expect(bytes).not.toContain('Grow N22');
  expect(bytes).not.toContain('Amira');
  // The console sees how far the card is, and the facilitator's own device stays the facilitator's
  await page.getByRole('button', { name: 'People and links' }).click();
  await expect(page.getByText('1 of 8 fields filled')).toBeVisible();
  const own = await screen.context.newPage();
  await own.goto(link);
  await expect(own.getByLabel('What we do')).toHaveValue('We visit people at home.');
  await page.reload();
  await expect(page.getByRole('button', { name: 'People and links' })).toBeVisible();
  flawless(screen);
  flawless(phone);
});

test('1 joining says what one agrees to; newcomers wait at the door until they are let in or turned away', async ({
  browser,
  trestle,
}) => {
  const screen = await start(browser, trestle, async (page) => {
    await page.getByText('More settings').click();
    await page.getByLabel('What people agree to by joining').fill('Riverside keeps this for a month.');
  });
  const { page } = screen;
  await page.getByRole('button', { name: 'People and links' }).click();
  await setDoor(page, 'Ask me first');
  await page.keyboard.press('Escape');
  const code = await codeOf(page);
  const newcomer = async (name: string) => {
    const phone = await open(browser, 'phone', `${trestle.url}/join#${code}`);
    await expect(phone.page.getByText('Riverside keeps this for a month.')).toBeVisible();
    await phone.page.getByLabel('Your name').fill(name);
    await phone.page.getByRole('radio', { name: 'Age UK' }).check();
    await phone.page.getByLabel('Several people use this device').check();
    await phone.page.getByRole('button', { name: 'Ask to come in' }).click();
    await expect(phone.page.getByRole('heading', { name: 'You are at the door' })).toBeVisible();
    return phone;
  };
  const tom = await newcomer('Tom');
  const nia = await newcomer('Nia');
  // Waiting survives a reload, and shows nothing of the others
  await nia.page.reload();
  await expect(
    nia.page.getByText('Somebody who runs this workshop for Riverside Libraries will let you in.'),
  ).toBeVisible();
  expect(Buffer.concat(nia.received).toString()).not.toContain('Tom');
  await page.getByRole('button', { name: /Let in.*Tom/ }).click();
  await expect(tom.page.getByRole('button', { name: 'Wave' })).toBeVisible();
  await page.getByRole('button', { name: /Turn away.*Nia/ }).click();
  await expect(nia.page.getByText('You were not let in')).toBeVisible();
  await page.getByRole('button', { name: 'People and links' }).click();
  await setDoor(page, 'Locked');
  const late = await open(browser, 'phone', `${trestle.url}/join#${code}`);
  await expect(late.page.getByRole('heading', { name: 'The door is closed' })).toBeVisible();
  flawless(screen);
});

test('P5 a screen is told once when its seat is opened on another device', async ({ browser, trestle }) => {
  const screen = await start(browser, trestle);
  const { page } = screen;
  const told = 'Your seat is open on another device too.';
  await page.getByRole('button', { name: 'People and links' }).click();
  await page.getByRole('button', { name: /Make a link.*Your own seat/ }).click();
  const link = await page.getByRole('textbox', { name: 'Your own seat on another device' }).inputValue();
  await page.getByRole('button', { name: 'Show as a QR code' }).click();
  await expect(page.getByRole('img', { name: 'QR code: Your own seat on another device' })).toBeVisible();
  // Making the link is no other device yet
  await expect(page.getByText(told)).toHaveCount(0);
  await page.keyboard.press('Escape');
  const other = await open(browser, 'console', link);
  await expect(other.page.getByRole('button', { name: 'People and links' })).toBeVisible();
  await expect(page.getByText(told)).toBeVisible();
  await expect(other.page.getByText(told)).toHaveCount(0);
  await page.locator('.notices').getByRole('button', { name: 'Close' }).click();
  await expect(page.getByText(told)).toHaveCount(0);
  flawless(screen);
  flawless(other);
});

test('a workshop is started like another one, and says when everything is erased', async ({ browser, trestle }) => {
  const screen = await start(browser, trestle, async (page) => {
    await page.getByLabel('Title', { exact: true }).fill('Families and the library');
    await page.getByLabel('Place').fill('Haringey');
    await page.getByText('More settings').click();
    await page.getByLabel('Erase everything on').fill('2001-01-01');
    await page.getByRole('button', { name: 'Start the workshop' }).click();
    await expect(page.getByText('Tomorrow at the earliest').first()).toBeVisible();
    const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel('Erase everything on').fill(soon);
    await page.getByLabel('Video links of the teams').fill('https://meet.example/{workshop}-{team}');
  });
  const { page } = screen;
  await expect(page.getByText(/everything in it is erased for good/)).toBeVisible();
  await fromMenu(page, 'Edit the details');
  await expect(page.getByLabel('Video links of the teams')).toHaveValue('https://meet.example/{workshop}-{team}');
  await page.keyboard.press('Escape');
  const [next] = await Promise.all([screen.context.waitForEvent('page'), fromMenu(page, 'Start another like this')]);
  await expect(next.getByText('This form is filled in like “Families and the library”.')).toBeVisible();
  await expect(next.getByLabel('Place')).toHaveValue('Haringey');
  await expect(next.getByLabel('Organisations that you expect')).toHaveValue('Age UK\nGrow N22');
  await next.getByRole('button', { name: 'Start the workshop' }).click();
  await expect(next.getByRole('button', { name: 'People and links' })).toBeVisible();
  await expect(next.getByText(/everything in it is erased for good/)).toHaveCount(0);
  flawless(screen);
});

test('axe finds nothing before the workshop', async ({ browser, trestle }) => {
  const found: string[] = [];
  const fresh = await open(browser, 'phone', `${trestle.url}/new`);
  await fresh.page.getByText('Change the programme').click();
  await fresh.page.getByRole('button', { name: /^Write in private/ }).click();
  await fresh.page.getByText('More settings').click();
  found.push(...(await look(fresh, 'phone', 'start, unfolded')));
  const screen = await start(browser, trestle);
  const { page } = screen;
  await sheet(page);
  found.push(...(await look(screen, 'console', 'programme')));
  await page.keyboard.press('Escape');
  await fromMenu(page, 'Rehearse');
  await page.getByRole('button', { name: 'Begin the rehearsal' }).click();
  await expect(page.getByText('This is a rehearsal.')).toBeVisible();
  found.push(...(await look(screen, 'console', 'rehearsal')));
  await page.getByRole('button', { name: 'People and links' }).click();
  await page.getByRole('button', { name: /Make its link.*Age UK/ }).click();
  const link = await page.getByLabel('Link for Age UK').inputValue();
  found.push(...(await look(screen, 'console', 'people and links')));
  const card = await open(browser, 'phone', link);
  await expect(card.page.getByLabel('What we do')).toBeVisible();
  found.push(...(await look(card, 'phone', 'card beforehand')));
  await setDoor(page, 'Ask me first');
  const guest = await open(browser, 'phone', `${trestle.url}/join#${await codeOf(page)}`);
  await guest.page.getByLabel('Your name').fill('Nia');
  await guest.page.getByRole('radio', { name: 'Age UK' }).check();
  await guest.page.getByRole('button', { name: 'Ask to come in' }).click();
  await expect(guest.page.getByRole('heading', { name: 'You are at the door' })).toBeVisible();
  found.push(...(await look(guest, 'phone', 'at the door')));
  expect(found).toEqual([]);
});
