// What the record says of its closed polls, in the shape in which their pictures and tables are made everywhere.
import type { GroupCell, SubjectResult } from '../../lib/protocol.gen';
import { dotsOf, fitOf, rankOf, type Dotted, type Fitted, type Ranked } from '../../results/ranking';
import type { RecordGroup } from './record';

/** Each empty if that poll was not held, or is not closed. */
export interface RecordPolls {
  ratings: Ranked[];
  dots: Dotted[];
  fits: Fitted[];
}

/** The polls about the problems. */
export function pollsOf(groups: readonly RecordGroup[]): RecordPolls {
  const cells = groups.map(({ title, who, factors, seriousness, priority }, place): GroupCell => {
    return { id: String(place), order: place, title, who, factors, seriousness, priority };
  });
  const results = (read: (group: RecordGroup) => Partial<SubjectResult> | null): SubjectResult[] =>
    groups.flatMap((group, place) => {
      const given = read(group);
      const nothing = { count: 0, hands: 0, means: [], spreads: [], counts: [], dots: 0 };
      return given === null ? [] : [{ subject: String(place), ...nothing, ...given }];
    });
  return {
    ratings: rankOf(results(ratingOf), cells),
    dots: dotsOf(
      results(({ dots }) => dots ?? null),
      cells,
    ),
    fits: fitOf(results(fitsOf), cells),
  };
}

function ratingOf({ rating }: RecordGroup): Partial<SubjectResult> | null {
  if (rating === null) return null;
  const { count, hands, seriousness, priority } = rating;
  return { count, hands, means: [seriousness.mean, priority.mean], spreads: [seriousness.spread, priority.spread] };
}

function fitsOf({ fit }: RecordGroup): Partial<SubjectResult> | null {
  if (!fit) return null;
  const counts = [fit.core, fit.useful, fit.not_ours];
  return { count: counts.reduce((sum, count) => sum + count, 0), counts };
}
