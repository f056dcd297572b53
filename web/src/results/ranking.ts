// What a closed poll says about the groups, in the order in which people read it: the weightiest first.
import type { GroupCell, SubjectResult } from '../lib/protocol.gen';

/** Mean and standard deviation of one scale. */
export interface Scale {
  mean: number;
  spread: number;
}

/** What one group got. */
export interface Weighed {
  subject: string;
  title: string;
  /** How many answered for it. */
  count: number;
  /** How many of these by show of hands. */
  hands: number;
}

/** One rated problem. */
export interface Ranked extends Weighed {
  seriousness: Scale;
  priority: Scale;
}

/** A problem with its dots. */
export interface Dotted extends Weighed {
  dots: number;
}

/** A problem with what the organisations say about it. */
export interface Fitted extends Weighed {
  core: number;
  useful: number;
  not: number;
}

type Groups = readonly GroupCell[];
type Results = readonly SubjectResult[];

/** The problems that somebody rated, by the sum of both means, then by seriousness, then in the board's order. */
export function rankOf(results: Results, groups: Groups): Ranked[] {
  return weighed(results, groups)
    .filter(({ count }) => count > 0)
    .map((row) => ({ ...bare(row), seriousness: scale(row, 0), priority: scale(row, 1) }))
    .sort((a, b) => both(b) - both(a) || b.seriousness.mean - a.seriousness.mean);
}

/** Every problem by its dots, then in the board's order. */
export function dotsOf(results: Results, groups: Groups): Dotted[] {
  return weighed(results, groups)
    .map((row) => ({ ...bare(row), dots: row.dots }))
    .sort((a, b) => b.dots - a.dots);
}

/** Every problem by how many call it core, then by how many call it useful, then in the board's order. */
export function fitOf(results: Results, groups: Groups): Fitted[] {
  return weighed(results, groups)
    .map((row) => ({ ...bare(row), core: row.counts[0] ?? 0, useful: row.counts[1] ?? 0, not: row.counts[2] ?? 0 }))
    .sort((a, b) => b.core - a.core || b.useful - a.useful);
}

/** Results of groups that are there, with their titles, in the board's order. */
function weighed(results: Results, groups: Groups): (SubjectResult & { title: string })[] {
  const bySubject = new Map(results.map((result) => [result.subject, result]));
  return groups.flatMap(({ id, title }) => {
    const result = bySubject.get(id);
    return result ? [{ ...result, title }] : [];
  });
}

function bare({ subject, title, count, hands }: Weighed): Weighed {
  return { subject, title, count, hands };
}

function scale(result: SubjectResult, at: number): Scale {
  return { mean: result.means[at] ?? 0, spread: result.spreads[at] ?? 0 };
}

function both(row: Ranked): number {
  return row.seriousness.mean + row.priority.mean;
}
