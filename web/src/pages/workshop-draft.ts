// The half-filled form of a new workshop, kept while the tab is open, so that a reload or a wrong turn loses nothing; and what a workshop
// that there is leaves for a new one like it.
import { local, tab } from '../lib/store.svelte';
import { prefilled, type WorkshopForm } from './workshop-form';

const KEPT_AS = 'trestle:new';
const COPY = 'trestle:copy';

/** The key of the page that starts a workshop like the one whose copy was left. */
export const LIKE = 'like';

/** What was typed before, on top of the sensible words; if the page was asked for `like` another workshop, the copy that was left is put on
 * top of them, once. */
export function workshopDraft(like: boolean): WorkshopForm {
  const fresh = prefilled();
  const copy = like ? takeCopy() : null;
  if (copy) return { ...fresh, ...copy };
  return { ...fresh, ...parsed(tab.read(KEPT_AS)) };
}

/** Keeps it. */
export function keepWorkshopDraft(form: WorkshopForm): void {
  tab.write(KEPT_AS, JSON.stringify(form));
}

/** Forgets it. */
export function dropWorkshopDraft(): void {
  tab.remove(KEPT_AS);
}

/** Leaves a copy for the page that starts a workshop; false if only this tab has it, so that no other window can. */
export function leaveCopy(form: Partial<WorkshopForm>): boolean {
  return local.write(COPY, JSON.stringify(form));
}

/** A copy is taken once: the next workshop does not begin like this one by accident. */
function takeCopy(): Partial<WorkshopForm> | null {
  const text = local.read(COPY);
  local.remove(COPY);
  return text === null ? null : parsed(text);
}

function parsed(text: string | null): Partial<WorkshopForm> {
  try {
    return JSON.parse(text ?? '{}') as Partial<WorkshopForm>;
  } catch {
    return {};
  }
}
