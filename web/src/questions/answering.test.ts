// Every kind of question is answered with what its declaration says, and nothing else is sent; what is shown before and after says what holds.
import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '../lib/fake-server';
import type { Cell, Command, PollCell, Question, SubjectResult } from '../lib/protocol.gen';
import { Session } from '../lib/session.svelte';
import Asked from './Asked.svelte';

const said: string[] = [];
vi.mock('../stage/voice', async (original) => ({
  ...(await original<object>()),
  voiceOf: () => ({
    announcer: { say: (text: string) => said.push(text) },
    say: () => undefined,
    refuse: () => undefined,
  }),
}));

const choices = ['x', 'y', 'z'].map((id) => ({ id, label: id.toUpperCase() }));
const question = (over: Partial<Question> = {}): Question => ({
  ...{ id: 'q', title: 'Well?', kind: 'scale', about: 'workshop', most: 5, show: 'totals' },
  ...over,
});
const result = (over: Partial<SubjectResult>): SubjectResult => ({
  ...{ subject: '', count: 4, hands: 0, means: [], spreads: [], counts: [], apart: [], dots: 0, lines: [] },
  ...over,
});

let server: FakeServer;
let session: Session;
let page: ReturnType<typeof mount>;

beforeEach(() => {
  localStorage.clear();
  said.length = 0;
  server = new FakeServer();
  session = new Session({ workshop: 'w1', token: 't', socket: server.socket });
  session.start();
});
afterEach(async () => {
  await unmount(page);
  session.stop();
  document.body.replaceChildren();
});

function show(asked: Question, over: Partial<PollCell> = {}): string {
  const poll: PollCell = {
    ...{ id: 'p', question: asked, step: 's', voice: 'person', dots: 3, open: true, answered: 1, of: 4, hands: 0 },
    ...{ counted: [], results: null },
    ...over,
  };
  const step = { id: 's', does: [], fills: [], lists: [], asks: ['q'] };
  const cells = {
    'group/g': { type: 'group', id: 'g', title: 'Buses', order: 1 },
    'group/h': { type: 'group', id: 'h', title: 'Heating', order: 2 },
    'poll/p': { type: 'poll', ...poll },
    programme: { type: 'programme', title: '', questions: [asked], stages: [{ id: 'st', title: '', steps: [step] }] },
  };
  server.greet(cells as unknown as Record<string, Cell>);
  page = mount(Asked, { target: document.body, props: { session, poll } });
  return document.body.textContent;
}

const sent = (): Command[] => server.last.commands().map(({ command }) => command);
const answer = (subject: string, values: number[], line?: string) => ({
  ...{ type: 'answer', poll: 'p', subject, values },
  ...(line !== undefined && { line }),
});
function press(selector: string, at = 0): void {
  document.querySelectorAll<HTMLElement>(selector)[at]!.click();
}

describe('an answer', () => {
  it('on several scales is sent once all of them are chosen', async () => {
    const scales = ['Seriousness', 'Priority'].map((label) => ({ id: label, label, low: 'little', high: 'much' }));
    show(question({ about: 'group', scales }));
    press('input[name="p-g-0"][value="4"]');
    await vi.waitFor(() => expect(document.body.textContent).toContain('Not sent yet: Priority is missing'));
    expect(sent()).toEqual([]);
    press('input[name="p-g-1"][value="2"]');
    expect(sent()).toEqual([answer('g', [4, 2])]);
  });

  it('on one scale is sent with one tap, on as many steps as there are', () => {
    show(question({ most: 3, scales: [{ id: 's', label: 'How much' }], items: choices }));
    expect(document.querySelectorAll('fieldset')).toHaveLength(3);
    expect(document.querySelectorAll('input')).toHaveLength(9);
    press('input[name="p-y-0"][value="3"]');
    expect(sent()).toEqual([answer('y', [3])]);
  });

  it('is one of the options', () => {
    show(question({ kind: 'one', options: choices }));
    press('input[value="2"]');
    expect(sent()).toEqual([answer('', [2])]);
  });

  it('is any of the options', () => {
    show(question({ kind: 'several', options: choices }));
    press('input', 2);
    press('input', 0);
    expect(sent()).toEqual([answer('', [3]), answer('', [1, 3])]);
  });

  it('is one of all that is asked about', () => {
    show(question({ kind: 'pick', about: 'group' }));
    press('input[value="h"]');
    expect(sent()).toEqual([answer('h', [])]);
  });

  it('shares out dots, and no more than there are', async () => {
    show(question({ kind: 'dots', about: 'group' }), { dots: 1 });
    press('button', 1);
    await vi.waitFor(() => expect(document.body.textContent).toContain('0 of 1 left'));
    press('button', 3);
    expect(sent()).toEqual([answer('g', [1])]);
  });

  it('is an order that is made by buttons', () => {
    show(question({ kind: 'order', options: choices }));
    press('[data-move="3-up"]');
    expect(sent()).toEqual([answer('', [1, 3, 2])]);
    expect(said).toEqual(['Z: now place 2 of 3']);
  });

  it('is the order that stands there, if that is said', () => {
    show(question({ kind: 'order', options: choices }));
    const buttons = [...document.querySelectorAll('button')];
    buttons.find(({ textContent }) => textContent.includes('This is my order'))!.click();
    expect(sent()).toEqual([answer('', [1, 2, 3])]);
  });

  it('is a line of one’s own', () => {
    show(question({ kind: 'line' }));
    const field = document.querySelector('textarea')!;
    field.value = ' A lift ';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    document.querySelector('form')!.requestSubmit();
    expect(sent()).toEqual([answer('', [], 'A lift')]);
  });
});

describe('what people read', () => {
  it('says before the answer who will see it, and that it is closed', () => {
    const text = show(question({ show: 'facilitators', scales: choices.slice(0, 1) }), { open: false });
    expect(text).toContain('only the facilitators see the result');
    expect(document.querySelector('input')).toBeNull();
  });

  it('says that there is nothing to answer about yet', () => {
    expect(show(question({ kind: 'pick', about: 'team' }))).toContain('There is nothing to answer yet');
  });

  it('shows the biggest difference first, in words', () => {
    const asked = question({ show: 'difference', items: choices, scales: [{ id: 's', label: 'How much' }] });
    const results = [
      result({ subject: 'x', apart: [1] }),
      result({ subject: 'y', apart: [2.5] }),
      result({ subject: 'z' }),
    ];
    const text = show(asked, { open: false, results }).replace(/\s+/gu, ' ');
    expect(text).toContain('2.5 points apart');
    expect(text.indexOf('Y')).toBeLessThan(text.indexOf('X'));
  });

  it('shows no difference before enough organisations have answered', () => {
    const asked = question({ show: 'difference', scales: [{ id: 's', label: 'How much' }] });
    expect(show(asked, { open: false, results: [result({ means: [3] })] })).toContain('shows once 4 of them');
  });

  it.each<[string, Question, SubjectResult, RegExp]>([
    ['options', question({ kind: 'one', options: choices }), result({ counts: [[3, 1, 0]] }), /X\s*3.*Y\s*1.*Z\s*0/u],
    ['lines', question({ kind: 'line' }), result({ lines: ['A lift', 'Sure'] }), /A lift.*Sure/u],
    [
      'an order',
      question({ kind: 'order', options: choices }),
      result({
        counts: [
          [0, 4],
          [4, 0],
          [0, 0, 4],
        ],
      }),
      /1\s*Y\s*place 1\.0.*2\s*X\s*place 2\.0.*3\s*Z\s*place 3\.0/u,
    ],
    [
      'a scale with its spread',
      question({ show: 'spread', scales: [{ id: 's', label: 'How much' }] }),
      result({ means: [3.25], spreads: [0.5], counts: [[0, 0, 3, 1, 0]] }),
      /How much\s*3\.3 of 5 \(±0\.5\) · 4 answers/u,
    ],
  ])('shows %s', (_, asked, one, expected) => {
    expect(show(asked, { open: false, results: [one] }).replace(/\s+/gu, ' ')).toMatch(expected);
  });
});
