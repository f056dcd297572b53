// Who wrote something, in words, as far as the workshop shows authors.
import type { Author } from '../lib/protocol.gen';
import { byWayOf, theRoom } from '../words/author.gen';

/** Name and organisation, and the table that wrote it down for them; the room where it is nobody's in particular; nothing where authors are not shown. */
export function authorOf(author: Author | null | undefined): string | undefined {
  const named = [author?.name, author?.organisation].filter(Boolean).join(', ');
  if (named && author?.via) return byWayOf({ author: named, table: author.via });
  return named || (author?.room ? theRoom() : undefined);
}
