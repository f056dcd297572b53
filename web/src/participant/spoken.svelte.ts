// What a participant's screen speaks by itself: the live step, its clock (rule 15), the reveal, the connection, and new notes in the room.
import type { Session } from '../lib/session.svelte';
import type { Voice } from '../stage/voice';
import * as common from '../words/common.gen';
import * as words from '../words/participant.gen';

const MINUTE = 60_000;

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
      said.push(words.spokenStep({ step: step.title, minutes: step.minutes }));
    if (said.length > 0) announcer.say(said.join(' '));
    before = now;
  });
}

/** At one minute and at the end; the start is spoken with the step. */
function speakTheClock(session: Session, { announcer }: Voice): void {
  let before = Number.NaN;
  $effect(() => {
    const clock = session.view.clock;
    const left = session.clock.left(clock);
    if (clock?.state === 'paused') {
      before = Number.NaN;
      return;
    }
    if (before > MINUTE && left <= MINUTE) announcer.say(words.spokenOneMinute());
    if (before > 0 && left <= 0) announcer.alert(words.spokenTimeIsUp());
    before = left;
  });
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
      announcer.remote('note', words.spokenNotes({ count: 1 }));
    before = others;
  });
}
