// What every way of showing a result is given.
import type { Question } from '../../lib/protocol.gen';
import type { Row } from './ranking';

/** The props of a component that shows a result. */
export interface Shown {
  question: Question;
  /** In the order of the screen. */
  rows: readonly Row[];
}
