// The board as this screen shows it: from the document while it may be arranged here, so that one's own moves show at once, else from the
// cells. It remembers what was done here, so that it can be taken back (rule 12): one's own doings, and only where nothing happened since.
import { BOARD, makeGroup, mergeGroups, orderGroup, place, removeGroup, type BoardGroup } from '../lib/board';
import {
  canTakeBack,
  changesBetween,
  snapshot,
  takeBack,
  type BoardChange,
  type BoardSnapshot,
} from '../lib/board-changes';
import type { DocumentHandle } from '../lib/document.svelte';
import { Observed } from '../lib/observed.svelte';
import type { NoteCell } from '../lib/protocol.gen';
import type { Session } from '../lib/session.svelte';

/** A group and the notes in it. */
export interface Gathered extends BoardGroup {
  notes: NoteCell[];
}

/** Something that was done here. */
export interface Doing {
  changes: readonly BoardChange[];
}

/** Where a group goes in the order. */
export type Way = 'first' | 'up' | 'down' | 'last';

/** Doings that are remembered: more than anybody walks back. */
const DOINGS_MOST = 50;

/** One per board on screen. */
export class Arrangement {
  readonly #session: Session;
  /** The document, if this screen may write it. */
  readonly handle: DocumentHandle | null = $derived.by(() => {
    const handle = this.#session.document(BOARD);
    return handle?.writable ? handle : null;
  });
  readonly #observed = $derived(this.handle && new Observed(this.handle.doc, snapshot));
  readonly #groups: readonly BoardGroup[] = $derived.by(() => {
    const lying = this.#observed?.current;
    return lying ? inOrder(lying) : this.#session.view.groups;
  });
  readonly #notes = $derived.by(() => this.#session.view.notes.filter((note) => !note.held && !note.face_down));
  readonly #byGroup = $derived.by(() => {
    const places = this.#observed?.current.places;
    const lying = (note: NoteCell) => (places === undefined ? note.group : (places.get(note.id) ?? null));
    const gathered = new Map<string | null, NoteCell[]>();
    for (const note of this.#notes) {
      const group = lying(note);
      const there = gathered.get(group);
      if (there) there.push(note);
      else gathered.set(group, [note]);
    }
    return gathered;
  });
  readonly #gathered: Gathered[] = $derived(
    this.#groups.map(({ id, title }) => ({ id, title, notes: this.#byGroup.get(id) ?? [] })),
  );
  #doings: readonly Doing[] = $state.raw([]);

  constructor(session: Session) {
    this.#session = session;
  }

  /** Groups in their order, with their notes. */
  get groups(): Gathered[] {
    return this.#gathered;
  }

  /** Notes in no group. */
  get loose(): NoteCell[] {
    return this.#byGroup.get(null) ?? [];
  }

  /** All notes that can be seen. */
  get count(): number {
    return this.#notes.length;
  }

  /** The last thing done here that can still be taken back. */
  get last(): Doing | undefined {
    const now = this.#observed?.current;
    return now && this.#doings.filter(({ changes }) => changes.some((change) => canTakeBack(now, change))).at(-1);
  }

  /** Lays notes into a group; null lays them loose. */
  move(notes: readonly string[], group: string | null): Doing | null {
    return this.#do(({ doc }) => {
      for (const note of notes) place(doc, note, group);
    });
  }

  /** Makes a group of these notes. */
  make(notes: readonly string[]): (Doing & { group: string }) | null {
    let group = '';
    const doing = this.#do(({ doc }) => (group = makeGroup(doc, '', notes)));
    return doing && { ...doing, group };
  }

  /** Takes a group apart. */
  takeApart(group: string): Doing | null {
    return this.#do(({ doc }) => removeGroup(doc, group));
  }

  /** Lays everything of one group into another. */
  merge(from: string, into: string): Doing | null {
    return this.#do(({ doc }) => mergeGroups(doc, from, into));
  }

  /** Puts a group before another one; null puts it last. */
  order(group: string, before: string | null): Doing | null {
    return this.#do(({ doc }) => orderGroup(doc, group, before));
  }

  /** Moves a group up or down in the order. */
  shift(group: string, way: Way): Doing | null {
    const others = this.#groups.filter(({ id }) => id !== group);
    const at = this.#groups.findIndex(({ id }) => id === group);
    const to = { first: 0, up: Math.max(0, at - 1), down: at + 1, last: others.length }[way];
    return this.order(group, others[to]?.id ?? null);
  }

  /** Takes back what was done; false if nothing of it could be. */
  undo(doing: Doing): boolean {
    this.#doings = this.#doings.filter(({ changes }) => changes !== doing.changes);
    return this.handle !== null && takeBack(this.handle.doc, doing.changes);
  }

  #do(does: (handle: DocumentHandle) => unknown): Doing | null {
    const { handle } = this;
    if (handle === null) return null;
    const before = snapshot(handle.doc);
    handle.doc.transact(() => does(handle));
    const doing = { changes: changesBetween(before, snapshot(handle.doc)) };
    if (doing.changes.length > 0) this.#doings = [...this.#doings, doing].slice(-DOINGS_MOST);
    return doing;
  }
}

function inOrder({ groups }: BoardSnapshot): BoardGroup[] {
  return [...groups]
    .sort(([a, { order: x }], [b, { order: y }]) => x - y || (a < b ? -1 : 1))
    .map(([id, { texts }]) => ({ id, title: texts.title }));
}
