// Saying how one goes on: no word is lost to a faster finger, none is sent twice, and what is saved is never said not to be.
import { beforeEach, expect, it } from 'vitest';
import type { Commitment } from '../lib/protocol.gen';
import { RefusedError } from '../lib/refused';
import { Commits, type Given } from './commits.svelte';

let said = $state.raw<Commitment | null>(null);
let sent: { given: Given; done: () => void; refuse: (rule: RefusedError['rule']) => void }[];
let refusals: unknown[];
let commits: Commits;

beforeEach(() => {
  said = { stance: 'in', until: null, line: 'old' };
  [sent, refusals] = [[], []];
  const send = (given: Given) =>
    new Promise<void>((done, reject) => {
      sent.push({ given, done, refuse: (rule) => reject(new RefusedError(rule, '')) });
    });
  commits = new Commits(
    () => said,
    send,
    (error) => refusals.push(error),
  );
});

it('sends a line once, though it is entered and then left', async () => {
  const entered = commits.give({ line: 'new' });
  const left = commits.give({ line: 'new' });
  expect(sent).toHaveLength(1);
  sent[0]?.done();
  expect(await Promise.all([entered, left])).toEqual([true, true]);
  expect(await commits.give({ line: 'new' }), 'answered, and not shown yet').toBe(true);
  expect(sent).toHaveLength(1);
});

it('does not lay an old line over a new one when the stance changes before the server shows it', async () => {
  const line = commits.give({ line: 'new' });
  void commits.give({ stance: 'reflecting' });
  expect(sent[1]?.given).toEqual({ stance: 'reflecting', until: null, line: 'new' });
  void commits.give({ until: '2027-01-05' });
  expect(sent[2]?.given).toEqual({ stance: 'reflecting', until: '2027-01-05', line: 'new' });
  sent.forEach(({ done }) => done());
  await line;
  expect(commits.now.line).toBe('new');
});

it('takes “already” for a success', async () => {
  const answer = commits.give({ line: 'new' });
  sent[0]?.refuse('already');
  expect(await answer).toBe(true);
  expect(refusals).toEqual([]);
});

it('goes back to what holds when it is refused, and can be said again', async () => {
  const [one, other] = [commits.give({ line: 'new' }), commits.give({ line: 'new' })];
  sent[0]?.refuse('too_long');
  expect(await Promise.all([one, other])).toEqual([false, false]);
  expect(refusals).toHaveLength(1);
  expect(commits.now.line).toBe('old');
  void commits.give({ line: 'new' });
  expect(sent).toHaveLength(2);
});

it('follows the server once that shows what was sent, or what somebody else said', async () => {
  const answer = commits.give({ line: 'new' });
  sent[0]?.done();
  await answer;
  said = { stance: 'later', until: null, line: 'theirs' };
  expect(commits.now).toEqual({ stance: 'later', until: null, line: 'theirs' });
  void commits.give({ stance: null });
  expect(sent[1]?.given).toEqual({ stance: null, until: null, line: '' });
});
