// Lists that only a programme declares: every kind of column, rows that stand for something, a map, on phones, console, wall and in the record.
import type { Page } from '@playwright/test';
import { look } from '../kit/looks.js';
import { expect, flawless, join, open, test } from '../kit/screens.js';

const column = (id: string, label: string, more: object = {}) => ({ id, label, ...more });
const RISKS = {
  id: 'risks',
  title: 'What could go wrong',
  hint: 'Name it, then we can watch it.',
  map: { x: 'likely', y: 'harm' },
  columns: [
    column('risk', 'Risk', { kind: 'line' }),
    column('why', 'What lies behind it'),
    column('who', 'Who watches', { kind: 'person' }),
    column('of', 'Of which organisation', { kind: 'organisation' }),
    column('state', 'State of it', {
      kind: 'choice',
      options: [
        { id: 'open', label: 'Open' },
        { id: 'shut', label: 'Dealt with' },
      ],
    }),
    column('by', 'Look again on', { kind: 'date' }),
    column('at', 'Meeting about it', { kind: 'moment' }),
    column('likely', 'Likelihood', { kind: 'scale' }),
    column('harm', 'Harm', { kind: 'scale' }),
    column('told', 'Everybody has been told', { kind: 'tick' }),
  ],
};
const CONTACTS = {
  id: 'contacts',
  title: 'Whom to ring',
  rows: 'organisation',
  columns: [column('lead', 'Lead', { kind: 'line' }), column('deputy', 'Deputy', { kind: 'line' })],
};
const PROGRAMME = {
  id: 'watch',
  title: 'Watch',
  lists: [RISKS, CONTACTS],
  stages: [
    {
      id: 'one',
      title: 'Watch',
      steps: [
        { id: 'risks', title: 'Risks', minutes: 5, prompt: 'What could go wrong?', lists: ['risks', 'contacts'] },
      ],
    },
  ],
};

const row = (page: Page, name: string) => page.locator('[data-row]', { hasText: name });

async function fill(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add a row' }).click();
  await page.getByLabel('Risk', { exact: true }).fill('The van breaks down');
  await page.getByLabel('What lies behind it').fill('It is twenty years old');
  await page.getByLabel('Who watches').selectOption('Zadie');
  await expect(page.getByLabel('Of which organisation').locator('option:checked')).toHaveText('Age UK');
  await page.getByLabel('State of it').selectOption('Open');
  await page.getByLabel('Look again on').fill('2027-01-08');
  await page.getByLabel('Meeting about it').fill('2027-02-08T10:00');
  await page.getByLabel('Likelihood').selectOption('4');
  await page.getByLabel('Harm').selectOption('5');
  await page.getByLabel('Everybody has been told').check();
  await page.getByRole('button', { name: 'Done', exact: true }).click();
}

test('a list of a programme’s own takes every kind of column, is a map, and comes back when a row is removed', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.create(PROGRAMME, 'Council', ['Age UK']);
  const console_ = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);
  const zadie = await join(browser, created, 'Zadie', 'Age UK');
  const amina = await join(browser, created, 'Amina', 'Council');
  await fill(zadie.page);
  for (const { page } of [zadie, amina, console_])
    for (const text of ['What lies behind it: It is twenty years old', 'State of it: Open', 'Harm: 5'])
      await expect(row(page, 'The van breaks down')).toContainText(text);
  await expect(wall.page.getByText('Meeting about it: Monday, 8 February 2027, 10:00')).toBeVisible();
  await expect(wall.page.locator('svg title', { hasText: 'The van breaks down' })).toBeAttached();

  // The map's figures are the columns of the list
  await amina.page.getByRole('button', { name: 'As a map' }).click();
  await amina.page.getByLabel('Likelihood of The van breaks down').selectOption('2');
  await expect(row(zadie.page, 'The van breaks down')).toContainText('Likelihood: 2');
  expect(await look(amina, 'phone', 'map')).toEqual([]);

  await zadie.page.getByRole('button', { name: 'Edit: The van breaks down' }).click();
  await zadie.page.getByRole('button', { name: 'Take the date away: The van breaks down' }).first().click();
  await expect(zadie.page.getByLabel('Look again on')).toHaveValue('');
  expect(await look(zadie, 'phone', 'row')).toEqual([]);
  await zadie.page.getByRole('button', { name: 'Remove: The van breaks down' }).click();
  await expect(row(console_.page, 'The van breaks down')).toHaveCount(0);
  await zadie.page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(console_.page, 'The van breaks down')).toContainText('Likelihood: 2');
  expect(await look(console_, 'console', 'lists')).toEqual([]);
  expect(await look(wall, 'wall', 'lists')).toEqual([]);
  for (const screen of [zadie, amina, console_, wall]) flawless(screen);
});

test('rows that stand for something are there for each, can be filled in by anybody, and are in the record', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.create(PROGRAMME, 'Council', ['Age UK']);
  const wall = await open(browser, 'wall', created.links.wall);
  const zadie = await join(browser, created, 'Zadie', 'Age UK');
  const amina = await join(browser, created, 'Amina', 'Council');
  await zadie.page.getByRole('button', { name: 'Edit: Council' }).click();
  await expect(zadie.page.getByRole('button', { name: /^Remove/ })).toHaveCount(0);
  await zadie.page.getByLabel('Lead', { exact: true }).fill('Ms Owusu');
  await amina.page.getByRole('button', { name: 'Edit: Council' }).click();
  await amina.page.getByLabel('Deputy').fill('Mr Hall');
  await expect(zadie.page.getByLabel('Deputy')).toHaveValue('Mr Hall');
  await expect(wall.page.getByText('Deputy: Mr Hall')).toBeVisible();
  await zadie.page.reload();
  await expect(row(zadie.page, 'Council')).toContainText('Lead: Ms Owusu');

  await zadie.page.goto(created.links.join.replace(/\/join.*$/, `/record/${created.workshop}`));
  const table = zadie.page.getByRole('region', { name: 'Whom to ring' }).getByRole('table');
  await expect(table.getByRole('row', { name: /Council/ })).toContainText('Ms Owusu');
  await expect(zadie.page.getByRole('navigation', { name: 'On this page' })).toContainText('Whom to ring');
  // What the programme does not ask for has no place on the page
  await expect(zadie.page.getByRole('heading', { name: 'Team roles' })).toHaveCount(0);
  expect(await look(zadie, 'phone', 'record')).toEqual([]);
  for (const screen of [zadie, amina, wall]) flawless(screen);
});
