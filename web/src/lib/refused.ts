// A refusal as an error: the rule that said no, and the server's sentence. `refusalText` in refusal-text.ts says it in this screen's language.
import type { Refusal } from './protocol.gen';

/** The server, or the way to it, said no. `offline`: the request never reached it. */
export class RefusedError extends Error {
  readonly rule: Refusal | 'offline';

  constructor(rule: Refusal | 'offline', message: string) {
    super(message);
    this.name = 'RefusedError';
    this.rule = rule;
  }
}
