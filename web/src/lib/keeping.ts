// Until when a workshop is kept, asked of the server; beside the rest of the API, because participants never ask it.
import { recordFile } from './api';
import type { Keeping } from './protocol.gen';

/** Until when the workshop is kept, and whether its time is up; for facilitators. */
export async function keeping(workshop: string, token: string): Promise<Keeping> {
  const answer = await recordFile(workshop, token, 'keeping');
  return (await answer.json()) as Keeping;
}
