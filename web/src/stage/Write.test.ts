// The note field: what is added without a theme asks for one, a single note and a whole paste alike.
import { mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { Doc } from 'yjs';
import { deskNotes } from '../lib/desk';
import type { Session } from '../lib/session.svelte';
import Write from './Write.svelte';

vi.mock('./voice', () => ({ voiceOf: () => ({ announcer: { say: () => undefined }, say: () => undefined }) }));

const themes = [
  { id: 'a', title: 'Reading' },
  { id: 'b', title: 'Health' },
];

let page: ReturnType<typeof mount> | undefined;
afterEach(async () => {
  if (page) await unmount(page);
  document.body.replaceChildren();
});

function open(): Doc {
  const doc = new Doc();
  const view = {
    themes,
    seats: [],
    stage: { revealed: false },
    themePlace: (id: string) => themes.findIndex((theme) => theme.id === id),
    seat: () => undefined,
  };
  const handle = { name: 'desk/1', doc, writable: true };
  const session = { workshop: 'w1', desk: 1, seat: 1, view, document: () => handle } as unknown as Session;
  page = mount(Write, { target: document.body, props: { session } });
  return doc;
}

/** What a selector finds with these words in it, once it is there. */
function there<E extends HTMLElement>(selector: string, words = ''): Promise<E> {
  return vi.waitFor(() => {
    const found = [...document.querySelectorAll<E>(selector)].find((each) => each.textContent.includes(words));
    if (!found) throw new Error(`no ${selector} ${words}`);
    return found;
  });
}

it('asks once for all notes of a paste', async () => {
  const doc = open();
  const field = await there<HTMLTextAreaElement>('textarea');
  field.value = Array.from({ length: 50 }, (_, at) => `Problem ${at + 1}`).join('\n');
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  (await there('button', 'Make 50 notes')).click();
  await there('.asktheme h2', '50');
  expect(document.querySelectorAll('.asktheme')).toHaveLength(1);
  (await there('.asktheme button', 'Health')).click();
  await vi.waitFor(() => expect(deskNotes(doc).map(({ theme }) => theme)).toEqual(Array(50).fill('b')));
  await vi.waitFor(() => expect(document.querySelector('.asktheme')).toBeNull());
});
