// The record on screen: for those who were there and for those who only have a link to it; taken away as files; erased; brought back.
import { AxeBuilder } from '@axe-core/playwright';
import type { Download, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expect, flawless, open, still, test } from '../kit/screens.js';
import type { Created, Trestle } from '../kit/trestle.js';

async function bytes(download: Download): Promise<Buffer> {
  return readFile((await download.path())!);
}

/** Presses a button and waits for the file that it saves. */
async function saved(page: Page, name: string): Promise<Download> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name, exact: true }).first().click();
  return coming;
}

async function resultsLink(trestle: Trestle, { workshop, token }: Created): Promise<string> {
  return trestle.link(workshop, token, 'results');
}

test('a link to the results opens the record on a device that was never there, also after the end, and nothing else', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('act');
  const link = await resultsLink(trestle, created);
  const reader = await open(browser, 'phone', link);
  const { page } = reader;
  await expect(
    page.getByRole('heading', {
      level: 1,
      name: 'Co-creation workshop: families and the library',
    }),
  ).toBeVisible();
  await expect(page.getByText('A draft.', { exact: false }).first()).toBeVisible();
  const front = page.locator('.front');
  await expect(front.getByText('A card for every child, no signature needed')).toBeVisible();
  for (const part of ['What we agreed', 'Who is in', 'Who does what by when', 'When we meet again'])
    await expect(front.getByRole('heading', { level: 2, name: part })).toBeVisible();
  expect(new URL(page.url()).hash, 'the secret has left the address bar').toBe('');
  await expect(page.getByRole('heading', { name: 'For facilitators' })).toHaveCount(0);
  await expect(page.getByText('Private notes')).toHaveCount(0);

  // A part's address is no secret: loaded anew, the record is still there
  await page.getByRole('link', { name: 'Team roles' }).click();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Team roles' })).toBeVisible();

  // After the end it is the same link, and no draft any more
  const desk = await open(browser, 'console', created.links.facilitator);
  await desk.page.getByRole('button', { name: 'Close the workshop' }).click();
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Close all the same' }).click();
  await expect(desk.page.getByText('It was closed without:')).toBeVisible();
  await page.reload();
  await expect(
    page.getByRole('heading', {
      name: 'Closed although something was missing',
    }),
  ).toBeVisible();
  await expect(page.getByText('A draft.', { exact: false })).toHaveCount(0);
  await page.goto(link.replace('/record/', '/wall/').replace(/#.*/, ''));
  await expect(page.getByText('This screen is not a wall yet')).toBeVisible();
  flawless(reader);
});

test('the record shows every part with its pictures, is clean for axe, and prints without its buttons', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('act');
  const reader = await open(browser, 'console', await resultsLink(trestle, created));
  const { page } = reader;
  for (const part of ['Challenge briefs', 'Team roles', 'Next steps', 'Problems', 'Who took part'])
    await expect(page.getByRole('heading', { level: 2, name: part })).toBeVisible();
  await expect(page.getByRole('img', { name: /^Stakeholder map/ })).toBeVisible();
  await expect(
    page.getByRole('img', {
      name: /^Seriousness from left to right|^Where the problems/,
    }),
  ).toBeVisible();
  await expect(
    page.locator('.front').getByRole('heading', {
      level: 3,
      name: 'A card for every child, no signature needed',
    }),
  ).toBeVisible();
  // The words of the papers, not those of the forms
  for (const word of ['In', 'How we keep in touch', 'Parked'])
    await expect(page.getByText(word, { exact: true }).first()).toBeVisible();
  for (const word of ['We are in', 'Keeping in touch', 'Kept for later'])
    await expect(page.getByText(word, { exact: true })).toHaveCount(0);
  for (const [width, colorScheme] of [
    [320, 'light'],
    [1366, 'light'],
    [1366, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await still(page);
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id} at ${width}: ${nodes[0]?.html}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
  await page.emulateMedia({ media: 'print' });
  for (const button of await page.getByRole('button').all()) await expect(button).toBeHidden();
  await expect(page.getByRole('heading', { level: 2, name: 'Challenge briefs' })).toBeVisible();
  for (const head of await page.locator('.record thead').all()) await expect(head).toHaveCSS('break-after', 'avoid');
  flawless(reader);
});

test('every file of the record is saved under the title, and a failure is said beside a way to try again', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('act');
  const reader = await open(browser, 'console', await resultsLink(trestle, created));
  const { page } = reader;
  await page.getByText('More kinds of files').click();
  const title = 'Co-creation-workshop-families-and-the-library-';
  const files: [button: string, ending: string, begins: string][] = [
    ['PDF, to print or send', 'record.pdf', '%PDF-'],
    ['Word document', 'record.docx', 'PK'],
    ['Dates for a calendar (ICS)', 'record.ics', 'BEGIN:VCALENDAR'],
    ['Tables for a spreadsheet (Excel)', 'record.xlsx', 'PK'],
    ['Text (Markdown)', 'record.md', '# '],
    ['Notes as a table (CSV)', 'notes.csv', '\uFEFF'],
    ['Actions as a table (CSV)', 'actions.csv', '\uFEFF'],
    ['Data, to import again (JSON)', 'record.json', '{'],
    ['All of them together (ZIP)', 'record.zip', 'PK'],
  ];
  for (const [button, ending, begins] of files) {
    const file = await saved(page, button);
    expect(file.suggestedFilename()).toBe(title + ending);
    expect((await bytes(file)).toString('utf8').startsWith(begins), `${ending} begins as such a file does`).toBe(true);
    await expect(page.getByText(`${button} is saved`)).toBeVisible();
  }

  await trestle.kill();
  await page.getByRole('button', { name: 'PDF, to print or send' }).click();
  await expect(page.getByRole('alert').getByText(/cannot be reached/)).toBeVisible();
  await trestle.restart();
  const again = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Try again: PDF, to print or send' }).click();
  await again;
  flawless(reader);
});

test('the record goes into an e-mail without the page: by its button, and as it is selected (case 22)', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('act');
  const reader = await open(browser, 'console', await resultsLink(trestle, created));
  const { page } = reader;
  await expect(page.getByRole('heading', { name: 'What we agreed' })).toBeVisible();
  // What a mail program would be given; plain HTTP has no clipboard to read back
  await page.evaluate(() => {
    const kept = ((window as unknown as { kept: string[] }).kept = []) as string[];
    document.addEventListener('copy', (event) => {
      kept.push(event.clipboardData?.getData('text/html') ?? '', event.clipboardData?.getData('text/plain') ?? '');
    });
  });
  const copied = () => page.evaluate(() => (window as unknown as { kept: string[] }).kept);
  const isTheRecord = (html: string, text: string) => {
    for (const form of [html, text]) {
      for (const word of [
        'What we agreed',
        'A card for every child, no signature needed',
        'Challenge briefs',
        'Who took part',
      ])
        expect(form).toContain(word);
      for (const word of ['Skip to', 'Print', 'Cymraeg', 'PDF, to print', 'On this page', 'Copy for e-mail'])
        expect(form).not.toContain(word);
    }
    expect(html).not.toMatch(/<(svg|img|button|script)|data:|class=/);
    expect(html.length).toBeLessThan(60_000);
    expect(html).toContain('<table');
  };
  await page.locator('body').click({ position: { x: 2, y: 2 } });
  await page.keyboard.press('Control+a');
  const selected = await page.evaluate(() => getSelection()?.toString() ?? '');
  for (const word of ['Skip to', 'Cymraeg', 'PDF, to print', 'Copy for e-mail']) expect(selected).not.toContain(word);
  await page.keyboard.press('Control+c');
  const [html = '', text = ''] = await copied();
  isTheRecord(html, text);

  // The button gives the same, and nothing to complain of: the newer interface holds the page's rules about style against what is copied
  const filled = page.evaluate(
    () =>
      new Promise<[string, string]>((resolve) => {
        const set = DataTransfer.prototype.setData;
        const given = new Map<string, string>();
        DataTransfer.prototype.setData = function (format: string, data: string) {
          given.set(format, data);
          set.call(this, format, data);
          if (given.size === 2) resolve([given.get('text/html') ?? '', given.get('text/plain') ?? '']);
        };
      }),
  );
  await page.getByRole('button', { name: 'Copy for e-mail' }).click();
  await expect(page.getByText('Copied. Paste it into an e-mail now.')).toBeVisible();
  isTheRecord(...(await filled));
  flawless(reader);
});

test('private notes are for facilitators alone, lie apart from the record, and come back with an import', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('act');
  const desk = await open(browser, 'console', created.links.facilitator);
  await expect(desk.page.getByRole('button', { name: /Close the workshop|Next:/ }).first()).toBeVisible();
  await desk.page.goto(`${new URL(created.links.wall).origin}/record/${created.workshop}`);
  const { page } = desk;
  await page.getByText('More kinds of files').click();
  const aside = 'Whether a card needs a guardian';
  const notes = await bytes(await saved(page, 'Private notes, to import again (JSON)'));
  const record = await bytes(await saved(page, 'Data, to import again (JSON)'));
  expect(notes.toString('utf8')).toContain(aside);
  expect(record.toString('utf8')).not.toContain(aside);
  await expect(page.getByText(aside)).toHaveCount(0);

  const home = await open(browser, 'console', trestle.url);
  await home.page.getByText('Import a record').click();
  const file = (name: string, buffer: Buffer) => ({
    name,
    mimeType: 'application/json',
    buffer,
  });
  await home.page
    .getByLabel('The file')
    .setInputFiles([file('private-notes.json', notes), file('record.json', record)]);
  await home.page.getByRole('button', { name: 'Import it' }).click();
  await home.page.waitForURL(/\/workshop\//);
  await home.page.goto(home.page.url().replace('/workshop/', '/record/'));
  await home.page.getByText('More kinds of files').click();
  const again = await bytes(await saved(home.page, 'Private notes, to import again (JSON)'));
  expect(again.toString('utf8')).toContain(aside);
});

test('facilitators erase one person and keep the rest, then everything', async ({ browser, trestle }) => {
  const created = await trestle.play('act');
  const desk = await open(browser, 'console', created.links.facilitator);
  await expect(desk.page.getByRole('button', { name: 'Close the workshop' })).toBeVisible();
  await desk.page.goto(`/record/${created.workshop}`.replace(/^/, new URL(created.links.wall).origin));
  const { page } = desk;
  // Who was removed and left their notes can still ask for them to be erased
  const { page: room } = await open(browser, 'console', created.links.facilitator);
  await room.getByRole('button', { name: 'More about Gwen' }).click();
  await room.getByRole('menuitem', { name: 'Remove…' }).click();
  await room.getByRole('button', { name: 'Remove, keep what they wrote' }).click();
  await expect(room.getByRole('button', { name: 'More about Gwen' })).toHaveCount(0);
  await page.getByText('Erase one person and keep the rest').click();
  await page.getByRole('button', { name: 'Choose a person…' }).click();
  await page.getByLabel('Whom').selectOption({ label: 'Gwen, Age UK (removed before)' });
  await page.getByRole('button', { name: 'Erase Gwen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Erase Gwen and the notes now' }).click();
  await expect(page.getByText('Gwen is erased.')).toBeVisible();
  const record = JSON.stringify(await trestle.record(created.workshop, created.token));
  expect(record).not.toContain('Gwen');
  expect(record, 'the others stay').toContain('Fadumo');

  await page.locator('summary', { hasText: 'Erase everything now' }).click();
  await page.getByLabel(/^To be sure, type the title/).fill('Something else');
  await page.getByRole('button', { name: 'Erase everything' }).click();
  await expect(page.getByText('This is not the title.')).toBeVisible();
  await page.getByLabel(/^To be sure, type the title/).fill('co-creation workshop:  families and the library');
  await page.getByRole('button', { name: 'Erase everything' }).click();
  await expect(page.getByRole('heading', { name: 'Everything is erased' })).toBeVisible();
  await expect(trestle.record(created.workshop, created.token)).rejects.toThrow(/no record/);
  await page.reload();
  await expect(page.getByText('This device is not in the workshop')).toBeVisible();
});

test('a record that was saved as data becomes a new workshop; another file is refused in words', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('act');
  const data = JSON.stringify(await trestle.record(created.workshop, created.token));
  const home = await open(browser, 'console', trestle.url);
  const { page } = home;
  await page.getByText('Import a record').click();
  await page.getByRole('button', { name: 'Import it' }).click();
  await expect(page.getByText('Choose a file first.')).toBeVisible();
  const file = (text: string) => ({
    name: 'record.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  await page.getByLabel('The file').setInputFiles(file('{"menu": []}'));
  await page.getByRole('button', { name: 'Import it' }).click();
  await expect(page.getByText('This file is no record.')).toBeVisible();
  await page.getByLabel('The file').setInputFiles(file(data));
  await page.getByRole('button', { name: 'Import it' }).click();
  await page.waitForURL(/\/workshop\//);
  await expect(page.getByRole('heading', { level: 1, name: /families and the library/ })).toBeVisible();
  flawless(home);
});
