// What an operator's troubles look like on a console: entries that a damaged disk took, and a link that the operator made.
import { expect, flawless, join, open, test } from '../kit/screens.js';
import { look } from '../kit/looks.js';

test('a console says what damage took, pages that are open bring words back, and a facilitator ends the telling', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('write');
  await trestle.terminate();
  await trestle.restart();
  const console_ = await open(browser, 'console', created.links.facilitator);
  await expect(console_.page.getByRole('button', { name: /^Next: / })).toBeVisible();
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  const note = phone.page.getByRole('textbox', { name: 'Your note' });
  for (const words of ['First of mine', 'Second of mine', 'Third of mine']) {
    await note.fill(words);
    await note.press('Enter');
    await expect(phone.page.getByText(words, { exact: true })).toBeVisible();
  }
  await expect(phone.page.getByText('Note added, 3 yours')).toBeAttached();
  // Nothing is missing: then the console says nothing
  await trestle.kill();
  await trestle.restart();
  const lost = console_.page.getByText('The server’s disk was damaged', { exact: false });
  await expect(console_.page.getByRole('button', { name: /^Next: / })).toBeEnabled();
  await expect(lost).toHaveCount(0);

  const saved = phone.page.locator('[data-saved="saved"], [data-saved="back"]').first();
  await expect(saved).toBeAttached();
  await note.fill('Fourth of mine');
  await note.press('Enter');
  await expect(phone.page.getByText('Note added, 4 yours')).toBeAttached();
  await note.fill('Half of the fifth');
  await expect(saved).toBeAttached();
  await trestle.kill();
  trestle.cutLog(0.5);
  await trestle.restart();
  await expect(lost).toBeVisible();
  await expect(console_.page.getByText('Ask everybody to leave their pages open', { exact: false })).toBeVisible();
  expect(await look(console_, 'console', 'what damage took')).toEqual([]);
  await expect(phone.page.getByText('Fourth of mine', { exact: true })).toBeVisible();
  await expect(phone.page.getByText('The server’s disk was damaged', { exact: false })).toHaveCount(0);
  const other = await open(browser, 'phone', await trestle.link(created.workshop, created.token, 'facilitator'));
  await expect(other.page.getByText('The server’s disk was damaged', { exact: false })).toBeVisible();

  await console_.page.getByRole('button', { name: 'We have seen it' }).click();
  await expect(lost).toHaveCount(0);
  await expect(other.page.getByText('The server’s disk was damaged', { exact: false })).toHaveCount(0);
  flawless(console_);
  flawless(phone);
});

test('a link that the operator made stands among the links as theirs', async ({ browser, trestle }) => {
  const created = await trestle.play('introduce');
  const said = await trestle.recover(created.workshop);
  const link = /^http\S+$/m.exec(said)?.[0];
  const console_ = await open(browser, 'console', link!);
  await expect(console_.page.getByRole('button', { name: /^Next: / })).toBeVisible();
  await console_.page.getByRole('button', { name: 'People and links' }).click();
  const list = console_.page.getByRole('region', { name: 'Links and consoles in use' });
  await expect(list.getByText('by whoever runs the server', { exact: false }).first()).toBeVisible();
  expect(await look(console_, 'console', 'a recovered link')).toEqual([]);
  flawless(console_);
});
