// The board as this screen shows it: from the document while it may be arranged here, so that one's own moves show at once, else from the cells.
import { BOARD, makeGroup, mergeGroups, place, readBoard, removeGroup, type BoardGroup } from '../lib/board';
import type { DocumentHandle } from '../lib/document.svelte';
import { Observed } from '../lib/observed.svelte';
import type { NoteCell } from '../lib/protocol.gen';
import type { Session } from '../lib/session.svelte';

/** A group and the notes in it. */
export interface Gathered extends BoardGroup {
  notes: NoteCell[];
}

/** One per board on screen. */
export class Arrangement {
  readonly #session: Session;
  /** The document, if this screen may write it. */
  readonly handle: DocumentHandle | null = $derived.by(() => {
    const handle = this.#session.document(BOARD);
    return handle?.writable ? handle : null;
  });
  readonly #observed = $derived(this.handle && new Observed(this.handle.doc, readBoard));
  readonly #groups: readonly BoardGroup[] = $derived.by(
    () => this.#observed?.current.groups ?? this.#session.view.groups,
  );
  readonly #notes = $derived.by(() => this.#session.view.notes.filter(({ held }) => !held));
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

  constructor(session: Session) {
    this.#session = session;
  }

  /** Groups in their order, with their notes. */
  get groups(): Gathered[] {
    return this.#groups.map(({ id, title }) => ({ id, title, notes: this.#byGroup.get(id) ?? [] }));
  }

  /** Notes in no group. */
  get loose(): NoteCell[] {
    return this.#byGroup.get(null) ?? [];
  }

  /** All notes that can be seen. */
  get count(): number {
    return this.#notes.length;
  }

  /** Lays a note into a group; null lays it loose. Returns what takes that back. */
  move(note: string, group: string | null): () => void {
    return this.handle ? place(this.handle.doc, note, group) : () => undefined;
  }

  /** Makes a group of these notes; returns its id. */
  make(notes: readonly string[]): string | null {
    return this.handle ? makeGroup(this.handle.doc, '', notes) : null;
  }

  /** Takes a group apart; returns what puts it together again. */
  takeApart(group: string): () => void {
    return this.handle ? removeGroup(this.handle.doc, group) : () => undefined;
  }

  /** Lays everything of one group into another. */
  merge(from: string, into: string): void {
    if (this.handle) mergeGroups(this.handle.doc, from, into);
  }
}
