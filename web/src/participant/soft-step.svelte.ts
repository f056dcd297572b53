// The step that this screen shows. It follows the live step, but never takes somebody away in mid-sentence (rule 8).
import type { Session } from '../lib/session.svelte';

/** One per participant's screen. */
export class SoftStep {
  readonly #session: Session;
  #shown = $state<string>();
  #writing = $state(false);
  #held = $state(false);

  constructor(session: Session) {
    this.#session = session;
    $effect.pre(() => {
      const live = this.#session.view.stage?.step;
      if (live === undefined || live === this.#shown) {
        this.#held = false;
        return;
      }
      // Once held, it stays until the person goes
      if (this.#shown !== undefined && (this.#held || this.#writing)) this.#held = true;
      else this.#shown = live;
    });
  }

  /** The id of the step to show. */
  get shown(): string | undefined {
    return this.#shown ?? this.#session.view.stage?.step;
  }

  /** Has the workshop gone on without this screen? */
  get behind(): boolean {
    return this.#held;
  }

  /** Goes to the live step. */
  follow(): void {
    this.#held = false;
    this.#writing = false;
    this.#shown = this.#session.view.stage?.step;
  }

  /** To be called when something in the step takes the focus. */
  readonly focused = (event: FocusEvent): void => {
    this.#writing = isWritten(event.target);
  };

  /** To be called when something in the step loses the focus. */
  readonly left = (): void => {
    this.#writing = false;
  };
}

/** Is this something that people type into? */
function isWritten(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return !target.readOnly;
  return (
    target instanceof HTMLInputElement && ['text', 'date', 'datetime-local'].includes(target.type) && !target.readOnly
  );
}
