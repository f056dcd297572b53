// What a screen tells its person for a while: answers with Undo, refusals, and what concerns who they are here. One list for the whole screen,
// shown by Notices.svelte in a place of its own.
import { createContext } from 'svelte';
import { NOTICES_MOST, UNDO_SECONDS } from '../lib/bounds';

/** One notice. */
export interface Notice {
  id: number;
  text: string;
  /** Takes back what was done. */
  onundo?: (() => void) | undefined;
  /** What else can be done about it. */
  action?: { text: string; run: () => void };
  /** How long it stands; null: until it is put away. */
  seconds: number | null;
}

/** One per screen. */
export class Notices {
  /** The oldest first. */
  list = $state.raw<readonly Notice[]>([]);
  #turn = 0;

  /** Says something; returns the notice's id. */
  say(text: string, more: Partial<Omit<Notice, 'id' | 'text'>> = {}): number {
    const notice = { seconds: UNDO_SECONDS, ...more, id: (this.#turn += 1), text };
    // The same words again are the same notice, begun anew; of those that pass by themselves the oldest make room
    const others = this.list.filter((other) => other.text !== text || other.onundo || other.action);
    const over = others.length + 1 - NOTICES_MOST;
    const passing = others.filter(({ seconds }) => seconds !== null).slice(0, Math.max(0, over));
    this.list = [...others.filter((other) => !passing.includes(other)), notice];
    return notice.id;
  }

  /** Puts a notice away. */
  close(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }
}

/** The notices of the page that this is a part of. */
export const [noticesOf, provideNotices] = createContext<Notices>();
