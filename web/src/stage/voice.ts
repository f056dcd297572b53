// What a page says back to its person; the page provides it, the stage components use it.
import { createContext } from 'svelte';
import type { Command } from '../lib/protocol.gen';
import type { Session } from '../lib/session.svelte';
import type { Announcer } from '../ui/announcer.svelte';

/** A page's voice. */
export interface Voice {
  readonly announcer: Announcer;
  /** Shows a short message, with Undo if it can be taken back. */
  say(text: string, onundo?: () => void): void;
  /** Says a refusal in this screen's language. */
  refuse(error: unknown): void;
}

/** The page's voice, for its parts. */
export const [voiceOf, provideVoice] = createContext<Voice>();

/** Gives a command; true once it is durable. A refusal is said and gives false. */
export async function give(session: Session, voice: Voice, command: Command): Promise<boolean> {
  try {
    await session.command(command);
    return true;
  } catch (error) {
    voice.refuse(error);
    return false;
  }
}
