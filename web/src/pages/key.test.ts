// Keys: what is typed, pasted, or stands behind the `#`.
import { afterEach, describe, expect, it } from 'vitest';
import { isLinkKey, keyFrom, takeKey } from './key';

afterEach(() => history.replaceState(null, '', '/'));

describe('a key', () => {
  it.each([
    [' abcd-2345 ', 'abcd-2345'],
    ['https://workshop.example/join#ABCD2345', 'ABCD2345'],
    ['https://workshop.example/join#id.secret', 'id.secret'],
    ['', ''],
  ])('is read from %j', (typed, key) => {
    expect(keyFrom(typed)).toBe(key);
  });

  it('of a link has a dot, a code has none', () => {
    expect(isLinkKey('id.secret')).toBe(true);
    expect(isLinkKey('ABCD2345')).toBe(false);
  });

  it('leaves the address bar as soon as it is read', () => {
    history.replaceState(null, '', '/join?from=wall#abcd%202345');
    expect(takeKey()).toBe('abcd 2345');
    expect(location.pathname + location.search + location.hash).toBe('/join?from=wall');
    expect(takeKey()).toBe('');
  });

  it('is not what names a part of the page', () => {
    history.replaceState(null, '', '/record/w1#people-title');
    expect(takeKey()).toBe('');
    expect(location.hash).toBe('#people-title');
    history.replaceState(null, '', '/record/w1#aSecretOf22CharactersXX');
    expect(takeKey()).toBe('aSecretOf22CharactersXX');
    expect(location.hash).toBe('');
    document.body.innerHTML = '<main id="content"></main>';
    history.replaceState(null, '', '/join#content');
    expect(takeKey()).toBe('');
    document.body.innerHTML = '';
  });

  it('that is no proper escape is taken as it stands', () => {
    history.replaceState(null, '', '/join#100%');
    expect(takeKey()).toBe('100%');
  });
});
