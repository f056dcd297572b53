// Who is connected, where they write, and who stayed behind; and this screen's own place, told to the server without hurry.
import { SvelteMap } from 'svelte/reactivity';
import { PRESENCE_SPACING_MS } from './bounds';
import { PRESENCE_CHARS, type PresentSeat } from './protocol.gen';

/** Nowhere, and with the room. */
const NOTHING = ' ';

/** The seats that are connected. */
export class Presence {
  /** By seat. */
  readonly seats = new SvelteMap<number, PresentSeat>();
  /** Seats by the place where they write: a board of 400 notes asks for each of them. */
  readonly #writers = $derived.by(() => {
    const writers = new Map<string, number[]>();
    for (const [seat, { at }] of this.seats) if (at !== null) writers.set(at, [...(writers.get(at) ?? []), seat]);
    return writers;
  });
  readonly #send: (at: string | null, step: string | null) => void;
  #at: string | null = null;
  #step: string | null = null;
  /** What the server knows, as one word; a new socket knows of nothing. */
  #told = NOTHING;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `send` takes this screen's place to the server, and the step in which it stayed behind. */
  constructor(send: (at: string | null, step: string | null) => void) {
    this.#send = send;
  }

  /** What the server says, whole. */
  apply(seats: Record<string, PresentSeat>): void {
    for (const id of [...this.seats.keys()]) if (!(id in seats)) this.seats.delete(id);
    for (const [id, seat] of Object.entries(seats)) {
      const known = this.seats.get(Number(id));
      if (known?.at !== seat.at || known.step !== seat.step) this.seats.set(Number(id), seat);
    }
  }

  /** Seats that write at this place (`brief/2#who`), but for one's own. */
  at(place: string, own: number | null): number[] {
    return (this.#writers.get(place) ?? []).filter((seat) => seat !== own);
  }

  /** Seats that write anywhere under this place (`plan#actions/key/`), but for one's own. */
  under(prefix: string, own: number | null): number[] {
    return [...this.seats].filter(([seat, { at }]) => at?.startsWith(prefix) && seat !== own).map(([seat]) => seat);
  }

  /** This screen writes here now; null when it stops. */
  write(at: string | null): void {
    this.#at = at === null ? null : at.slice(0, PRESENCE_CHARS);
    this.#plan();
  }

  /** This screen shows that step and not the live one; null when it goes with the room. */
  stay(step: string | null): void {
    this.#step = step;
    this.#plan();
  }

  /** A new socket knows nothing of this screen's place. */
  renew(): void {
    this.#told = NOTHING;
    this.#plan();
  }

  /** Ends the timer. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #plan(): void {
    if (this.#wanted !== this.#told)
      this.#timer ??= setTimeout(() => this.#tell(), this.#told === NOTHING ? 0 : PRESENCE_SPACING_MS);
  }

  get #wanted(): string {
    return `${this.#at ?? ''} ${this.#step ?? ''}`;
  }

  #tell(): void {
    this.#timer = undefined;
    if (this.#wanted === this.#told) return;
    this.#told = this.#wanted;
    this.#send(this.#at, this.#step);
  }
}
