// The form of a new workshop: what it asks the server for, and what it finds wrong.
import { describe, expect, it } from 'vitest';
import type { Programme, Step } from '../lib/protocol.gen';
import { localMinute } from '../lib/local-time';
import { copyOf } from '../programme/steps';
import { chosen, hold, offers } from './offers';
import {
  endOf,
  faultsOf,
  formLike,
  prefilled,
  programmeEnd,
  requestOf,
  themesOf,
  type WorkshopForm,
} from './workshop-form';

const MINUTE = 60_000;
const step = (id: string, minutes: number): Step => ({
  id,
  title: id,
  minutes,
  prompt: '',
  hint: '',
  clock: '',
  does: [],
  at_end: 'hold',
  script: '',
  off: false,
  voice: 'person',
  dots: 3,
});
const programme: Programme = {
  id: 'usual',
  title: 'Usual',
  stages: [
    { id: 'first', title: 'First', steps: [step('a', 10), step('b', 20)] },
    { id: 'second', title: 'Second', steps: [step('c', 30)] },
  ],
};
const filled = (more: Partial<WorkshopForm> = {}): WorkshopForm => ({ ...prefilled(), convener: 'Library', ...more });

describe('the form of a new workshop', () => {
  it('is ready but for the convener', () => {
    expect([...faultsOf(prefilled()).keys()]).toEqual(['convener']);
    expect(faultsOf(filled()).size).toBe(0);
  });

  it('begins at the next half hour and ends when the programme does', () => {
    const form = prefilled(new Date('2026-11-23T09:07').getTime());
    expect(form.start).toBe('2026-11-23T09:30');
    expect(localMinute(endOf(form, programme) ?? 0)).toBe('2026-11-23T10:30');
    expect(programmeEnd(form, programme)).toBe(endOf(form, programme));
  });

  it('ends when somebody says so, whatever the programme needs', () => {
    const form = filled({ start: '2026-11-23T09:00', end: '2026-11-23T09:45' });
    expect(endOf(form, programme)).toBe(new Date('2026-11-23T09:45').getTime());
    expect(localMinute(programmeEnd(form, programme) ?? 0)).toBe('2026-11-23T10:00');
  });

  it('names a programme that nobody changed, and sends any other one whole', () => {
    expect(requestOf(filled(), programme, programme)).toMatchObject({ programme: 'usual' });
    const edited = copyOf(programme);
    edited.stages[0]!.steps[0]!.minutes = 12;
    const request = requestOf(filled(), edited, programme);
    expect(request.own).toEqual(edited);
    expect(request.programme).toBeUndefined();
    expect(requestOf(filled(), programme, null).own).toEqual(programme);
  });

  it('asks for trimmed lines', () => {
    const request = requestOf(
      filled({ organisations: ' Age UK \n\nAdvice\n', rules: 'One\n', themes: 'Reading\n读书\nreading' }),
      programme,
      programme,
    );
    expect(request.organisations).toEqual(['Age UK', 'Advice']);
    expect(request.details.rules).toEqual(['One']);
    expect(request.details.themes.map((theme) => theme.id)).toEqual(['reading', 'theme-2', 'theme-3']);
    expect(request.programme).toBe('usual');
  });

  it('leaves the programme to the server where it could not be loaded', () => {
    const request = requestOf(filled({ end: '' }), null, null);
    expect(request.programme).toBeUndefined();
    expect(request.own).toBeUndefined();
    expect(request.minutes).toEqual({});
    expect(request.details.ends_at).toBeNull();
  });

  it.each<[string, Partial<WorkshopForm>]>([
    ['title', { title: ' ' }],
    ['title', { title: 'x'.repeat(121) }],
    ['themes', { themes: '\n' }],
    ['themes', { themes: 'Reading\nreading' }],
    ['themes', { themes: Array.from({ length: 13 }, (_, at) => `Theme ${at}`).join('\n') }],
    ['organisations', { organisations: 'library' }],
    ['organisations', { organisations: 'x'.repeat(81) }],
    ['end', { start: '2026-11-23T09:00', end: '2026-11-23T08:00' }],
    ['privacy', { privacy: 'x'.repeat(1001) }],
    ['video', { video: 'meet.example/{team}' }],
    ['video', { video: `https://meet.example/${'x'.repeat(500)}` }],
    ['erase', { erase: '2000-01-01' }],
    ['erase', { erase: '2999-01-01' }],
  ])('finds fault with %s: %j', (field, more) => {
    expect([...faultsOf(filled(more)).keys()]).toEqual([field]);
  });

  it('counts characters as people do, not UTF-16 units', () => {
    expect(faultsOf(filled({ facilitator: '💛'.repeat(80) })).size).toBe(0);
    expect(faultsOf(filled({ facilitator: '💛'.repeat(81) })).has('facilitator')).toBe(true);
  });

  it('gives every theme an id of its own', () => {
    const ids = themesOf(['Iechyd a lles', 'Iechyd, a lles!', 'Ŵyl', 'x'.repeat(80), '!!!']).map((theme) => theme.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(['iechyd-a-lles', 'theme-2', 'wyl', 'x'.repeat(32), 'theme-5']);
  });

  it('does not hold a minute more than it says', () => {
    const edited = copyOf(programme);
    edited.stages[0]!.steps[0]!.minutes = NaN;
    edited.stages[0]!.steps[1]!.off = true;
    const form = filled({ start: '2026-11-23T09:00' });
    expect(endOf(form, edited)).toBe(new Date('2026-11-23T09:00').getTime() + 30 * MINUTE);
  });

  it('is filled in like a workshop that there is, without its dates', () => {
    const { details } = requestOf(
      filled({ privacy: 'Ours', erase: '2027-01-01', video: 'https://m.example/{team}' }),
      programme,
      null,
    );
    const like = formLike({
      details,
      convener: 'Library',
      facilitator: 'Amira',
      organisations: ['Age UK', 'Advice'],
      programme,
    });
    expect(like).toMatchObject({
      title: details.title,
      privacy: 'Ours',
      organisations: 'Age UK\nAdvice',
      base: 'copy',
    });
    expect(Object.keys(like)).not.toContain('erase');
    expect(Object.keys(like)).not.toContain('end');
    const again = requestOf({ ...prefilled(), ...like }, programme, null);
    expect(again.details).toMatchObject({
      rules: details.rules,
      themes: details.themes,
      video: details.video,
      erase_at: null,
    });
  });

  it('offers a programme from a file before all others, and chooses it', () => {
    const form = filled();
    expect(chosen(offers([programme], form), form.base)?.key).toBe('built-in:usual');
    hold(form, { ...programme, title: 'From a file' });
    expect(chosen(offers([programme], form), form.base)?.programme.title).toBe('From a file');
  });
});
