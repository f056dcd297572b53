// What a participant's screen says back: short messages with Undo, refusals, and what is spoken.
import { refusalText } from '../lib/refusal-text';
import type { Voice } from '../stage/voice';
import { Announcer } from '../ui/announcer.svelte';
import type { Notices } from '../ui/notices.svelte';
import * as words from '../words/participant.gen';

/** One per participant's screen. */
export class ParticipantVoice implements Voice {
  readonly announcer = new Announcer(summary);

  constructor(readonly notices: Notices) {}

  say(text: string, onundo?: () => void): void {
    this.notices.say(text, { onundo });
  }

  refuse(error: unknown): void {
    this.say(refusalText(error));
  }
}

const sentences: Record<string, (v: { count: number }) => string> = {
  note: words.spokenNotes,
  move: words.spokenMoves,
  join: words.spokenJoined,
};

/** The sentence for what others did, from counts by kind. */
function summary(counts: ReadonlyMap<string, number>): string {
  const said = [...counts].map(([kind, count]) => sentences[kind]?.({ count }) ?? '');
  return said.filter((sentence) => sentence !== '').join('. ');
}
