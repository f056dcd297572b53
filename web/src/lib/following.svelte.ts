// Following a facilitator (rule 16): it is asked, never begins while one types, and ends at one's own first move.
import { untrack } from 'svelte';
import { FOLLOW_QUIET_MS } from './bounds';
import { elementAt, STEP, unfold } from './places';
import type { Leading } from './protocol.gen';
import type { Session } from './session.svelte';

/** What this person does about the one who leads. */
type Answer = 'asked' | 'follows' | 'stopped' | 'declined';

/** One per screen. */
export class Following {
  readonly #session: Session;
  /** Goes to the live step, where this screen stayed behind. */
  readonly #goToStep: () => void;
  /** The answer, and to which lead it was given: a new lead asks anew. */
  #answer = $state<{ to: string; is: Answer }>();
  #typing = $state(false);
  #pause: ReturnType<typeof setTimeout> | undefined;

  /** To be made while a component is set up. */
  constructor(session: Session, goToStep: () => void) {
    this.#session = session;
    this.#goToStep = goToStep;
    $effect(() => this.#ask());
    $effect(() => this.#watchMoves());
    $effect(() => {
      const place = this.is === 'follows' ? this.leading?.at : undefined;
      return place === undefined ? undefined : this.#look(place);
    });
  }

  /** Who leads, if it is somebody else. */
  get leading(): Leading | null {
    const leading = this.#session.view.lead?.leading ?? null;
    return leading !== null && leading.seat !== this.#session.seat ? leading : null;
  }

  /** How this person stands to the one who leads; null where there is nothing to say, or not yet. */
  get is(): Answer | null {
    const leading = this.leading;
    return leading !== null && this.#answer?.to === key(leading) ? this.#answer.is : null;
  }

  /** Answers. */
  answer(is: Answer): void {
    const leading = this.leading;
    if (leading === null) return;
    this.#answer = { to: key(leading), is };
    if (is === 'follows') this.#goToStep();
  }

  /** To be called on every input. */
  typed(): void {
    this.#typing = true;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => (this.#typing = false), FOLLOW_QUIET_MS);
  }

  /** Asks about a new lead, but not while this person types. */
  #ask(): void {
    const leading = this.leading;
    if (leading === null || this.#typing) return;
    if (untrack(() => this.is) === null) this.#answer = { to: key(leading), is: 'asked' };
  }

  /** Brings the place onto the screen, now or as soon as its part has come. Nothing takes the focus (rule 21). */
  #look(place: string): () => void {
    if (place === STEP || show(place)) return () => leave();
    const coming = new MutationObserver(() => {
      if (show(place)) coming.disconnect();
    });
    coming.observe(document.body, { childList: true, subtree: true });
    return () => {
      coming.disconnect();
      leave();
    };
  }

  /** Ends at one's own first scroll, tap or key. What this screen does by itself makes no such events. */
  #watchMoves(): (() => void) | undefined {
    if (this.is !== 'follows') return undefined;
    const moved = (event: Event) => {
      if (event.target instanceof Element && event.target.closest('[data-follow]')) return;
      this.answer('stopped');
    };
    const kinds = ['wheel', 'touchmove', 'pointerdown', 'keydown'];
    for (const kind of kinds) addEventListener(kind, moved, { capture: true, passive: true });
    return () => {
      for (const kind of kinds) removeEventListener(kind, moved, { capture: true });
    };
  }
}

function key({ seat, since }: Leading): string {
  return `${seat}:${since}`;
}

function show(place: string): boolean {
  const element = elementAt(place);
  if (element === null) return false;
  leave();
  unfold(element);
  element.dataset.led = '';
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  element.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' });
  return true;
}

function leave(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-led]')) delete element.dataset.led;
}
