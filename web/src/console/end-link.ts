// Ending a link, or a console. Here and not with the other requests, because only the console asks for it.
import { ask } from '../lib/api';

/** Ends a link with everything that was opened with it, or a console (W4b). Rejects with a RefusedError. */
export async function endLink(workshop: string, token: string, number: number): Promise<void> {
  const path = `/api/workshops/${encodeURIComponent(workshop)}/links/${number}`;
  await ask(path, { method: 'DELETE', headers: { Authorization: `Bearer ${token}` } });
}
