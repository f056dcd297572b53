// Newcomers of a place that brought many come in by turns: whose turn has not come asks again until it has.
import { RefusedError } from '../lib/refused';

/** So long after the answer. */
const AGAIN_MS = 2_000;

/** Asks again in a moment if the error says that it is not one's turn yet; the timer, if so. */
export function againInTurn(error: unknown, ask: () => Promise<void>): ReturnType<typeof setTimeout> | undefined {
  if (!(error instanceof RefusedError) || error.rule !== 'in_turn') return undefined;
  return setTimeout(() => void ask(), AGAIN_MS);
}
