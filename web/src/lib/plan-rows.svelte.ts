// One list of the plan as this screen has it: from the document where it may be written, else as the cells tell it.
import { Observed } from './observed.svelte';
import { PLAN, planRows, type PlanList, type PlanRow } from './plan';
import { toldRow } from './plan-cells';
import type { Session } from './session.svelte';

/** Follows a list while a component uses it; to be made while that component is. */
export class PlanRows {
  constructor(
    private readonly session: () => Session,
    private readonly list: () => PlanList,
  ) {}

  readonly #observed = $derived.by(() => {
    const handle = this.session().document(PLAN);
    return handle && new Observed(handle.doc, (doc) => planRows(doc, this.list()));
  });
  readonly #told = $derived.by(() => (this.session().view[this.list()]?.rows ?? []).map(toldRow));

  /** In order. */
  get current(): readonly PlanRow[] {
    return this.#observed?.current ?? this.#told;
  }
}
