// The half-filled form of a new workshop, kept while the tab is open, so that a reload or a wrong turn loses nothing.
import { prefilled, type WorkshopForm } from './workshop-form';

const KEPT_AS = 'trestle:new';

/** What was typed before, on top of the sensible words. */
export function workshopDraft(): WorkshopForm {
  const fresh = prefilled();
  try {
    return { ...fresh, ...(JSON.parse(sessionStorage.getItem(KEPT_AS) ?? '{}') as Partial<WorkshopForm>) };
  } catch {
    return fresh;
  }
}

/** Keeps it. */
export function keepWorkshopDraft(form: WorkshopForm): void {
  try {
    sessionStorage.setItem(KEPT_AS, JSON.stringify(form));
  } catch {
    // Storage may be forbidden or full; the form then lasts as long as the page
  }
}

/** Forgets it. */
export function dropWorkshopDraft(): void {
  try {
    sessionStorage.removeItem(KEPT_AS);
  } catch {
    // Forbidden storage holds nothing to remove
  }
}
