// The QR code on consoles and small walls: it carries the invitation, can be scanned as small as it is shown, and leads where the typed code leads.
import { camera } from '../kit/scan.js';
import { expect, flawless, open, test } from '../kit/screens.js';

/** The smallest screens that show the code. */
const SMALL = [
  [683, 768],
  [1280, 720],
] as const;

for (const [width, height] of SMALL)
  test(`p9: the invitation can be scanned from a wall at ${width}×${height} and from the console`, async ({
    browser,
    trestle,
  }) => {
    const created = await trestle.play('introduce');
    const scanned = created.links.join.replace('/join#', '/J#').toUpperCase();
    const wall = await open(browser, 'wall', created.links.wall);
    await wall.page.setViewportSize({ width, height });
    const way = wall.page.getByRole('img', { name: /^QR code/ });
    await expect(way).toBeVisible();
    const read = await camera(wall.context);
    // A small screen shows the wall as a page to scroll
    await way.scrollIntoViewIfNeeded();
    expect(await read(wall.page)).toBe(scanned);
    flawless(wall);

    const console_ = await open(browser, 'console', created.links.facilitator);
    await console_.page.setViewportSize({ width, height });
    await console_.page.getByRole('button', { name: 'People and links' }).click();
    const dialog = console_.page.getByRole('dialog');
    await expect(dialog.getByLabel('Link to join', { exact: true })).toHaveValue(created.links.join);
    const sign = dialog.getByRole('img', { name: /^QR code/ });
    await expect(sign).toBeVisible();
    expect(await (await camera(console_.context))(sign)).toBe(scanned);
    flawless(console_);
  });

test('p9: whoever scans the code is at the form, whatever the camera does with capitals, and comes back to it', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('introduce');
  const invitation = new URL(created.links.join).hash;
  for (const scanned of [
    `${trestle.url}/J${invitation}`.toUpperCase(),
    `${trestle.url}/j${invitation}`,
    created.links.join,
  ]) {
    const phone = await open(browser, 'phone', scanned);
    const { page } = phone;
    await expect(page.getByLabel('Your name')).toBeVisible();
    await expect(page).toHaveURL(`${trestle.url}/join`);
    await page.reload();
    await expect(page.getByLabel('Your name')).toBeVisible();
    await expect(page.getByText(invitation.slice(1))).toHaveCount(0);
    flawless(phone);
    await phone.context.close();
  }
});

test('p9: with another code the old invitation opens nothing, and the wall shows the new one', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('introduce');
  const wall = await open(browser, 'wall', created.links.wall);
  await expect(wall.page.getByRole('img', { name: /^QR code/ })).toBeVisible();
  const read = await camera(wall.context);
  const first = await read(wall.page);
  await trestle.changeCode(created);
  await expect(wall.page.getByText(`${created.code.slice(0, 4)} ${created.code.slice(4)}`)).toHaveCount(0);
  const second = await read(wall.page);
  expect(second).toMatch(/\/J#[A-Z2-7]{26}$/);
  expect(second).not.toBe(first);
  const late = await open(browser, 'phone', first!);
  await expect(late.page.getByText('This link does not open a workshop any more')).toBeVisible();
  await expect(late.page.getByRole('textbox')).toHaveValue('');
  const next = await open(browser, 'phone', second!);
  await expect(next.page.getByLabel('Your name')).toBeVisible();
});
