// The form of a new workshop: what it asks the server for, and what it finds wrong.
import { describe, expect, it } from 'vitest';
import type { Programme, Step } from '../lib/protocol.gen';
import {
  endOf,
  faultsOf,
  localMinute,
  prefilled,
  requestOf,
  spareMinutes,
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
    expect([...faultsOf(prefilled(), programme).keys()]).toEqual(['convener']);
    expect(faultsOf(filled(), programme).size).toBe(0);
  });

  it('begins at the next half hour and ends when the programme does', () => {
    const form = prefilled(new Date('2026-11-23T09:07').getTime());
    expect(form.start).toBe('2026-11-23T09:30');
    expect(localMinute(endOf(form, programme) ?? 0)).toBe('2026-11-23T10:30');
    expect(spareMinutes(form, programme)).toBe(0);
  });

  it('says how much longer or shorter the programme is than the time', () => {
    const form = filled({ start: '2026-11-23T09:00', end: '2026-11-23T09:45' });
    expect(spareMinutes(form, programme)).toBe(-15);
    expect(spareMinutes({ ...form, minutes: { c: '5' } }, programme)).toBe(10);
    expect(endOf(form, programme)).toBe(new Date('2026-11-23T09:45').getTime());
  });

  it('asks for changed minutes alone, and for trimmed lines', () => {
    const request = requestOf(
      filled({
        minutes: { a: '12', b: '20' },
        organisations: ' Age UK \n\nAdvice\n',
        rules: 'One\n',
        themes: 'Reading\n读书\nreading',
      }),
      programme,
    );
    expect(request.minutes).toEqual({ a: 12 });
    expect(request.organisations).toEqual(['Age UK', 'Advice']);
    expect(request.details.rules).toEqual(['One']);
    expect(request.details.themes.map((theme) => theme.id)).toEqual(['reading', 'theme-2', 'theme-3']);
    expect(request.programme).toBe('usual');
  });

  it('leaves the programme to the server where it could not be loaded', () => {
    const request = requestOf(filled({ end: '' }), null);
    expect(request.programme).toBeUndefined();
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
    ['minutes/a', { minutes: { a: '0' } }],
    ['minutes/a', { minutes: { a: '1.5' } }],
    ['minutes/a', { minutes: { a: '' } }],
    ['minutes/a', { minutes: { a: '481' } }],
  ])('finds fault with %s: %j', (field, more) => {
    expect([...faultsOf(filled(more), programme).keys()]).toEqual([field]);
  });

  it('counts characters as people do, not UTF-16 units', () => {
    expect(faultsOf(filled({ facilitator: '💛'.repeat(80) }), programme).size).toBe(0);
    expect(faultsOf(filled({ facilitator: '💛'.repeat(81) }), programme).has('facilitator')).toBe(true);
  });

  it('gives every theme an id of its own', () => {
    const ids = themesOf(['Iechyd a lles', 'Iechyd, a lles!', 'Ŵyl', 'x'.repeat(80), '!!!']).map((theme) => theme.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(['iechyd-a-lles', 'theme-2', 'wyl', 'x'.repeat(32), 'theme-5']);
  });

  it('does not hold a minute more than it says', () => {
    const form = filled({ start: '2026-11-23T09:00', minutes: { a: 'x' } });
    expect(endOf(form, programme)).toBe(new Date('2026-11-23T09:00').getTime() + 50 * MINUTE);
  });
});
