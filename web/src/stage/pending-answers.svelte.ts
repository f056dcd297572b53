// Answers of one poll on this screen: what the server has, and over it what was pressed a moment ago and is on its way.
import type { MyAnswersCell, PollCell } from '../lib/protocol.gen';
import type { Session } from '../lib/session.svelte';
import { give, type Voice } from './voice';

/** An answer under way. */
interface Pending {
  values: readonly number[];
  /** What the server had when it was given. */
  over: MyAnswersCell | undefined;
  /** It is durable. */
  done: boolean;
}

/** One per poll on screen. */
export class PendingAnswers {
  readonly #session: Session;
  readonly #voice: Voice;
  readonly #poll: () => PollCell | undefined;
  #pending: Readonly<Record<string, Pending>> = $state.raw({});

  constructor(session: Session, voice: Voice, poll: () => PollCell | undefined) {
    this.#session = session;
    this.#voice = voice;
    this.#poll = poll;
    $effect(() => this.#settle());
  }

  /** The values given for a subject; undefined for none. */
  of(subject: string): readonly number[] | undefined {
    return this.#pending[subject]?.values ?? this.#cell?.answers[subject];
  }

  /** Answers for a subject; false when that was refused. */
  async give(subject: string, values: readonly number[]): Promise<boolean> {
    const poll = this.#poll();
    if (poll === undefined) return false;
    const answer: Pending = { values, over: this.#cell, done: false };
    this.#put(subject, answer);
    const given = await give(this.#session, this.#voice, {
      type: 'answer',
      poll: poll.id,
      subject,
      values: [...values],
    });
    // A later press has taken its place
    if (this.#pending[subject] !== answer) return given;
    this.#put(subject, given ? { ...answer, done: true } : undefined);
    return given;
  }

  get #cell(): MyAnswersCell | undefined {
    const poll = this.#poll();
    return poll && this.#session.view.myAnswers(poll.id);
  }

  /** Lets go of what the server shows, or shows something newer for: an organisation's other seat may have answered since. */
  #settle(): void {
    const cell = this.#cell;
    for (const [subject, { values, over, done }] of Object.entries(this.#pending)) {
      const arrived = (cell?.answers[subject] ?? [0]).join() === values.join();
      if (arrived || (done && cell !== over)) this.#put(subject, undefined);
    }
  }

  #put(subject: string, answer: Pending | undefined): void {
    const others = Object.entries(this.#pending).filter(([id]) => id !== subject);
    this.#pending = Object.fromEntries(answer ? [...others, [subject, answer]] : others);
  }
}
