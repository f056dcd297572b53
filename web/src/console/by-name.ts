// Who is with an organisation by name only, and which organisations have nobody who speaks for them.
import type { OrganisationCell, SeatCell } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';

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

/** Organisations of which somebody is here with a device, and nobody is confirmed: they cannot vote yet. */
export function withoutVoice(view: View): OrganisationCell[] {
  const speaks = new Set(
    view.seats.filter((seat) => !seat.by_name && !seat.without_device).map((seat) => seat.organisation),
  );
  return byNameIn(view)
    .map(({ organisation }) => organisation)
    .filter(({ id }) => !speaks.has(id));
}
