// What a phone is told when a facilitator makes it a table's device, says no, or takes that back.
import type { Session } from '../lib/session.svelte';
import type { Voice } from '../stage/voice';

type Standing = 'table' | 'none' | 'asked' | 'refused';

/** The sentence for what has changed; its name among the words. Nothing for what this phone did itself. */
export function newsOf(before: Standing | undefined, now: Standing): 'nowTable' | 'nowNone' | 'refused' | undefined {
  if (before === undefined || before === now) return undefined;
  if (now === 'table') return 'nowTable';
  if (now === 'refused') return 'refused';
  return before === 'table' ? 'nowNone' : undefined;
}

/** Says what changes from now on. */
export function sayTableNews(session: Session, voice: Voice): void {
  let before: Standing | undefined;
  $effect(() => {
    const { view } = session;
    const seat = view.seat(session.seat);
    if (!view.complete || !seat) return;
    const now = seat.table ? 'table' : (view.mine?.table_wish ?? 'none');
    const news = newsOf(before, now);
    before = now;
    // Rarely needed, so its words come only then
    if (news)
      void import('../words/table.gen').then(
        (words) => voice.say(words[news]()),
        () => {},
      );
  });
}
