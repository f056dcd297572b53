// The server's clock on this screen: one time for every screen (P4), ticking for whoever reads it.
import { TICK_MS } from './bounds';
import { ClockOffset } from './clock';
import type { ClockCell } from './protocol.gen';

/** The server's time, as well as this screen knows it. */
export class ServerClock {
  readonly #offset = new ClockOffset();
  #now = $state(Date.now());
  #timer: ReturnType<typeof setInterval> | undefined;

  /** The server's time in milliseconds since 1970; reading it in a component follows its ticks. */
  get now(): number {
    return this.#now;
  }

  /** Milliseconds left on the step's clock; negative once it is over. */
  left(cell: ClockCell | undefined): number {
    if (cell === undefined) return 0;
    return cell.state === 'paused' || cell.ends_at === null ? cell.left_ms : cell.ends_at - this.#now;
  }

  /** Milliseconds until a moment of the server's; negative when it has passed. */
  until(time: number): number {
    return time - this.#now;
  }

  /** Takes a sample: this device's time when it asked and when the answer came, and the server's between them. */
  sample(sent: number, received: number, server: number): void {
    this.#offset.sample(sent, received, server);
    this.#tick();
  }

  /** Starts ticking. A page that was asleep shows the right time with its first picture, not with its next tick. */
  start(): void {
    this.#timer ??= setInterval(this.#tick, TICK_MS);
    document.addEventListener('visibilitychange', this.#tick);
    addEventListener('pageshow', this.#tick);
  }

  /** Stops ticking. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    document.removeEventListener('visibilitychange', this.#tick);
    removeEventListener('pageshow', this.#tick);
  }

  readonly #tick = (): void => {
    this.#now = this.#offset.toServer(Date.now());
  };
}
