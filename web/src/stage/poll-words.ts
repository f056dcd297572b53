// How many have answered a poll, in words: persons or organisations.
import type { PollCell } from '../lib/protocol.gen';
import * as words from '../words/polls.gen';

/** "9 of 14 have answered", "3 of 8 organisations have answered". */
export function answeredWords({ answered, of, voice }: PollCell): string {
  return voice === 'person' ? words.answeredPeople({ answered, of }) : words.answeredOrganisations({ answered, of });
}

/** May this screen's person answer? Where organisations speak, somebody without one has no voice. */
export function mayAnswer(poll: PollCell, organisation: number | null | undefined): boolean {
  return poll.open && (poll.voice === 'person' || organisation != null);
}
