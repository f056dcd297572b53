// The keys that open a workshop: a join code as typed, or `ID.SECRET` of a link (W2). They travel behind the `#` of an address. The server reads
// them out of whatever people paste, so the page passes on what it was given and only tells the two apart.

/** A workshop's id and the secret behind it, as they stand in every kind of link. */
const LINK = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}[./#]+(\w+)/i;

/** Is it, or is there in it, the key of a link, not a code that a person typed? */
export function isLinkKey(key: string): boolean {
  return LINK.test(key);
}

/** The secret of a link's key. */
export function secretOf(key: string): string {
  return LINK.exec(key)?.[1] ?? '';
}

/** Parts of the record's page have names behind the `#` as well; a secret is longer. */
const PART_CHARS = 20;

/** The key behind the `#` of this page's address, which is removed from the address bar at once; empty if there is none. */
export function takeKey(): string {
  if (location.hash === '' || isPart(location.hash.slice(1))) return '';
  const key = decoded(location.hash.slice(1));
  history.replaceState(history.state, '', location.pathname + location.search);
  return key;
}

/** Names a part of the page rather than a workshop. */
function isPart(name: string): boolean {
  if (document.getElementById(name) !== null) return true;
  return location.pathname.startsWith('/record/') && name.length <= PART_CHARS;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).trim();
  } catch {
    return text.trim();
  }
}
