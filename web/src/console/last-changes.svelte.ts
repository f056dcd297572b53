// What anybody did to the board in the last minutes, as this console saw it happen, so that a facilitator can take it back. Who did it is not
// known here, and not asked.
import { createContext, untrack } from 'svelte';
import { BOARD } from '../lib/board';
import {
  canTakeBack,
  changesBetween,
  snapshot,
  takeBack,
  type BoardChange,
  type BoardSnapshot,
} from '../lib/board-changes';
import { CHANGES_KEPT_MS, TYPING_GATHERED_MS } from '../lib/bounds';
import { draft, keepDraft } from '../lib/device';
import { Observed } from '../lib/observed.svelte';
import type { Session } from '../lib/session.svelte';

/** One thing that happened. */
export interface SeenChange {
  id: number;
  /** By the server's clock, in milliseconds. */
  at: number;
  change: BoardChange;
}

/** The name under which this device keeps them. */
const KEPT = 'last-changes';

/** One per console; it watches as long as the console is open, whichever tool is shown, and what it saw outlives a reload. */
export class LastChanges {
  readonly #session: Session;
  readonly #handle = $derived.by(() => this.#session.document(BOARD));
  readonly #observed = $derived(this.#handle && new Observed(this.#handle.doc, snapshot));
  #seen: readonly SeenChange[];
  #count: number;

  constructor(session: Session) {
    this.#session = session;
    this.#seen = $state.raw(parse(draft(session.workshop, KEPT)));
    this.#count = Math.max(0, ...this.#seen.map(({ id }) => id));
    let before: BoardSnapshot | undefined;
    $effect(() => {
      const now = this.#observed?.current;
      const was = before;
      before = now;
      // What the first state brings has not happened just now
      if (now && was) untrack(() => this.#note(changesBetween(was, now)));
    });
  }

  /** The latest first; what cannot be taken back any more is left out. */
  get all(): SeenChange[] {
    const now = this.#observed?.current;
    const since = this.#session.clock.now - CHANGES_KEPT_MS;
    if (now === undefined) return [];
    return this.#seen.filter(({ at, change }) => at > since && canTakeBack(now, change)).reverse();
  }

  /** Takes one back, as far as nothing else has happened since; false if nothing could be. */
  takeBack({ id, change }: SeenChange): boolean {
    this.#keep(this.#seen.filter((seen) => seen.id !== id));
    return this.#handle?.writable === true && takeBack(this.#handle.doc, [change]);
  }

  #note(changes: readonly BoardChange[]): void {
    const at = this.#session.clock.now;
    let seen = this.#seen.filter((one) => one.at > at - CHANGES_KEPT_MS);
    for (const change of changes) {
      const typed = seen.filter((one) => at - one.at < TYPING_GATHERED_MS && goesOn(one.change, change)).at(-1);
      const whole = typed ? joined(typed.change, change) : change;
      seen = [...seen.filter((one) => one !== typed), { id: (this.#count += 1), at, change: whole }];
    }
    if (changes.length > 0) this.#keep(seen);
  }

  #keep(seen: readonly SeenChange[]): void {
    this.#seen = seen;
    keepDraft(this.#session.workshop, KEPT, seen.length > 0 ? JSON.stringify(seen) : '');
  }
}

/** Written by this page; whatever else lies there is as good as nothing. */
function parse(kept: string): SeenChange[] {
  try {
    const seen: unknown = JSON.parse(kept);
    return Array.isArray(seen) ? (seen as SeenChange[]) : [];
  } catch {
    return [];
  }
}

/** Does the second go on writing what the first wrote? */
function goesOn(first: BoardChange, second: BoardChange): boolean {
  return (
    first.kind === 'worded' &&
    second.kind === 'worded' &&
    first.group === second.group &&
    first.name === second.name &&
    first.after === second.before
  );
}

/** Two edits of one text as one. */
function joined(first: BoardChange, second: BoardChange): BoardChange {
  return first.kind === 'worded' && second.kind === 'worded' ? { ...second, before: first.before } : second;
}

/** The console's last changes, for its parts. */
export const [lastChangesOf, provideLastChanges] = createContext<LastChanges>();
