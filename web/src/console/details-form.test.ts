// The details go through the form and come back as they were, and what the server would refuse is said beside the field.
import { describe, expect, it } from 'vitest';
import { RULES, type Details } from '../lib/protocol.gen';
import { detailsOf, formOf, mayShow, wrongWith } from './details-form';

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
  erase_at: null,
  ends_at: new Date('2026-11-23T12:04').getTime(),
};

describe('the details form', () => {
  it('gives back what it was given', () => {
    expect(detailsOf(formOf(details))).toEqual(details);
    expect(detailsOf(formOf({ ...details, ends_at: null })).ends_at).toBeNull();
  });

  it('leaves out empty rules and themes', () => {
    const form = { ...formOf(details), rules: '\n one \n\n', themes: [...details.themes, { id: 'x', title: ' ' }] };
    expect(detailsOf(form)).toMatchObject({ rules: ['one'], themes: details.themes });
  });

  it('says what is wrong', () => {
    expect(wrongWith(formOf(details))).toEqual({});
    const form = { ...formOf(details), title: ' ', themes: [], rules: 'rule\n'.repeat(RULES + 1), ends: 'noon' };
    expect(wrongWith(form)).toEqual({ title: 'empty', themes: 'empty', rules: 'too_many', ends: 'bad_date' });
  });

  it('never loosens how authors are shown once somebody wrote', () => {
    expect(mayShow('name', 'organisation', true)).toBe(false);
    expect(mayShow('hidden', 'organisation', true)).toBe(true);
    expect(mayShow('name', 'organisation', false)).toBe(true);
  });
});
