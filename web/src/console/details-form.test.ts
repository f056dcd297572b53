// The details go through the form and come back as they were, and what the server would refuse is said beside the field.
import { describe, expect, it } from 'vitest';
import { RULES, type Details } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';
import { detailsOf, formOf, mayHaveBegun, mayShow, wrongWith } from './details-form';

const details: Details = {
  title: 'Families and the library',
  place: 'Haringey',
  purpose: 'One problem that we share.',
  rules: ['Everyone is heard', 'Say it when a word is jargon'],
  themes: [
    { id: 'reading', title: 'Reading' },
    { id: 'health', title: 'Health' },
  ],
  authors: 'organisation',
  preview: false,
  privacy: '',
  video: '',
  zone: '',
  erase_at: new Date('2027-05-20T03:04:05').getTime(),
  ends_at: new Date('2026-11-23T12:04:30').getTime(),
};

describe('the details form', () => {
  it('gives back what it was given', () => {
    expect(detailsOf(formOf(details), details)).toEqual(details);
    const endless = { ...details, ends_at: null };
    expect(detailsOf(formOf(endless), endless).ends_at).toBeNull();
  });

  it('takes what was changed, and the whole day of another date', () => {
    const form = {
      ...formOf(details),
      ends: '2026-11-23T13:00',
      erase: '2027-06-01',
      video: ' https://m.example/{team} ',
    };
    expect(detailsOf(form, details)).toEqual({
      ...details,
      ends_at: new Date('2026-11-23T13:00').getTime(),
      erase_at: new Date('2027-06-01T23:59').getTime(),
      video: 'https://m.example/{team}',
    });
  });

  it('leaves out empty rules and themes', () => {
    const form = { ...formOf(details), rules: '\n one \n\n', themes: [...details.themes, { id: 'x', title: ' ' }] };
    expect(detailsOf(form, details)).toMatchObject({ rules: ['one'], themes: details.themes });
  });

  it('says what is wrong', () => {
    expect(wrongWith(formOf(details), details)).toEqual({});
    const form = { ...formOf(details), title: ' ', themes: [], rules: 'rule\n'.repeat(RULES + 1), ends: 'noon' };
    expect(wrongWith(form, details)).toEqual({ title: 'empty', themes: 'empty', rules: 'too_many', ends: 'bad_date' });
    const more = { ...formOf(details), privacy: 'x'.repeat(1001), video: 'meet.example/{team}', erase: '2000-01-01' };
    expect(wrongWith(more, details)).toEqual({ privacy: 'too_long', video: 'bad_link', erase: 'early' });
    expect(wrongWith({ ...more, erase: '' }, details).erase).toBe('no_date');
  });

  it('leaves a date of erasure alone that is past by now', () => {
    const past = { ...details, erase_at: 0 };
    expect(wrongWith(formOf(past), past)).toEqual({});
  });

  it('never loosens how authors are shown once somebody wrote', () => {
    expect(mayShow('name', 'organisation', true)).toBe(false);
    expect(mayShow('hidden', 'organisation', true)).toBe(true);
    expect(mayShow('name', 'organisation', false)).toBe(true);
  });
});

describe('what people were told about authors', () => {
  const steps: Record<string, string[]> = { welcome: ['arrive'], write: ['write'], report: ['report'] };
  const view = (live: string, spent: string[], roles: string[], notes = 0) =>
    ({
      gone: [],
      seats: roles.map((role) => ({ role })),
      stage: { step: live, spent: Object.fromEntries(spent.map((step) => [step, 1])) },
      writing: { notes },
      stepOf: (id: string) => steps[id] && { does: steps[id] },
    }) as unknown as View;

  it('holds once a participant has stood where one writes, or a note is there', () => {
    expect(mayHaveBegun(view('welcome', [], ['facilitator', 'participant']))).toBe(false);
    expect(mayHaveBegun(view('write', ['welcome'], ['facilitator']))).toBe(false);
    expect(mayHaveBegun(view('write', ['welcome'], ['facilitator', 'participant']))).toBe(true);
    expect(mayHaveBegun(view('welcome', ['report'], ['participant']))).toBe(true);
    expect(mayHaveBegun(view('welcome', ['a step that is gone'], ['participant']))).toBe(true);
    expect(mayHaveBegun(view('welcome', [], ['facilitator'], 1))).toBe(true);
  });
});
