// Which page of a picture is on the wall. Pages turn by themselves while they do not all fit; anybody at the screen can hold or turn them.

/** Milliseconds for which a page stands: a page of notes is read aloud in less. */
export const PAGE_MS = 15_000;

/** The pages of one picture. */
export class Pages {
  #count = $state(1);
  #at = $state(0);
  #held = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** How many there are. */
  get count(): number {
    return this.#count;
  }
  /** The one on show, from 0. */
  get at(): number {
    return Math.min(this.#at, this.#count - 1);
  }
  /** Do they stand still? */
  get held(): boolean {
    return this.#held;
  }

  /** There are so many now; the one on show stays if it is still there. */
  measure(count: number): void {
    if (count === this.#count) return;
    this.#count = Math.max(1, count);
    this.#wind();
  }

  /** Shows a page; past the last one comes the first. */
  show(page: number): void {
    this.#at = ((page % this.#count) + this.#count) % this.#count;
    this.#wind();
  }

  /** Shows the page after (1) or before (-1). */
  turn(by: number): void {
    this.show(this.at + by);
  }

  /** Lets them stand still, or turn by themselves again. */
  hold(held: boolean): void {
    this.#held = held;
    this.#wind();
  }

  /** Ends the timer. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #wind(): void {
    clearTimeout(this.#timer);
    if (this.#count > 1 && !this.#held) this.#timer = setTimeout(() => this.turn(1), PAGE_MS);
  }
}
