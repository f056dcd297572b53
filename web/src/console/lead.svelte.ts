// Leading (rule 16): while this facilitator asks everyone to follow, the place that they are at is told, without hurry.
import { LEAD_SPACING_MS } from '../lib/bounds';
import { placeOf, STEP } from '../lib/places';
import type { Leading } from '../lib/protocol.gen';
import type { Orders } from './orders.svelte';

/** One per console; to be made while a component is set up. */
export class Lead {
  readonly #orders: Orders;
  /** Consoles without a seat are told apart by having begun it themselves. */
  #begun = $state(false);
  #at = $state(STEP);
  #told: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(orders: Orders) {
    this.#orders = orders;
    $effect(() => this.#watch());
    // Another step is another place, whatever was looked at before
    $effect(() => {
      void orders.session.view.stage?.step;
      this.#at = STEP;
    });
    $effect(() => {
      if (this.leads) this.#tell(this.#at);
    });
  }

  /** Who leads at present. */
  get leading(): Leading | null {
    return this.#orders.session.view.lead?.leading ?? null;
  }

  /** Is it this console? */
  get leads(): boolean {
    const { seat } = this.#orders.session;
    return this.leading !== null && this.leading.seat === seat && (seat !== null || this.#begun);
  }

  /** Begins or ends it; whoever led before leads no more. */
  async toggle(): Promise<void> {
    const begins = !this.leads;
    this.#told = begins ? this.#at : null;
    this.#begun = begins;
    await this.#orders.give({ type: 'lead', at: this.#told });
  }

  /** Ends another facilitator's lead. */
  async end(): Promise<void> {
    await this.#orders.give({ type: 'lead', at: null });
  }

  /** Tells a place, at most once in a while, the last one always. */
  #tell(at: string): void {
    if (at === this.#told) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (!this.leads || this.#at === this.#told) return;
      this.#told = this.#at;
      void this.#orders.give({ type: 'lead', at: this.#at });
    }, LEAD_SPACING_MS);
  }

  /** Where this facilitator presses or goes with the keyboard is where they look. */
  #watch(): () => void {
    const look = (event: Event) => {
      const target = event.target;
      // What a press changes on the page is there a moment later: the arrow to the next group stands in the next group then
      if (target instanceof Element && target.closest('#sheet'))
        requestAnimationFrame(() => (this.#at = placeOf(target.isConnected ? target : null)));
    };
    addEventListener('click', look);
    addEventListener('focusin', look);
    return () => {
      removeEventListener('click', look);
      removeEventListener('focusin', look);
      clearTimeout(this.#timer);
    };
  }
}
