// How many have answered a poll, in words: persons or organisations, and hands that were counted in the room.
import type { PollCell } from '../lib/protocol.gen';
import * as words from '../words/polls.gen';

/** "9 of 14 have answered", "3 of 8 organisations have answered, and 5 by show of hands". */
export function answeredWords({ answered, of, voice, hands }: PollCell): string {
  const said =
    voice === 'person' ? words.answeredPeople({ answered, of }) : words.answeredOrganisations({ answered, of });
  return hands > 0 ? words.andHands({ said, count: hands }) : said;
}

/** May this screen's person answer? Where organisations speak, somebody without one has no voice. */
export function mayAnswer(poll: PollCell, organisation: number | null | undefined): boolean {
  return poll.open && (poll.voice === 'person' || organisation != null);
}
