// A change made while somebody else changes the programme, too: it is made once more, on what they made, and only once more.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeServer } from '../lib/fake-server';
import type { Cell, Programme } from '../lib/protocol.gen';
import { Session } from '../lib/session.svelte';
import { Announcer } from '../ui/announcer.svelte';
import { Notices } from '../ui/notices.svelte';
import { changeProgramme } from './change-programme.svelte';
import { Orders } from './orders.svelte';

const programme = (title: string): Programme => ({ id: 'p', title, stages: [] });
const source = (title: string, revision: number) => ({
  source: { type: 'source', programme: programme(title), revision } as Cell,
});
const rename = (before: Programme) => ({ ...before, title: `${before.title}, changed` });

let server: FakeServer;
let session: Session;
let orders: Orders;
beforeEach(() => {
  server = new FakeServer();
  session = new Session({ workshop: 'w1', token: 't', socket: server.socket });
  session.start();
  server.greet(source('Ours', 1));
  orders = new Orders(session, new Announcer(() => ''), new Notices());
});
afterEach(() => session.stop());

const sent = () => server.last.commands().map(({ command }) => command);
function answer(refused?: 'programme_changed' | 'bad_programme'): void {
  const { id } = server.last.commands().at(-1)!;
  server.last.say(refused ? { type: 'refused', id, refusal: { rule: refused, message: '' } } : { type: 'done', id });
}

it('is made once if nobody else made one', async () => {
  const done = changeProgramme(orders, rename);
  answer();
  expect(await done).toBe(true);
  expect(sent()).toEqual([{ type: 'set_programme', programme: programme('Ours, changed'), revision: 1 }]);
});

it('is made again on what somebody else made', async () => {
  const done = changeProgramme(orders, rename);
  answer('programme_changed');
  server.last.say({ type: 'cells', set: source('Theirs', 2), gone: [], whole: false });
  await vi.waitFor(() => expect(sent()).toHaveLength(2));
  expect(sent()[1]).toEqual({ type: 'set_programme', programme: programme('Theirs, changed'), revision: 2 });
  answer();
  expect(await done).toBe(true);
  expect(orders.refused).toBeUndefined();
});

it('is said to be refused if it is refused again, or for another reason', async () => {
  const done = changeProgramme(orders, rename);
  answer('programme_changed');
  server.last.say({ type: 'cells', set: source('Theirs', 2), gone: [], whole: false });
  await vi.waitFor(() => expect(sent()).toHaveLength(2));
  answer('programme_changed');
  expect(await done).toBe(false);
  expect(orders.refused).toBeTruthy();
  const other = changeProgramme(orders, rename);
  answer('bad_programme');
  expect(await other).toBe(false);
  expect(sent()).toHaveLength(3);
});
