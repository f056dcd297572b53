// Keys: what is typed, pasted, or stands behind the `#`.
import { afterEach, describe, expect, it } from 'vitest';
import codes from '../../../tests/data/cases/14-codes.txt?raw';
import more from '../../../tests/data/cases/14-codes-more.txt?raw';
import { isInvitation, isLinkKey, secretOf, takeKey } from './key';

afterEach(() => history.replaceState(null, '', '/'));

const ID = '0198c0de-1234-4abc-8def-0123456789ab';

/** Case 14 and more of the kind: codes as people paste them. */
const pasted = `${codes}\n${more}`.split('\n').filter((line) => line !== '' && !line.startsWith('Each must'));

describe('a key', () => {
  it('of a link has an id and a secret, a code has none, however it is pasted', () => {
    for (const key of [
      `${ID}.abc234`,
      `https://a.example/workshop/${ID}#abc234)`,
      `https://a.example/wall/${ID}/#abc234`,
    ]) {
      expect(isLinkKey(key), key).toBe(true);
      expect(secretOf(key), key).toBe('abc234');
    }
    expect(pasted.length).toBeGreaterThan(50);
    for (const code of pasted) expect(isLinkKey(code), code).toBe(false);
  });

  it('of a link gives up its secret however programs wrote it, as on the server', () => {
    for (const key of [
      `https://trestle.example/join#${ID}.abc234)`,
      `(https://trestle.example/workshop/${ID}#abc234).`,
      `<https://trestle.example/wall/${ID}/#abc234>`,
      `HTTPS://TRESTLE.EXAMPLE/record/${ID.toUpperCase()}#abc234?fbclid=x`,
      `https://trestle.example/join%23${ID}.abc234`,
      `https://trestle.example/wall/${ID}%23abc234`,
      `https%3A%2F%2Ftrestle.example%2Fwall%2F${ID}%23abc234%20`,
      `Your link: https://trestle.example/join#${ID}.\u200Babc234, keep it`,
      `https://trestle.example/wall/${ID}#abc\u00AD\u2060234\uFEFF`,
      `https://trestle.example/wall/${ID}%E2%80%8B#abc234%`,
      `\u201E${ID}.abc234\u201C`,
      `${ID}.\uFF41\uFF42\uFF43\uFF12\uFF13\uFF14`,
      `Not ${ID}.old, but ${ID}.abc234`,
      `${ID}.abc234_`,
    ]) {
      expect(isLinkKey(key), key).toBe(true);
      expect(secretOf(key), key).toBe('abc234');
    }
    for (const key of [`https://trestle.example/workshop/${ID}`, `${ID}.`, `https://trestle.example/wall/${ID}%23`])
      expect(isLinkKey(key), key).toBe(false);
  });

  it('of an invitation is told from codes and other links, however cameras and people give it', () => {
    const invitation = 'abcdefghijklmnopqrstuvw234';
    for (const key of [
      invitation,
      invitation.toUpperCase(),
      `HTTPS://TRESTLE.EXAMPLE/J#${invitation.toUpperCase()}`,
      `https://trestle.example/join%23${invitation}?fbclid=x`,
      `(https://trestle.example/join#${invitation}).`,
    ]) {
      expect(isInvitation(key), key).toBe(true);
      expect(isLinkKey(key), key).toBe(false);
    }
    for (const key of [...pasted, `${invitation}a`, invitation.slice(1), `${ID}.${invitation}`])
      expect(isInvitation(key), key).toBe(false);
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
    history.replaceState(null, '', '/record/w1#junk');
    expect(takeKey()).toBe('junk');
    expect(location.hash).toBe('');
    document.body.innerHTML = '<main id="content"></main>';
    history.replaceState(null, '', '/join#content');
    expect(takeKey()).toBe('');
    document.body.innerHTML = '';
  });

  it('reaches the server as it was pasted behind the #', () => {
    for (const code of pasted) {
      history.replaceState(null, '', `/join#${encodeURIComponent(code)}`);
      expect(takeKey()).toBe(code.trim());
    }
  });

  it('that is no proper escape is taken as it stands', () => {
    history.replaceState(null, '', '/join#100%');
    expect(takeKey()).toBe('100%');
  });
});
