// How a tick is said behind a name.
import { said } from '../lib/declared';
import type { Field, FieldRole } from '../lib/protocol.gen';
import * as words from '../words/stage.gen';

const SHORT: Partial<Record<FieldRole, () => string>> = { lead: words.leadsShort, decides: words.decidesShort };

/** The short word for what is ticked, else the label of its column. */
export function tickShort({ is, label }: Field): string {
  return (is && SHORT[is]?.()) ?? said(label);
}
