// Moves on the board from menus, drags and the dialog that gathers notes: each says what it did and can be taken back, and the focus stays
// with the person (rules 9, 12 and 21).
import { tick } from 'svelte';
import type { NoteId } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';
import * as words from '../words/board.gen';
import type { Arrangement, Doing, Gathered, Way } from './arrangement.svelte';
import { changeWords, groupName } from './board-words';
import type { Voice } from './voice';

/** One per board on screen. */
export class BoardMoves {
  readonly board: Arrangement;
  readonly #view: View;
  readonly #voice: Voice;
  /** Notes moved here, until the screen has noticed. */
  readonly own = new Set<NoteId>();

  constructor(board: Arrangement, view: View, voice: Voice) {
    this.board = board;
    this.#view = view;
    this.#voice = voice;
  }

  /** Lays a note into a group, or loose (null). */
  move(note: NoteId, group: string | null): void {
    const text = group === null ? words.movedLoose() : words.movedInto({ group: this.#name(group) });
    this.#say(this.board.move([note], group), text);
    void focus(`[data-note="${CSS.escape(note)}"] button`);
  }

  /** Lays several notes into a group, or loose (null). */
  gather(notes: readonly NoteId[], group: string | null): void {
    const count = notes.length;
    const text =
      group === null ? words.movedManyLoose({ count }) : words.movedMany({ count, group: this.#name(group) });
    this.#say(this.board.move(notes, group), text);
    void focus(group === null ? '#loose-h' : `[data-group="${CSS.escape(group)}"] textarea`);
  }

  /** Makes a group of these notes and puts the focus into its name. */
  make(notes: readonly NoteId[]): void {
    const made = this.board.make(notes);
    this.#say(made, notes.length > 0 ? words.madeOf({ count: notes.length }) : words.made());
    if (made) void focus(`[data-group="${CSS.escape(made.group)}"] textarea`);
  }

  /** Takes a group apart. */
  takeApart(group: Gathered): void {
    this.#say(this.board.takeApart(group.id), words.tookApart({ group: groupName(group.title) }));
    void focus('#loose-h');
  }

  /** Lays everything of one group into another. */
  merge(from: string, into: string): void {
    this.#say(this.board.merge(from, into), words.merged({ group: this.#name(into) }));
    void focus(`[data-group="${CSS.escape(into)}"] textarea`);
  }

  /** Moves a group up or down in the order. */
  shift(group: Gathered, way: Way): void {
    this.#say(this.board.shift(group.id, way), words.reordered({ group: groupName(group.title) }));
    void focus(`[data-group="${CSS.escape(group.id)}"] .group__menu button`);
  }

  /** Puts a group where another one lies, which makes room: upwards before it, downwards behind it. */
  takePlace(group: string, of: string): void {
    const ids = this.board.groups.map(({ id }) => id);
    const [from, to] = [ids.indexOf(group), ids.indexOf(of)];
    if (from < 0 || to < 0 || from === to) return;
    const before = from < to ? (ids[to + 1] ?? null) : of;
    this.#say(this.board.order(group, before), words.reordered({ group: this.#name(group) }));
  }

  /** Takes the last thing back that was done here. */
  undo(): void {
    const doing = this.board.last;
    if (doing) this.#takeBack(doing);
  }

  #takeBack(doing: Doing): void {
    const text = doing.changes[0] ? changeWords(doing.changes[0], this.#view) : '';
    this.#expect(doing);
    this.#voice.say(this.board.undo(doing) ? words.takenBack({ what: text }) : words.tooLate());
  }

  #say(doing: Doing | null, text: string): void {
    if (doing === null) return this.#voice.say(words.notReady());
    this.#expect(doing);
    if (doing.changes.length > 0) this.#voice.say(text, () => this.#takeBack(doing));
  }

  /** Others' moves are spoken, one's own are known. */
  #expect({ changes }: Doing): void {
    for (const change of changes) if ('notes' in change) for (const { note } of change.notes) this.own.add(note);
  }

  #name(group: string): string {
    return groupName(this.board.groups.find(({ id }) => id === group)?.title ?? '');
  }
}

async function focus(selector: string): Promise<void> {
  await tick();
  document.querySelector<HTMLElement>(selector)?.focus();
}
