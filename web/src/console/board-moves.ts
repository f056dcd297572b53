// What the facilitator does on the board, each move with its undo and with the focus following what was moved (rules 12 and 21).
import { tick } from 'svelte';
import type { NoteId } from '../lib/protocol.gen';
import type { Arrangement, Gathered } from '../stage/arrangement.svelte';
import * as words from '../words/console.gen';
import type { Orders } from './orders.svelte';

/** One per board on screen. */
export class BoardMoves {
  readonly board: Arrangement;
  readonly #orders: Orders;

  constructor(board: Arrangement, orders: Orders) {
    this.board = board;
    this.#orders = orders;
  }

  /** Lays a note into a group, or loose (null). */
  move(note: NoteId, group: string | null): void {
    if (!this.#ready()) return;
    const back = this.board.move(note, group);
    this.#orders.say(group === null ? words.movedLoose() : words.movedInto({ group: this.#name(group) }), back);
    void focus(`[data-note="${CSS.escape(note)}"] button`);
  }

  /** Makes a group of these notes and puts the focus into its name. */
  make(notes: readonly NoteId[]): void {
    if (!this.#ready()) return;
    const group = this.board.make(notes);
    if (group !== null) void focus(`[data-group="${CSS.escape(group)}"] textarea`);
  }

  /** Takes a group apart. */
  takeApart(group: Gathered): void {
    if (!this.#ready()) return;
    const text = words.tookApart({ group: this.#name(group.id) });
    this.#orders.say(text, this.board.takeApart(group.id));
    void focus('#loose-h');
  }

  /** Lays everything of one group into another. */
  merge(from: Gathered, into: Gathered): void {
    if (!this.#ready()) return;
    this.board.merge(from.id, into.id);
    this.#orders.say(words.merged({ group: this.#name(into.id) }));
    void focus(`[data-group="${CSS.escape(into.id)}"] textarea`);
  }

  /** Holds a note back, or shows it again. Nobody learns who wrote it. */
  hold(note: NoteId, held: boolean): void {
    const order = (is: boolean) => ({ type: 'hold_note' as const, note, held: is });
    const text = held ? words.noteHeld() : words.noteShown();
    void this.#orders.giveAndSay(order(held), text, () => void this.#orders.give(order(!held)));
  }

  #name(group: string): string {
    return this.board.groups.find(({ id }) => id === group)?.title || words.untitledGroup();
  }

  #ready(): boolean {
    if (this.board.handle === null) this.#orders.say(words.boardNotReady());
    return this.board.handle !== null;
  }
}

async function focus(selector: string): Promise<void> {
  await tick();
  document.querySelector<HTMLElement>(selector)?.focus();
}
