// Names told apart and refused at their field, the code's card on the wall, files by name and separator, times in the workshop's zone.
import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expect, flawless, join, open, test } from '../kit/screens.js';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Codes as they are drawn, and the widest that there are. The draw is always the same. */
function codes(count: number): string[] {
  let seed = 7;
  const next = () => (seed = (seed * 48_271) % 2_147_483_647);
  const drawn = Array.from({ length: count }, () => Array.from({ length: 8 }, () => ALPHABET[next() % 32]).join(''));
  return [...drawn, 'WWWWWWWW', 'MMMMMMMM', 'QQQQMMWW', '11111111'];
}

test('the card with the code never leaves the wall, whatever the code', async ({ browser, trestle }) => {
  test.setTimeout(180_000);
  const created = await trestle.play('welcome');
  const wall = await open(browser, 'wall', created.links.wall);
  const code = wall.page.locator('.way__code > span').first();
  await expect(code).toBeVisible();
  for (const [width, height] of [
    [1920, 1080],
    [1280, 720],
    [1024, 768],
  ] as const) {
    await wall.page.setViewportSize({ width, height });
    const out = await wall.page.evaluate(async (all) => {
      await document.fonts.ready;
      const shown = document.querySelector('.way__code > span')!;
      const card = document.querySelector('.way')!;
      const line = document.querySelector<HTMLElement>('.way__code')!;
      const out: string[] = [];
      for (const code of all) {
        shown.textContent = `${code.slice(0, 4)} ${code.slice(4)}`;
        await Promise.resolve();
        const [text, box] = [shown.getBoundingClientRect(), card.getBoundingClientRect()];
        const inside = text.left >= box.left && text.right <= box.right && line.scrollWidth <= line.clientWidth + 1;
        if (!inside || box.right > innerWidth || box.bottom > innerHeight) out.push(code);
      }
      return out;
    }, codes(2_000));
    expect(out, `at ${width}x${height}`).toEqual([]);
  }
  flawless(wall);
});

test('after the end the card is the way to the record', async ({ browser, trestle }) => {
  const created = await trestle.play('act');
  const wall = await open(browser, 'wall', created.links.wall);
  const desk = await open(browser, 'console', created.links.facilitator);
  await desk.page.getByRole('button', { name: 'Close the workshop' }).first().click();
  await desk.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Close/ })
    .last()
    .click();
  await expect(wall.page.getByRole('heading', { name: 'Read the record' })).toBeVisible();
  await expect(wall.page.getByRole('heading', { name: 'Join on your phone' })).toHaveCount(0);
  await expect(wall.page.locator('.way__code')).toHaveCount(0);
  flawless(wall);
});

async function takeSeat(page: Page, name: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('radio', { name: 'Age UK', exact: true }).check();
  await page.getByRole('button', { name: 'Join the workshop' }).click();
}

test('case 11: a name that nobody can see is refused at its field, and two of one name are told apart on every screen', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('welcome');
  const phone = await open(browser, 'phone', created.links.join);
  await takeSeat(phone.page, '\u3164');
  await expect(phone.page.getByText('Nothing of that name can be seen')).toBeVisible();
  await expect(phone.page.getByLabel('Your name')).toBeFocused();
  await takeSeat(phone.page, '\u202eZahra\u202c');
  await phone.page.waitForURL(/\/workshop\//);
  const second = await join(browser, created, 'Zahra', 'Age UK');
  const [desk, wall] = [
    await open(browser, 'console', created.links.facilitator),
    await open(browser, 'wall', created.links.wall),
  ];
  for (const { page } of [phone, second, wall])
    await expect(page.getByText('Zahra (2)', { exact: true }).first()).toBeVisible();
  await expect(desk.page.getByText('Zahra (2)').first()).toBeVisible();
  const record = await trestle.record(created.workshop, created.token);
  const own = record.organisations.find(({ name }: { name: string }) => name === 'Age UK');
  expect(own.people).toEqual(expect.arrayContaining(['Zahra', 'Zahra (2)']));
  for (const screen of [phone, second, desk, wall]) flawless(screen);
});

test('every screen says the time of the workshop’s zone, wherever it is', async ({ browser, stepped }) => {
  const created = await stepped.play('welcome');
  const near = await open(browser, 'wall', created.links.wall);
  const far = await open(browser, 'wall', created.links.wall, {
    timezoneId: 'Pacific/Auckland',
  });
  const times = (page: Page) => page.locator('.agenda__at').allTextContents();
  await expect(near.page.locator('.agenda__at').first()).toBeVisible();
  await expect(far.page.locator('.agenda__at').first()).toBeVisible();
  expect(await times(far.page)).toEqual(await times(near.page));
});

test('cells are kept apart as the reader wants, and a spreadsheet is there as one', async ({ browser, trestle }) => {
  const created = await trestle.play('act');
  const { page } = await open(browser, 'console', await trestle.link(created.workshop, created.token, 'results'));
  await page.getByText('More kinds of files').click();
  const save = async (name: string) => {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name, exact: true }).first().click();
    return coming;
  };
  await expect(page.getByLabel('What stands between the cells')).toHaveValue('comma');
  await page.getByLabel('What stands between the cells').selectOption('Semicolon');
  const csv = await readFile((await (await save('Actions as a table (CSV)')).path())!, 'utf8');
  expect(csv.split('\r\n')[0]).toBe('\uFEFFAction;Person;Organisation;Due');
  const book = await save('Tables for a spreadsheet (Excel)');
  expect(book.suggestedFilename()).toBe('Co-creation-workshop-families-and-the-library-record.xlsx');
});

test('the recap of a latecomer is about the step that they came into, and gone in the next', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('roles');
  const late = await join(browser, created, 'Late', 'Age UK');
  const recap = late.page.getByRole('heading', {
    name: 'Welcome, you are right on time for this',
  });
  await expect(recap).toBeVisible();
  const desk = await open(browser, 'console', created.links.facilitator);
  await desk.page
    .getByRole('button', { name: /^Next:/ })
    .first()
    .click();
  await expect(late.page.getByRole('heading', { level: 2, name: 'Actions' }).first()).toBeVisible();
  await expect(recap).toHaveCount(0);
});
