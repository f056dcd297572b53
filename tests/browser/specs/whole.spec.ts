// A whole workshop in real browsers: a facilitator, two phones and the wall, in a room of fourteen others, through all six stages on a stepped clock.
import { HOME, type Screen, expect, flawless, join, open, test } from '../kit/screens.js';

/** Hostile enough, and nobody else's. */
const HERS = 'Zuhause <b>kaputt</b> & "allein" *sehr* 💻 =1+1';
const HIS = 'No bus after eight, so no library after seven';
const GROUP = 'Getting there | and back <again>';

test('a facilitator, two phones and the wall go through all six stages; the record has every word and survives a kill', async ({
  browser,
  stepped: trestle,
}) => {
  const room = await trestle.room();
  const { created } = room;
  const console_ = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);
  const zadie = await join(browser, created, 'Zadie', 'Citizens Advice');
  const yusuf = await join(browser, created, 'Yusuf', 'Age UK');
  const phones = [zadie, yusuf];
  const everybody = [console_, wall, ...phones];
  for (const phone of phones) expect(phone.page.viewportSize()).toEqual(HOME.phone);
  const her = zadie.page;
  const his = yusuf.page;

  /** The room plays the live step, then the facilitator presses the one button, and everybody is in the next. */
  async function onwards(): Promise<void> {
    await room.ready();
    const asked = await Promise.all(phones.map(({ page }) => page.getByRole('heading', { level: 1 }).innerText()));
    await console_.page.getByRole('button', { name: /^Next: / }).click();
    for (const [number, { page }] of phones.entries()) {
      // Somebody in mid-sentence is not moved, but told (rule 8): they go when they like.
      const go = page.getByRole('button', { name: 'Go there' });
      await expect(async () => {
        if (await go.isVisible()) await go.click();
        await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(asked[number]!, { timeout: 500 });
      }).toPass();
    }
    await trestle.advance(61_000);
  }

  // Welcome
  await room.play();
  for (const { page } of phones) {
    await page.getByRole('button', { name: 'Wave' }).click();
    await expect(page.locator('#step').getByText('You have waved: your device works.')).toBeVisible();
  }
  await expect(console_.page.getByText('15 participants, 15 waved')).toBeVisible();
  await expect(wall.page.getByText(created.code.slice(0, 4)).first()).toBeVisible();

  // Introductions
  await onwards();
  await her.getByRole('textbox', { name: 'What we do' }).pressSequentially(' Also on Saturdays.');
  await room.play();

  // Writing
  await onwards();
  const written: [Screen, string][] = [
    [zadie, HERS],
    [yusuf, HIS],
  ];
  for (const [{ page }, text] of written) {
    const field = page.getByRole('textbox', { name: 'Your note' });
    await field.fill(text);
    await field.press('Enter');
    await expect(field).toHaveValue('');
    await expect(field).toBeFocused();
    await expect(page.getByText('Note added, 1 yours')).toBeAttached();
    await page.getByRole('button', { name: 'I’m done' }).click();
  }
  await room.play();
  await expect(wall.page.getByText('50')).toBeVisible();
  for (const screen of [console_, wall, yusuf]) {
    const bytes = Buffer.concat(screen.received).toString('utf8');
    expect(bytes.includes('Zuhause'), 'P2: her note before the reveal').toBe(false);
  }
  expect(Buffer.concat(console_.received).length, 'the console received something').toBeGreaterThan(1000);

  // Grouping
  await onwards();
  await room.play();
  await her.getByRole('button', { name: 'New group' }).first().click();
  const naming = her.getByRole('textbox', { name: 'Name of the group' }).last();
  await expect(naming).toBeFocused();
  await naming.pressSequentially(GROUP);
  await expect(her.getByRole('heading', { name: GROUP })).toBeAttached();
  const movers: [Screen, string][] = [
    [zadie, HERS],
    [yusuf, HIS],
  ];
  for (const [{ page }, text] of movers) {
    await page.getByRole('button', { name: `Move: ${text.slice(0, 40)}` }).click();
    await page.getByRole('menuitem', { name: GROUP }).click();
  }
  await expect(console_.page.getByText(HERS)).toBeVisible();
  await expect(console_.page.getByText(HIS)).toBeVisible();

  // Discussing
  await onwards();
  await room.play();
  const about = his
    .locator('details, section')
    .filter({ has: his.getByText(GROUP, { exact: true }) })
    .last();
  await about.locator('summary').first().click();
  await about.getByRole('textbox', { name: 'Who is it a problem for?' }).fill('People without a car');

  // Rating
  await onwards();
  await room.play();
  const rating = his.getByRole('region', { name: GROUP });
  // A finger meets the label; what lies over it (the dock) makes the page scroll first.
  await rating.getByRole('group', { name: 'Seriousness' }).locator('label').filter({ hasText: '5' }).click();
  await rating.getByRole('group', { name: 'Priority' }).locator('label').filter({ hasText: '4' }).click();
  await expect(his.getByText('You have rated 1 of 7.')).toBeVisible();

  // Briefs
  await onwards();
  await room.play();
  await console_.page.getByRole('button', { name: 'Zadie: move to another team' }).click();
  await console_.page.getByRole('menuitem', { name: 'New team' }).click();
  await expect(her.getByText('Brief 5 of 5')).toBeVisible();
  await console_.page.getByRole('button', { name: 'Yusuf: move to another team' }).click();
  await console_.page.getByRole('menuitem', { name: /^Team 5/ }).click();
  const hersIn = (label: string) => her.getByRole('textbox', { name: label });
  const hisIn = (label: string) => his.getByRole('textbox', { name: label });
  await hersIn('The challenge in a line').fill('A late bus');
  await expect(hisIn('The challenge in a line')).toHaveValue('A late bus');
  // Both in the same field: neither loses a letter.
  await Promise.all([
    hersIn('Why it matters').pressSequentially('Nobody should have to choose. ', { delay: 20 }),
    hisIn('Why it matters').pressSequentially('Eight is early. ', {
      delay: 25,
    }),
  ]);
  await expect
    .poll(async () => (await hersIn('Why it matters').inputValue()).length)
    .toBe('Nobody should have to choose. Eight is early. '.length);
  await expect
    .poll(async () => (await hisIn('Why it matters').inputValue()) === (await hersIn('Why it matters').inputValue()))
    .toBe(true);
  await her.getByRole('checkbox', { name: GROUP }).check();

  // Reporting back
  await onwards();
  await console_.page.getByRole('button', { name: /^Begin with / }).click();
  await his.getByRole('textbox', { name: 'What I like' }).fill('It starts small');
  await his.getByRole('button', { name: 'Send: What I like' }).click();
  await expect(his.getByRole('textbox', { name: 'What I like' })).toHaveValue('');
  await room.play();

  // Choosing
  await onwards();
  await room.play();
  await her.getByRole('radio', { name: /A card for every child/ }).check();
  await expect(her.getByText('You have chosen.')).toBeVisible();

  // Agreeing
  await onwards();
  await room.play();
  await expect(
    his
      .getByRole('heading', {
        name: 'A card for every child, no signature needed',
      })
      .first(),
  ).toBeVisible();

  // Roles
  await onwards();
  await room.play();
  await his.getByRole('button', { name: 'Add a person' }).click();
  await his.getByRole('textbox', { name: 'Responsibilities' }).fill('Drives the minibus');

  // Next steps
  await onwards();
  await room.play();
  await her.getByRole('button', { name: 'Add an action' }).click();
  await her.getByRole('textbox', { name: 'What will be done' }).fill('Ask the bus company');
  await her.getByLabel('By when').fill('2026-12-24');
  await expect(wall.page.getByText('3 organisations are in').first()).toBeVisible();

  // The record, while it runs and after a kill
  for (const { page } of phones)
    await expect(page.locator('[data-saved="saved"], [data-saved="back"]').first()).toBeAttached();
  const check = async () => {
    const record = await trestle.record(created.workshop, created.token);
    const group = record.groups.find((each: { title: string }) => each.title === GROUP);
    expect(group.notes.map((note: { text: string }) => note.text).sort()).toEqual([HIS, HERS].sort());
    expect(group.who).toBe('People without a car');
    expect(group.rating).toMatchObject({
      count: 1,
      seriousness: { mean: 5 },
      priority: { mean: 4 },
    });
    const brief = record.briefs.find((each: { title: string }) => each.title === 'A late bus');
    expect(brief).toMatchObject({
      team: ['Zadie (Citizens Advice)', 'Yusuf (Age UK)'],
      groups: [GROUP],
      chosen: false,
    });
    expect(record.briefs[0].feedback.map((line: { text: string }) => line.text)).toContain('It starts small');
    expect(record.briefs[0]).toMatchObject({ chosen: true, votes: 8 });
    expect(record.plan.core.map((row: { role: string }) => row.role)).toContain('Drives the minibus');
    expect(record.plan.actions.at(-1)).toMatchObject({
      what: 'Ask the bus company',
      due: '2026-12-24',
    });
    expect(record.organisations[1].card.does).toMatch(/Also on Saturdays\.$/);
    expect(record.groups).toHaveLength(7);
    return record;
  };
  const before = await check();
  await trestle.kill();
  await trestle.restart(before.made_at);
  expect(await check()).toEqual(before);

  // Everybody comes back by themselves, and the facilitator closes.
  for (const { page } of phones)
    await expect(page.locator('[data-saved="saved"], [data-saved="back"]').first()).toBeAttached({ timeout: 30_000 });
  await console_.page.getByRole('button', { name: 'Close the workshop' }).click();
  await console_.page.getByRole('dialog').getByRole('button', { name: 'Close all the same' }).click();
  for (const { page } of phones)
    await expect(page.getByText('Thank you').first()).toBeVisible({
      timeout: 30_000,
    });
  await expect(wall.page.getByText('Thank you').first()).toBeVisible({
    timeout: 30_000,
  });
  await her.getByRole('link', { name: 'Open the record' }).click();
  await expect(her.getByText('Ask the bus company')).toBeVisible();
  await expect(her.getByText(HERS)).toBeVisible();
  room.leave();
  for (const screen of everybody) flawless(screen);
});
