// What a refusal says to a person, in the language of this screen; the server's own sentence where this page does not know the rule.
import * as words from '../words/refusal.gen';
import { RefusedError } from './refused';

const sentences = {
  not_facilitator: words.notFacilitator,
  no_seat: words.noSeat,
  not_your_organisation: words.notYourOrganisation,
  not_yours: words.notYours,
  not_now: words.notNow,
  moved: words.moved,
  closed: words.closed,
  locked: words.locked,
  wrong_key: words.wrongKey,
  too_many_tries: words.tooManyTries,
  unknown: words.unknown,
  empty: words.empty,
  too_long: words.tooLong,
  too_many: words.tooMany,
  taken: words.taken,
  bad_date: words.badDate,
  out_of_range: words.outOfRange,
  bad_programme: words.badProgramme,
  authors_only_tighter: words.authorsOnlyTighter,
  too_late: words.tooLate,
  last_facilitator: words.lastFacilitator,
  already: words.already,
  malformed: words.malformed,
  oversized: words.oversized,
  too_fast: words.tooFast,
  bad_update: words.badUpdate,
  behind: words.behind,
  document_full: words.documentFull,
  outdated: words.outdated,
  foreign_origin: words.foreignOrigin,
  not_allowed_to_create: words.notAllowedToCreate,
  internal: words.internal,
  busy: words.busy,
  offline: words.offline,
} satisfies Record<RefusedError['rule'], () => string>;

/** A sentence for whatever was thrown. */
export function refusalText(error: unknown): string {
  if (!(error instanceof RefusedError)) return words.internal();
  const sentence: (() => string) | undefined = sentences[error.rule];
  return sentence?.() ?? error.message;
}
