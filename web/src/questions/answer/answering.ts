// What every way of answering a question is given.
import type { PollCell } from '../../lib/protocol.gen';
import type { Session } from '../../lib/session.svelte';
import type { Subject } from '../subjects';

/** The props of a component with which a question is answered. */
export interface Answering {
  session: Session;
  poll: PollCell;
  /** What it is asked about; at least one. */
  subjects: readonly Subject[];
  /** Of the headings over what is asked about. */
  level: 2 | 3 | 4;
}
