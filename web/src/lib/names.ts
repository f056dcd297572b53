// Whether a name or a heading can be seen, as the server judges it (`core/src/name.rs`): said beside the field, before anything is sent.
import { unseenName } from '../words/common.gen';

/** Anything but spaces, controls, marks, what is ignored where it stands, what is no character, and the blank of Braille. */
const SEEN = /[^\p{M}\p{Z}\p{Cc}\p{DI}\p{NChar}\u2800\ufff9-\ufffc]/u;

/** Is there anything to see in it? */
export const isSeen = (text: string) => SEEN.test(text);

/** What is wrong with a name that is there but cannot be seen, in words. */
export function unseenFault(name: string): string | undefined {
  return name.trim() === '' || isSeen(name) ? undefined : unseenName();
}
