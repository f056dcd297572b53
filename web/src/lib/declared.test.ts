// Declared texts in the language of the screen: what nobody translated is shown as it stands.
import { afterEach, describe, expect, it, vi } from 'vitest';
import table from '../../messages/cy/declared.json';
import { setLanguage } from '../words/locale.svelte';
import { said } from './declared';

const welsh: Record<string, string> = table;

describe('declared texts', () => {
  afterEach(() => setLanguage('en'));

  it('are shown as they stand in English, and where nobody has translated them', async () => {
    expect(said('Seriousness')).toBe('Seriousness');
    setLanguage('cy');
    await vi.waitFor(() => expect(said('Seriousness')).toBe(welsh['Seriousness']));
    expect(said('Something of our own')).toBe('Something of our own');
    expect(said('')).toBe('');
  });

  it('are found with what has been filled in', async () => {
    setLanguage('cy');
    await vi.waitFor(() => expect(said('Yes')).toBe('Ie'));
    expect(said('How much of a priority is it for Swansea?')).toBe(
      welsh['How much of a priority is it for {place}?']?.replace('{place}', 'Swansea'),
    );
    expect(said('How much of a priority is it for our area?')).toContain(welsh['our area']);
  });
});
