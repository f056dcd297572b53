// Whether a name can be seen, as the server judges it (`core/src/name.rs`): said beside the field, before anything is sent.
import { unseenName } from '../words/common.gen';

/** Anything but spaces, controls, joiners, what turns text around, marks, the fillers of Hangul and the blank of Braille. */
const SEEN = /[^\p{M}\p{Z}\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0\u2800]/u;

/** What is wrong with a name that is there but cannot be seen, in words. */
export function unseenFault(name: string): string | undefined {
  return name.trim() === '' || SEEN.test(name) ? undefined : unseenName();
}
