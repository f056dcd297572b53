// Gathers changes that come from others into one update of the page per interval, so that fifty edits a second do not cost fifty
// renderings on a weak phone. The first change after a quiet time is shown at once.
import { REMOTE_BATCH_MS } from './bounds';

/** The time that a batch goes by; a test steps its own. */
export interface BatchTimer {
  now(): number;
  /** Runs after so many ms; the returned function cancels. */
  after(ms: number, run: () => void): () => void;
}

// Timeouts, not animation frames: a page in the background must keep up too
const realTimer: BatchTimer = {
  now: () => performance.now(),
  after(ms, run) {
    const id = setTimeout(run, ms);
    return () => clearTimeout(id);
  },
};

/** One queue of changes for a page. */
export class Batch {
  #tasks = new Map<unknown, () => void>();
  #cancel: (() => void) | undefined;
  #ranAt = Number.NEGATIVE_INFINITY;

  /** `interval` in ms between two updates of the page. */
  constructor(
    private readonly interval: number = REMOTE_BATCH_MS,
    private readonly timer: BatchTimer = realTimer,
  ) {}

  /** Adds a task; a later one with the same key takes the place of the earlier in the queue. */
  add(key: unknown, task: () => void): void {
    this.#tasks.set(key, task);
    const wait = Math.max(0, this.#ranAt + this.interval - this.timer.now());
    this.#cancel ??= this.timer.after(wait, () => this.flush());
  }

  /** Takes a task out of the queue, for whoever goes away. */
  drop(key: unknown): void {
    this.#tasks.delete(key);
  }

  /** Runs everything that waits, now. One task that throws does not keep the others from running; the first error is thrown at the end. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#tasks.size === 0) return;
    this.#ranAt = this.timer.now();
    const tasks = [...this.#tasks.values()];
    this.#tasks.clear();
    const errors = tasks.flatMap(failure);
    if (errors.length > 0) throw errors[0];
  }
}

/** The queue of this page, shared by its fields and its view, so that they are shown together. */
export const pageBatch = new Batch();

function failure(task: () => void): unknown[] {
  try {
    task();
    return [];
  } catch (error) {
    return [error];
  }
}
