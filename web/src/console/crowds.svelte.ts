// Many who came from one place: what is said of them, and that it is said wherever the facilitator is on the console.
import { untrack } from 'svelte';
import type { CrowdCell } from '../lib/protocol.gen';
import * as words from '../words/crowd.gen';
import type { Orders } from './orders.svelte';

/** How many came, and how. */
export function crowdText({ at_once: count, seats }: CrowdCell): string {
  return count > 0 ? words.atOnce({ count }) : words.slowly({ count: seats.length });
}

/** Without the number: it grows while this stands, and a notice that changes would be read out each time. */
function tellOf({ at_once }: CrowdCell): string {
  return at_once > 0 ? words.manyAtOnce() : words.manySlowly();
}

/** Says it once for each crowd, as long as the component that calls it lives; more of the same people are no other crowd. */
export function sayCrowds({ session, notices }: Orders, look: () => void): void {
  let told: ReadonlySet<number> | undefined;
  let notice: number | undefined;

  $effect(() => {
    const { crowd } = session.view;
    const isTold = crowd?.seats.some((seat) => told?.has(seat)) ?? false;
    told = crowd && new Set(crowd.seats);
    if (isTold) return;
    untrack(() => {
      if (notice !== undefined) notices.close(notice);
      notice = crowd && notices.say(tellOf(crowd), { seconds: null, action: { text: words.look(), run: look } });
    });
  });
}
