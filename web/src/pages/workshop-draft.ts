// The half-filled form of a new workshop, kept while the tab is open, so that a reload or a wrong turn loses nothing; and what a workshop
// that there is leaves for a new one like it.
import { prefilled, type WorkshopForm } from './workshop-form';

const KEPT_AS = 'trestle:new';
const COPY = 'trestle:copy';

/** The address of the page that starts a workshop like the one whose copy was left. */
export const LIKE = '/new#like';

/** What was typed before, on top of the sensible words; a copy that was left is put on top of them, once. */
export function workshopDraft(): WorkshopForm {
  const fresh = prefilled();
  const copy = location.hash === '#like' ? takeCopy() : null;
  if (copy) return { ...fresh, ...copy };
  return { ...fresh, ...parsed(stored(() => sessionStorage.getItem(KEPT_AS))) };
}

/** Keeps it. */
export function keepWorkshopDraft(form: WorkshopForm): void {
  // Storage may be forbidden or full; the form then lasts as long as the page
  stored(() => sessionStorage.setItem(KEPT_AS, JSON.stringify(form)));
}

/** Forgets it. */
export function dropWorkshopDraft(): void {
  stored(() => sessionStorage.removeItem(KEPT_AS));
}

/** Leaves a copy for the page that starts a workshop, which is opened in a window of its own; false if the device would not keep it. */
export function leaveCopy(form: Partial<WorkshopForm>): boolean {
  return stored(() => localStorage.setItem(COPY, JSON.stringify(form))) !== null;
}

/** A copy is taken once: the next workshop does not begin like this one by accident. */
function takeCopy(): Partial<WorkshopForm> | null {
  const text = stored(() => localStorage.getItem(COPY));
  stored(() => localStorage.removeItem(COPY));
  history.replaceState(history.state, '', location.pathname);
  return text === null ? null : parsed(text);
}

function parsed(text: string | null): Partial<WorkshopForm> {
  try {
    return JSON.parse(text ?? '{}') as Partial<WorkshopForm>;
  } catch {
    return {};
  }
}

/** What storage answers; null if it is forbidden or full. */
function stored<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}
