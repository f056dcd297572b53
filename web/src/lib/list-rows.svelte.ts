// The rows of lists as this screen has them: from the document where it may be written, else as the cells tell them.
import { listRows, PLAN, type ListRow } from './lists';
import { Observed } from './observed.svelte';
import type { List } from './protocol.gen';
import type { Session } from './session.svelte';

/** Follows lists while a component uses them; to be made while that component is. */
export class ListRows {
  constructor(
    private readonly session: () => Session,
    private readonly lists: () => readonly List[],
  ) {}

  readonly #observed = $derived.by(() => {
    const handle = this.session().document(PLAN);
    const lists = this.lists();
    return handle && new Observed(handle.doc, (doc) => new Map(lists.map((list) => [list.id, listRows(doc, list)])));
  });

  /** One list's, in order; none while there is no such list. */
  of(list: List | undefined): readonly ListRow[] {
    return this.#observed?.current.get(list?.id ?? '') ?? this.session().view.rows(list);
  }
}
