// What a closed question says about each thing that it was asked about, in the order in which people read it: the weightiest first.
import type { Choice, SubjectResult } from '../../lib/protocol.gen';
import type { Subject } from '../subjects';

/** One thing that was asked about, with its result. */
export type Row = SubjectResult & { title: string };

/** Results of what is there, with its titles, in the order of the screen. */
export function rowsOf(results: readonly SubjectResult[], subjects: readonly Subject[]): Row[] {
  const bySubject = new Map(results.map((result) => [result.subject, result]));
  return subjects.flatMap(({ id, title }) => {
    const result = bySubject.get(id);
    return result ? [{ ...result, title }] : [];
  });
}

/** What somebody rated, by the sum of all means, then by the first. */
export function byMeans(rows: readonly Row[]): Row[] {
  const first = ({ means }: Row) => means[0] ?? 0;
  return rows.filter(({ count }) => count > 0).sort((a, b) => sum(b.means) - sum(a.means) || first(b) - first(a));
}

/** By dots. */
export function byDots(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => b.dots - a.dots);
}

/** By how many answered for it: what was picked. */
export function byCount(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => b.count - a.count);
}

/** By how many said the first option, then the second, and so on. */
export function byOptions(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => {
    const at = (a.counts[0] ?? []).findIndex((count, option) => count !== (b.counts[0]?.[option] ?? 0));
    return at < 0 ? 0 : (b.counts[0]?.[at] ?? 0) - (a.counts[0]?.[at] ?? 0);
  });
}

/** How far apart organisations lie on one scale, about one thing. */
export interface Apart {
  row: Row;
  /** The scale's place. */
  scale: number;
  /** Between the lowest and the highest organisation, in points of the scale; one decimal. */
  points: number;
}

/** The biggest difference first; nothing before so many organisations have answered that marks show. */
export function byDifference(rows: readonly Row[]): Apart[] {
  return rows
    .flatMap((row) => row.apart.map((apart, scale): Apart => ({ row, scale, points: Math.round(apart * 10) / 10 })))
    .sort((a, b) => b.points - a.points);
}

/** An option with the place that it got on average. */
export interface Placed extends Choice {
  place: number;
}

/** Options by the place that they got on average; `counts` say for each how many put it first, second, and so on. */
export function byPlace(options: readonly Choice[], counts: readonly (readonly number[])[]): Placed[] {
  return options
    .map((option, at): Placed => {
      const row = counts[at] ?? [];
      const places = sum(row.map((count, place) => count * (place + 1)));
      return { ...option, place: places / Math.max(1, sum(row)) };
    })
    .sort((a, b) => a.place - b.place);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
