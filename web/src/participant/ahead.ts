// What a phone shows first, fetched while somebody fills in the form: the screen, the room around it, and the parts of the live step.
import type { Capability } from '../lib/protocol.gen';
import { partsFor } from './capabilities';

/** Fetches it all; `does` is what the live step is about. Rejects if something did not come. */
export async function ahead(does: readonly Capability[]): Promise<void> {
  await Promise.all([
    import('./Participant.svelte'),
    import('./room'),
    import('../lib/document.svelte'),
    ...partsFor(does).map(({ load }) => load()),
  ]);
}
