// What is said around the rows of a list, by its role.
import type { List, ListRole } from '../lib/protocol.gen';
import * as lists from '../words/lists.gen';
import * as words from '../words/stage.gen';
import * as wall from '../words/wall.gen';

/** What is said around rows. */
interface ListWords {
  /** The button that adds a row. */
  add: () => string;
  /** While there is no row. */
  empty: () => string;
  /** The same where it is only read. */
  none: () => string;
  /** What a row without a name is called. */
  unnamed: () => string;
}

const BY_ROLE: Record<ListRole, ListWords> = {
  core: { add: words.addCore, empty: words.noCore, none: wall.ringEmpty, unnamed: words.somebody },
  extended: { add: words.addExtended, empty: words.noExtended, none: wall.ringEmpty, unnamed: words.somebody },
  leadership: { add: words.addLeadership, empty: words.noLeadership, none: wall.ringEmpty, unnamed: words.somebody },
  actions: { add: words.addAction, empty: words.noActions, none: wall.actionsNone, unnamed: words.anAction },
};
const PLAIN: ListWords = { add: lists.addRow, empty: words.nothingYet, none: words.nothingYet, unnamed: lists.unnamed };

/** Those of a list. */
export function listWords({ is }: List): ListWords {
  return is ? BY_ROLE[is] : PLAIN;
}
