// Sentences about questions: how many have answered, and what people are promised before they do.
import type { PollCell, Question, Showing } from '../lib/protocol.gen';
import { said } from '../lib/declared';
import { inSentence } from '../lib/in-sentence';
import * as words from '../words/polls.gen';

/** "9 of 14 have answered", "3 of 8 organisations have answered". */
export function answeredWords({ answered, of, voice }: PollCell): string {
  return voice === 'person' ? words.answeredPeople({ answered, of }) : words.answeredOrganisations({ answered, of });
}

/** Who will see what of an answer. */
export function promiseOf({ kind, show }: Question): string {
  return kind === 'line' && show !== 'facilitators' ? words.privateLine() : promises[show]();
}

const promises: Record<Showing, () => string> = {
  totals: words.pollPrivate,
  spread: words.pollPrivate,
  matrix: words.pollPrivate,
  scatter: words.pollPrivate,
  difference: words.privateDifference,
  facilitators: words.privateFacilitators,
};

/** "Seriousness 4.1, priority 3.0". */
export function scoresWords({ scales = [] }: Question, score: (at: number) => string): string {
  return scales.map(({ label }, at) => `${at === 0 ? said(label) : inSentence(said(label))} ${score(at)}`).join(', ');
}
