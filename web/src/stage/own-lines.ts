// What this screen may take away of what everybody sees: its own, or all of it where a facilitator looks.
import type { FeedbackLine, LinkRow } from '../lib/protocol.gen';
import type { Session } from '../lib/session.svelte';

/** The lines about a brief that were said from here. */
export function ownLines(session: Session, team: number): FeedbackLine[] {
  const own = session.view.myLines?.feedback ?? [];
  return (session.view.feedback(team)?.lines ?? []).filter(({ id }) => id !== undefined && own.includes(id));
}

/** May this link be taken away from here? */
export function mayUnlink(session: Session, { id }: LinkRow): boolean {
  return session.role === 'facilitator' || (session.view.myLines?.links ?? []).includes(id);
}
