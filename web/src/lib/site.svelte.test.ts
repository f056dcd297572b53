// Going from page to page in one document: the page that is left ends as it was, and may ask to stay.
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as device from './device';
import { askBeforeGoing, go, site, startSite, type Page } from './site.svelte';
import { local, tab } from './store.svelte';

vi.mock('../pages/Home.svelte', () => ({ default: () => undefined }));
vi.mock('../pages/Workshop.svelte', () => ({ default: () => undefined }));
vi.mock('../pages/Record.svelte', () => ({ default: () => undefined }));

const PAGE = (() => undefined) as unknown as Page;

beforeEach(() => {
  history.replaceState(null, '', `/workshop/w1${device.BESIDE}`);
  device.arrive();
  if (site.visit === undefined) startSite(PAGE);
});
afterEach(() => {
  history.replaceState(null, '', '/');
  device.arrive();
});

it('lets a page beside the first one end in its tab, though the address has gone on', async () => {
  const end = $effect.root(() => {
    $effect(() => {
      if (site.visit?.page !== PAGE) return;
      // What a session does when it ends: it keeps what was not sent
      return () => device.write(device.address('w1', 'unsent:desk/3:page'), 'words');
    });
  });
  flushSync();
  const gone = go('/record/w1');
  device.keepDraft('w1', 'line', 'typed while the next page travels');
  await gone;
  expect(location.pathname).toBe('/record/w1');
  expect(tab.keys('trestle:w1:').sort()).toEqual(['trestle:w1:draft:line', 'trestle:w1:unsent:desk/3:page']);
  expect(local.keys('trestle:w1:')).toEqual([]);
  device.keepDraft('w1', 'other', 'the next page’s');
  expect(local.keys('trestle:w1:')).toEqual(['trestle:w1:draft:other']);
  end();
});

it('asks before a link, a key or the browser’s button takes the page away, and keeps page and address if told to', async () => {
  await go('/');
  await go('/workshop/w1');
  const stays = site.visit;
  const ask = vi.fn(() => false);
  const end = askBeforeGoing(ask);
  await go('/record/w1');
  expect([site.visit, location.pathname, ask.mock.calls.length]).toEqual([stays, '/workshop/w1', 1]);

  const step = vi.spyOn(history, 'go').mockImplementation(() => undefined);
  const { at } = history.state as { at: number };
  history.replaceState({ at: at - 1 }, '', '/');
  dispatchEvent(new PopStateEvent('popstate'));
  expect([site.visit, ask.mock.calls.length]).toEqual([stays, 2]);
  expect(step).toHaveBeenCalledWith(1);
  history.replaceState({ at }, '', '/workshop/w1');
  dispatchEvent(new PopStateEvent('popstate'));
  expect(ask).toHaveBeenCalledTimes(2);

  ask.mockReturnValue(true);
  await go('/record/w1');
  expect([site.visit === stays, location.pathname]).toEqual([false, '/record/w1']);
  end();
});
