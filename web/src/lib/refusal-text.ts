// What a refusal says to a person, in the language of this screen; the server's own sentence until the page's words have come.
import type { sentences } from './refusal-sentences';
import { RefusedError } from './refused';

let known: typeof sentences | undefined;

/** Resolves once the page's own words are here. A connection that cannot fetch them leaves the server's. */
export const refusalWords: Promise<void> = import('./refusal-sentences').then(
  (loaded) => void (known = loaded.sentences),
  () => undefined,
);

/** A sentence for whatever was thrown. */
export function refusalText(error: unknown): string {
  const rule = error instanceof RefusedError ? error.rule : 'internal';
  const sentence: (() => string) | undefined = known?.[rule];
  return sentence?.() ?? (error instanceof Error ? error.message : String(error));
}
