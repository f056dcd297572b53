// Answers of one poll on this screen: what the server has, and over it what was pressed a moment ago and is on its way.
import type { MyAnswersCell, PollCell } from '../lib/protocol.gen';
import type { Session } from '../lib/session.svelte';
import { give, type Voice } from '../stage/voice';

/** An answer under way. */
interface Pending {
  values: readonly number[];
  line: string;
  /** What the server had when it was given. */
  over: MyAnswersCell | undefined;
  /** It is durable. */
  done: boolean;
}

/** One per poll on screen. */
export class Answers {
  readonly #session: Session;
  readonly #voice: Voice;
  readonly #poll: () => PollCell;
  #pending: Readonly<Record<string, Pending>> = $state.raw({});

  constructor(session: Session, voice: Voice, poll: () => PollCell) {
    this.#session = session;
    this.#voice = voice;
    this.#poll = poll;
    $effect(() => this.#settle());
  }

  /** The values given for a subject; undefined for none. */
  of(subject: string): readonly number[] | undefined {
    return this.#pending[subject]?.values ?? this.#cell?.answers[subject];
  }

  /** The line given for a subject; empty for none. */
  lineOf(subject: string): string {
    return this.#pending[subject]?.line ?? this.#cell?.lines[subject] ?? '';
  }

  /** What was picked of all that is asked about. */
  get picked(): string | undefined {
    return Object.keys(this.#pending).at(-1) ?? Object.keys(this.#cell?.answers ?? {})[0];
  }

  /** Answers for a subject; false when that was refused. */
  async give(subject: string, values: readonly number[], line = ''): Promise<boolean> {
    const answer: Pending = { values, line, over: this.#cell, done: false };
    this.#put(subject, answer);
    const given = await give(this.#session, this.#voice, {
      type: 'answer',
      poll: this.#poll().id,
      subject,
      values: [...values],
      ...(line !== '' && { line }),
    });
    // A later press has taken its place
    if (this.#pending[subject] !== answer) return given;
    this.#put(subject, given ? { ...answer, done: true } : undefined);
    return given;
  }

  get #cell(): MyAnswersCell | undefined {
    return this.#session.view.myAnswers(this.#poll().id);
  }

  /** Lets go of what the server shows, or shows something newer for: an organisation's other seat may have answered since. */
  #settle(): void {
    const cell = this.#cell;
    for (const [subject, { values, line, over, done }] of Object.entries(this.#pending)) {
      const has = (cell?.answers[subject] ?? (line === '' ? [0] : [])).join();
      const arrived = has === values.join() && (cell?.lines[subject] ?? '') === line;
      if (arrived || (done && cell !== over)) this.#put(subject, undefined);
    }
  }

  #put(subject: string, answer: Pending | undefined): void {
    const others = Object.entries(this.#pending).filter(([id]) => id !== subject);
    this.#pending = Object.fromEntries(answer ? [...others, [subject, answer]] : others);
  }
}
