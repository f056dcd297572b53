// A facilitator's line: read until it is put away, and by a late joiner only if it is about the live step.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Said } from './protocol.gen';
import { isNews, SaidLine } from './said.svelte';

const NOON = Date.UTC(2026, 8, 14, 12, 0, 0);
const stage = { entered_at: NOON } as Parameters<typeof isNews>[1];

describe('a line to everyone', () => {
  let said = $state<Said | null>(null);
  const line = (news = true) =>
    new SaidLine(
      () => said,
      () => news,
      'w1',
      'all',
    );

  beforeEach(() => {
    said = null;
  });

  it('is news in its own step, and just after it', () => {
    expect(isNews({ text: 'Look', at: NOON + 1 }, stage, NOON + 900_000)).toBe(true);
    expect(isNews({ text: 'Look', at: NOON - 1000 }, stage, NOON + 30_000)).toBe(true);
    expect(isNews({ text: 'Look', at: NOON - 1000 }, stage, NOON + 90_000)).toBe(false);
  });

  it('is not shown to whoever comes later than its step', () => {
    said = { text: 'Old', at: 1 };
    expect(line(false).shown).toBeNull();
    expect(line(true).shown?.text).toBe('Old');
  });

  it('is put away for good on this device, the next one is shown', () => {
    const here = line();
    said = { text: 'One', at: 1 };
    expect(here.shown?.text).toBe('One');
    here.putAway();
    expect(here.shown).toBeNull();
    expect(line().shown).toBeNull();
    said = { text: 'Two', at: 2 };
    expect(here.shown?.text).toBe('Two');
    said = null;
    expect(here.shown).toBeNull();
  });
});
