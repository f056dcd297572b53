// What is spoken to people who use a screen reader, and when. What other people do is counted, not read out: at most one message in eight
// seconds and none while this person types (rule 20). Answers to one's own actions are spoken at once.
import { untrack } from 'svelte';
import { SPOKEN_AT_ONCE_MOST, SPEECH_SPACING_MS, TYPING_PAUSE_MS } from '../lib/bounds';

/** How much a person wants to hear of what others do. */
export type SpeechLevel = 'off' | 'summary' | 'everything';

/** A message in a live region; `turn` changes with every message, so that the same words are spoken again. */
export interface Spoken {
  turn: number;
  text: string;
}

/** The time that an announcer goes by; a test steps its own. */
export interface SpeechTimer {
  now(): number;
  after(ms: number, run: () => void): void;
}

const realTimer: SpeechTimer = { now: () => Date.now(), after: (ms, run) => void setTimeout(run, ms) };

/** One per page; the component Announcer.svelte puts it into the page. */
export class Announcer {
  /** The polite region. */
  polite = $state<Spoken>({ turn: 0, text: '' });
  /** The assertive region, for what cannot wait: "Time is over". */
  assertive = $state<Spoken>({ turn: 0, text: '' });
  /** Chosen by the person. */
  level = $state<SpeechLevel>('summary');

  #counts = new Map<string, number>();
  #texts: string[] = [];
  #spokenAt = Number.NEGATIVE_INFINITY;
  #typedAt = Number.NEGATIVE_INFINITY;
  #waiting = false;

  /** `summarise` makes the sentence of what others did, from counts by kind: {"note": 3} to "3 new notes". */
  constructor(
    private readonly summarise: (counts: ReadonlyMap<string, number>) => string,
    private readonly timer: SpeechTimer = realTimer,
  ) {}

  /** Answers the person's own action, at once: "Note added, 4 yours". */
  say(text: string): void {
    this.#spokenAt = this.timer.now();
    this.polite = { turn: untrack(() => this.polite.turn) + 1, text };
  }

  /** Interrupts. For the end of a stage, a lost right, a failure. */
  alert(text: string): void {
    this.assertive = { turn: untrack(() => this.assertive.turn) + 1, text };
  }

  /** Somebody else did something of this kind; `text` says it in full, for those who hear everything. */
  remote(kind: string, text: string): void {
    if (this.level === 'off') return;
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    if (this.#texts.length <= SPOKEN_AT_ONCE_MOST) this.#texts.push(text);
    this.#wait();
  }

  /** To be called on every input: others' doings wait until the person pauses. */
  typing(): void {
    this.#typedAt = this.timer.now();
  }

  #dueIn(): number {
    const now = this.timer.now();
    return Math.max(0, this.#spokenAt + SPEECH_SPACING_MS - now, this.#typedAt + TYPING_PAUSE_MS - now);
  }

  #wait(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    this.timer.after(this.#dueIn(), () => {
      this.#waiting = false;
      if (this.#counts.size === 0) return;
      if (this.#dueIn() > 0) this.#wait();
      else this.#speak();
    });
  }

  #speak(): void {
    const inFull = this.level === 'everything' && this.#texts.length <= SPOKEN_AT_ONCE_MOST;
    const text = inFull ? this.#texts.join('. ') : this.summarise(this.#counts);
    this.#counts.clear();
    this.#texts = [];
    if (this.level !== 'off' && text !== '') this.say(text);
  }
}
