// Starting another workshop like this one: its details, organisations and programme go into the form, nothing that people wrote.
import type { Session } from '../lib/session.svelte';
import { leaveCopy, LIKE } from '../pages/workshop-draft';
import { formLike } from '../pages/workshop-form';
import { notCopied } from '../words/rehearse.gen';
import type { Orders } from './orders.svelte';

/** Opens the form in a window of its own, filled in like this workshop. */
export function startLike(orders: Orders): void {
  if (leaveCopy(copyFrom(orders.session))) window.open(LIKE, '_blank', 'noopener');
  else orders.say(notCopied());
}

function copyFrom({ view, seat }: Session): ReturnType<typeof formLike> {
  const workshop = view.workshop;
  if (!workshop) return {};
  return formLike({
    details: workshop.details,
    convener: workshop.convener,
    facilitator: view.seat(seat)?.name ?? '',
    organisations: view.organisations.filter(({ convener }) => !convener).map(({ name }) => name),
    programme: view.source?.programme,
  });
}
