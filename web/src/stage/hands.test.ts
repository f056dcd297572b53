// Shows of hands: what can be counted, and what this device entered.
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '../lib/fake-server';
import type { PollCell } from '../lib/protocol.gen';
import { Session } from '../lib/session.svelte';
import { answersOf, countable, countOf, entered, handsFault, keepEntry } from './hands';

const poll = (over: Partial<PollCell>): PollCell => ({
  id: 'choose',
  kind: 'choice',
  step: 'choose',
  voice: 'person',
  dots: 3,
  open: true,
  answered: 0,
  of: 5,
  hands: 0,
  counted: [],
  results: null,
  ...over,
});

describe('a show of hands', () => {
  let session: Session;
  beforeEach(() => {
    session = new Session({ workshop: 'w1', token: 't', socket: new FakeServer().socket });
  });

  it('counts in open polls in which each person has a voice', () => {
    const cells = [poll({}), poll({ id: 'fit', voice: 'organisation' }), poll({ id: 'rate', open: false })];
    session.view.apply({
      set: Object.fromEntries(cells.map((one) => [`poll/${one.id}`, { type: 'poll', ...one }])),
      gone: [],
      whole: true,
    });
    expect(countable(session.view).map(({ id }) => id)).toEqual(['choose']);
  });

  it('says what is wrong with a count before it is sent', () => {
    expect(handsFault(0, 3)).toBeUndefined();
    expect(handsFault(3, 3)).toBeUndefined();
    expect(handsFault(4, 3)).toMatch(/^That is more hands than people you count for/);
    for (const none of [-1, 1.5, Number.NaN]) expect(handsFault(none, 3)).toBe('0 to 3');
  });

  it('asks for one answer of each person', () => {
    expect(answersOf(poll({})).map(({ values }) => values)).toEqual([[]]);
    expect(answersOf(poll({ kind: 'fit' })).map(({ values }) => values)).toEqual([[1], [2], [3]]);
    expect(answersOf(poll({ kind: 'pulse' }))).toHaveLength(5);
    expect(answersOf(poll({ kind: 'rating' }))).toEqual([]);
  });

  it('remembers what was entered, and a later count replaces the former', () => {
    keepEntry(session, 'rate', { subject: 'a', values: [4, 2], count: 3 });
    keepEntry(session, 'rate', { subject: 'a', values: [4, 3], count: 1 });
    keepEntry(session, 'rate', { subject: 'a', values: [4, 2], count: 5 });
    expect(countOf(entered(session, 'rate'), 'a', [4, 2])).toBe(5);
    expect(entered(session, 'rate')).toHaveLength(2);
    keepEntry(session, 'rate', { subject: 'a', values: [4, 3], count: 0 });
    expect(entered(session, 'rate')).toHaveLength(1);
  });
});
