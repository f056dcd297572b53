// What the workshop has led to: who is committed, whether the project goes ahead, and what is missing before it closes.
import {
  COMMITTED_NEEDED,
  type ActionRow,
  type NextCell,
  type OrganisationCell,
  type SeatCell,
} from '../lib/protocol.gen';

/** What is missing before a workshop can close well. */
export interface Missing {
  /** How we keep in touch. */
  touch: boolean;
  /** The date we meet again, or the reason why there is none. */
  date: boolean;
  /** Organisations that came, with neither an action nor a "stepping away". */
  silent: OrganisationCell[];
}

/** How the commitments stand. */
export interface Outcome {
  committed: OrganisationCell[];
  /** At least `COMMITTED_NEEDED` are in. */
  goesAhead: boolean;
  /** How many more it takes. */
  needed: number;
}

/** Counts the commitments. */
export function outcome(organisations: readonly OrganisationCell[]): Outcome {
  const committed = organisations.filter((organisation) => organisation.commitment?.stance === 'in');
  const needed = Math.max(0, COMMITTED_NEEDED - committed.length);
  return { committed, goesAhead: needed === 0, needed };
}

/** What is missing; `next` may not be there yet. */
export function missing(
  organisations: readonly OrganisationCell[],
  actions: readonly ActionRow[],
  next: NextCell | undefined,
  seats: readonly SeatCell[],
): Missing {
  const came = new Set(seats.map((seat) => seat.organisation));
  const acting = new Set(actions.filter((action) => action.what.trim() !== '').map((action) => action.organisation));
  const silent = organisations.filter(
    ({ id, commitment }) => came.has(id) && !acting.has(id) && commitment?.stance !== 'away',
  );
  return {
    touch: !next?.communications.trim(),
    date: !next?.when && !next?.reason.trim(),
    silent,
  };
}
