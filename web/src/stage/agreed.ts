// How each organisation stands to the chosen brief: agreed to it as it stands, to an older version, or not yet.
import type { OrganisationCell } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';

/** One organisation's word. */
export interface Agreed {
  organisation: OrganisationCell;
  state: 'now' | 'older' | 'open';
  /** When it agreed. */
  at: number | null;
}

/** The organisations that have somebody here, and those that agreed and left. */
export function agreedOf(view: View): Agreed[] {
  const agreements = new Map(view.choice?.agreements.map((agreement) => [agreement.organisation, agreement]));
  const here = new Set(view.seats.map((seat) => seat.organisation));
  return view.organisations
    .filter(({ id }) => here.has(id) || agreements.has(id))
    .map((organisation) => {
      const agreement = agreements.get(organisation.id);
      const state = agreement === undefined ? 'open' : agreement.current ? 'now' : 'older';
      return { organisation, state, at: agreement?.at ?? null };
    });
}

/** How many organisations agree to the chosen brief as it stands, of how many; `all` only if there is one and none is left out. */
export function agreementOf(view: View): { count: number; of: number; all: boolean } {
  const told = agreedOf(view);
  const count = told.filter(({ state }) => state === 'now').length;
  return { count, of: told.length, all: count > 0 && count === told.length };
}
