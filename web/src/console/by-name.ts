// Who is with an organisation by name only, and which organisations have nobody who speaks for them.
import type { OrganisationCell, SeatCell } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';
import type { Present } from '../ui/readiness';

/** An organisation and those of it who are not confirmed. */
export interface ByName {
  organisation: OrganisationCell;
  people: SeatCell[];
}

/** Whoever is in, by organisation; who waits at the door is confirmed by being let in. */
export function byNameIn(view: View): ByName[] {
  return view.organisations
    .map((organisation) => ({
      organisation,
      people: view.seats.filter((seat) => seat.by_name && seat.organisation === organisation.id),
    }))
    .filter(({ people }) => people.length > 0);
}

/** How many they are. */
export function byNameCount(view: View): number {
  return byNameIn(view).reduce((sum, { people }) => sum + people.length, 0);
}

/** Organisations of which somebody is here now, and nobody who is here now is confirmed: they cannot vote, agree or commit. */
export function withoutVoice(view: View, present: Present): OrganisationCell[] {
  const here = view.seats.filter(({ id }) => present.has(id));
  const speaks = new Set(here.filter((seat) => !seat.by_name).map((seat) => seat.organisation));
  const wants = new Set(here.filter((seat) => seat.by_name).map((seat) => seat.organisation));
  return view.organisations.filter(({ id }) => wants.has(id) && !speaks.has(id));
}

/** So many are shown each with a button of their own. */
export const FEW = 6;

/** Whom the console offers to confirm: all of them, or the first few where many came from one place and may be strangers. */
export function offeredOf(view: View): { seats: SeatCell[]; more: number; doubtful: boolean } {
  const all = byNameIn(view).flatMap(({ people }) => people);
  if (!view.crowd) return { seats: all, more: 0, doubtful: false };
  // Who came otherwise is more likely to be known
  const together = new Set(view.crowd.seats);
  const seats = [...all.filter(({ id }) => !together.has(id)), ...all.filter(({ id }) => together.has(id))].slice(
    0,
    FEW,
  );
  return { seats, more: all.length - seats.length, doubtful: true };
}
