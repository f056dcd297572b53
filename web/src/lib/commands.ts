// Commands under way: each has an id, is sent again with the same one after a reconnect, and is answered once (W10).
import type { ClientFrame, Command, Refused } from './protocol.gen';
import { randomKey } from './random';
import { RefusedError } from './refused';

interface Waiting {
  command: Command;
  resolve: () => void;
  reject: (error: RefusedError) => void;
}

/** The commands that wait for their answer, in the order in which they were given. */
export class Commands {
  readonly #waiting = new Map<string, Waiting>();
  readonly #send: (frame: ClientFrame) => void;

  /** `send` takes a frame to the server, if a socket is open. */
  constructor(send: (frame: ClientFrame) => void) {
    this.#send = send;
  }

  /** Is every command answered? */
  get empty(): boolean {
    return this.#waiting.size === 0;
  }

  /** Gives a command; resolves once its effect is durable, rejects with a RefusedError. */
  give(command: Command): Promise<void> {
    const id = randomKey();
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { command, resolve, reject });
      this.#send({ type: 'command', id, command });
    });
  }

  /** Sends everything unanswered again. */
  again(): void {
    for (const [id, { command }] of this.#waiting) this.#send({ type: 'command', id, command });
  }

  /** A command's effect is durable. */
  done(id: string): void {
    this.#waiting.get(id)?.resolve();
    this.#waiting.delete(id);
  }

  /** A command was refused. */
  refused(id: string, { rule, message }: Refused): void {
    this.#waiting.get(id)?.reject(new RefusedError(rule, message));
    this.#waiting.delete(id);
  }

  /** The connection is over for good. */
  end(): void {
    for (const { reject } of this.#waiting.values()) reject(new RefusedError('offline', 'The connection has ended.'));
    this.#waiting.clear();
  }
}
