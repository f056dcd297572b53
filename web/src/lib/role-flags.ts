// What the roles still lack, so that it can be said in words before everybody goes home. What a programme does not ask for is not lacking.
import type { ListRow } from './lists';
import type { Field, List } from './protocol.gen';
import { asked, fieldFor, numberIn } from './values';

/** The column of a role that people are asked for. */
function column(list: List | undefined, is: NonNullable<Field['is']>): Field | undefined {
  return list && fieldFor(asked(list.columns), is);
}

/** The column by which somebody leads, if there are people in the core ring and nobody of them does. */
export function withoutLead(core: List | undefined, rows: readonly Pick<ListRow, 'values'>[]): Field | undefined {
  const lead = column(core, 'lead');
  return lead && rows.length > 0 && !rows.some(({ values }) => values[lead.id] === true) ? lead : undefined;
}

/** Organisations that are in, with nobody in the leadership ring who can say yes for them. */
export function withoutDecider<O extends { id: number; commitment: { stance: string } | null }>(
  organisations: readonly O[],
  leadership: List | undefined,
  rows: readonly Pick<ListRow, 'values'>[],
): O[] {
  const [decides, of] = [column(leadership, 'decides'), column(leadership, 'organisation')];
  if (!decides || !of) return [];
  const decided = new Set(
    rows.filter(({ values }) => values[decides.id] === true).map(({ values }) => numberIn(values, of)),
  );
  return organisations.filter(({ id, commitment }) => commitment?.stance === 'in' && !decided.has(id));
}
