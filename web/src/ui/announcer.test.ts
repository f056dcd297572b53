// Rule 20: what others do is counted, not read out.
import { describe, expect, it } from 'vitest';
import { SPEECH_SPACING_MS, SPOKEN_AT_ONCE_MOST, TYPING_PAUSE_MS } from '../lib/bounds';
import { Announcer } from './announcer.svelte';

function room() {
  let at = 1_000_000;
  let due: { at: number; run: () => void }[] = [];
  const heard: { at: number; text: string }[] = [];
  const announcer = new Announcer((counts) => [...counts].map(([kind, count]) => `${count} ${kind}`).join(', '), {
    now: () => at,
    after: (ms, run) => void due.push({ at: at + ms, run }),
  });
  let turn = 0;
  const listen = () => {
    if (announcer.polite.turn !== turn) heard.push({ at, text: announcer.polite.text });
    turn = announcer.polite.turn;
  };
  const pass = (ms: number) => {
    for (let step = 0; step < ms; step += 100) {
      at += 100;
      const ready = due.filter((entry) => entry.at <= at);
      due = due.filter((entry) => entry.at > at);
      for (const entry of ready) entry.run();
      listen();
    }
  };
  return { announcer, heard, pass, listen };
}

describe('20 remote changes are counted', () => {
  it('speaks at most once in eight seconds', () => {
    const { announcer, heard, pass } = room();
    for (let note = 0; note < 300; note += 1) {
      announcer.remote('note', `note ${note}`);
      pass(100);
    }
    pass(20_000);
    expect(heard.length).toBeGreaterThan(2);
    heard.slice(1).forEach((message, index) => {
      expect(message.at - (heard[index]?.at ?? 0)).toBeGreaterThanOrEqual(SPEECH_SPACING_MS);
    });
    const total = heard.reduce((sum, { text }) => sum + Number(text.split(' ')[0]), 0);
    expect(total).toBe(300);
  });

  it('says nothing while this person types', () => {
    const { announcer, heard, pass } = room();
    for (let key = 0; key < 100; key += 1) {
      announcer.typing();
      announcer.remote('note', 'a note');
      pass(100);
    }
    expect(heard).toEqual([]);
    pass(TYPING_PAUSE_MS + 200);
    expect(heard.map(({ text }) => text)).toEqual(['100 note']);
  });

  it('answers one’s own action at once, and the same words again', () => {
    const { announcer, heard, listen } = room();
    announcer.typing();
    announcer.say('Note added, 4 yours');
    listen();
    announcer.say('Note added, 4 yours');
    listen();
    expect(heard).toHaveLength(2);
  });

  it('is silent when off, and says a few things in full when everything is wanted', () => {
    const { announcer, heard, pass } = room();
    announcer.level = 'off';
    announcer.remote('note', 'Ellie added a note');
    pass(20_000);
    expect(heard).toEqual([]);
    announcer.level = 'everything';
    announcer.remote('note', 'Ellie added a note');
    announcer.remote('group', 'Kwame named a group');
    pass(20_000);
    expect(heard.map(({ text }) => text)).toEqual(['Ellie added a note. Kwame named a group']);
    for (let note = 0; note <= SPOKEN_AT_ONCE_MOST; note += 1) announcer.remote('note', 'x');
    pass(20_000);
    expect(heard.at(-1)?.text).toBe(`${SPOKEN_AT_ONCE_MOST + 1} note`);
  });
});
