// A form on screen: every kind of field has its control, what is done there stands in the document, and a field that is typed in stays bound.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Doc } from 'yjs';
import { readFields } from '../lib/form-texts';
import type { Cell, Form as Declared } from '../lib/protocol.gen';
import { CARD, MEETING, ownForm } from '../lib/sample-forms';
import type { Session } from '../lib/session.svelte';
import { View } from '../lib/view.svelte';
import Form from './Form.svelte';
import FormView from './FormView.svelte';

const CELLS: Record<string, Cell> = {
  'organisation/2': {
    type: 'organisation',
    id: 2,
    name: 'School',
    convener: false,
    expected: true,
    commitment: null,
  },
  'seat/7': {
    type: 'seat',
    id: 7,
    name: 'Rhian',
    given: 'Rhian',
    among_own: 'Rhian',
    with_organisation: 'Rhian',
    organisation: 2,
    role: 'participant',
    hand_at: null,
    waved_at: null,
    done: false,
    more_time: false,
    table: false,
    asks_table: false,
    without_device: false,
    at: null,
    waiting: false,
    by_name: false,
  },
  'group/g1': { type: 'group', id: 'g1', title: 'Late buses', order: 1 },
};

/** A screen that may write these documents. */
function screen(form: Declared, docs: Record<string, Doc>, cells: Record<string, Cell> = {}): Session {
  const view = new View();
  const programme: Cell = { type: 'programme', title: '', stages: [], forms: [form], lists: [], questions: [] };
  view.apply({ set: { ...CELLS, ...cells, programme }, gone: [], whole: true });
  const handles = Object.fromEntries(
    Object.entries(docs).map(([name, doc]) => [name, { name, doc, writable: true, generation: 0 }]),
  );
  return {
    view,
    workshop: 'w1',
    document: (name: string) => handles[name] ?? null,
    writersAt: () => [],
    writingAt: () => undefined,
  } as unknown as Session;
}

let shown: Record<string, unknown> | undefined;
afterEach(async () => {
  if (shown) await unmount(shown);
  shown = undefined;
  document.body.textContent = '';
});

function show(session: Session, form: Declared, subject: string): void {
  shown = mount(Form, { target: document.body, props: { session, form, subject } });
  flushSync();
}

function change(control: Element | null, value: string): void {
  (control as HTMLInputElement).value = value;
  control?.dispatchEvent(new Event('input', { bubbles: true }));
  control?.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
}

function tick(control: Element | null): void {
  (control as HTMLInputElement).checked = true;
  control?.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
}

const labelled = (label: string) =>
  [...document.querySelectorAll('label, legend')].find(({ textContent }) => textContent?.trim() === label);
function control(label: string): Element | null {
  const found = labelled(label);
  const id = found?.getAttribute('for');
  return id ? document.getElementById(id) : (found?.closest('.picks, .pick')?.querySelector('input') ?? null);
}

describe('a form of every kind of field', () => {
  it('is filled in with the control that each kind has', () => {
    const [form, doc] = [ownForm('workshop'), new Doc()];
    show(screen(form, { plan: doc }), form, '');
    change(control('story'), 'We went\nthere');
    change(control('line'), 'A bus');
    change(control('host'), '2');
    change(control('guide'), '7');
    change(control('day'), '2026-12-01');
    change(control('at'), '2026-12-01T14:00');
    change(control('way'), 'bus');
    change(control('worth'), '4');
    tick(control('agreed'));
    tick(control('problems'));
    expect(readFields(doc, form, '', form.fields)).toEqual({
      story: 'We went\nthere',
      line: 'A bus',
      host: 2,
      guide: 7,
      day: '2026-12-01',
      at: '2026-12-01T14:00',
      way: 'bus',
      worth: 4,
      agreed: true,
      problems: ['g1'],
    });
  });

  it('is read where it cannot be written', () => {
    const form = ownForm('workshop');
    const values = { story: 'We went', host: 2, way: 'bus', agreed: true, problems: ['g1'] };
    const session = screen(form, {}, { 'form/visit': { type: 'form', form: 'visit', subject: '', values } });
    show(session, form, '');
    expect([...document.querySelectorAll('.told__text')].map(({ textContent }) => textContent)).toEqual([
      'We went',
      'School',
      'By bus',
      'yes',
    ]);
    shown = undefined;
    document.body.textContent = '';
    shown = mount(FormView, { target: document.body, props: { session, form, subject: '', empty: 'Nothing' } });
    expect([...document.querySelectorAll('dd')].map(({ textContent }) => textContent)).toEqual([
      'We went',
      'School',
      'By bus',
      'yes',
      'Late buses',
    ]);
  });
});

it('stays bound while somebody types, whatever that changes around the field', () => {
  const [form, doc] = [ownForm('workshop'), new Doc()];
  show(screen(form, { plan: doc }), form, '');
  const field = control('story') as HTMLTextAreaElement;
  const bound = vi.spyOn(field, 'addEventListener');
  for (const text of ['a', 'ab', 'abc']) change(field, text);
  change(control('worth'), '3');
  expect(bound).not.toHaveBeenCalled();
  expect(doc.getText('visit.story').toString()).toBe('abc');
});

it('asks why there is no date only while there is none', () => {
  const doc = new Doc();
  show(screen(MEETING, { plan: doc }), MEETING, '');
  expect(control('reason')).not.toBeNull();
  change(control('when'), '2026-12-15T14:00');
  expect(control('reason')).toBeNull();
});

it('shows what is private apart, and only to whom may write it', () => {
  const mine = { form: 'card', docs: { 'card/2': new Doc(), 'aside/2': new Doc() } };
  show(screen(CARD, mine.docs), CARD, '2');
  expect(document.querySelector('.private textarea')).not.toBeNull();
  change(control('unsure'), 'Money');
  expect(mine.docs['aside/2'].getText('unsure').toString()).toBe('Money');
  expect(mine.docs['card/2'].getText('unsure').toString()).toBe('');
  document.body.textContent = '';
  shown = undefined;
  show(screen(CARD, { 'card/2': new Doc() }), CARD, '2');
  expect(document.querySelector('.private')).toBeNull();
});
