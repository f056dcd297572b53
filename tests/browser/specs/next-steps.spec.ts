// Team roles, next steps and the end: three rings and a map as one list, each organisation's turn, too few commitments, and a closing that asks for what is missing.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { confirmAll, expect, flawless, join, open, still, test } from '../kit/screens.js';

/** What stands on the map, as "number at left, top" in whole percent of the picture. */
async function placeOf(page: Page, name: string): Promise<{ x: number; y: number }> {
  const mark = page.locator('svg g', { has: page.locator('title', { hasText: name }) }).first();
  const box = (await mark.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Nothing for axe to find in what is on the screen now, in both schemes. */
async function clean(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await still(page);
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

test('three rings and the stakeholder map are one list, by figures on a phone and by dragging on a laptop', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('roles');
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  const desk = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);

  await phone.page.getByRole('button', { name: 'As a map' }).click();
  await phone.page.getByLabel('Influence of Head of libraries').selectOption('5');
  await phone.page.getByLabel('Interest of Head of libraries').selectOption('1');
  const overflow = () => phone.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await overflow()).toBe(0);
  await clean(phone.page);

  // The same mark on the console is dragged two squares to the right and one down
  await desk.page.getByRole('button', { name: 'As a map' }).click();
  await expect(desk.page.getByLabel('Influence of Head of libraries')).toHaveValue('5');
  const from = await placeOf(desk.page, 'Head of libraries');
  const square = await desk.page
    .locator('svg rect.map__field')
    .evaluate((field) => field.getBoundingClientRect().width / 5);
  await desk.page.mouse.move(from.x, from.y);
  await desk.page.mouse.down();
  await desk.page.mouse.move(from.x + square, from.y + square / 2, {
    steps: 4,
  });
  await desk.page.mouse.move(from.x + 2 * square, from.y + square, {
    steps: 4,
  });
  await desk.page.mouse.up();
  await expect(phone.page.getByLabel('Influence of Head of libraries')).toHaveValue('4');
  await expect(phone.page.getByLabel('Interest of Head of libraries')).toHaveValue('3');
  await expect(desk.page.getByText('Head of libraries: influence 4, interest 3')).toBeVisible();

  // What was dragged can be taken back, and the wall shows the same picture
  await desk.page.getByRole('button', { name: 'Undo' }).click();
  await expect(phone.page.getByLabel('Interest of Head of libraries')).toHaveValue('1');
  await expect(wall.page.locator('svg title', { hasText: 'Head of libraries' })).toBeAttached();
  await expect(wall.page.getByText('Head of libraries').last()).toBeVisible();

  await clean(desk.page);

  // No two marks cover each other, however many stand in one square
  for (const name of ["Registrars' office", 'Health visitors', "Director of children's services"]) {
    await desk.page.getByLabel(`Influence of ${name}`).selectOption('3');
    await desk.page.getByLabel(`Interest of ${name}`).selectOption('3');
  }
  const marks = desk.page.locator('svg g path');
  await expect.poll(() => marks.count()).toBeGreaterThan(3);
  const boxes = await marks.evaluateAll((all) => all.map((mark) => mark.getBoundingClientRect().toJSON() as DOMRect));
  for (const [at, a] of boxes.entries())
    for (const b of boxes.slice(at + 1)) {
      const [dx, dy] = [
        Math.abs(a.x + a.width / 2 - b.x - b.width / 2),
        Math.abs(a.y + a.height / 2 - b.y - b.height / 2),
      ];
      expect(Math.max(dx, dy), 'marks lie apart').toBeGreaterThan(Math.min(a.width, b.width) * 0.9);
    }
  for (const screen of [phone, desk, wall]) flawless(screen);
});

test('an entry of a ring becomes an action with one press, which says so and can be taken back', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('roles');
  const phone = await join(browser, created, 'Zadie', 'Citizens Advice');
  const actions = async () =>
    (await trestle.record(created.workshop, created.token)).plan.actions as {
      what: string;
    }[];
  const before = (await actions()).length;

  await phone.page.getByRole('button', { name: 'Make it an action: Health visitors' }).click();
  const what = 'Speak to Health visitors: Through the link workers';
  await expect(phone.page.getByText(`Added to the actions: ${what}`)).toBeVisible();
  await expect(phone.page.getByText(`In the actions: ${what}`)).toBeVisible();
  await expect
    .poll(async () => (await actions()).at(-1))
    .toMatchObject({
      what,
      organisation_name: 'Citizens Advice',
      person: 'Zadie',
    });
  await phone.page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await actions()).length).toBe(before);
  await expect(
    phone.page.getByRole('button', {
      name: 'Make it an action: Health visitors',
    }),
  ).toBeVisible();

  // Whoever is in the core team takes their own action over
  await phone.page.getByRole('button', { name: /^Make it an action: Fadumo/ }).click();
  await expect
    .poll(async () => (await actions()).at(-1))
    .toMatchObject({
      what: 'Families, languages, Saturdays',
      person: 'Fadumo',
    });
  flawless(phone);
});

test('a strand without a lead and an organisation that is in without a decision-maker are said in words', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('roles');
  const phone = await join(browser, created, 'Zadie', 'Haringey Libraries');
  await phone.page.getByRole('button', { name: /^Edit: Joe/ }).click();
  await phone.page.getByLabel('Leads this strand').uncheck();
  await expect(phone.page.getByText('Nobody leads this strand yet.')).toBeVisible();
  await phone.page.getByLabel('Leads this strand').check();
  await expect(phone.page.getByText('Nobody leads this strand yet.')).toHaveCount(0);
  await phone.page.getByRole('button', { name: 'Done', exact: true }).click();

  const desk = await open(browser, 'console', created.links.facilitator);
  await desk.page.getByRole('button', { name: /^Next: / }).click();
  const commitments = desk.page.getByRole('region', { name: 'Commitments' });
  await commitments.getByLabel('Haringey Libraries', { exact: true }).selectOption('in');
  const flag = 'Haringey Libraries is in, but nobody there who can say yes is on the list.';
  await expect(commitments.getByText(flag)).toBeVisible();

  // The rings stand folded behind the actions now
  await phone.page.locator('summary', { hasText: 'The roles' }).click();
  await phone.page.getByRole('button', { name: 'Edit: Head of libraries' }).click();
  await phone.page
    .locator('[data-row]', { has: phone.page.getByLabel('Can say yes') })
    .getByLabel('Organisation')
    .selectOption('Haringey Libraries');
  await expect(commitments.getByText(flag)).toHaveCount(0);
  for (const screen of [phone, desk]) flawless(screen);
});

test('each organisation has its turn, the convener first, and wall and phones say whose it is', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('act');
  const convener = await join(browser, created, 'Zadie', 'Haringey Libraries');
  const second = await join(browser, created, 'Yusuf', 'Citizens Advice');
  const desk = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);

  await expect(second.page.getByText('the convener begins')).toBeVisible();
  await desk.page.getByRole('button', { name: 'Give the turn to Haringey Libraries' }).click();
  await expect(convener.page.getByText('It is your organisation’s turn')).toBeVisible();
  await expect(second.page.getByText('Your organisation is next')).toBeVisible();
  await expect(wall.page.getByRole('heading', { level: 1, name: 'Haringey Libraries' })).toBeVisible();

  await desk.page.getByRole('button', { name: 'Give the turn to Citizens Advice' }).click();
  await expect(wall.page.getByRole('heading', { level: 1, name: 'Citizens Advice' })).toBeVisible();
  await expect(second.page.getByText('It is your organisation’s turn')).toBeVisible();

  // The facilitator writes down what is said
  const takesOn = desk.page.getByRole('region', {
    name: 'Citizens Advice takes on',
  });
  await takesOn.getByRole('button', { name: 'Suggestions' }).click();
  await desk.page.getByRole('menuitem').first().click();
  await takesOn.getByRole('button', { name: /^Add the action/ }).click();
  await expect(takesOn.getByText('Speak to our own colleagues and leaders')).toBeVisible();
  await expect(wall.page.getByText('Speak to our own colleagues and leaders')).toBeVisible();
  for (const screen of [convener, second, desk, wall]) flawless(screen);
});

test('with fewer than two organisations in, one of three ways out is chosen and everybody sees which', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('act');
  const phone = await join(browser, created, 'Yusuf', 'Makerspace N17');
  const desk = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);
  const commitments = desk.page.getByRole('region', { name: 'Commitments' });
  await expect(commitments.getByText('3 organisations are in: the project goes ahead.')).toBeVisible();
  await expect(commitments.getByRole('radio')).toHaveCount(0);

  for (const name of ["Somali parents' association", "Council children's services"])
    await commitments.getByLabel(name, { exact: true }).selectOption('later');
  await expect(commitments.getByText('1 organisation is in.')).toBeVisible();
  await commitments.getByRole('radio', { name: /^Work with one organisation/ }).check();
  for (const { page } of [phone, wall])
    await expect(page.getByText('Decided: Work with one organisation').first()).toBeVisible();
  expect((await trestle.record(created.workshop, created.token)).way_out).toBe('one_organisation');

  // Stepping away is one tap, and is thanked for
  await confirmAll(desk.page, 1);
  await phone.page.getByRole('radio', { name: /^Stepping away/ }).check();
  await expect(phone.page.getByText('Thank you for saying so.')).toBeVisible();
  for (const screen of [phone, desk, wall]) flawless(screen);
});

test('closing asks for what is missing, takes it on the spot, closes all the same and says so; people read on and say how it was', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('act');
  const phone = await join(browser, created, 'Zoe', 'Age UK');
  const desk = await open(browser, 'console', created.links.facilitator);
  const record = () => trestle.record(created.workshop, created.token);
  await phone.page.getByLabel('When we meet again').fill('');
  await desk.page.getByRole('region', { name: 'Commitments' }).getByLabel('Age UK', { exact: true }).selectOption('');

  await desk.page.getByRole('button', { name: 'Close the workshop' }).click();
  const dialog = desk.page.getByRole('dialog', { name: 'Close the workshop' });
  await expect(dialog.getByText('The date we meet again, or a reason why there is none')).toBeVisible();
  await expect(dialog.getByText('Age UK has neither an action nor stepped away')).toBeVisible();
  await clean(desk.page);

  // Filled in right there; what is done stays to be seen
  await dialog.getByLabel('What will Age UK do?').fill('Ring the day centre');
  await dialog
    .getByRole('region', { name: 'Age UK' })
    .getByRole('button', { name: /^Add the action/ })
    .click();
  await expect(dialog.getByRole('region', { name: 'Age UK' }).getByText('Has spoken')).toBeVisible();
  await dialog
    .getByRole('region', { name: 'Makerspace N17' })
    .getByRole('button', { name: /^Steps away/ })
    .click();
  await expect(dialog.getByRole('region', { name: 'Makerspace N17' }).getByText('Has spoken')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close all the same' }).click();

  await expect(desk.page.getByText('It was closed without:')).toBeVisible();
  const closed = await record();
  expect(closed.draft).toBe(false);
  expect(closed.closed_without).toMatchObject({
    date: true,
    communications: false,
  });
  expect(closed.closed_without.organisations).not.toContain('Age UK');
  expect(closed.plan.actions.at(-1)).toMatchObject({
    what: 'Ring the day centre',
    organisation_name: 'Age UK',
  });

  // People read on, and answer the pulse until it is closed
  await expect(phone.page.getByRole('heading', { name: 'Thank you' })).toBeVisible();
  await expect(phone.page.getByText('Ring the day centre')).toBeVisible();
  for (const [question, value] of [
    ['Was this time well spent?', '5'],
    ['Were you heard?', '4'],
    ['Do you know what happens next?', '3'],
  ] as const)
    await phone.page.getByRole('group', { name: question }).locator(`input[value="${value}"]`).check();
  await expect(phone.page.getByText('Thank you. You can change your answers')).toBeVisible();
  await clean(phone.page);
  expect((await record()).pulse, 'private until it is closed').toEqual([]);
  await desk.page.getByRole('button', { name: 'Pulse', exact: true }).click();
  await desk.page.getByRole('button', { name: 'Close and show' }).click();
  await expect(phone.page.getByText('5.0 of 5')).toBeVisible();
  expect((await record()).pulse.map(({ subject, mean }: { subject: string; mean: number }) => [subject, mean])).toEqual(
    [
      ['useful', 5],
      ['heard', 4],
      ['next', 3],
    ],
  );

  // Opened again, it is missing nothing that was filled in
  await desk.page.getByRole('button', { name: 'Open it again' }).click();
  await phone.page.getByLabel('When we meet again').fill('2027-01-12T14:00');
  await expect.poll(async () => (await record()).plan.next.when).toBe('2027-01-12T14:00');
  await desk.page.getByRole('button', { name: 'Close the workshop' }).click();
  await expect(dialog.getByText('Nothing is missing').or(dialog.getByText('Something is still missing'))).toBeVisible();
  await expect(dialog.getByText('The date we meet again')).toHaveCount(0);
  for (const screen of [phone, desk]) flawless(screen);
});
