// Forms that only a programme declares: every kind of field, about everything that a form can be about, on phones, console and wall.
import type { Page } from '@playwright/test';
import { faults } from '../kit/looks.js';
import { type Screen, confirmAll, expect, flawless, join, open, test } from '../kit/screens.js';

const field = (id: string, label: string, more: object = {}) => ({ id, label, ...more });
const FORMS = [
  {
    id: 'visit',
    title: 'Our visit',
    fields: [
      field('story', 'What we saw', { hint: 'In your own words.' }),
      field('bus', 'How we came', { kind: 'line' }),
      field('host', 'Who received us', { kind: 'organisation', heading: 'Who and when' }),
      field('guide', 'Who showed us round', { kind: 'person' }),
      field('day', 'Which day', { kind: 'date' }),
      field('again', 'When we go again', { kind: 'moment' }),
      field('way', 'On foot or by bus', {
        kind: 'choice',
        options: [
          { id: 'foot', label: 'On foot' },
          { id: 'bus', label: 'By bus' },
        ],
        heading: 'How it was',
      }),
      field('worth', 'Was it worth it', { kind: 'scale' }),
      field('thanked', 'We have thanked them', { kind: 'tick' }),
    ],
  },
  {
    id: 'pitch',
    title: 'Our pitch',
    about: 'organisation',
    fields: [field('offer', 'What we offer'), field('price', 'What it must not cost', { private: true })],
  },
];
const step = (id: string, title: string, more: object) => ({ id, title, minutes: 5, prompt: `${title}?`, ...more });
const PROGRAMME = {
  id: 'visits',
  title: 'Visits',
  forms: FORMS,
  stages: [
    {
      id: 'one',
      title: 'Visits',
      steps: [
        step('visit', 'Look back', { fills: ['visit'] }),
        step('pitch', 'Pitch', { fills: ['pitch'] }),
      ],
    },
  ],
};

async function fill(page: Page): Promise<void> {
  await page.getByLabel('What we saw').fill('A long queue');
  await page.getByLabel('How we came').fill('With the 41');
  await page.getByLabel('Who received us').selectOption('Age UK');
  await page.getByLabel('Who showed us round').selectOption('Zadie');
  await page.getByLabel('Which day').fill('2027-01-12');
  await page.getByLabel('When we go again').fill('2027-02-12T14:00');
  await page.getByLabel('On foot or by bus').selectOption('By bus');
  await page.getByLabel('Was it worth it').selectOption('5 – much');
  await page.getByLabel('We have thanked them').check();
}

async function filled(page: Page): Promise<void> {
  await expect(page.getByLabel('What we saw')).toHaveValue('A long queue');
  await expect(page.getByLabel('How we came')).toHaveValue('With the 41');
  await expect(page.getByLabel('Who received us').locator('option:checked')).toHaveText('Age UK');
  await expect(page.getByLabel('Who showed us round').locator('option:checked')).toHaveText('Zadie');
  await expect(page.getByLabel('Which day')).toHaveValue('2027-01-12');
  await expect(page.getByLabel('When we go again')).toHaveValue('2027-02-12T14:00');
  await expect(page.getByLabel('On foot or by bus').locator('option:checked')).toHaveText('By bus');
  await expect(page.getByLabel('Was it worth it')).toHaveValue('5');
  await expect(page.getByLabel('We have thanked them')).toBeChecked();
}

async function sound(...screens: Screen[]): Promise<void> {
  for (const screen of screens) {
    expect(await faults(screen, 'forms')).toEqual([]);
    flawless(screen);
  }
}

test('a form of a programme’s own takes every kind of field, from any screen, and keeps it', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.create(PROGRAMME, 'Council', ['Age UK']);
  const console_ = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);
  const zadie = await join(browser, created, 'Zadie', 'Age UK');
  const amina = await join(browser, created, 'Amina', 'Council');
  await fill(zadie.page);
  await filled(amina.page);
  await filled(console_.page);
  for (const text of ['A long queue', 'With the 41', '12 January 2027', 'By bus', 'How it was: Was it worth it'])
    await expect(wall.page.getByText(text, { exact: true })).toBeVisible();
  await zadie.page.reload();
  await filled(zadie.page);
  await sound(zadie, amina, console_, wall);
});

test('each organisation fills in its own and keeps to itself what is private', async ({ browser, trestle }) => {
  const created = await trestle.create(PROGRAMME, 'Council', ['Age UK']);
  const console_ = await open(browser, 'console', created.links.facilitator);
  const wall = await open(browser, 'wall', created.links.wall);
  const zadie = await join(browser, created, 'Zadie', 'Age UK');
  const amina = await join(browser, created, 'Amina', 'Council');
  await confirmAll(console_.page);
  await console_.page.getByRole('button', { name: /^Start/ }).click();
  await console_.page.getByRole('button', { name: 'Next: pitch' }).click();
  await zadie.page.getByLabel('What we offer').first().fill('A hall');
  await expect(wall.page.getByText('A hall')).toBeVisible();
  await amina.page.locator('summary').filter({ hasText: 'Age UK' }).click();
  await expect(amina.page.getByText('A hall')).toBeVisible();
  await expect(console_.page.getByRole('button', { name: /Age UK.*1 of 1 filled/ })).toBeVisible();
  const secret = 'Nothing on Sundays';
  await zadie.page.getByLabel('What it must not cost').fill(secret);
  await expect(zadie.page.getByText('Only your organisation and the facilitator read this')).toBeVisible();
  await console_.page.getByRole('button', { name: /Age UK.*filled/ }).click();
  await console_.page.locator('summary').filter({ hasText: 'What it must not cost' }).click();
  await expect(console_.page.getByText(secret)).toBeVisible();
  for (const { received } of [amina, wall])
    expect(received.filter((bytes) => bytes.includes('Sundays'))).toEqual([]);
  await sound(zadie, amina, console_, wall);
});
