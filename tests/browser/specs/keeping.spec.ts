// What is kept and what is not: a record is saved, the workshop is erased for everybody, and the record comes back as a workshop.
import { readFileSync } from 'node:fs';
import { expect, flawless, join, open, test } from '../kit/screens.js';

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
