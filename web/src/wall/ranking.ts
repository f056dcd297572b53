// What the ratings say, the most serious and most urgent problem first.
import type { GroupCell, SubjectResult } from '../lib/protocol.gen';

/** Mean and standard deviation of one scale. */
export interface Scale {
  mean: number;
  spread: number;
}

/** One rated problem. */
export interface Ranked {
  subject: string;
  title: string;
  /** How many rated it. */
  count: number;
  seriousness: Scale;
  priority: Scale;
}

/** The problems that somebody rated, by the sum of both means, then by seriousness, then in the board's order. */
export function rankOf(results: readonly SubjectResult[], groups: readonly GroupCell[]): Ranked[] {
  const place = new Map(groups.map((group, at) => [group.id, at]));
  return results
    .filter((result) => result.count > 0)
    .map((result) => ({
      subject: result.subject,
      title: groups.find((group) => group.id === result.subject)?.title ?? '',
      count: result.count,
      seriousness: scale(result, 0),
      priority: scale(result, 1),
    }))
    .sort(
      (a, b) =>
        both(b) - both(a) ||
        b.seriousness.mean - a.seriousness.mean ||
        (place.get(a.subject) ?? 0) - (place.get(b.subject) ?? 0),
    );
}

function scale(result: SubjectResult, at: number): Scale {
  return { mean: result.means[at] ?? 0, spread: result.spreads[at] ?? 0 };
}

function both(row: Ranked): number {
  return row.seriousness.mean + row.priority.mean;
}
