// A crowd is said once, however it grows, and again when it is another one.
import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import type { CrowdCell } from '../lib/protocol.gen';
import { Notices } from '../ui/notices.svelte';
import { crowdText, sayCrowds } from './crowds.svelte';
import type { Orders } from './orders.svelte';

/** A console that is shown this crowd. */
function shown() {
  const view = $state<{ crowd: CrowdCell | undefined }>({ crowd: undefined });
  const notices = new Notices();
  let looked = 0;
  const stop = $effect.root(() => {
    sayCrowds({ session: { view }, notices } as unknown as Orders, () => (looked += 1));
  });
  flushSync();
  const show = (crowd: CrowdCell | undefined) => {
    view.crowd = crowd;
    flushSync();
    return notices.list.map(({ text }) => text);
  };
  return { show, notices, stop, looked: () => looked };
}

test('p9 a crowd is told of once, until it has gone', () => {
  const { show, notices, stop, looked } = shown();
  expect(show(undefined)).toEqual([]);
  const first = show({ at_once: 120, seats: [4, 5, 6] });
  expect(first).toEqual(['Many people joined within a minute from one place']);
  expect(show({ at_once: 121, seats: [4, 5, 6, 7] })).toEqual(first);
  notices.list[0]?.action?.run();
  expect(looked()).toBe(1);
  expect(show(undefined)).toEqual([]);
  expect(show({ at_once: 95, seats: [4, 5, 6, 7] })).toHaveLength(1);
  expect(show({ at_once: 0, seats: [8, 9] })).toEqual(['Many of the people here joined from one place']);
  stop();
});

test('one person is one person', () => {
  expect(crowdText({ at_once: 1, seats: [1] })).toBe('1 person joined within a minute from one place');
});
