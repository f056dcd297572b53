// What a participant's screen speaks by itself: the live step, its clock (rule 15), the reveal, the connection, and new notes in the room.
import { GRACE_MS } from '../lib/protocol.gen';
import type { Session } from '../lib/session.svelte';
import { tellTheTime } from '../lib/time-signs.svelte';
import type { Voice } from '../stage/voice';
import * as common from '../words/common.gen';
import * as participant from '../words/participant.gen';
import * as words from '../words/room.gen';
import { sound } from './sound';

/** Starts speaking; to be called while a component is set up. */
export function speak(session: Session, voice: Voice): void {
  speakTheSteps(session, voice);
  speakTheClock(session, voice);
  speakTheConnection(session, voice);
  speakTheNotes(session, voice);
}

/** The live step when it changes, and the reveal once (rule 7). */
function speakTheSteps(session: Session, { announcer }: Voice): void {
  let before: { step: string | undefined; revealed: boolean } | undefined;
  $effect(() => {
    const now = { step: session.view.stage?.step, revealed: session.view.stage?.revealed ?? false };
    const step = session.view.step;
    const said: string[] = [];
    if (before && now.revealed && !before.revealed)
      said.push(words.spokenRevealed({ count: session.view.writing?.notes ?? 0 }));
    if (before && step && now.step !== before.step)
      said.push(words.spokenStep({ step: step.title, minutes: words.spokenMinutes({ count: step.minutes }) }));
    if (said.length > 0) announcer.say(said.join(' '));
    before = now;
  });
}

/** At one minute and at the end, with the sound if it is wanted; the start is spoken with the step. */
function speakTheClock(session: Session, { announcer }: Voice): void {
  tellTheTime(session, {
    lastMinute: () => {
      announcer.say(words.spokenOneMinute());
      sound.ring('lastMinute');
    },
    over: () => {
      sound.ring('end');
      if (session.view.step?.at_end !== 'move') announcer.alert(words.spokenTimeIsUp());
    },
    moving: () => announcer.alert(words.spokenMoving({ count: GRACE_MS / 1000, step: nextTitle(session) })),
  });
}

function nextTitle({ view }: Session): string {
  return view.stepOf(view.clock?.moves_to)?.title ?? '';
}

/** A lost connection, and its return. */
function speakTheConnection(session: Session, { announcer }: Voice): void {
  let before: string | undefined;
  $effect(() => {
    const now = session.saved;
    if (now !== before && (now === 'offline' || now === 'reconnecting')) announcer.say(words.spokenLost());
    if (now !== before && now === 'back') announcer.say(common.backAndSaved());
    before = now;
  });
}

/** Notes that others write are counted. */
function speakTheNotes(session: Session, { announcer }: Voice): void {
  let before: number | undefined;
  $effect(() => {
    const mine = Object.keys(session.view.myNotes?.ids ?? {}).length;
    const others = (session.view.writing?.notes ?? 0) - mine;
    for (let more = before ?? others; more < others; more += 1)
      announcer.remote('note', participant.spokenNotes({ count: 1 }));
    before = others;
  });
}
