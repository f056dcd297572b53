// Questions as data: one asked on the spot in two taps, and one of every kind from its declaration alone, on every kind of screen.
import type { Page } from '@playwright/test';
import { VERSION, type Programme, type Question } from '../../../web/src/lib/protocol.gen.js';
import { faults, look } from '../kit/looks.js';
import { type Screen, confirmAll, expect, flawless, join, open, test } from '../kit/screens.js';
import type { Created } from '../kit/trestle.js';

type Source = { programme: Programme; revision: number };

/** Changes the programme as the facilitator does, over a socket of its own; the live step asks these then. */
async function ask(page: Page, { workshop, token }: Created, questions: readonly Question[]): Promise<void> {
  const refused = await page.evaluate(
    ([workshop, token, version, questions]) =>
      new Promise<string>((tell) => {
        const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/api/workshops/${workshop}/socket`);
        socket.onopen = () => socket.send(JSON.stringify({ type: 'hello', version, token }));
        socket.onmessage = ({ data }) => {
          const frame = typeof data === 'string' ? JSON.parse(data) : {};
          if (frame.type === 'done' || frame.type === 'refused') tell(frame.refusal?.message ?? '');
          if (frame.type !== 'cells' || !frame.whole) return;
          const { programme, revision } = frame.set.source as Source;
          programme.questions = [...(programme.questions ?? []), ...questions];
          for (const step of programme.stages.flatMap(({ steps }) => steps))
            if (step.id === frame.set.stage.step) step.asks = questions.map(({ id }) => id);
          const command = { type: 'set_programme', programme, revision };
          socket.send(JSON.stringify({ type: 'command', id: `test-${revision}`, command }));
        };
      }),
    [workshop, token, VERSION, questions] as const,
  );
  expect(refused).toBe('');
}

const question = (id: string, over: Partial<Question>): Question => ({
  ...{ id, title: `What about ${id}?`, kind: 'scale', about: 'workshop', most: 5, show: 'totals' },
  ...over,
});
const named = (...labels: string[]) => labels.map((label) => ({ id: label.toLowerCase().replaceAll(' ', '-'), label }));

/** Anything of a screen at its home size that axe finds, or that needs sideways scrolling. */
async function seen(screen: Screen): Promise<void> {
  expect(await faults(screen, 'home')).toEqual([]);
  const wide = await screen.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
}

test('a question is asked on the spot within five seconds, answered, shown, opened again, and in the record', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('discuss');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const phone = await join(browser, created, 'Zadie', 'Age UK');
  const wall = await open(browser, 'wall', created.links.wall);
  const { page } = console_;
  await expect(page.getByRole('button', { name: 'Ask the room' })).toBeVisible();
  const began = Date.now();
  await page.getByRole('button', { name: 'Ask the room' }).click();
  await page.keyboard.type('Shall we break now?');
  await page.keyboard.press('Enter');
  await expect(phone.page.getByRole('heading', { name: 'Shall we break now?' })).toBeVisible();
  expect(Date.now() - began, 'typing included').toBeLessThan(5_000);
  await expect(wall.page.getByRole('heading', { level: 1, name: 'Shall we break now?' })).toBeVisible();
  await expect(phone.page.getByText('Your answers stay private.')).toBeVisible();
  await phone.page.getByRole('radio', { name: 'Yes' }).check({ force: true });
  await expect(page.getByText(/^1 of \d+ have answered/)).toBeVisible();
  for (const screen of [console_, phone, wall]) await seen(screen);
  await page.getByRole('button', { name: 'Close and show' }).click();
  for (const screen of [console_, phone, wall]) {
    await expect(screen.page.getByText('1 answer').first()).toBeVisible();
    await seen(screen);
  }
  const { questions } = await trestle.record(created.workshop, created.token);
  const asked = questions.find((one: { question: Question }) => one.question.title === 'Shall we break now?');
  expect(asked.results).toMatchObject([{ subject: '', count: 1, counts: [[1, 0]] }]);
  await page.getByRole('button', { name: 'Open again' }).click();
  await expect(phone.page.getByRole('radio', { name: 'Yes' })).toBeChecked();
  for (const screen of [console_, phone, wall]) flawless(screen);
});

test('what has no title is not asked, and a programme that somebody else has changed meanwhile loses nothing', async ({
  browser,
  trestle,
}) => {
  const created = await trestle.play('write');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const { page } = console_;
  await page.getByRole('button', { name: 'Ask the room' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ask the room' });
  await dialog.getByRole('button', { name: 'Ask now' }).click();
  await expect(dialog.getByText('Type the question first.')).toBeVisible();
  await dialog.getByLabel('What do you ask?').fill('Where next?');
  await dialog.getByRole('radio', { name: 'One of several' }).check();
  await dialog.getByLabel('The answers').fill('The library');
  await dialog.getByRole('button', { name: 'Ask now' }).click();
  await expect(dialog.getByText(/^It needs 2 to/)).toBeVisible();
  await dialog.getByLabel('The answers').fill('The library\nThe hall\nThe park');
  expect(await faults(console_, 'dialog')).toEqual([]);
  await ask(page, created, [question('other', { kind: 'line' })]);
  await dialog.getByRole('button', { name: 'Ask now' }).click();
  await expect(dialog).toBeHidden();
  for (const title of ['What about other?', 'Where next?'])
    await expect(page.getByRole('button', { name: title })).toBeVisible();
  flawless(console_);
});

test('a question of every kind is drawn from its declaration, answered and shown', async ({ browser, trestle }) => {
  const created = await trestle.play('rate');
  const console_ = await open(browser, 'console', created.links.facilitator);
  const phone = await join(browser, created, 'Zadie', 'Age UK');
  const wall = await open(browser, 'wall', created.links.wall);
  const { page } = console_;
  await confirmAll(page);
  const options = named('Move the opening hours to the evening', 'More buses', 'A lift');
  const asked = [
    question('several', { kind: 'several', options }),
    question('order', { kind: 'order', options }),
    question('line', { kind: 'line' }),
    question('pick', { kind: 'pick', about: 'organisation' }),
    question('trust', {
      items: named('Trust', 'Clarity'),
      scales: [{ id: 's', label: 'How good', low: 'poor', high: 'strong' }],
      most: 4,
      show: 'difference',
    }),
    question('access', { kind: 'line', show: 'facilitators' }),
  ];
  await ask(page, created, asked);
  const part = phone.page.locator('.parts-of-step');
  for (const { title } of asked) await expect(part.getByRole('heading', { name: title })).toBeVisible();
  await expect(part.getByText(/^Your marks stay private/)).toBeVisible();
  await expect(part.getByText(/only the facilitators see the result/)).toBeVisible();
  await part.getByRole('checkbox', { name: 'More buses' }).check();
  await part.getByRole('button', { name: 'Move up: A lift' }).click();
  await expect(part.getByRole('button', { name: 'Move up: A lift' }), 'the focus goes along').toBeFocused();
  await part.getByLabel('What about line?').fill('Somebody who stays');
  await part.getByRole('button', { name: /^Send ?: What about line/ }).click();
  await expect(part.getByText('Somebody who stays', { exact: true })).toBeVisible();
  await part.getByRole('radio', { name: 'Citizens Advice' }).check();
  await part.getByRole('group', { name: 'Trust' }).getByRole('radio', { name: /^3/ }).check({ force: true });
  await part.getByLabel('What about access?').fill('A quiet room');
  await part.getByRole('button', { name: /^Send ?: What about access/ }).click();
  await expect(part.getByText('A quiet room', { exact: true })).toBeVisible();
  const found = await look(phone, 'phone', 'every kind');
  for (const { title } of asked) {
    await page.getByRole('button', { name: title, exact: true }).click();
    await expect(page.getByText(/^1 of \d+ have answered/)).toBeVisible();
    await page.getByRole('button', { name: /^Close/ }).last().click();
    await expect(page.getByText(/^Closed\. /)).toBeVisible();
  }
  await expect(page.getByText('A quiet room'), 'facilitators see what is for them').toBeVisible();
  await expect(part.getByText('place 1.0 on average')).toBeVisible();
  await expect(part.getByText('Somebody who stays', { exact: true })).toBeVisible();
  await expect(part.getByText(/^How far apart the organisations are shows once 4/)).toBeVisible();
  await expect(part.getByText('A quiet room')).toHaveCount(0);
  expect(Buffer.concat(wall.received).toString(), 'P2').not.toContain('A quiet room');
  found.push(...(await look(phone, 'phone', 'results')));
  found.push(...(await look(console_, 'console', 'results')));
  found.push(...(await look(wall, 'wall', 'results')));
  expect(found).toEqual([]);
  for (const screen of [console_, phone, wall]) flawless(screen);
});
