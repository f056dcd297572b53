// What the pulse asks.
import { PULSE, type SubjectResult } from '../lib/protocol.gen';
import * as words from '../words/plan.gen';

type Subject = (typeof PULSE)[number];

const questions: Record<Subject, () => string> = {
  useful: words.pulseUseful,
  heard: words.pulseHeard,
  next: words.pulseNext,
};

/** The questions in their order, by subject. */
export const PULSE_QUESTIONS = PULSE.map((subject) => ({ subject, ask: questions[subject] }));

/** A closed poll's results with the one mean that each question has. */
export function pulseResults(results: readonly SubjectResult[]): (SubjectResult & { mean: number })[] {
  return results.map((result) => ({ ...result, mean: result.means[0] ?? 0 }));
}
