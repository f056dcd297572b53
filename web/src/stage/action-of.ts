// What an entry of a ring becomes when it is made an action: its words, and whose it is.
import type { PlanRow } from '../lib/plan';
import * as words from '../words/plan.gen';
import type { Ring } from './stakeholders';

/** The action's text; `name` is what the entry is called. */
export function actionText(ring: Ring, row: PlanRow, name: string): string {
  const how = (row.texts.how ?? '').trim();
  if (ring === 'core') return (row.texts.role ?? '').trim() || words.actCore({ name });
  if (ring === 'extended') return how === '' ? words.actExtended({ name }) : words.actExtendedHow({ name, how });
  return how === '' ? words.actLeadership({ name }) : words.actLeadershipHow({ name, how });
}

/** Who sees to it: the person and organisation of the entry, else whoever makes it. */
export function actionOwner(
  row: PlanRow,
  own: { organisation: number | null; seat: number } | undefined,
): { organisation?: number; seat?: number } {
  const organisation = row.organisation ?? (row.seat === null ? (own?.organisation ?? null) : null);
  const seat = row.seat ?? (row.organisation === null ? (own?.seat ?? null) : null);
  return { ...(organisation !== null && { organisation }), ...(seat !== null && { seat }) };
}
