// Lists that everybody adds to: a facilitator puts an organisation's name right or takes it off the list, and everybody takes back what they said.
import { expect, flawless, follow, join, open, test } from '../kit/screens.js';
import { faults, look } from '../kit/looks.js';

test('P9: an organisation is called otherwise, and one that nobody is with goes off the list', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('welcome');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const phone = await open(browser, 'phone', created.links.join);
  await phone.page.getByLabel('Your name').fill('Zadie');
  await phone.page.getByRole('radio', { name: 'Another one' }).check();
  await phone.page.getByLabel('Name of your organisation').fill('Wood Green Quire');
  await phone.page.getByRole('button', { name: 'Join the workshop' }).click();
  await phone.page.waitForURL(/\/workshop\//);
  const { page } = console_;
  const people = page.getByRole('complementary', { name: /^People/ });
  const choose = async (organisation: string, item: string): Promise<void> => {
    await people.getByRole('button', { name: `More for ${organisation}` }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };

  await people.getByRole('button', { name: 'More for Wood Green Quire' }).click();
  await expect(page.getByRole('menuitem', { name: 'Another name…' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Take it off the list' })).toHaveCount(0);
  await page.getByRole('menuitem', { name: 'Another name…' }).click();
  const dialog = page.getByRole('dialog', {
    name: 'Another name for Wood Green Quire',
  });
  const field = dialog.getByRole('textbox', { name: 'Its name' });
  await expect(field).toHaveValue('Wood Green Quire');
  await field.fill('age uk');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog.getByText('That name is taken already.')).toBeVisible();
  await field.fill('Wood Green Choir');
  expect(await faults(console_, 'dialog')).toEqual([]);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(people.getByRole('heading', { name: 'Wood Green Choir' })).toBeVisible();
  await phone.page.getByRole('button', { name: 'Menu' }).click();
  await expect(phone.page.getByText('You are Zadie, Wood Green Choir.')).toBeVisible();

  await people.getByRole('button', { name: 'More about Zadie' }).click();
  await page.getByRole('menuitem', { name: /^Remove/ }).click();
  await page.getByRole('button', { name: 'Erase them with all they wrote, for good' }).click();
  await expect(people.getByRole('heading', { name: 'Nobody here from' })).toBeVisible();
  await choose('Wood Green Choir', 'Take it off the list');
  await expect(people.getByText('Wood Green Choir')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(people.getByText('Wood Green Choir')).toBeVisible();
  expect(await look(console_, 'console', 'people')).toEqual([]);

  const welsh = await open(browser, 'console', created.links.facilitator, { locale: 'cy-GB' });
  await welsh.page.getByRole('button', { name: 'Mwy ar gyfer Wood Green Choir' }).click();
  await expect(welsh.page.getByRole('menuitem', { name: 'Tynnu oddi ar y rhestr' })).toBeVisible();
  await welsh.page.getByRole('menuitem', { name: 'Enw arall…' }).click();
  await expect(welsh.page.getByRole('dialog', { name: 'Enw arall ar Wood Green Choir' })).toBeVisible();
  for (const screen of [console_, welsh]) flawless(screen);
});

test('P9: who said a line about a brief withdraws it, and a facilitator takes away any', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('brief');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const { page } = console_;
  const zadie = await join(browser, created, 'Zadie', 'Age UK');
  const yusuf = await join(browser, created, 'Yusuf', 'Age UK');
  const prompt = page.locator('#sheet-h');
  await expect(async () => {
    if (!/One brief at a time/.test(await prompt.innerText()))
      await page.getByRole('button', { name: /^Next: / }).click();
    await expect(prompt).toHaveText(/One brief at a time/, { timeout: 1_000 });
  }).toPass();
  await page.locator('.speaker__name', { hasText: 'Fix it, then use it' }).click();
  for (const [phone, text] of [
    [zadie, 'It starts small'],
    [yusuf, 'It is rubbish'],
  ] as const) {
    const field = phone.page.getByRole('textbox', { name: 'What I like' });
    await follow(phone.page, field);
    await field.fill(text);
    await phone.page.getByRole('button', { name: 'Send: What I like' }).click();
  }
  const own = zadie.page.getByRole('list', {
    name: 'Sent by you: What I like',
  });
  await expect(own).toContainText('It starts small');
  await expect(own).not.toContainText('rubbish');
  await expect(page.getByText('It starts small')).toBeVisible();
  await zadie.page.reload();
  await own.getByRole('button', { name: /^Withdraw ?: It starts small$/ }).click();
  await expect(page.getByText('It starts small')).toHaveCount(0);
  await zadie.page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('It starts small')).toBeVisible();
  expect(await look(zadie, 'phone', 'lines')).toEqual([]);

  await page.getByRole('button', { name: 'Take away: It is rubbish' }).click();
  const ask = page.getByRole('dialog', { name: 'Take this line away?' });
  await expect(ask).toContainText('It is rubbish');
  expect(await faults(console_, 'take')).toEqual([]);
  await ask.getByRole('button', { name: 'Take it away' }).click();
  await expect(page.getByText('It is rubbish')).toHaveCount(0);
  await expect(yusuf.page.getByText('It is rubbish')).toHaveCount(0);
  for (const screen of [console_, zadie, yusuf]) flawless(screen);
});
