// The wall's notes by the group that they lie in.
import type { NoteCell } from '../lib/protocol.gen';
import type { View } from '../lib/view.svelte';

/** Notes by group; under the empty string those in no group, or in one that is gone. */
export function pilesOf(view: View): Map<string, NoteCell[]> {
  const piles = new Map<string, NoteCell[]>();
  for (const note of view.notes) {
    const group = view.group(note.group)?.id ?? '';
    piles.set(group, [...(piles.get(group) ?? []), note]);
  }
  return piles;
}
