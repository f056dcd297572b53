// What is missing before a workshop closes well, in words, as the server tells it.
import type { Missing, OrganisationCell } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';
import * as words from '../words/console.gen';

/** What tells one missing thing from another. */
export function keyOf(missing: Missing): string {
  return missing.what === 'organisation' ? `organisation/${missing.organisation}` : missing.what;
}

/** A missing thing as people read it. */
export function missingText(missing: Missing, view: View): string {
  if (missing.what === 'communications') return words.missingTouch();
  if (missing.what === 'date') return words.missingDate();
  return words.missingVoice({ organisation: view.organisation(missing.organisation)?.name ?? '' });
}

/** Organisations that came and have neither an action nor stepped away. */
export function silentOf(view: View): OrganisationCell[] {
  const ids = new Set(
    (view.closing?.missing ?? []).map((one) => (one.what === 'organisation' ? one.organisation : null)),
  );
  return view.organisations.filter(({ id }) => ids.has(id));
}

/** Everything that was missing while a dialog was open, the first seen first: what is filled in meanwhile stays, to be seen as done. */
export function gathered(seen: readonly Missing[], now: readonly Missing[]): Missing[] {
  const known = new Set(seen.map(keyOf));
  return [...seen, ...now.filter((one) => !known.has(keyOf(one)))];
}
