// What the clock of the live step has to say, alike on every screen: its last minute, its end, and that it moves on by itself.
import type { ServerClock } from './clock.svelte';
import type { ClockCell } from './protocol.gen';
import type { View } from './view.svelte';

/** The last minute, in milliseconds: time enough to come to the end of a sentence. */
export const LAST_MINUTE_MS = 60_000;
/** Milliseconds after which an end is old: a screen that wakes up later shows it, but does not call it out. */
const FRESH_MS = 20_000;

/** A visible sign. */
export type TimeSign = 'last_minute' | 'over' | 'moving';

/** What a screen lives on; a session and a wall's feed both do. */
export interface Timed {
  readonly view: View;
  readonly clock: ServerClock;
}

/** What happens, once each. */
export interface Moments {
  /** The clock of another step runs; so many milliseconds are left. */
  started?: (left: number) => void;
  lastMinute?: () => void;
  over?: () => void;
  /** The workshop is about to move on by itself. */
  moving?: () => void;
}

/** The sign that belongs on a screen now, by the milliseconds that are left. */
export function timeSign(clock: ClockCell | undefined, left: number): TimeSign | null {
  if (clock === undefined || clock.state === 'paused') return null;
  if (clock.moves_at !== null) return 'moving';
  if (left <= 0) return 'over';
  return left <= LAST_MINUTE_MS ? 'last_minute' : null;
}

/** Tells the moments of the clock as they come; to be called while a component is set up. What was so when the page came up is no moment. */
export function tellTheTime({ view, clock }: Timed, moments: Moments): void {
  let before: { step: string | undefined; left: number; runs: boolean; moves: boolean } | undefined;
  $effect(() => {
    const cell = view.clock;
    const now = {
      step: view.stage?.step,
      left: clock.left(cell),
      runs: cell?.state === 'running',
      moves: cell?.moves_at != null,
    };
    const last = before;
    if (cell !== undefined) before = now;
    if (last === undefined || cell === undefined) return;
    const same = last.step === now.step;
    const crossed = (moment: number) =>
      same && last.left > moment && now.left <= moment && now.left > moment - FRESH_MS;
    if (now.runs && (!same || (!last.runs && last.left === cell.total_ms))) moments.started?.(now.left);
    if (crossed(LAST_MINUTE_MS)) moments.lastMinute?.();
    if (crossed(0)) moments.over?.();
    if (now.moves && !last.moves) moments.moving?.();
  });
}
