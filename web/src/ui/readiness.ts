// How far people are with the live step, as counts that add up to everybody.
import type { Capability, WritingCell } from '../lib/protocol.gen';

/** A kind of readiness. */
export type Ready = 'writing' | 'done' | 'moreTime';

/** The counts worth saying, in the order of saying. */
export function readiness(counts: WritingCell | undefined, everyoneWrites: boolean): { is: Ready; count: number }[] {
  if (counts === undefined) return [];
  const writing = everyoneWrites ? Math.max(0, counts.of - counts.done - counts.more_time) : 0;
  const parts: { is: Ready; count: number }[] = [
    { is: 'writing', count: writing },
    { is: 'done', count: counts.done },
    { is: 'moreTime', count: counts.more_time },
  ];
  return parts.filter(({ count }) => count > 0);
}

/** Is this a step in which everybody writes for themselves? Where notes are turned over or gathered, writing is merely still possible. */
export function everyoneWrites(does: readonly Capability[] | undefined): boolean {
  return does !== undefined && does.includes('write') && !does.includes('reveal') && !does.includes('group');
}
