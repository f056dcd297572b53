// The name of whom a table's note is for.
import type { ForWhom } from '../lib/desk';
import type { View } from '../lib/view.svelte';

/** A person's or an organisation's name; nothing where there is nobody (any more). */
export function whomOf(view: View, whom: ForWhom | null): string | undefined {
  if (whom === null) return undefined;
  return 'seat' in whom ? view.seat(whom.seat)?.name : view.organisation(whom.organisation)?.name;
}
