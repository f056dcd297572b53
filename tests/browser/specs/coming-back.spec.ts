// Rules 6 and 25, P3 and P5 in a real browser: what is half typed survives lost Wi-Fi, a change of step, a restart and a reload; and the saved mark tells the truth.
import { expect, flawless, join, open, test } from '../kit/screens.js';

const DRAFT = 'Half a thought 🚇, and the other ha';

test('a phone loses its connection while writing, the step moves on, the server restarts; it comes back as the same seat with its half-typed text', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('introduce');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  const { page } = phone;
  await console_.page.getByRole('button', { name: /^Next: write/ }).click();
  const field = page.getByRole('textbox', { name: 'Your note' });
  await field.fill('A whole note');
  await field.press('Enter');
  await expect(page.getByText('Note added, 1 yours')).toBeAttached();
  await field.pressSequentially('Half a thought');
  await expect(page.locator('[data-saved="saved"]').first()).toBeAttached();

  await phone.context.setOffline(true);
  await trestle.kill();
  await field.pressSequentially(' 🚇, and the other ha');
  await expect(page.locator('[data-saved="offline"], [data-saved="reconnecting"]').first()).toBeAttached({
    timeout: 20_000,
  });
  await trestle.restart();
  await expect(console_.page.locator('[data-saved="saved"], [data-saved="back"]').first()).toBeAttached({
    timeout: 30_000,
  });
  await console_.page.getByRole('button', { name: /^Next: group/ }).click();
  await expect(console_.page.getByText('A whole note')).toBeVisible();

  await phone.context.setOffline(false);
  await expect(page.getByText('Back. Everything is saved').first()).toBeAttached({ timeout: 30_000 });
  await expect(field, 'somebody in mid-sentence is not moved (rule 8)').toHaveValue(DRAFT);
  await expect(page.getByText('Now: Group together.')).toBeVisible();
  await page.getByRole('button', { name: 'Go there' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What belongs together?');

  // P5: also after a reload, and on another device with the personal link.
  await page.reload();
  await expect(page.getByRole('timer').first()).toBeVisible();
  const record = await trestle.record(created.workshop, created.token);
  expect(record.organisations[1].people.filter((name: string) => name === 'Zadie')).toHaveLength(1);
  expect(record.loose.map((note: { text: string }) => note.text)).toContain('A whole note');
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name: 'Use another device' }).click();
  const address = await page.getByRole('textbox', { name: 'Your personal link' }).inputValue();
  const tablet = await open(browser, 'phone', address);
  await expect(tablet.page.getByRole('timer').first()).toBeVisible();
  await console_.page.getByRole('button', { name: /^Write in private ?,/ }).click();
  for (const screen of [phone, tablet]) {
    await expect(screen.page.getByRole('textbox', { name: 'Your note' })).toHaveValue(DRAFT, { timeout: 20_000 });
    await expect(screen.page.getByText('A whole note')).toBeVisible();
    flawless(screen);
  }
});

test('a server that is gone is never called saved', async ({ browser, trestle }) => {
  const created = await trestle.play('introduce');
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  const card = phone.page.getByRole('textbox', { name: 'What we do' });
  await expect(card).toBeEditable();
  await expect(phone.page.locator('[data-saved="saved"]').first()).toBeAttached();
  await trestle.kill();
  await card.pressSequentially(' And this.');
  await expect(phone.page.locator('[data-saved="saved"], [data-saved="back"]')).toHaveCount(0);
  await trestle.restart();
  await expect(phone.page.getByText('Back. Everything is saved').first()).toBeAttached({ timeout: 30_000 });
  const record = await trestle.record(created.workshop, created.token);
  expect(record.organisations[1].card.does).toMatch(/ And this\.$/);
});
