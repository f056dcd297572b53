// Drafts: what was typed and not sent is there again, and never over what others changed meanwhile.
import { afterEach, describe, expect, it } from 'vitest';
import { Draft, keepForm, keptForm } from './draft.svelte';

afterEach(() => localStorage.clear());

describe('32 a draft', () => {
  it('is there when its dialog opens again', () => {
    const draft = new Draft('w', 'say');
    draft.text = 'Two minutes left';
    expect(new Draft('w', 'say').text).toBe('Two minutes left');
    expect(new Draft('w', 'say:2').text).toBe('');
  });

  it('goes when it has arrived, unless somebody has written on', () => {
    const draft = new Draft('w', 'say');
    draft.text = 'Two minutes left ';
    draft.sent('Two minutes left');
    expect(new Draft('w', 'say').text).toBe('');
    draft.text = 'And';
    draft.sent('Two minutes left');
    expect(new Draft('w', 'say').text).toBe('And');
  });
});

describe('32 a form that was left', () => {
  const base = { title: 'Families', place: 'Haringey', rules: 'Be kind' };

  it('comes back with its changes, over what holds now', () => {
    keepForm('w', 'details', { base, form: { ...base, title: 'Young families' } });
    const now = { ...base, place: 'Wood Green' };
    expect(keptForm('w', 'details', now)).toEqual({ title: 'Young families', place: 'Wood Green', rules: 'Be kind' });
  });

  it('is nothing if nobody changed it, if it was saved, or if it cannot be read', () => {
    keepForm('w', 'details', { base, form: { ...base } });
    expect(keptForm('w', 'details', base)).toBeNull();
    keepForm('w', 'details', { base, form: { ...base, title: 'Young families' } });
    expect(keptForm('w', 'details', { ...base, title: 'Young families' })).toBeNull();
    localStorage.setItem('trestle:w:draft:details', '{"base":');
    expect(keptForm('w', 'details', base)).toBeNull();
    keepForm('w', 'details', null);
    expect(keptForm('w', 'details', base)).toBeNull();
  });
});
