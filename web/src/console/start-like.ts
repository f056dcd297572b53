// Starting another workshop like this one: its details, organisations and programme go into the form, nothing that people wrote.
import type { Session } from '../lib/session.svelte';
import { go } from '../lib/site.svelte';
import { leaveCopy, LIKE } from '../pages/workshop-draft';
import { formLike } from '../pages/workshop-form';

/** Opens the form filled in like this workshop: in a window of its own, or here where only this tab has the copy. */
export function startLike(session: Session): void {
  if (leaveCopy(copyFrom(session))) window.open(`/new#${LIKE}`, '_blank', 'noopener');
  else void go('/new', { key: LIKE });
}

function copyFrom({ view, seat }: Session): ReturnType<typeof formLike> {
  const workshop = view.workshop;
  if (!workshop) return {};
  return formLike({
    details: workshop.details,
    convener: workshop.convener,
    facilitator: view.seat(seat)?.given ?? '',
    organisations: view.organisations.filter(({ convener }) => !convener).map(({ name }) => name),
    programme: view.source?.programme,
  });
}
