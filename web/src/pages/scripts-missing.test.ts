// A script that does not come is said where its part would stand, with a way to ask for it again.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Looked } from '../lib/protocol.gen';
import { problemLoading, retry } from '../words/common.gen';
import type { Notices } from '../ui/notices.svelte';
import { partMissing } from '../words/participant.gen';
import Join from './Join.svelte';
import Workshop from './Workshop.svelte';

const lost = vi.hoisted(() => ({ asked: 0, notices: undefined as Notices | undefined }));

vi.mock('./ShutDoor.svelte', () => Promise.reject(new Error('it did not come')));
vi.mock('./WayBack.svelte', () => {
  lost.asked += 1;
  return Promise.reject(new Error('it did not come'));
});
vi.mock('../participant/Participant.svelte', async () => {
  const { noticesOf } = await import('../ui/notices.svelte');
  return { default: () => void (lost.notices = noticesOf()) };
});
vi.mock('../lib/api', () => ({
  look: () =>
    Promise.resolve({
      workshop: 'w1',
      title: 'A',
      convener: '',
      role: 'participant',
      shut: 'over',
      seat: null,
      organisation: null,
      organisations: [],
      does: [],
    } as unknown as Looked),
}));
vi.mock('./entrance', () => ({
  enter: () =>
    Promise.resolve({ workshop: 'w1', token: 't', role: 'participant', place: 'seat', error: null, spare: '' }),
}));
vi.mock('../lib/session.svelte', () => ({
  Session: class {
    view = { complete: true, workshop: undefined, mine: undefined };
    role = 'participant';
    ended = null;
    lasts = false;
    unmade = true;
    lost = [];
    start = vi.fn();
    stop = vi.fn();
  },
}));

let page: ReturnType<typeof mount> | undefined;

function show(what: Component<{ key: string }>): void {
  page = mount(what, { target: document.body, props: { key: 'ABC-234' } });
}

const said = (): string[] => [...document.querySelectorAll('[role=alert]')].map((each) => each.textContent);
const again = (): HTMLButtonElement | undefined =>
  [...document.querySelectorAll('button')].find((each) => each.textContent.includes(retry()));

beforeEach(() => {
  document.body.replaceChildren();
});
afterEach(() => page && unmount(page));

it('says that the shut door’s words did not come', async () => {
  show(Join);
  await vi.waitFor(() => expect(said()).toEqual([problemLoading()]));
  expect(again()).toBeDefined();
});

it('says that the way back did not come, and asks for it again without a reload', async () => {
  show(Workshop);
  await vi.waitFor(() => expect(said()).toEqual([partMissing()]));
  const asked = lost.asked;
  again()?.click();
  flushSync();
  await vi.waitFor(() => expect(lost.asked).toBeGreaterThan(asked));
});

it('says that nothing can be written while what makes documents has not come', async () => {
  show(Workshop);
  await vi.waitFor(() =>
    expect(lost.notices?.list.map(({ text, seconds }) => [text, seconds])).toEqual([[partMissing(), null]]),
  );
});
