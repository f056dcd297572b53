import { afterEach, expect, it } from 'vitest';
import { setLanguage } from '../words/locale.svelte';
import { dateText, momentText } from './dates';

afterEach(() => setLanguage('en'));

it('says dates in English and in Welsh, also where the browser has no Welsh', () => {
  expect(dateText('2026-11-27')).toBe('27 November 2026');
  setLanguage('cy');
  expect(dateText('2026-11-27')).toBe('27 Tachwedd 2026');
  expect(momentText('2026-12-15T14:00')).toBe('Dydd Mawrth, 15 Rhagfyr 2026, 14:00');
});

it('shows what is no date as it is, and nothing for none', () => {
  expect(dateText('soon')).toBe('soon');
  expect(dateText(null)).toBe('');
  expect(momentText(undefined)).toBe('');
});
