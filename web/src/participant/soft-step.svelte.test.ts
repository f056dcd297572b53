// Rules 8 and 26: somebody in mid-sentence is never moved; focus, an empty field or a finished card moves with the room.
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SENTENCE_MS, WATCH_MS } from '../lib/bounds';
import { FakeServer } from '../lib/fake-server';
import type { Cell } from '../lib/protocol.gen';
import { Session } from '../lib/session.svelte';
import { SoftStep } from './soft-step.svelte';

const stage = (step: string, broughtAt: number | null = null): Cell => ({
  type: 'stage',
  step,
  stage: 'all',
  index: 0,
  does: [],
  entered_at: 1,
  spent: {},
  revealed: false,
  revealed_at: null,
  spotlight: null,
  brought_at: broughtAt,
});

describe('26 in mid-sentence', () => {
  let server: FakeServer;
  let session: Session;
  let soft: SoftStep;
  let end: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    localStorage.clear();
    document.body.innerHTML =
      '<main id="step"><form><textarea id="note"></textarea></form><textarea id="card"></textarea></main>';
    server = new FakeServer();
    session = new Session({ workshop: 'w1', token: 't', socket: server.socket });
    session.start();
    server.greet({ stage: stage('write') });
    end = $effect.root(() => {
      soft = new SoftStep(session);
    });
    flushSync();
  });
  afterEach(() => {
    end();
    session.stop();
    vi.useRealTimers();
  });

  function go(step: string, broughtAt: number | null = null) {
    server.last.say({ type: 'cells', set: { stage: stage(step, broughtAt) }, gone: [], whole: false });
    flushSync();
  }
  /** Time goes by on a socket that lives. */
  function pass(ms: number) {
    for (let passed = 0; passed < ms; passed += WATCH_MS) {
      vi.advanceTimersByTime(WATCH_MS);
      server.last.say({ type: 'pong', sent: Date.now(), now: Date.now() });
      flushSync();
    }
  }
  const field = (id: string) => document.querySelector<HTMLTextAreaElement>(`#${id}`)!;
  function type(id: string, text: string) {
    field(id).value = text;
    soft.typed();
  }

  it('moves with the room from a field that has the focus and no words', () => {
    field('note').focus();
    go('group');
    expect([soft.shown, soft.behind]).toEqual(['group', false]);
  });

  it('moves from a finished card: what people write together is sent as it is typed', () => {
    type('card', 'What we do');
    pass(SENTENCE_MS);
    go('group');
    expect(soft.shown).toBe('group');
  });

  it('holds whoever typed within ten seconds, and moves them by itself', () => {
    type('card', 'What we');
    pass(SENTENCE_MS - 1000);
    go('group');
    expect([soft.shown, soft.behind]).toEqual(['write', true]);
    pass(1000 + WATCH_MS);
    expect([soft.shown, soft.behind, soft.kept]).toEqual(['group', false, undefined]);
  });

  it('holds unsent words until they are sent and it has been quiet', () => {
    type('note', 'Half a thou');
    pass(10 * SENTENCE_MS);
    go('group');
    pass(10 * SENTENCE_MS);
    expect(soft.shown).toBe('write');
    type('note', '');
    pass(SENTENCE_MS - WATCH_MS);
    expect(soft.shown).toBe('write');
    pass(2 * WATCH_MS);
    expect(soft.shown).toBe('group');
  });

  it('counts words that a form has sent as sent', () => {
    type('note', 'In, as said');
    document.querySelector('form')!.dataset.sent = '';
    pass(SENTENCE_MS);
    go('group');
    expect(soft.shown).toBe('group');
  });

  it('is brought with unsent words once nothing is typed, is told that they are kept, and can go back to them', () => {
    type('note', 'Half a thou');
    go('group');
    go('group', 5);
    expect(soft.shown).toBe('write');
    pass(SENTENCE_MS + WATCH_MS);
    expect([soft.shown, soft.kept]).toEqual(['group', 'write']);
    soft.back();
    flushSync();
    expect([soft.shown, soft.behind, soft.kept]).toEqual(['write', true, undefined]);
    pass(10 * SENTENCE_MS);
    expect(soft.shown, 'they were brought once already').toBe('write');
    go('group', 6);
    pass(WATCH_MS);
    expect(soft.shown).toBe('group');
  });

  it('goes when asked to, and keeps what was not sent', () => {
    type('note', 'Half a thou');
    go('group');
    soft.follow();
    flushSync();
    expect([soft.shown, soft.behind, soft.kept]).toEqual(['group', false, 'write']);
  });
});
