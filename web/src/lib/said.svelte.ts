// The line that a facilitator says to everybody, or to one team: whether this screen shows it (again).
import { untrack } from 'svelte';
import * as device from './device';
import type { Said, StageCell } from './protocol.gen';

/** A line just before a step began is still news in it, in milliseconds: "we move on now" is said and done within this. */
const JUST_BEFORE_MS = 60_000;

/** Is this line about what is going on now? A late joiner and the wall do not read what was said in an earlier step. */
export function isNews(said: Said, stage: StageCell | undefined, now: number): boolean {
  return said.at >= (stage?.entered_at ?? 0) || now - said.at < JUST_BEFORE_MS;
}

/** One kind of line on one screen. Whoever saw it come reads it until it is put away or taken back. */
export class SaidLine {
  readonly #source: () => Said | null | undefined;
  readonly #workshop: string;
  readonly #name: string;
  /** When the line that this screen does not show was said. */
  #away = $state<number>();

  /** `name` tells lines to everybody from lines to a team, on this device. */
  constructor(source: () => Said | null | undefined, news: (said: Said) => boolean, workshop: string, name: string) {
    this.#source = source;
    this.#workshop = workshop;
    this.#name = `said-${name}`;
    const first = untrack(source);
    const kept = device.draft(workshop, this.#name);
    if (kept !== '') this.#away = Number(kept);
    if (first && !untrack(() => news(first))) this.#away = first.at;
  }

  /** The line to show. */
  get shown(): Said | null {
    const said = this.#source();
    return said && said.at !== this.#away ? said : null;
  }

  /** This person has read it. */
  putAway(): void {
    const at = this.#source()?.at;
    if (at === undefined) return;
    this.#away = at;
    device.keepDraft(this.#workshop, this.#name, String(at));
  }
}
