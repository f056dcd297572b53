// The keys that open a workshop: a join code as typed, or `ID.SECRET` of a link (W2). They travel behind the `#` of an address.

/** What somebody typed or pasted, as a key: of a whole link only what stands behind its `#`. */
export function keyFrom(typed: string): string {
  const hash = typed.lastIndexOf('#');
  return typed.slice(hash + 1).trim();
}

/** Is it the key of a link (`ID.SECRET`), not a code that a person typed? */
export function isLinkKey(key: string): boolean {
  return key.includes('.');
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
