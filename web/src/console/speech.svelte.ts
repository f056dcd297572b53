// What the console speaks: the timer at its start, at one minute and at its end (rule 15), raised hands, and counts of what others did.
import { GRACE_MS } from '../lib/protocol.gen';
import { tellTheTime } from '../lib/time-signs.svelte';
import * as common from '../words/common.gen';
import * as words from '../words/console.gen';
import * as room from '../words/room.gen';
import type { Orders } from './orders.svelte';
import { sound } from './sound';

const MINUTE = 60_000;

/** The sentence for what others did, from counts by kind. */
export function summary(counts: ReadonlyMap<string, number>): string {
  const said = [...counts].map(([kind, count]) => sentences[kind]?.({ count }) ?? '');
  return said.filter((sentence) => sentence !== '').join('. ');
}

const sentences: Record<string, (v: { count: number }) => string> = {
  hand: words.spokenHands,
  door: room.spokenDoors,
  join: words.spokenJoined,
  move: words.spokenMoves,
};

/** Speaks the clock of the live step, and sounds it; to be called while a component is set up. */
export function speakTheClock({ session, announcer }: Orders): void {
  tellTheTime(session, {
    started: (left) => announcer.say(words.spokenStarted({ count: Math.round(left / MINUTE) })),
    lastMinute: () => {
      announcer.say(words.spokenOneMinute());
      sound.ring('lastMinute');
    },
    over: () => {
      announcer.alert(words.spokenTimeIsUp());
      sound.ring('end');
    },
    moving: () => announcer.say(words.spokenGrace({ count: Math.round(GRACE_MS / 1000) })),
  });
}

/** Speaks a lost connection and its return (rule 25); to be called while a component is set up. */
export function speakTheConnection({ session, announcer }: Orders): void {
  let before: string | undefined;
  $effect(() => {
    const now = session.saved;
    if (now !== before && (now === 'offline' || now === 'reconnecting')) announcer.say(words.spokenLost());
    if (now !== before && now === 'back') announcer.say(common.backAndSaved());
    before = now;
  });
}

/** Speaks raised hands, who waits at the door and who joined; to be called while a component is set up. */
export function speakTheRoom({ session, announcer }: Orders): void {
  let hands: Set<number> | undefined;
  let seats: Set<number> | undefined;
  let waiting: Set<number> | undefined;
  $effect(() => {
    const up = session.view.seats.filter((seat) => seat.hand_at !== null);
    for (const seat of up)
      if (hands && !hands.has(seat.id)) announcer.remote('hand', words.spokenHand({ name: seat.name }));
    for (const seat of session.view.seats)
      if (seats && !seats.has(seat.id)) announcer.remote('join', words.spokenJoin({ name: seat.name }));
    for (const seat of session.view.atTheDoor)
      if (waiting && !waiting.has(seat.id)) announcer.remote('door', room.spokenDoor({ name: seat.name }));
    waiting = new Set(session.view.atTheDoor.map((seat) => seat.id));
    hands = new Set(up.map((seat) => seat.id));
    seats = new Set(session.view.seats.map((seat) => seat.id));
  });
}
