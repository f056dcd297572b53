// Actions that most partnerships begin with, to pick from.
import * as words from '../words/stage.gen';

/** Their texts, in the order in which they are usually done. */
export const SUGGESTIONS: readonly (() => string)[] = [
  words.suggestSpeak,
  words.suggestResources,
  words.suggestConsult,
  words.suggestPlan,
  words.suggestAgreement,
];
