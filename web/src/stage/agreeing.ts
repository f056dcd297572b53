// Saying that an organisation agrees to the chosen brief, or takes that back; and how it is told where it stands.
import { timeOfDay } from '../lib/clock';
import type { Session } from '../lib/session.svelte';
import * as brief from '../words/brief.gen';
import type { Agreed } from './agreed';
import { give, type Voice } from './voice';

/** How an organisation stands to the brief, to be read behind its name. */
export function agreedWords({ state, at }: Agreed): string {
  if (state === 'open') return brief.notAgreedYet();
  const time = timeOfDay(at ?? 0);
  return state === 'now' ? brief.agreedAt({ time }) : brief.agreedBefore({ time });
}

/** Says it, and speaks it once it is durable. */
export async function sayAgreed(
  session: Session,
  voice: Voice,
  { organisation }: Agreed,
  agreed: boolean,
): Promise<void> {
  if (await give(session, voice, { type: 'agree_to', organisation: organisation.id, agreed }))
    voice.announcer.say(agreed ? brief.agreementTaken({ name: organisation.name }) : brief.agreementTakenBack());
}
