// The step that this screen shows. It follows the live step, but takes nobody away in mid-sentence (rules 8 and 26): not within moments of a
// keystroke, and not from words that are not sent. Focus alone, an empty field or a finished card goes with the room.
import { untrack } from 'svelte';
import { SENTENCE_MS, WATCH_MS } from '../lib/bounds';
import type { Session } from '../lib/session.svelte';

/** One per participant's screen. */
export class SoftStep {
  readonly #session: Session;
  #shown = $state<string>();
  /** The step in which words stand that were not sent when this screen left it. */
  kept = $state<string>();
  #typedAt = -Infinity;
  /** The last time at which a facilitator brought everybody, before the person went back by themselves. */
  #brought = 0;

  constructor(session: Session) {
    this.#session = session;
    $effect.pre(() => {
      const live = this.#live;
      if (live !== undefined) untrack(() => this.#go());
    });
    $effect(() => {
      if (!this.behind) return undefined;
      const watch = setInterval(() => this.#go(), WATCH_MS);
      return () => clearInterval(watch);
    });
  }

  get #live(): string | undefined {
    return this.#session.view.stage?.step;
  }

  /** The id of the step to show. */
  get shown(): string | undefined {
    return this.#shown ?? this.#live;
  }

  /** Has the workshop gone on without this screen? */
  get behind(): boolean {
    return this.shown !== this.#live;
  }

  /** Goes to the live step; what is half written stays where it is. */
  follow(): void {
    const live = this.#live;
    if (this.kept === live) this.kept = undefined;
    if (this.behind && isUnsent()) this.kept = this.#shown;
    this.#shown = live;
  }

  /** Goes back to words that were not sent. */
  back(): void {
    this.typed();
    this.#brought = this.#session.view.stage?.brought_at ?? 0;
    this.#shown = this.kept;
    this.kept = undefined;
  }

  /** To be called on every input in the step. */
  readonly typed = (): void => {
    this.#typedAt = performance.now();
  };

  /** Goes, unless this person is in mid-sentence. Whom a facilitator brings leaves unsent words behind, but no sentence that is being typed. */
  #go(): void {
    const brought = (this.#session.view.stage?.brought_at ?? 0) > this.#brought;
    const typing = performance.now() - this.#typedAt < SENTENCE_MS;
    if (this.#shown === undefined || !(typing || (isUnsent() && !brought))) this.follow();
  }
}

/** Do words stand in the step that its form has not sent? What people write together is sent as it is typed, and stands in no form. */
function isUnsent(): boolean {
  const fields = document.querySelectorAll<HTMLTextAreaElement>(
    '#step form:not([data-sent]) :is(textarea, input[type=text])',
  );
  return [...fields].some((field) => !field.readOnly && field.value.trim() !== '');
}
