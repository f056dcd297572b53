// What the roles still lack, so that it can be said in words before everybody goes home.

/** Is there nobody who leads, in these rows of the core ring? */
export function withoutLead(core: readonly { lead: boolean }[]): boolean {
  return !core.some(({ lead }) => lead);
}

/** Organisations that are in, with nobody in the leadership ring who can say yes for them. */
export function withoutDecider<O extends { id: number; commitment: { stance: string } | null }>(
  organisations: readonly O[],
  leadership: readonly { organisation: number | null; decides: boolean }[],
): O[] {
  const decided = new Set(leadership.filter(({ decides }) => decides).map(({ organisation }) => organisation));
  return organisations.filter(({ id, commitment }) => commitment?.stance === 'in' && !decided.has(id));
}
