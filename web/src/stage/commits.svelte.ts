// What an organisation says about going on, while it is being said: several fields send one command, and each must take along what the others
// have just sent, before the server shows it.
import type { Commitment, Stance } from '../lib/protocol.gen';
import { RefusedError } from '../lib/refused';

/** All of what is said; without a stance nothing is. */
export interface Given {
  stance: Stance | null;
  until: string | null;
  line: string;
}

/** What was sent last, and over what. */
interface Sent {
  given: Given;
  over: Given;
  answered: boolean;
  answer: Promise<boolean>;
}

/** One organisation's, on one screen. */
export class Commits {
  readonly #said: () => Commitment | null | undefined;
  readonly #send: (given: Given) => Promise<void>;
  readonly #refuse: (error: unknown) => void;
  #sent = $state.raw<Sent | null>(null);

  /** `said`: what the server shows; `send` resolves once it is durable, `refuse` says why it is not. */
  constructor(
    said: () => Commitment | null | undefined,
    send: (given: Given) => Promise<void>,
    refuse: (error: unknown) => void,
  ) {
    this.#said = said;
    this.#send = send;
    this.#refuse = refuse;
  }

  /** What holds as far as this screen knows: what was sent, until the server shows it or something newer. */
  get now(): Given {
    const said = given(this.#said());
    const sent = this.#sent;
    return sent !== null && (!sent.answered || same(said, sent.over)) ? sent.given : said;
  }

  /** Says something, and the rest as it is; true once it holds. What is said or under way already is not sent again. */
  give(change: Partial<Given>): Promise<boolean> {
    const wanted = whole({ ...this.now, ...change });
    if (same(wanted, this.now))
      return this.#sent && same(wanted, this.#sent.given) ? this.#sent.answer : Promise.resolve(true);
    const answer = this.#send(wanted).then(
      () => true,
      (error: unknown) => this.#refused(error),
    );
    const sent: Sent = { given: wanted, over: given(this.#said()), answered: false, answer };
    this.#sent = sent;
    return answer.then((taken) => {
      if (this.#sent === sent) this.#sent = taken ? { ...sent, answered: true } : null;
      return taken;
    });
  }

  /** That it is said already is no refusal to whoever says it. */
  #refused(error: unknown): boolean {
    if (error instanceof RefusedError && error.rule === 'already') return true;
    this.#refuse(error);
    return false;
  }
}

/** Do both say the same? */
export function same(one: Given, other: Given): boolean {
  return one.stance === other.stance && one.until === other.until && one.line === other.line;
}

function given(said: Commitment | null | undefined): Given {
  return { stance: said?.stance ?? null, until: said?.until ?? null, line: said?.line ?? '' };
}

/** As the server takes it: a date belongs to reflecting, and a line to a stance. */
function whole({ stance, until, line }: Given): Given {
  return { stance, until: stance === 'reflecting' ? until : null, line: stance === null ? '' : line };
}
