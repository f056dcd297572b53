// What is kept and what is not: a record is saved, the workshop is erased for everybody, and the record comes back as a workshop.
import { readFileSync } from 'node:fs';
import { type Kind, type Screen, expect, flawless, join, open, still, test } from '../kit/screens.js';

interface Data {
  workshop: { title: string };
  groups: { title: string }[];
}

test('a record that was saved comes back after everything was erased', async ({ browser, trestle }) => {
  const created = await trestle.play('act');
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  const desk = await open(browser, 'console', created.links.facilitator);
  await expect(desk.page.locator('#sheet-h')).toBeVisible();
  await desk.page.goto(`${trestle.url}/record/${created.workshop}`);

  await expect(desk.page.getByRole('heading', { name: 'Take it with you' })).toBeVisible();
  await desk.page.getByText('More kinds of files').click();
  const [download] = await Promise.all([
    desk.page.waitForEvent('download'),
    desk.page.getByRole('button', { name: 'Data, to import again (JSON)' }).click(),
  ]);
  const file = await download.path();
  const data = JSON.parse(readFileSync(file, 'utf8')) as Data;
  const [group] = data.groups;

  await desk.page.getByText('Erase everything now').click();
  const title = desk.page.getByLabel(/^To be sure, type the title/);
  await title.fill('another title');
  await desk.page.getByRole('button', { name: 'Erase everything', exact: true }).click();
  await expect(desk.page.getByText('This is not the title.')).toBeVisible();
  await title.fill(data.workshop.title);
  await desk.page.getByRole('button', { name: 'Erase everything', exact: true }).click();
  await expect(desk.page.getByText('Everything is erased')).toBeVisible();
  await expect(phone.page.getByText(/erased/i).first()).toBeVisible();
  flawless(phone);

  const back = await open(browser, 'console', trestle.url);
  await back.page.getByText('Import a record').click();
  await back.page.getByLabel('The file').setInputFiles({
    name: 'other.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"workshop":{"title":"x"}}'),
  });
  await back.page.getByRole('button', { name: 'Import it' }).click();
  await expect(back.page.getByRole('alert').filter({ hasText: 'record' })).toBeVisible();
  await back.page
    .getByLabel('The file')
    .setInputFiles({ name: 'record.json', mimeType: 'application/json', buffer: readFileSync(file) });
  await back.page.getByRole('button', { name: 'Import it' }).click();
  await back.page.waitForURL(/\/workshop\//);
  const id = new URL(back.page.url()).pathname.split('/').at(-1)!;
  expect(id).not.toBe(created.workshop);
  await back.page.goto(`${trestle.url}/record/${id}`);
  await expect(back.page.getByText(group!.title).first()).toBeVisible();
  await expect(back.page.getByRole('heading', { level: 1 })).toContainText(data.workshop.title);
});

const DAY = 86_400_000;

/** As a date field takes it: so many days from now. */
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 'YYYY-MM-DD'.length);

for (const language of ['en', 'cy'] as const) {
  test(`a workshop whose time is up says so on every screen, and opens again when it is kept for longer (${language})`, async ({
    browser,
    stepped,
  }) => {
    const en = language === 'en';
    const created = await stepped.play('group');
    const token = await stepped.seat(created.code, 'Zadie', 2);
    const speaking = (kind: Kind, address: string) => open(browser, kind, address, { locale: en ? 'en-GB' : 'cy-GB' });
    const phone = await speaking('phone', await stepped.link(created.workshop, token, 'seat'));
    const wall = await speaking('wall', created.links.wall);
    const desk = await speaking('console', created.links.facilitator);
    await expect(desk.page.locator('#sheet-h')).toBeVisible();
    await expect(phone.page.locator('main')).toBeVisible();
    await stepped.advance(200 * DAY);

    const over = en ? 'This workshop’s time is up' : 'Mae amser y gweithdy hwn ar ben';
    await expect(phone.page.getByRole('heading', { level: 1, name: over })).toBeVisible();
    await expect(wall.page.getByRole('heading', { level: 1, name: over })).toBeVisible();
    const banner = desk.page.getByRole('alert').filter({ hasText: en ? 'time was up on' : 'Daeth amser' });
    await expect(banner).toContainText(en ? 'run for 48 more hours' : '48 awr arall');
    await shot(phone, `lapse-phone-${language}`);
    await shot(wall, `lapse-wall-${language}`);
    await shot(desk, `lapse-console-${language}`);

    // Who comes now is told as well, and loses nothing of what the device has
    await phone.page.getByRole('button', { name: en ? 'Try again' : 'Ceisio eto' }).click();
    await expect(phone.page.getByRole('heading', { level: 1, name: over })).toBeVisible();
    flawless(phone);
    await phone.page.goto(`${stepped.url}/record/${created.workshop}`);
    await expect(phone.page.getByRole('alert').filter({ hasText: over.slice(0, -2) })).toBeVisible();
    await shot(phone, `lapse-record-phone-${language}`);
    // The browser's own words about the refusal
    expect(phone.complaints.splice(0)).toEqual([expect.stringContaining('403')]);
    const joining = await speaking('phone', created.links.join);
    await expect(joining.page.getByText(en ? 'time is up' : 'ar ben').first()).toBeVisible();
    await shot(joining, `lapse-join-${language}`);
    await desk.page.goto(`${stepped.url}/record/${created.workshop}`);
    await expect(banner).toBeVisible();
    await shot(desk, `lapse-record-console-${language}`);

    await desk.page.goto(`${stepped.url}/workshop/${created.workshop}`);
    await desk.page.getByRole('button', { name: en ? 'Choose another date' : 'Dewis dyddiad arall' }).click();
    await desk.page.getByLabel(en ? 'Erase everything on' : 'Dileu popeth ar').fill(inDays(600));
    await desk.page.getByRole('button', { name: en ? 'Save' : 'Cadw', exact: true }).click();
    await expect(banner).toBeHidden();
    await phone.page.goto(`${stepped.url}/workshop/${created.workshop}`);
    await expect(phone.page.getByRole('heading', { name: over })).toBeHidden();
    await expect(phone.page.getByRole('timer').first()).toBeVisible();
    await wall.page.getByRole('button').first().click();
    await expect(wall.page.getByRole('heading', { name: over })).toBeHidden();
    for (const screen of [phone, wall, desk]) flawless(screen);
  });
}

/** A picture to look at, where somebody wants one: of a phone and of a desk. */
async function shot({ page }: Screen, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (!folder) return;
  for (const [width, height] of [
    [360, 740],
    [1366, 768],
  ] as const) {
    const before = page.viewportSize();
    await page.setViewportSize({ width, height });
    await still(page);
    await page.screenshot({ path: `${folder}/${name}-${width}x${height}.png` });
    if (before) await page.setViewportSize(before);
  }
}
