// How many have answered a poll, in words: persons or organisations.
import type { MineCell, PollCell } from '../lib/protocol.gen';
import * as words from '../words/polls.gen';

/** "9 of 14 have answered", "3 of 8 organisations have answered". */
export function answeredWords({ answered, of, voice }: PollCell): string {
  return voice === 'person' ? words.answeredPeople({ answered, of }) : words.answeredOrganisations({ answered, of });
}

/** May this screen's person answer? Where organisations speak, whoever is with none, or with one by name only, has no voice. */
export function mayAnswer(poll: PollCell, mine: MineCell | undefined): boolean {
  return poll.open && (poll.voice === 'person' || speaksForOne(mine));
}

/** Does this screen's person speak for an organisation? */
export function speaksForOne(mine: MineCell | undefined): boolean {
  return mine != null && mine.organisation !== null && !mine.by_name;
}
