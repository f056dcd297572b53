// Which language a screen speaks, and how its messages follow.
import { afterEach, describe, expect, it } from 'vitest';
import * as words from './common.gen';
import { language, preferred, setLanguage, startLanguage } from './locale.svelte';

afterEach(() => {
  setLanguage('en');
});

describe('the language', () => {
  it('is the first of the browser’s that we speak', () => {
    expect(preferred(['fr-FR', 'cy-GB', 'en'])).toBe('cy');
    expect(preferred(['EN-us'])).toBe('en');
    expect(preferred(['fr', 'de'])).toBeUndefined();
  });

  it('is remembered on this device and written into the page', () => {
    setLanguage('cy');
    expect(document.documentElement.lang).toBe('cy');
    setLanguage('en');
    localStorage.setItem('trestle:language', 'cy');
    startLanguage();
    expect(language()).toBe('cy');
    localStorage.setItem('trestle:language', 'nonsense');
    startLanguage();
    expect(language()).toBe('en');
  });

  it('changes every message, with its plural forms', () => {
    expect(words.charactersLeftSpoken({ count: 1 })).toBe('1 character left');
    expect(words.charactersLeftSpoken({ count: 0 })).toBe('0 characters left');
    setLanguage('cy');
    expect(words.charactersLeftSpoken({ count: 0 })).toBe('Dim nodau ar ôl');
    expect(words.saved()).toBe('Wedi’i gadw');
  });
});
